/** Whether a role will let pass what is asked for, before anything is sent: the engine's own rules, in its order. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { CertificateWishes, RoleRules } from './backend.js';

export type ViolationCode =
	/** The name is none of those that `args.allowed` describes. */
	| 'nameNotAllowed'
	/** It is an allowed domain itself, and only what lies below is allowed. */
	| 'bareDomainNotAllowed'
	/** It lies below an allowed domain (`args.domain`), and only that itself is allowed. */
	| 'subdomainNotAllowed'
	| 'wildcardNotAllowed'
	| 'notHostname'
	| 'commonNameMissing'
	| 'ipNotAllowed'
	| 'notIp'
	| 'uriNotAllowed'
	/** A warning: the server cuts it to `args.maximum` seconds. */
	| 'ttlTooLong';

export interface Violation {
	readonly field: 'commonName' | 'altNames' | 'ipSans' | 'uriSans' | 'ttl';
	readonly code: ViolationCode;
	/** `name`: what was asked for; `allowed`: patterns, separated by commas. */
	readonly args: Readonly<Record<string, string | number>>;
}

/**
 * What is wrong with the wishes, name by name. Rules that are absent allow: they are unknown, and the server decides.
 * Follows `validateNames` of Vault's and OpenBao's PKI engine.
 */
export function checkWishes(rules: RoleRules, wishes: CertificateWishes): readonly Violation[] {
	const { commonName = '', altNames = [], ipSans = [], uriSans = [], ttlSeconds } = wishes;
	const found: Violation[] = [];
	const add = (
		field: Violation['field'],
		code: ViolationCode | undefined,
		args: Violation['args'],
	) => {
		if (code !== undefined) found.push({ field, code, args });
	};
	if (commonName === '' && rules.requireCommonName === true)
		add('commonName', 'commonNameMissing', {});
	const allowed = allowedNames(rules).join(', ');
	for (const [field, names] of [
		['commonName', commonName === '' ? [] : [commonName]],
		['altNames', altNames],
	] as const) {
		for (const name of names) {
			const { code, domain } = checkName(rules, name);
			add(field, code, { name, allowed, ...(domain !== undefined && { domain }) });
		}
	}
	for (const name of ipSans) add('ipSans', checkIp(rules, name), { name });
	for (const name of uriSans) {
		const { allowedUriSans } = rules;
		if (allowedUriSans === undefined || allowedUriSans.some((glob) => matches(glob, name)))
			continue;
		add('uriSans', 'uriNotAllowed', { name, allowed: allowedUriSans.join(', ') });
	}
	const maximum = rules.maxTtlSeconds;
	if (ttlSeconds !== undefined && maximum !== undefined && ttlSeconds > maximum) {
		add('ttl', 'ttlTooLong', { seconds: ttlSeconds, maximum });
	}
	return found;
}

/** The host names a role allows, as patterns for people: `*.example.com`, `example.com`; empty: any, or unknown. */
export function allowedNames(rules: RoleRules): readonly string[] {
	if (rules.allowAnyName === true || rules.allowedDomains === undefined) return [];
	const patterns = rules.allowedDomains.flatMap((domain) => [
		...(rules.allowSubdomains !== false && !domain.includes('*') ? [`*.${domain}`] : []),
		...(rules.allowBareDomains === true || isGlob(rules, domain) ? [domain] : []),
	]);
	return rules.allowLocalhost === true ? [...patterns, 'localhost'] : patterns;
}

function isGlob(rules: RoleRules, domain: string): boolean {
	return rules.allowGlobDomains !== false && domain.includes('*');
}

function checkIp(rules: RoleRules, address: string): ViolationCode | undefined {
	if (isIP(address) === 0) return 'notIp';
	return rules.allowIpSans === false ? 'ipNotAllowed' : undefined;
}

interface Finding {
	readonly code?: ViolationCode;
	readonly domain?: string;
}

/** A host name taken apart as the engine does it. */
interface HostName {
	readonly whole: string;
	/** Without the label that holds the wildcard. */
	readonly reduced: string;
	readonly isWildcard: boolean;
	readonly isEmail: boolean;
}

function checkName(rules: RoleRules, name: string): Finding {
	const host = parseHost(name);
	if (!host) return { code: 'notHostname' };
	if (host.isWildcard && rules.allowWildcards === false) return { code: 'wildcardNotAllowed' };
	if (rules.enforceHostnames === true && !isHostname(host)) return { code: 'notHostname' };
	if (rules.allowAnyName === true || isAllowedLocalhost(rules, host)) return {};
	const { allowedDomains } = rules;
	if (allowedDomains === undefined) return {};
	const findings = allowedDomains.map((domain) => checkDomain(rules, host, domain));
	return (
		findings.find(({ code }) => code === undefined) ??
		findings.find(({ code }) => code !== 'nameNotAllowed') ?? { code: 'nameNotAllowed' }
	);
}

/** Undefined where a wildcard stands where none can: more than one, or not in the first label. */
function parseHost(name: string): HostName | undefined {
	const [local, domain, ...more] = name.split('@');
	const isEmail = domain !== undefined;
	if (more.length > 0 || (isEmail && local === '')) return undefined;
	const whole = (domain ?? name).replace(/\.$/, '');
	if (!whole.includes('*')) return { whole, reduced: whole, isWildcard: false, isEmail };
	const [first = '', ...labels] = whole.split('.');
	const reduced = labels.join('.');
	const isSingle = first.split('*').length === 2 && !reduced.includes('*');
	return isSingle && reduced !== '' && !isEmail
		? { whole, reduced, isWildcard: true, isEmail }
		: undefined;
}

function isHostname({ reduced }: HostName): boolean {
	const ascii = /^[\x20-\x7e]*$/.test(reduced) ? reduced : domainToASCII(reduced);
	return /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(ascii);
}

function isAllowedLocalhost(rules: RoleRules, { reduced }: HostName): boolean {
	if (rules.allowLocalhost === false) return false;
	if (reduced === 'localhost' || reduced === 'localdomain') return true;
	return reduced.endsWith('.localhost') && rules.allowSubdomains !== false;
}

function checkDomain(rules: RoleRules, host: HostName, domain: string): Finding {
	const { whole, reduced, isWildcard } = host;
	// A template is filled in by the server, from who the token belongs to.
	if (domain.includes('{{')) return {};
	if (isGlob(rules, domain) && matches(domain, whole)) return {};
	if (whole.toLowerCase() === domain.toLowerCase()) {
		return rules.allowBareDomains === false ? { code: 'bareDomainNotAllowed', domain } : {};
	}
	// Unlike the comparisons above, this one of the engine's minds the case.
	if (reduced.endsWith(`.${domain}`) || (isWildcard && reduced === domain)) {
		return rules.allowSubdomains === false ? { code: 'subdomainNotAllowed', domain } : {};
	}
	return { code: 'nameNotAllowed' };
}

/** A glob whose `*` stands for any text, dots included. */
function matches(glob: string, text: string): boolean {
	const [head = '', ...parts] = glob.toLowerCase().split('*');
	const tail = parts.pop();
	const plain = text.toLowerCase();
	if (tail === undefined) return plain === head;
	if (!plain.startsWith(head) || !plain.endsWith(tail)) return false;
	let position = head.length;
	for (const part of parts) {
		const found = plain.indexOf(part, position);
		if (found < 0) return false;
		position = found + part.length;
	}
	return position <= plain.length - tail.length;
}
