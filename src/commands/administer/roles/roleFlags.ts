/** What a role's certificates may contain, one flag each; those about domains make no sense where any name is allowed. */
import * as vscode from 'vscode';
import type { Authority, RoleRules } from '../../../core/backends/contract/backend.js';
import { isRoleFlag, type RoleFlag } from '../../../core/backends/roles/roleForm.js';
import { issuerName } from '../../../ui/words/issuerWords.js';
import { plainText } from '../../../ui/words/plainText.js';
import { durationWords, roleKeyWords } from '../../../ui/words/roleWords.js';

export interface FlagItem extends vscode.QuickPickItem {
	readonly flag: RoleFlag;
	readonly aboutDomains: boolean;
}

export function flagItems(): readonly FlagItem[] {
	const domain = (flag: RoleFlag, label: string, description: string): FlagItem => ({
		...{ flag, label, description },
		aboutDomains: true,
	});
	const other = (flag: RoleFlag, label: string, description = ''): FlagItem => ({
		...{ flag, label, description },
		aboutDomains: false,
	});
	return [
		domain('allowSubdomains', vscode.l10n.t('Subdomains'), 'api.example.com'),
		domain('allowBareDomains', vscode.l10n.t('The domains themselves'), 'example.com'),
		domain('allowGlobDomains', vscode.l10n.t('Patterns in domains'), 'db-*.lab.test'),
		domain('allowLocalhost', 'localhost', 'localhost, localdomain'),
		other('allowWildcards', vscode.l10n.t('Wildcards'), '*.example.com'),
		other('allowIpSans', vscode.l10n.t('IP addresses'), '10.0.0.7'),
		other('serverAuth', vscode.l10n.t('Server authentication')),
		other('clientAuth', vscode.l10n.t('Client authentication')),
		other(
			'enforceHostnames',
			vscode.l10n.t('Only valid host names'),
			vscode.l10n.t('no other text, such as a person’s name'),
		),
		other('requireCommonName', vscode.l10n.t('A common name is required')),
	];
}

/**
 * What a change does to a role, each rule once: `Wildcards: no · Maximum lifetime: 30 days`. `issuers` are known by name.
 */
export function changeWords(rules: RoleRules, issuers: readonly Authority[] = []): string {
	const items = flagItems();
	const flags = Object.entries(rules).flatMap(([name, value]) => {
		const item = isRoleFlag(name) ? items.find(({ flag }) => flag === name) : undefined;
		if (item === undefined) return [];
		return [
			value === true ? vscode.l10n.t('{0}: yes', item.label) : vscode.l10n.t('{0}: no', item.label),
		];
	});
	const others = [...otherChanges(rules), ...issuerChange(rules, issuers)];
	return [...nameChanges(rules), ...flags, ...others].join(' · ');
}

function issuerChange({ issuer }: RoleRules, issuers: readonly Authority[]) {
	if (issuer === undefined) return [];
	const known = issuers.find(({ id }) => id === issuer);
	const name = known ? issuerName(known).name : issuer;
	return [vscode.l10n.t('Issuer: {0}', plainText(name))];
}

function nameChanges({ allowAnyName, allowedDomains, allowedUriSans }: RoleRules) {
	const none = vscode.l10n.t('none');
	const list = (values: readonly string[]) =>
		values.length === 0 ? none : plainText(values.join(', '), 300);
	return [
		...(allowAnyName === undefined
			? []
			: [allowAnyName ? vscode.l10n.t('Any name') : vscode.l10n.t('Only names in its domains')]),
		...(allowedDomains ? [vscode.l10n.t('Domains: {0}', list(allowedDomains))] : []),
		...(allowedUriSans ? [vscode.l10n.t('URIs: {0}', list(allowedUriSans))] : []),
	];
}

function otherChanges(rules: RoleRules): readonly string[] {
	const { ttlSeconds, maxTtlSeconds } = rules;
	const key = roleKeyWords(rules);
	const ofMount = vscode.l10n.t('same as the mount');
	return [
		...(key === undefined ? [] : [vscode.l10n.t('Key: {0}', key)]),
		...(ttlSeconds === undefined
			? []
			: [
					vscode.l10n.t(
						'Default lifetime: {0}',
						ttlSeconds === 0 ? ofMount : durationWords(ttlSeconds),
					),
				]),
		...(maxTtlSeconds === undefined
			? []
			: [
					vscode.l10n.t(
						'Maximum lifetime: {0}',
						maxTtlSeconds === 0 ? ofMount : durationWords(maxTtlSeconds),
					),
				]),
	];
}
