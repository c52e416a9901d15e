/** The questions about a role, with what it has typed in. */
import * as vscode from 'vscode';
import type { Authority, RoleRules } from '../../../core/backends/contract/backend.js';
import type { OfferedKeyType } from '../../../core/backends/contract/administration.js';
import {
	type RoleFlag,
	type RoleForm,
	roleFlags,
	roleForm,
	splitList,
} from '../../../core/backends/roles/roleForm.js';
import { parseDuration } from '../../../core/common/duration.js';
import { durationWords, roleKeyWords } from '../../../ui/words/roleWords.js';
import { type Frame, runWizard, type Step, type Validation } from '../../../ui/ask/wizard.js';
import {
	caKeyChoices,
	type Choice,
	choiceStep,
	offeredKeys,
	textStep,
	validateTtl,
} from '../adminForm.js';
import { warning } from '../../input/formSteps.js';
import { authorityItem, isUsable } from '../../input/pickers.js';
import { flagItems } from './roleFlags.js';

interface Answers extends Record<string, string | undefined> {
	names: string;
	domains: string;
	/** Separated by spaces. */
	flags: string;
	uris: string;
	key: string;
	ttl: string;
	maxTtl: string;
	issuer: string;
}

export interface RoleFormContext {
	readonly title: string;
	/** What the role allows now, or what a new one usually allows. */
	readonly now: RoleRules;
	/** The rules that a role can have; absent: all. */
	readonly known: readonly (keyof RoleRules)[] | undefined;
	/** The types of key that a role can ask for; absent: all. */
	readonly keyTypes: readonly OfferedKeyType[] | undefined;
	/** Those of the mount where a role has to name one; none where the server chooses. */
	readonly issuers: readonly Authority[];
	/** Seconds; the longest lifetime that the mount grants, where it is known. */
	readonly mountMaxTtl: number | undefined;
	/** False: whoever signs in sees one mount only, and no form speaks of it. */
	readonly hasMounts: boolean;
	/** The last question, with what was answered; undefined where there is nothing to confirm. */
	readonly confirm: (form: RoleForm) => ((frame: Frame) => Promise<unknown>) | undefined;
}

/** Asks with the values of `now` typed in, so that Enter alone keeps each. */
export async function askRole(context: RoleFormContext): Promise<RoleForm> {
	const { title, now, mountMaxTtl, hasMounts } = context;
	const before = roleForm(now);
	const initial: Answers = { ...before, flags: before.flags.join(' ') };
	const has = (rule: keyof RoleRules) => context.known?.includes(rule) ?? true;
	const steps: readonly Step<Answers>[] = [
		...issuerSteps(context),
		...(has('allowAnyName') ? [namesStep()] : []),
		confirmAnyName(before),
		textStep<Answers>(
			'domains',
			{},
			() => ({
				prompt: vscode.l10n.t('Domains, separated by commas (empty: no host names)'),
				placeholder: 'example.com, lab.test',
				validate: validateDomains,
			}),
			({ names }) => names === 'domains',
		),
		flagStep(initial, has),
		textStep<Answers>(
			'uris',
			{},
			() => ({
				prompt: vscode.l10n.t('URIs that certificates may contain (empty: none)'),
				placeholder: 'spiffe://lab/*',
			}),
			() => has('allowedUriSans'),
		),
		choiceStep<Answers>('key', {}, vscode.l10n.t('Key'), keyChoices(context, before.key)),
		textStep<Answers>(
			'ttl',
			{},
			() => ({
				prompt: vscode.l10n.t('Default lifetime (empty: the mount’s default)'),
				validate: (text) => validateOptionalTtl(text, mountMaxTtl),
			}),
			() => has('ttlSeconds'),
		),
		textStep<Answers>('maxTtl', {}, ({ ttl }) => ({
			prompt: hasMounts
				? vscode.l10n.t('Maximum lifetime (empty: the mount’s maximum)')
				: vscode.l10n.t('Maximum lifetime (empty: the server’s maximum)'),
			validate: (text) => validateMaximum(text, ttl, mountMaxTtl),
		})),
		{
			when: (state) => context.confirm(formOf({ ...initial, ...state })) !== undefined,
			ask: async (frame, state) => {
				await context.confirm(formOf({ ...initial, ...state }))?.(frame);
				return {};
			},
		},
	];
	return formOf(await runWizard<Answers>(title, steps, initial));
}

