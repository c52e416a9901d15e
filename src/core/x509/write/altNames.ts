/** Subject alternative names as certificates must carry them (RFC 5280, 4.2.1.6), from names as people type them. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { PkiError } from '../../common/errors.js';
import type { SubjectAltName } from '../model.js';
import { x509 } from './provider.js';

/**
 * Checks and normalizes: DNS names in ASCII (IDNA) without a trailing dot, IP addresses in canonical form, each name
 * once. Rejects with `invalid` and the reason `dnsName`, `ipAddress`, `uri`, `email` or `altNameType` (args `name`).
 */
export function normalizeAltNames(names: readonly SubjectAltName[]): readonly SubjectAltName[] {
	const distinct = new Map<string, SubjectAltName>();
	for (const { type, value } of names) {
		const normal = { type, value: normalize(type, value.trim()) };
		const key = `${type} ${type === 'dns' ? normal.value.toLowerCase() : normal.value}`;
		if (!distinct.has(key)) distinct.set(key, normal);
	}
	return [...distinct.values()];
}

function normalize(type: SubjectAltName['type'], value: string): string {
	switch (type) {
		case 'dns':
			return normalDnsName(value) ?? refuse('dnsName', value);
		case 'ip':
			return normalIp(value) ?? refuse('ipAddress', value);
		case 'uri':
			return isUri(value) ? value : refuse('uri', value);
		case 'email':
			return normalEmail(value) ?? refuse('email', value);
		case 'directoryName':
		case 'registeredId':
		case 'otherName':
		case 'x400Address':
		case 'ediPartyName':
			return refuse('altNameType', value);
	}
}

function refuse(reason: string, name: string): never {
	throw new PkiError('invalid', { reason, args: { name } });
}

const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const hostName = new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`, 'i');

/** RFC 1123 labels with the underscores met in practice, one wildcard label in front; undefined for other text. */
export function normalDnsName(text: string): string | undefined {
	const name = text.replace(/\.$/, '');
	const ascii = /^[\x20-\x7e]*$/.test(name) ? name : domainToASCII(name);
	// Four numbers are an IP address to every client, so as a DNS name they would match nothing.
	if (ascii.length > 253 || isIP(ascii) !== 0) return undefined;
	return hostName.test(ascii) ? ascii : undefined;
}

function normalIp(text: string): string | undefined {
	if (text.includes('%')) return undefined;
	switch (isIP(text)) {
		case 4:
			return text;
		case 6:
			// The writer takes hexadecimal groups only; an address with dots at its end would become another one.
			return new URL(`http://[${text}]`).hostname.slice(1, -1);
		default:
			return undefined;
	}
}

function isUri(text: string): boolean {
	return /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(text) && URL.canParse(text);
}

function normalEmail(text: string): string | undefined {
	const [, local, domain = ''] = /^([\x21-\x3f\x41-\x7e]{1,64})@(.+)$/.exec(text) ?? [];
	const host = normalDnsName(domain);
	return local === undefined || host === undefined || host.startsWith('*')
		? undefined
		: `${local}@${host}`;
}

const writerTypes: Readonly<Partial<Record<SubjectAltName['type'], x509.GeneralNameType>>> = {
	dns: 'dns',
	ip: 'ip',
	uri: 'url',
	email: 'email',
};

/** The extension; critical exactly when the subject is empty (RFC 5280, 4.2.1.6). */
export function altNameExtension(
	names: readonly SubjectAltName[],
	critical: boolean,
): x509.Extension {
	return new x509.SubjectAlternativeNameExtension(
		names.map(({ type, value }) => ({
			type: writerTypes[type] ?? refuse('altNameType', value),
			value,
		})),
		critical,
	);
}
