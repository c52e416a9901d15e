/** Subject alternative names as certificates must carry them (RFC 5280, 4.2.1.6), from names as people type them. */
import { isIP } from 'node:net';
import { PkiError } from '../../common/errors.js';
import type { SubjectAltName } from '../model.js';
import { isUri, normalDnsName, normalEmail, normalIp } from '../names/nameKinds.js';
import { extensionOids } from '../asn1/oid.js';
import { element } from './element.js';
import { x509 } from './provider.js';

/**
 * Checks and normalizes: DNS names in ASCII (IDNA) without a trailing dot, IP addresses in canonical form, each name
 * once. Rejects with `invalid` and the reason `dnsName`, `ipAddress`, `uri`, `email` or `altNameType` (args `name`).
 * `signer` decides about names that have no such form: in ASCII they stay as they are.
 */
export function normalizeAltNames(
	names: readonly SubjectAltName[],
	decides: 'here' | 'signer' = 'here',
): readonly SubjectAltName[] {
	const distinct = new Map<string, SubjectAltName>();
	for (const { type, value } of names) {
		const text = value.trim();
		const isOdd = decides === 'signer' && type !== 'ip' && /^[\x20-\x7e]+$/.test(text);
		const normal = { type, value: normalize(type, text, isOdd ? () => text : refuse) };
		const key = `${type} ${type === 'dns' ? normal.value.toLowerCase() : normal.value}`;
		if (!distinct.has(key)) distinct.set(key, normal);
	}
	return [...distinct.values()];
}

function normalize(
	type: SubjectAltName['type'],
	value: string,
	otherwise: (reason: string, name: string) => string,
): string {
	switch (type) {
		case 'dns':
			return normalDnsName(value) ?? otherwise('dnsName', value);
		case 'ip':
			return normalIp(value) ?? refuse('ipAddress', value);
		case 'uri':
			return isUri(value) ? value : otherwise('uri', value);
		case 'email':
			return normalEmail(value) ?? otherwise('email', value);
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
