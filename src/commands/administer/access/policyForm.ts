/** What is asked of a policy that is made from a role. */
import * as vscode from 'vscode';
import {
	type PolicyReading,
	type RolePolicy,
	type RoleRight,
	roleRights,
} from '../../../core/backends/contract/backend.js';
import { plainText } from '../../../ui/words/plainText.js';
import { runWizard, type Step } from '../../../ui/ask/wizard.js';
import { badOption, optionalString, optionalStrings, type Options } from '../../input/options.js';
import { required } from '../adminForm.js';

export interface PolicyChoice {
	readonly allow: readonly RoleRight[];
	readonly name: string;
	/** Only where the backend has several. */
	readonly reading?: PolicyReading;
}

/** Absent: not said. Rejects with `invalid` for an unknown right and for none. */
export function givenRights(options: Options): readonly RoleRight[] | undefined {
	const given = optionalStrings(options, 'allow');
	if (given === undefined) return undefined;
	const rights = roleRights.filter((right) => given.includes(right));
	if (rights.length === 0 || given.some((right) => !roleRights.some((known) => known === right))) {
		throw badOption('allow', `(${roleRights.join(' | ')})[]`);
	}
	return rights;
}

export function givenName(options: Options): string | undefined {
	const name = optionalString(options, 'name')?.trim().toLowerCase();
	if (name === '') throw badOption('name', 'string');
	return name;
}

/** Rejects with `invalid` for one that the backend does not have. */
export function givenReading(
	options: Options,
	readings: readonly PolicyReading[],
): PolicyReading | undefined {
	const given = optionalString(options, 'reading');
	const reading = readings.find((known) => known === given);
	if (given !== undefined && reading === undefined)
		throw badOption('reading', readings.join(' | '));
	return reading;
}

/**
 * @param readings Of the backend, the likeliest first; asked for where there are several.
 * @param propose The name that is proposed.
 */
export function askPolicy(
	role: string,
	given: Partial<PolicyChoice>,
	readings: readonly PolicyReading[],
	propose: (allow: readonly RoleRight[]) => RolePolicy,
): Promise<PolicyChoice> {
	const allow: Step<PolicyChoice> = {
		fields: ['allow'],
		when: () => given.allow === undefined,
		ask: async (frame, state) => {
			const items = roleRights.map((right) => ({ ...rightWords(right), right }));
			const before = state.allow ?? ['issue'];
			const chosen = await frame.pickMany({
				prompt: vscode.l10n.t('What may be done with role “{0}”?', plainText(role)),
				items,
				selected: items.filter(({ right }) => before.includes(right)),
			});
			return { allow: chosen.map(({ right }) => right) };
		},
	};
	const name: Step<PolicyChoice> = {
		fields: ['name'],
		when: (state) => given.name === undefined && state.allow?.length !== 0,
		ask: async (frame, state) => {
			const value = state.name ?? propose(state.allow ?? []).name;
			const prompt = vscode.l10n.t('Name of the policy');
			const answer = await frame.text({ prompt, value, validate: required });
			return { name: answer.trim().toLowerCase() };
		},
	};
	const reading: Step<PolicyChoice> = {
		fields: ['reading'],
		when: (state) =>
			given.reading === undefined && readings.length > 1 && state.allow?.length !== 0,
		ask: async (frame, state) => {
			const items = readings.map((value, index) => ({
				label: readingWords(value),
				description: index === 0 ? vscode.l10n.t('as in the documentation’s example') : '',
				value,
			}));
			const active = items.find(({ value }) => value === state.reading);
			const prompt = vscode.l10n.t('Choose how the policy allows issuing (not documented)');
			const chosen = await frame.pick({ prompt, items, ...(active && { active }) });
			return { reading: chosen.value };
		},
	};
	const title = vscode.l10n.t('Create Policy for “{0}”', plainText(role));
	return runWizard(title, [allow, reading, name], given);
}

/** The permission that a policy gives for issuing, and how its paths begin. */
export function readingWords(reading: PolicyReading): string {
	switch (reading) {
		case 'readAllowsIssue':
			return vscode.l10n.t('Permission “{0}” on {1}', 'read', 'pki/…');
		case 'writeAllowsIssue':
			return vscode.l10n.t('Permission “{0}” on {1}', 'write', 'pki/…');
		case 'readAllowsIssueBelowV1':
			return vscode.l10n.t('Permission “{0}” on {1}', 'read', 'v1/pki/…');
		case 'writeAllowsIssueBelowV1':
			return vscode.l10n.t('Permission “{0}” on {1}', 'write', 'v1/pki/…');
	}
}

function rightWords(right: RoleRight): vscode.QuickPickItem {
	switch (right) {
		case 'issue':
			return {
				label: vscode.l10n.t('Issue certificates'),
				description: vscode.l10n.t('the server creates the key'),
			};
		case 'sign':
			return {
				label: vscode.l10n.t('Sign certificate requests'),
				description: vscode.l10n.t('the key stays with the client'),
			};
		case 'readRole':
			return {
				label: vscode.l10n.t('Read the role'),
				description: vscode.l10n.t('to see what it allows'),
			};
		case 'listCertificates':
			return {
				label: vscode.l10n.t('List certificates'),
				description: vscode.l10n.t('all of this mount'),
			};
		case 'revoke':
			return {
				label: vscode.l10n.t('Revoke certificates'),
				description: vscode.l10n.t('any of this mount, also of other roles'),
			};
	}
}
