/**
 * Name constraints (RFC 5280, 4.2.1.10) as OpenSSL applies them: DNS names, e-mail addresses, URIs, IP addresses and
 * directory names. Constraints on other kinds of names, and names that cannot be read, are left to the verifier.
 */
import { openCertificate } from '../certificateFrame.js';
import type { CertificateFacts, SubjectAltNameType } from '../model.js';
import { DerCursor, DerError, tags } from '../asn1/der.js';
import { extensionOids } from '../asn1/oid.js';
import { isStringTag, stringText } from '../asn1/strings.js';
import { isHostWithin } from './hosts.js';
import { ipText } from './ip.js';
import { readName } from './distinguishedName.js';
import { readOid } from '../asn1/values.js';

/** Text of DNS names, e-mail addresses and URIs, octets in hex of IP addresses, RDNs of directory names. */
interface ComparableName {
	readonly type: SubjectAltNameType;
	readonly value: string;
	readonly rdns: readonly string[];
	/** As it is shown. */
	readonly shown: string;
}

export interface NameConstraints {
	readonly permitted: readonly ComparableName[];
	readonly excluded: readonly ComparableName[];
}

export interface ConstraintViolation {
	/** `permitted`: it is within none of the names that are; `excluded`: it is within one that is not. */
	readonly kind: keyof NameConstraints;
	readonly type: SubjectAltNameType;
	/** As it is shown. */
	readonly value: string;
}

/** What a CA may issue for; undefined where it says nothing about it, or nothing that can be read. */
export function nameConstraintsOf(facts: CertificateFacts): NameConstraints | undefined {
	const content = extensionContent(facts, extensionOids.nameConstraints);
	return content && attempt(() => readConstraints(DerCursor.over(content)));
}

/** More comparisons than these are no certificate's (OpenSSL has a limit too). */
const maximumComparisons = 1 << 16;

/** The first name of a certificate that a CA above it was not allowed to issue for; undefined where all are in order. */
export function violationOf(
	{ facts, der }: { readonly facts: CertificateFacts; readonly der: Uint8Array },
	constraints: NameConstraints,
): ConstraintViolation | undefined {
	const names = attempt(() => namesOf(facts, der)) ?? [];
	const { permitted, excluded } = constraints;
	if (names.length * (permitted.length + excluded.length) > maximumComparisons) return undefined;
	for (const name of names) {
		const { type, shown } = name;
		const own = permitted.filter((base) => base.type === type);
		const kind = excluded.some((base) => isWithin(name, base))
			? 'excluded'
			: own.length > 0 && !own.some((base) => isWithin(name, base))
				? 'permitted'
				: undefined;
		if (kind && isComparable(name)) return { kind, type, value: shown };
	}
	return undefined;
}

function attempt<Result>(read: () => Result): Result | undefined {
	try {
		return read();
	} catch (error) {
		if (error instanceof DerError) return undefined;
		throw error;
	}
}

function extensionContent({ extensions }: CertificateFacts, oid: string): Buffer | undefined {
	const found = extensions.find((extension) => extension.oid === oid);
	return found && Buffer.from(found.valueHex, 'hex');
}

/** Subtrees with a minimum or maximum, which RFC 5280 forbids, are refused by verifiers: nothing is said of them here. */
function readConstraints(cursor: DerCursor): NameConstraints {
	const read: Record<keyof NameConstraints, ComparableName[]> = { permitted: [], excluded: [] };
	const parts = cursor.expect(tags.sequence).enter();
	while (!parts.atEnd) {
		parts.read();
		const kind = parts.tag === 0xa0 ? 'permitted' : 'excluded';
		const subtrees = parts.enter();
		while (!subtrees.atEnd) {
			const subtree = subtrees.expect(tags.sequence).enter();
			const name = comparable(subtree.read());
			if (name) read[kind].push(name);
		}
	}
	return read;
}

/** The subject, the e-mail addresses in it, the SANs; without a DNS name among these the common name, if it is one. */
function namesOf(facts: CertificateFacts, der: Uint8Array): readonly ComparableName[] {
	const { cursor, frame } = openCertificate(der);
	const attributes: Attribute[] = [];
	const rdns = frame.subject ? readRdns(cursor.enter(frame.subject), attributes) : [];
	const names: ComparableName[] =
		rdns.length === 0 ? [] : [{ type: 'directoryName', value: '', rdns, shown: facts.subject }];
	const texts = (oid: string) => attributes.filter((each) => each.oid === oid);
	names.push(...texts('1.2.840.113549.1.9.1').map(({ text }) => named('email', text)));
	const content = extensionContent(facts, extensionOids.subjectAltName);
	if (content) {
		const list = DerCursor.over(content).expect(tags.sequence).enter();
		while (!list.atEnd) {
			const name = comparable(list.read());
			if (name) names.push(name);
		}
	}
	if (names.some(({ type }) => type === 'dns')) return names;
	const commonNames = texts('2.5.4.3').filter(({ text }) => isHost.test(text));
	return [...names, ...commonNames.map(({ text }) => named('dns', text))];
}

