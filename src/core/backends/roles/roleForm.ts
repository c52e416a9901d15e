/**
 * A role as a form shows it, and back: only what was changed in the form becomes a rule. A form that is accepted as it
 * stands changes nothing, whatever the role has that the form does not offer.
 */
import type { RoleRules } from '../contract/backend.js';
import { formatDuration, parseDuration } from '../../common/duration.js';
import { keyOfText, keyText } from './roleKeys.js';

/** The rules that are on or off. */
export const roleFlags = [
	'allowSubdomains',
	'allowBareDomains',
	'allowGlobDomains',
	'allowLocalhost',
	'allowWildcards',
	'allowIpSans',
	'serverAuth',
	'clientAuth',
	'enforceHostnames',
	'requireCommonName',
] as const;
export type RoleFlag = (typeof roleFlags)[number];

export function isRoleFlag(name: string): name is RoleFlag {
	return roleFlags.some((flag) => flag === name);
}

/** What the fields hold, texts as they are typed. */
export interface RoleForm {
	/** A choice of its own: no domains are not the same as any name. */
	readonly names: 'any' | 'domains';
	/** Separated by commas, as are `uris`. */
	readonly domains: string;
	readonly flags: readonly RoleFlag[];
	readonly uris: string;
	/** As `keyText` writes it; empty: as the server has it. */
	readonly key: string;
	/** As `formatDuration` writes it; empty: as the mount has it. */
	readonly ttl: string;
	readonly maxTtl: string;
	/** Authority id or name; empty: as the server has it. */
	readonly issuer: string;
}

export function roleForm(rules: RoleRules): RoleForm {
	return {
		names: rules.allowAnyName === true ? 'any' : 'domains',
		domains: joinList(rules.allowedDomains),
		flags: roleFlags.filter((flag) => rules[flag] === true),
		uris: joinList(rules.allowedUriSans),
		key: keyText(rules),
		ttl: durationText(rules.ttlSeconds),
		maxTtl: durationText(rules.maxTtlSeconds),
		issuer: rules.issuer ?? '',
	};
}

/** The rules that differ between the role and the form; none where nothing was changed. */
export function changedRules(rules: RoleRules, form: RoleForm): RoleRules {
	const before = roleForm(rules);
	const flags = roleFlags.filter(
		(flag) => before.flags.includes(flag) !== form.flags.includes(flag),
	);
	const ttlSeconds = secondsOf(form.ttl);
	const maxTtlSeconds = secondsOf(form.maxTtl);
	return {
		...(form.names !== before.names && { allowAnyName: form.names === 'any' }),
		...(!isSameList(form.domains, before.domains) && { allowedDomains: splitList(form.domains) }),
		...Object.fromEntries(flags.map((flag) => [flag, form.flags.includes(flag)])),
		...(!isSameList(form.uris, before.uris) && { allowedUriSans: splitList(form.uris) }),
		...(form.key !== before.key && keyOfText(form.key)),
		...(ttlSeconds !== (rules.ttlSeconds ?? 0) && { ttlSeconds }),
		...(maxTtlSeconds !== (rules.maxTtlSeconds ?? 0) && { maxTtlSeconds }),
		...(form.issuer !== before.issuer && { issuer: form.issuer }),
	};
}

/** The rules of a new role: those it began with, and all that the form says. */
export function newRules(begun: RoleRules, form: RoleForm): RoleRules {
	return {
		...begun,
		...Object.fromEntries(roleFlags.map((flag) => [flag, form.flags.includes(flag)])),
		...changedRules(begun, form),
		allowAnyName: form.names === 'any',
	};
}

/** Those of the rules that a role can have; `known` absent: all. */
export function knownRules(rules: RoleRules, known?: readonly (keyof RoleRules)[]): RoleRules {
	if (!known) return rules;
	return Object.fromEntries(
		Object.entries(rules).filter(([name]) => known.some((rule) => rule === name)),
	);
}

/** Entries between commas or lines; a name that has a space in it is one entry, one with a comma stands in quotes. */
export function splitList(text: string): readonly string[] {
	const pieces = text.match(/(?<![^,\n])[^\S\n]*"(?:[^"\\]|\\.)*"\s*(?=[,\n]|$)|[^,\n]+/g) ?? [];
	const entries = pieces.map((piece) => unquoted(piece.trim()));
	return [...new Set(entries.filter((entry) => entry !== ''))];
}

function joinList(entries: readonly string[] = []): string {
	return entries.map((entry) => (/[,\n"]/.test(entry) ? JSON.stringify(entry) : entry)).join(', ');
}

function unquoted(piece: string): string {
	if (!piece.startsWith('"')) return piece;
	try {
		return String(JSON.parse(piece));
	} catch {
		return piece;
	}
}

function isSameList(one: string, other: string): boolean {
	return splitList(one).join('\n') === splitList(other).join('\n');
}

/** 0 is the engines' "not set". */
function secondsOf(text: string): number {
	return parseDuration(text) ?? 0;
}

function durationText(seconds: number | undefined): string {
	return seconds === undefined ? '' : formatDuration(seconds);
}
