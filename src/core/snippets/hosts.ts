/** Which names a URL and a certificate speak of (RFC 6125, 6.4; RFC 6066, 3). */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { PkiError } from '../common/errors.js';
import type { SubjectAltName } from '../x509/model.js';

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

/** Whether a certificate with these names may answer for the host; a wildcard stands for one label. */
export function coversHost(names: readonly SubjectAltName[], host: string): boolean {
	const wanted = canonical(host);
	if (isAddress(host)) return names.some((n) => n.type === 'ip' && canonical(n.value) === wanted);
	return names.some((n) => n.type === 'dns' && matches(canonical(n.value), wanted));
}

function matches(pattern: string, host: string): boolean {
	if (pattern === host) return true;
	const [, ...parent] = host.split('.');
	return pattern.startsWith('*.') && parent.length > 1 && pattern.slice(2) === parent.join('.');
}

function canonical(host: string): string {
	if (isIP(host) === 6) return hostOf(`https://[${host}]`);
	return (isIP(host) === 4 ? host : domainToASCII(host) || host).toLowerCase().replace(/\.$/, '');
}
