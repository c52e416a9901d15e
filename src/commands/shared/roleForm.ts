/** The form of a role, and writing it. */
import * as vscode from 'vscode';
import type { AdminOutcome, WriteRoleRequest } from '../../core/backends/administration.js';
import type { RoleRules } from '../../core/backends/backend.js';
import { formatDuration, parseDuration } from '../../core/common/duration.js';
import { durationWords, roleSummaryWords } from '../../ui/roleWords.js';
import { runWizard, type Step, type Validation } from '../../ui/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { type AdminTarget, carryOut } from './admin.js';
import {
	caKey,
	caKeyChoices,
	type Choice,
	choiceStep,
	requireTtl,
	textStep,
	validateTtl,
} from './adminForm.js';
import { splitNames } from './names.js';
import { roleFlags } from './roleFlags.js';

interface Form {
	domains: string;
	/** Flags that are set, separated by spaces. */
	flags: string;
	uris: string;
	key: string;
	ttl: string;
	maxTtl: string;
	[key: string]: string | undefined;
}

export interface RoleFormContext {
	readonly title: string;
	/** What the role allows now, or what a new one usually allows. */
	readonly now: RoleRules;
	/** Seconds; the longest lifetime that the mount grants, where it is known. */
	readonly mountMaxTtl: number | undefined;
}

/** Asks for a role's rules with the values of `now` typed in; rules that are not asked are left out. */
export async function askRules({ title, now, mountMaxTtl }: RoleFormContext): Promise<RoleRules> {
	const steps: readonly Step<Form>[] = [
		textStep<Form>('domains', {}, () => ({
			prompt: vscode.l10n.t('Domains, separated by commas. Empty: any name'),
			placeholder: 'example.com, lab.test',
			value: now.allowAnyName === true ? '' : (now.allowedDomains ?? []).join(', '),
			validate: validateDomains,
		})),
		flagStep(now),
		textStep<Form>('uris', {}, () => ({
			prompt: vscode.l10n.t('URIs that certificates may carry. Empty: none'),
			placeholder: 'spiffe://lab/*',
			value: (now.allowedUriSans ?? []).join(', '),
		})),
		choiceStep<Form>('key', {}, vscode.l10n.t('Key'), keyChoices()),
		textStep<Form>('ttl', {}, () => ({
			prompt: vscode.l10n.t('Lifetime if nothing else is asked for. Empty: as the mount has it'),
			value: durationText(now.ttlSeconds),
			validate: (text) => validateOptionalTtl(text, mountMaxTtl),
		})),
		textStep<Form>('maxTtl', {}, (state) => ({
			prompt: vscode.l10n.t('Longest lifetime that may be asked for. Empty: as the mount has it'),
			value: durationText(now.maxTtlSeconds),
			validate: (text) => validateMaximum(text, state.ttl, mountMaxTtl),
		})),
	];
	return rulesOf(await runWizard<Form>(title, steps, { key: keyChoice(now) }), now);
}

function flagStep(now: RoleRules): Step<Form> {
	return {
		ask: async (frame, { domains = '', flags }) => {
			const items = roleFlags().filter(({ aboutDomains }) => domains !== '' || !aboutDomains);
			const set = flags?.split(' ');
			const isSet = ({ flag }: (typeof items)[number]) =>
				set?.includes(flag) ??
				(now[flag] === true || (flag === 'allowGlobDomains' && domains.includes('*')));
			const chosen = await frame.pickMany({
				prompt: vscode.l10n.t('What may its certificates have?'),
				items,
				selected: items.filter(isSet),
			});
			return { flags: chosen.map(({ flag }) => flag).join(' ') };
		},
	};
}

function rulesOf(form: Form, now: RoleRules): RoleRules {
	const domains = splitNames(form.domains);
	const set = new Set(form.flags.split(' '));
	const asked = roleFlags().filter(({ aboutDomains }) => domains.length > 0 || !aboutDomains);
	return {
		allowAnyName: domains.length === 0,
		allowedDomains: domains,
		...Object.fromEntries(asked.map(({ flag }) => [flag, set.has(flag)])),
		allowedUriSans: splitNames(form.uris),
		...(form.key === 'any' ? { keyType: 'any', keyBits: 0 } : { keyBits: 0, ...caKey(form.key) }),
		ttlSeconds: secondsOf(form.ttl, now.ttlSeconds),
		maxTtlSeconds: secondsOf(form.maxTtl, now.maxTtlSeconds),
	};
}

/** An emptied field takes the value away (0 is the engine's "not set"); one that was empty stays out. */
function secondsOf(text: string, before: number | undefined): number | undefined {
	if (text !== '') return requireTtl(text);
	return before === undefined ? undefined : 0;
}

function durationText(seconds: number | undefined): string {
	return seconds === undefined ? '' : formatDuration(seconds);
}

function validateDomains(text: string): Validation {
	// Templates such as `{{identity.entity.name}}` are the server's to check.
	const bad = splitNames(text).find((name) => !/^[\p{L}\p{N}*._-]+$|\{\{/u.test(name));
	return bad === undefined ? undefined : vscode.l10n.t('“{0}” is no domain', bad);
}

function validateOptionalTtl(text: string, maximum: number | undefined): Validation {
	return text.trim() === '' ? undefined : validateTtl(text, maximum);
}

function validateMaximum(
	text: string,
	ttl: string | undefined,
	mountMaxTtl: number | undefined,
): Validation {
	const maximum = parseDuration(text);
	const usual = ttl === undefined ? undefined : parseDuration(ttl);
	if (maximum !== undefined && usual !== undefined && maximum < usual) {
		return vscode.l10n.t(
			'Shorter than the lifetime of {0} that you gave before',
			durationWords(usual),
		);
	}
	return validateOptionalTtl(text, mountMaxTtl);
}

function keyChoices(): readonly Choice[] {
	const any = vscode.l10n.t('for requests only: whoever asks brings a key of any kind');
	return [...caKeyChoices, { value: 'any', label: vscode.l10n.t('Any'), description: any }];
}

/** The choice that stands for what the role has; the usual one where it has none of them. */
function keyChoice({ keyType = 'ec', keyBits }: RoleRules): string {
	const bits = keyBits ?? (keyType === 'ec' ? 256 : keyType === 'rsa' ? 2048 : undefined);
	const value = bits === undefined ? keyType : `${keyType}-${bits}`;
	return keyChoices().some((choice) => choice.value === value) ? value : 'ec-256';
}

/** Creates or changes the role; what it will allow is said in the last step. */
export function writeRole(
	context: CommandContext,
	input: CommandInput,
	target: AdminTarget,
	request: WriteRoleRequest & { readonly exists: boolean },
): Promise<AdminOutcome> {
	const { mount, role, rules, exists } = request;
	return carryOut(context, input, target, {
		title: exists ? vscode.l10n.t('Change role') : vscode.l10n.t('Create role'),
		summary: vscode.l10n.t('“{0}” in {1}: {2}', role, mount, roleSummaryWords(rules)),
		operation: { kind: 'writeRole', request },
		run: (signal) => target.administration.writeRole(request, { signal }),
		done: () =>
			exists
				? vscode.l10n.t('The role “{0}” of {1} is changed.', role, mount)
				: vscode.l10n.t('The role “{0}” is created in {1}.', role, mount),
		changes: [{ connection: target.connection.id, mount, part: 'roles' }],
		next: [
			{
				title: vscode.l10n.t('Issue Certificate…'),
				command: 'pki.issueCertificate',
				options: { mount, role },
			},
		],
	});
}
