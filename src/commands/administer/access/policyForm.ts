/** What is asked of a policy that is made from a role. */
import * as vscode from 'vscode';
import {
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

/** @param propose The name that is proposed. */
export function askPolicy(
	role: string,
	given: Partial<PolicyChoice>,
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
	return runWizard(vscode.l10n.t('Create Policy for “{0}”', plainText(role)), [allow, name], given);
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
