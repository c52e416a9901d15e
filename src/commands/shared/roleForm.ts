import * as vscode from 'vscode';
import type { AdminOutcome } from '../../core/backends/administration.js';
import type { RoleRules } from '../../core/backends/backend.js';
import { runWizard } from '../../ui/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { type AdminTarget, carryOut } from './admin.js';
import { required, requireTtl, textStep, validateTtl } from './adminForm.js';
import { formatDuration } from './duration.js';
import { splitNames } from './names.js';

interface Form {
	domains: string;
	ttl: string;
	maxTtl: string;
	flags?: string;
	[key: string]: string | undefined;
}

type Flag =
	| 'allowSubdomains'
	| 'allowBareDomains'
	| 'allowGlobDomains'
	| 'allowAnyName'
	| 'allowLocalhost'
	| 'allowIpSans'
	| 'serverAuth'
	| 'clientAuth';

/** Asks for a role's rules with today's values typed in; rules that are not asked keep their value. */
export async function askRules(title: string, now: RoleRules): Promise<RoleRules> {
	const form = await runWizard<Form>(title, [
		textStep<Form>('domains', {}, () => ({
			prompt: vscode.l10n.t('Allowed domains, separated by commas'),
			value: (now.allowedDomains ?? []).join(', '),
		})),
		{
			ask: async (frame) => {
				const items = flagItems();
				const chosen = await frame.pickMany({
					prompt: vscode.l10n.t('What may certificates have?'),
					items,
					selected: items.filter(({ flag }) => now[flag] === true),
				});
				return { flags: chosen.map(({ flag }) => flag).join(' ') };
			},
		},
		textStep<Form>('ttl', {}, () => ({
			prompt: vscode.l10n.t('Lifetime of a certificate'),
			value: formatDuration(now.ttlSeconds ?? 30 * 86_400),
			validate: (text) => required(text) ?? validateTtl(text, undefined),
		})),
		textStep<Form>('maxTtl', {}, () => ({
			prompt: vscode.l10n.t('Longest lifetime that may be asked for'),
			value: formatDuration(now.maxTtlSeconds ?? 90 * 86_400),
			validate: (text) => required(text) ?? validateTtl(text, undefined),
		})),
	]);
	const flags = new Set(form.flags?.split(' '));
	return {
		allowedDomains: splitNames(form.domains),
		...Object.fromEntries(flagItems().map(({ flag }) => [flag, flags.has(flag)])),
		ttlSeconds: requireTtl(form.ttl),
		maxTtlSeconds: requireTtl(form.maxTtl, 'maxTtl'),
	};
}

function flagItems(): readonly { label: string; flag: Flag }[] {
	return [
		{ flag: 'allowSubdomains', label: vscode.l10n.t('Subdomains of the allowed domains') },
		{ flag: 'allowBareDomains', label: vscode.l10n.t('The allowed domains themselves') },
		{ flag: 'allowGlobDomains', label: vscode.l10n.t('Globs in the allowed domains') },
		{ flag: 'allowAnyName', label: vscode.l10n.t('Any name') },
		{ flag: 'allowLocalhost', label: vscode.l10n.t('localhost') },
		{ flag: 'allowIpSans', label: vscode.l10n.t('IP addresses') },
		{ flag: 'serverAuth', label: vscode.l10n.t('Server authentication') },
		{ flag: 'clientAuth', label: vscode.l10n.t('Client authentication') },
	];
}

export function writeRole(
	context: CommandContext,
	input: CommandInput,
	target: AdminTarget,
	request: { readonly mount: string; readonly role: string; readonly rules: RoleRules },
): Promise<AdminOutcome> {
	const { mount, role } = request;
	return carryOut(context, input, target, {
		title: vscode.l10n.t('Write role'),
		summary: vscode.l10n.t('“{0}” in {1}', role, mount),
		operation: { kind: 'writeRole', request },
		run: (signal) => target.administration.writeRole(request, { signal }),
		done: () => vscode.l10n.t('The role “{0}” stands in {1}.', role, mount),
		changes: [{ connection: target.connection.id, mount, part: 'roles' }],
	});
}

/** The rules of a program's call, as `RoleRules`; the backend reads only the fields it knows. */
export function rulesOption(value: unknown): RoleRules | undefined {
	return typeof value === 'object' && value !== null ? value : undefined;
}
