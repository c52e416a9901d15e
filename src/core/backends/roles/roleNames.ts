/**
 * Whether a role allows a host name or an e-mail address, as Vault's and OpenBao's PKI engines decide it (found by
 * asking OpenBao 2.6 and 2.7). In doubt a name is allowed: the server decides.
 */
import { domainToASCII } from 'node:url';
import type { RoleRules } from '../contract/backend.js';

export interface NameFinding {
	readonly code:
		| 'nameNotAllowed'
		| 'bareDomainNotAllowed'
		| 'subdomainNotAllowed'
		| 'wildcardNotAllowed'
		| 'notHostname';
	/** The allowed domain that it is, or lies below. */
	readonly domain?: string;
	/** It is refused as well where upper and lower case do not matter. */
	readonly isSure: boolean;
}

/** A name taken apart as the engines do it. */
interface Parts {
	readonly whole: string;
	/** The host: without the local part of an address, and without the label that holds a wildcard. */
	readonly host: string;
	/** The label that holds a wildcard. */
	readonly wildcard: string | undefined;
	readonly isEmail: boolean;
}

const label = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
const hostName = new RegExp(`^(${label}\\.)*${label}$`, 'i');
const wildcardLabel = /^([a-z0-9][a-z0-9-]*)?\*([a-z0-9-]*[a-z0-9])?$/i;

/** Letters, digits and the signs of ordinary host names and addresses: what every server reads alike. */
export function isPlainName(name: string): boolean {
	return /^(\*\.)?([\w.+-]+@)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name) && !name.includes('..');
}

/** Whether a server looks at it as a DNS name; one with an empty or too long label it refuses as malformed. */
export function isDnsName(name: string): boolean {
	const plain = toAscii(withoutDot(name.replace(/^\*\./, '')));
	return hostName.test(plain) || isMalformed(plain);
}

function isMalformed(name: string): boolean {
	return name.split('.').some((part) => part === '' || part.length > 63);
}

/** Undefined when it is allowed, or when that cannot be told. */
export function checkName(rules: RoleRules, name: string): NameFinding | undefined {
	const parts = takeApart(name);
	if (!parts) return { code: 'notHostname', isSure: true };
	if (parts.wildcard !== undefined && rules.allowWildcards === false) {
		return { code: 'wildcardNotAllowed', isSure: true };
	}
	if (rules.enforceHostnames === true && !isHostName(parts)) {
		return { code: 'notHostname', isSure: true };
	}
	if (rules.allowAnyName === true || rules.allowedDomains === undefined) return undefined;
	// The name of the token that asks is known to the server alone.
	if (isLocalhost(rules, parts) || rules.allowTokenName === true) return undefined;
	const findings = rules.allowedDomains.map((domain) => checkDomain(rules, parts, domain));
	if (findings.includes(undefined)) return undefined;
	const isSure = findings.every((finding) => finding?.isSure);
	const closest = findings.find((finding) => finding?.code !== 'nameNotAllowed');
	return { ...(closest ?? { code: 'nameNotAllowed' }), isSure };
}

/** Undefined where a wildcard stands where none can: more than one, or not in the first label. */
function takeApart(name: string): Parts | undefined {
	const [before = '', domain, ...more] = name.split('@');
	if (more.length > 0) return undefined;
	const isEmail = domain !== undefined;
	const host = domain ?? before;
	if (!host.includes('*')) return { whole: name, host, wildcard: undefined, isEmail };
	const [wildcard = '', ...labels] = host.split('.');
	const rest = labels.join('.');
	const isOne = wildcard.split('*').length === 2 && !rest.includes('*');
	return isOne && !isEmail ? { whole: name, host: rest, wildcard, isEmail } : undefined;
}

function isHostName({ host, wildcard }: Parts): boolean {
	if (wildcard !== undefined && !isLabelWithWildcard(wildcard)) return false;
	return host === '' || hostName.test(toAscii(withoutDot(host)));
}

function isLabelWithWildcard(text: string): boolean {
	return wildcardLabel.test(text) || !isAscii(text);
}

function isLocalhost(rules: RoleRules, { host, wildcard }: Parts): boolean {
	if (rules.allowLocalhost === false) return false;
	const [last = '', ...above] = host.toLowerCase().split('.').reverse();
	if (last !== 'localhost' && last !== 'localdomain') return false;
	return above.length === 0 || wildcard !== undefined || rules.allowSubdomains !== false;
}

export function isGlobDomain(rules: RoleRules, domain: string): boolean {
	return rules.allowGlobDomains !== false && domain.includes('*');
}

function checkDomain(rules: RoleRules, parts: Parts, domain: string): NameFinding | undefined {
	const { whole, host, wildcard, isEmail } = parts;
	// A template is filled in by the server, from who the token belongs to.
	if (rules.domainsHaveTemplates !== false && domain.includes('{{')) return undefined;
	if (isGlobDomain(rules, domain) && matchesGlob(domain, whole)) return undefined;
	const is = (text: string) => same(text, domain);
	if (is(whole) || (isEmail && is(host))) {
		if (rules.allowBareDomains !== false) return undefined;
		return { code: 'bareDomainNotAllowed', domain, isSure: wildcard === undefined };
	}
	const allowsBelow = rules.allowSubdomains !== false;
	if (endsWith(host, domain) || (wildcard !== undefined && is(host))) {
		return allowsBelow ? undefined : { code: 'subdomainNotAllowed', domain, isSure: true };
	}
	// Of names below a domain the engines mind the case, a program between them and us may not.
	const isBelow = endsWith(host.toLowerCase(), domain.toLowerCase());
	return { code: 'nameNotAllowed', isSure: !(isBelow && allowsBelow) };
}

/** Without regard to case, and with other letters than ASCII in either of their forms. */
function same(one: string, other: string): boolean {
	return (
		one.toLowerCase() === other.toLowerCase() ||
		(one !== '' && toAscii(one).toLowerCase() === toAscii(other).toLowerCase())
	);
}

/** A server compares a common name as it is typed, and an alternative name in ASCII. */
function endsWith(host: string, domain: string): boolean {
	return (
		host.endsWith(`.${domain}`) || (!isAscii(host) && toAscii(host).endsWith(`.${toAscii(domain)}`))
	);
}

/** OpenBao 2.6 takes the dot of a full name, 2.7 does not. */
function withoutDot(name: string): string {
	return name.endsWith('.') ? name.slice(0, -1) : name;
}

function isAscii(text: string): boolean {
	return /^[\x20-\x7e]*$/.test(text);
}

function toAscii(text: string): string {
	return isAscii(text) ? text : domainToASCII(text) || text;
}

/** A glob whose `*` stands for any text, dots included. */
export function matchesGlob(glob: string, text: string): boolean {
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