/** Asked where there is a choice; the CA that the role has is one, also where it is out of use. */
function issuerSteps({ issuers, now }: RoleFormContext): readonly Step<Answers>[] {
	const { issuer: current = '' } = now;
	const choices = issuers
		.filter((issuer) => isUsable(issuer) || issuer.id === current)
		.map((issuer) => ({ ...authorityItem(issuer), value: issuer.id }));
	return choices.length > 1
		? [choiceStep<Answers>('issuer', {}, vscode.l10n.t('Which issuer?'), choices)]
		: [];
}

function namesStep(): Step<Answers> {
	return choiceStep<Answers>('names', {}, vscode.l10n.t('Which names may certificates contain?'), [
		{ value: 'domains', label: vscode.l10n.t('Only names in domains that you list') },
		{ value: 'any', label: vscode.l10n.t('Any name') },
	]);
}

function formOf({ names, flags, ...texts }: Answers): RoleForm {
	const set = flags.split(' ');
	return {
		...texts,
		names: names === 'any' ? 'any' : 'domains',
		flags: roleFlags.filter((flag) => set.includes(flag)),
	};
}

/** A role for any name can impersonate every host, so a second answer is asked for, and Enter alone is no. */
function confirmAnyName(before: RoleForm): Step<Answers> {
	return {
		when: ({ names }) => names === 'any' && before.names !== 'any',
		ask: async (frame) => {
			const { names } = await frame.pick({
				prompt: vscode.l10n.t('Allow any name?'),
				items: [
					{ label: vscode.l10n.t('No, only names in domains that I list'), names: 'domains' },
					{
						label: vscode.l10n.t('Allow any name'),
						detail: vscode.l10n.t(
							'Anyone who can use this role can then get a certificate for any host.',
						),
						names: 'any',
					},
				],
			});
			return { names };
		},
	};
}

/** Flags about domains are not asked where any name is allowed; they stay as they are. */
function flagStep(before: Answers, has: (rule: RoleFlag) => boolean): Step<Answers> {
	return {
		ask: async (frame, { names, domains = '', flags = '' }) => {
			const set = flags.split(' ');
			const items = flagItems().filter(
				({ flag, aboutDomains }) => has(flag) && (names !== 'any' || !aboutDomains),
			);
			const hasNewGlob = domains !== before.domains && domains.includes('*');
			const isNewGlob = flags === before.flags && hasNewGlob;
			const chosen = await frame.pickMany({
				prompt: vscode.l10n.t('What may certificates from this role contain?'),
				items,
				selected: items.filter(
					({ flag }) => set.includes(flag) || (isNewGlob && flag === 'allowGlobDomains'),
				),
			});
			const hidden = set.filter((flag) => !items.some((item) => item.flag === flag));
			return { flags: [...hidden, ...chosen.map(({ flag }) => flag)].join(' ') };
		},
	};
}

/** A server takes more than is shown here, so odd domains are only remarked on. */
function validateDomains(text: string): Validation {
	const bad = splitList(text).find((name) => !/^[\p{L}\p{N}*@._-]+$|\{\{/u.test(name));
	if (bad === undefined) return undefined;
	return warning(
		/\s/.test(bad)
			? vscode.l10n.t('“{0}” is one entry. Separate domains with commas.', bad)
			: vscode.l10n.t('“{0}” is not a valid domain', bad),
	);
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
	const standard = ttl === undefined ? undefined : parseDuration(ttl);
	if (maximum !== undefined && standard !== undefined && maximum < standard) {
		return vscode.l10n.t('Shorter than the default lifetime of {0}', durationWords(standard));
	}
	return validateOptionalTtl(text, mountMaxTtl);
}

/** The usual kinds, any, and what the role has if it is none of these. */
function keyChoices({ now, keyTypes }: RoleFormContext, current: string): readonly Choice[] {
	const any = vscode.l10n.t('for certificate requests with any type of key');
	const choices = offeredKeys(keyTypes, [
		...caKeyChoices,
		{ value: 'any', label: vscode.l10n.t('Any'), description: any },
	]);
	if (choices.some(({ value }) => value === current)) return choices;
	const label = roleKeyWords(now) ?? vscode.l10n.t('The server’s default');
	return [{ value: current, label, description: vscode.l10n.t('current') }, ...choices];
}
