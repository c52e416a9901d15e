/** Which names a URL and a certificate speak of (RFC 6125, 6.4; RFC 6066, 3). */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { isPkiError, PkiError } from '../../common/errors.js';
import type { Fault } from '../../tls/clientBehavior.js';
import type { CertificateFacts, SubjectAltName } from '../model.js';

/**
 * A server's address as typed; `https://` may be left out. Answers it as typed, with the scheme. Rejects with
 * `invalid`, reason `notUrl` or `notHttps`.
 */
export function parseServerUrl(text: string): string {
	const trimmed = text.trim();
	const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
	if (trimmed === '' || !URL.canParse(url)) {
		throw new PkiError('invalid', { reason: 'notUrl', args: { url: trimmed } });
	}
	const { protocol, username, password } = new URL(url);
	if (protocol !== 'https:') {
		throw new PkiError('invalid', { reason: 'notHttps', args: { url: trimmed } });
	}
	// A password must not end up in a configuration that is committed.
	if (username !== '' || password !== '') {
		throw new PkiError('invalid', { reason: 'urlCredentials' });
	}
	return url;
}

/** The host of a URL: ASCII, lower case, an IPv6 address without its brackets. */
export function hostOf(url: string): string {
	return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

export function isAddress(host: string): boolean {
	return isIP(host) !== 0;
}

/** A server name as DNS has it; rejects with `invalid`, reason `notServerName`. An IP address is none (RFC 6066). */
export function parseServerName(text: string): string {
	const name = domainToASCII(text.trim()).replace(/\.$/, '');
	if (
		!/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/.test(name) ||
		isAddress(name)
	) {
		throw new PkiError('invalid', { reason: 'notServerName', args: { name: text.trim() } });
	}
	return name;
}

/** Whether the text is a host name or an address, and not the name of a person or a CA. */
export function isHostName(text: string): boolean {
	return isAddress(text) || (/^[^\s]*$/.test(text) && isServerName(text.replace(/^\*\./, '')));
}

function isServerName(text: string): boolean {
	try {
		return parseServerName(text) !== '' && (text.includes('.') || text === 'localhost');
	} catch (error) {
		if (!isPkiError(error, 'invalid')) throw error;
		return false;
	}
}

/** Whether a host, as it is typed, lies within a name constraint: see `isHostWithin`. */
export function isWithin(host: string, constraint: string): boolean {
	return isHostWithin(canonical(host), constraint);
}

/**
 * Whether a DNS name, as a certificate has it, lies within a name constraint (RFC 5280, 4.2.1.10); with a dot in front,
 * below it only. A dot at its end counts, as OpenSSL has it.
 */
export function isHostWithin(name: string, constraint: string): boolean {
	const [host, domain] = [name.toLowerCase(), constraint.toLowerCase()];
	if (domain === '' || host === domain) return true;
	return host.endsWith(domain.startsWith('.') ? domain : `.${domain}`);
}

/**
 * Whether clients take these names for the host's; a wildcard stands for one label. True as well where only some do
 * because a name has a dot at its end: of that fault another rule speaks (`invalidDnsName`).
 */
export function coversHost(names: readonly SubjectAltName[], host: string): boolean {
	const wanted = canonical(host);
	if (isAddress(host)) return names.some((n) => n.type === 'ip' && canonical(n.value) === wanted);
	return names.some((n) => n.type === 'dns' && matches(canonical(n.value), wanted));
}

/** Why clients, or some of them, do not take a certificate for the host's; undefined where all do. */
export function hostFault(
	{ subjectAltNames: names, commonName = '' }: Named,
	host: string,
): NameFault | undefined {
	if (coversHost(names, host)) return undefined;
	const dns = names.flatMap(({ type, value }) => (type === 'dns' ? [canonical(value)] : []));
	const wanted = canonical(host);
	if (isAddress(host)) {
		if (dns.includes(wanted)) return 'name-address-as-dns';
		return commonName === host ? 'name-address-as-common-name' : 'name-address-other';
	}
	if (dns.some((name) => partlyMatches(name, wanted))) return 'name-wildcard-partial';
	if (dns.length > 0) return dns.some((name) => isTopLevel(name, wanted)) ? topLevel : 'name-other';
	const common = canonical(commonName);
	const isCommon = matches(common, wanted) || partlyMatches(common, wanted);
	return isCommon ? 'name-common-name' : 'name-other';
}

export type Named = Pick<CertificateFacts, 'subjectAltNames' | 'commonName'>;

const topLevel = 'name-wildcard-top-level';
type NameFault = Extract<
	Fault,
	| ('name-other' | 'name-common-name' | 'name-wildcard-partial' | typeof topLevel)
	| ('name-address-other' | 'name-address-as-dns' | 'name-address-as-common-name')
>;

function matches(pattern: string, host: string): boolean {
	if (pattern === host) return true;
	const [, ...parent] = host.split('.');
	return pattern.startsWith('*.') && parent.length > 1 && pattern.slice(2) === parent.join('.');
}

function isTopLevel(pattern: string, host: string): boolean {
	return (
		/^\*\.[^.]+$/.test(pattern) && host.split('.').length === 2 && host.endsWith(pattern.slice(1))
	);
}

/** A wildcard that stands for a part of the first label, as Node has it. */
function partlyMatches(pattern: string, host: string): boolean {
	const [label = '', ...parent] = host.split('.');
	const [wild = '', ...rest] = pattern.split('.');
	const [head = '', tail, ...more] = wild.split('*');
	return (
		tail !== undefined &&
		more.length === 0 &&
		rest.length > 1 &&
		rest.join('.') === parent.join('.') &&
		!wild.includes('xn--') &&
		label.length >= head.length + tail.length &&
		label.startsWith(head) &&
		label.endsWith(tail)
	);
}

function canonical(host: string): string {
	if (isIP(host) === 6) return hostOf(`https://[${host}]`);
	return (isIP(host) === 4 ? host : domainToASCII(host) || host).toLowerCase().replace(/\.$/, '');
}