/** What OpenSSL takes for a host's name: labels with at least one dot between. */
const isHost =
	/^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+$/i;

const textTypes: Readonly<Partial<Record<number, SubjectAltNameType>>> = {
	0x81: 'email',
	0x82: 'dns',
	0x86: 'uri',
};

function named(type: SubjectAltNameType, value: string): ComparableName {
	return { type, value, rdns: [], shown: value };
}

/** The GeneralName that the cursor read last, where its kind can be constrained. */
function comparable(name: DerCursor): ComparableName | undefined {
	const type = textTypes[name.tag];
	if (type) return named(type, name.content().toString('latin1'));
	if (name.tag === 0x87) {
		return { ...named('ip', name.content().toString('hex')), shown: ipText(name) };
	}
	if (name.tag !== 0xa4) return undefined;
	const inner = name.enter().expect(tags.sequence);
	const shown = readName(inner, inner.span(), 'name', []).text;
	return { type: 'directoryName', value: '', rdns: readRdns(inner.enter(), []), shown };
}

interface Attribute {
	readonly oid: string;
	readonly text: string;
}

/** Each RDN in a form in which equal ones are equal strings (RFC 5280, 7.1): case and blanks do not count. */
function readRdns(name: DerCursor, found: Attribute[]): readonly string[] {
	const rdns: string[] = [];
	while (!name.atEnd) {
		const set = name.expect(tags.set).enter();
		const parts: string[] = [];
		while (!set.atEnd) {
			const pair = set.expect(tags.sequence).enter();
			const oid = readOid(pair);
			pair.read();
			if (!isStringTag(pair.tag)) {
				parts.push(`${oid}#${pair.element().toString('hex')}`);
				continue;
			}
			const text = stringText(pair, () => undefined);
			found.push({ oid, text });
			const plain = text.trim().replace(/\s+/g, ' ');
			parts.push(`${oid}=${plain.replace(/[A-Z]/g, (letter) => letter.toLowerCase())}`);
		}
		rdns.push(parts.sort().join('\0'));
	}
	return rdns;
}

function isWithin(name: ComparableName, base: ComparableName): boolean {
	if (name.type !== base.type) return false;
	switch (name.type) {
		case 'dns':
			return isHostWithin(name.value, base.value);
		case 'email':
			return isAddressWithin(name.value, base.value);
		case 'uri':
			return isUriWithin(hostOf(name.value), base.value.toLowerCase());
		case 'ip':
			return isIpWithin(name.value, base.value);
		case 'directoryName':
			return base.rdns.every((rdn, index) => rdn === name.rdns[index]);
		default:
			return false;
	}
}

/** Whether the name is one about which a verifier can decide. */
function isComparable({ type, value }: ComparableName): boolean {
	switch (type) {
		case 'email':
			return value.includes('@');
		case 'uri':
			return hostOf(value) !== '';
		case 'ip':
			return value.length === 8 || value.length === 32;
		default:
			return true;
	}
}

/** A mailbox, all of a host, or with a dot in front all below a domain. */
function isAddressWithin(address: string, base: string): boolean {
	const at = address.lastIndexOf('@');
	const host = address.slice(at + 1).toLowerCase();
	const baseAt = base.lastIndexOf('@');
	const baseHost = base.slice(baseAt + 1).toLowerCase();
	if (baseAt === -1 && base.startsWith('.')) return host.endsWith(baseHost);
	// Only the local part may differ by case.
	if (baseAt > 0 && base.slice(0, baseAt) !== address.slice(0, at)) return false;
	return host === baseHost;
}

function hostOf(uri: string): string {
	return (/^[^:]*:\/\/([^:/]*)/.exec(uri)?.[1] ?? '').toLowerCase();
}

function isUriWithin(host: string, base: string): boolean {
	return base.startsWith('.') ? host.length > base.length && host.endsWith(base) : host === base;
}

/** An address in hex within an address and its mask. */
function isIpWithin(address: string, base: string): boolean {
	if (base.length !== address.length * 2) return false;
	const [octets, range] = [Buffer.from(address, 'hex'), Buffer.from(base, 'hex')];
	return octets.every((octet, index) => {
		const mask = range[octets.length + index] ?? 0;
		return (octet & mask) === ((range[index] ?? 0) & mask);
	});
}
