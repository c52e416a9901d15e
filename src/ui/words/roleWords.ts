/** What a role allows, in words: short for a row of the tree, line by line for a tooltip or a last look. */
import * as vscode from 'vscode';
import type { RoleRules } from '../../core/backends/contract/backend.js';
import { allowedNames } from '../../core/backends/roles/roleCheck.js';
import { spokenDuration } from '../../core/common/duration.js';
import { plainText } from './plainText.js';

/** `*.api.test · server and client · up to 30 days`; empty where nothing is known. */
export function roleSummaryWords(rules: RoleRules): string {
	return [namesWords(rules, 2), usageWords(rules), lifetimeWords(rules)]
		.filter((part) => part !== undefined)
		.join(' · ');
}

/** One fact a line. What the backend does not say is left out. */
export function roleLines(rules: RoleRules): readonly string[] {
	const names = namesWords(rules, 20);
	const usage = usageWords(rules);
	const key = roleKeyWords(rules);
	const lines = [
		names === undefined ? undefined : vscode.l10n.t('Names: {0}', names),
		...otherNames(rules),
		usage === undefined ? undefined : vscode.l10n.t('For: {0}', usage),
		key === undefined ? undefined : vscode.l10n.t('Key: {0}', key),
		...lifetimeLines(rules),
		rules.issuer === undefined || rules.issuer === 'default'
			? undefined
			: vscode.l10n.t('Issuer: {0}', plainText(rules.issuer)),
		rules.storesCertificates === false
			? vscode.l10n.t(
					'Certificates are not stored: they are not listed, and are revoked by their file',
				)
			: undefined,
	];
	return lines.filter((line) => line !== undefined);
}

function namesWords(rules: RoleRules, shown: number): string | undefined {
	if (rules.allowAnyName === true) return vscode.l10n.t('any name');
	if (rules.allowedDomains === undefined) return undefined;
	const patterns = allowedNames(rules);
	if (patterns.length === 0) return vscode.l10n.t('no names');
	const first = plainText(patterns.slice(0, shown).join(', '));
	const more = patterns.length - shown;
	return more > 0 ? vscode.l10n.t('{0} and {1} more', first, more) : first;
}

function otherNames(rules: RoleRules): readonly (string | undefined)[] {
	const { allowIpSans, allowWildcards, allowedUriSans } = rules;
	return [
		commonNameWords(rules),
		allowWildcards === false ? vscode.l10n.t('No wildcards') : undefined,
		allowIpSans === undefined
			? undefined
			: allowIpSans
				? vscode.l10n.t('IP addresses: any')
				: vscode.l10n.t('IP addresses: none'),
		allowedUriSans === undefined
			? undefined
			: allowedUriSans.length === 0
				? vscode.l10n.t('URIs: none')
				: vscode.l10n.t('URIs: {0}', plainText(allowedUriSans.join(', '))),
	];
}

/** Only what differs from the usual: host names and email addresses. */
function commonNameWords({ commonNameChecks = [] }: RoleRules): string | undefined {
	if (commonNameChecks.includes('disabled')) return vscode.l10n.t('Common name: any text');
	if (commonNameChecks.length !== 1) return undefined;
	if (commonNameChecks[0] === 'email') return vscode.l10n.t('Common name: email addresses only');
	return commonNameChecks[0] === 'hostname'
		? vscode.l10n.t('Common name: host names only')
		: undefined;
}

function usageWords({ serverAuth, clientAuth }: RoleRules): string | undefined {
	if (serverAuth === undefined && clientAuth === undefined) return undefined;
	if (serverAuth === true && clientAuth === true) return vscode.l10n.t('server and client');
	if (serverAuth === true) return vscode.l10n.t('server');
	return clientAuth === true ? vscode.l10n.t('client') : vscode.l10n.t('neither server nor client');
}

/** `EC P-256`, `RSA 3072`; undefined where the role does not say. */
export function roleKeyWords({ keyType, keyBits = 0 }: RoleRules): string | undefined {
	switch (keyType) {
		case undefined:
			return undefined;
		case 'any':
			return vscode.l10n.t('any, from the request');
		case 'ec':
			return `EC P-${keyBits === 0 ? 256 : keyBits}`;
		case 'rsa':
			return `RSA ${keyBits === 0 ? 2048 : keyBits}`;
		case 'ed25519':
			return 'Ed25519';
		default:
			return plainText(keyType);
	}
}

function lifetimeWords({ ttlSeconds, maxTtlSeconds }: RoleRules): string | undefined {
	if (maxTtlSeconds !== undefined) {
		return vscode.l10n.t('up to {0}', durationWords(maxTtlSeconds));
	}
	return ttlSeconds === undefined ? undefined : durationWords(ttlSeconds);
}

function lifetimeLines({ ttlSeconds, maxTtlSeconds }: RoleRules): readonly string[] {
	return [
		...(ttlSeconds === undefined
			? []
			: [vscode.l10n.t('Default lifetime: {0}', durationWords(ttlSeconds))]),
		...(maxTtlSeconds === undefined
			? []
			: [vscode.l10n.t('Maximum lifetime: {0}', durationWords(maxTtlSeconds))]),
	];
}

/** `30 days`, `5 years`, in the language of the editor. */
export function durationWords(seconds: number): string {
	const { count, unit } = spokenDuration(seconds);
	const format = { style: 'unit', unit, unitDisplay: 'long' } as const;
	return new Intl.NumberFormat(vscode.env.language, format).format(count);
}
