/** Subject alternative names as certificates must carry them (RFC 5280, 4.2.1.6), from names as people type them. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { PkiError } from '../../common/errors.js';
import type { SubjectAltName } from '../model.js';
import { extensionOids } from '../oid.js';
import { element } from './element.js';
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
	// A number at the end makes it an IP address to every client, so as a DNS name it would match nothing.
	if (ascii.length > 253 || /(^|\.)\d+$/.test(ascii)) return undefined;
	return hostName.test(ascii) ? ascii : undefined;
}

function normalIp(text: string): string | undefined {
	if (text.includes('%')) return undefined;
	switch (isIP(text)) {
		case 4:
			return text;
		case 6:
			// Without the dotted form at its end, which `::ffff:10.0.0.7` has.
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

/** Context tags of GeneralName (RFC 5280, 4.2.1.6). */
const generalNameTags: Readonly<Partial<Record<SubjectAltName['type'], number>>> = {
	email: 0x81,
	dns: 0x82,
	uri: 0x86,
	ip: 0x87,
};

/**
 * The extension from names that `normalizeAltNames` answered; critical exactly when the subject is empty (RFC 5280,
 * 4.2.1.6).
 */
export function altNameExtension(
	names: readonly SubjectAltName[],
	critical: boolean,
): x509.Extension {
	const elements = names.map(({ type, value }) => {
		const tag = generalNameTags[type] ?? refuse('altNameType', value);
		return element(tag, [type === 'ip' ? ipBytes(value) : Buffer.from(value, 'latin1')]);
	});
	const value = new Uint8Array(element(0x30, elements));
	return new x509.Extension(extensionOids.subjectAltName, critical, value);
}

/** Of an address in canonical form: every group of an IPv6 address is hexadecimal. */
function ipBytes(address: string): Buffer {
	if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
	const [head = '', tail] = address.split('::');
	const groups = (text: string) =>
		text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));
	const [before, after] = [groups(head), groups(tail ?? '')];
	const zeros = new Array<number>(8 - before.length - after.length).fill(0);
	return Buffer.from(
		[...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]),
	);
}
