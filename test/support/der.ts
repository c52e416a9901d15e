/** A tiny DER writer: certificates, requests and CRLs as odd as a test needs them, made by hand. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export type Part = Uint8Array | string;

function bytesOf(part: Part): Uint8Array {
	return typeof part === 'string' ? Buffer.from(part) : part;
}

/** An element with this identifier octet; strings are taken as UTF-8. */
export function tlv(tag: number, ...parts: readonly Part[]): Buffer {
	const content = Buffer.concat(parts.map(bytesOf));
	const size = content.length.toString(16);
	const length = Buffer.from(size.length % 2 === 0 ? size : `0${size}`, 'hex');
	const head = content.length < 0x80 ? [content.length] : [0x80 + length.length, ...length];
	return Buffer.concat([Buffer.of(tag, ...head), content]);
}

export const sequence = (...parts: readonly Part[]): Buffer => tlv(0x30, ...parts);
export const set = (...parts: readonly Part[]): Buffer => tlv(0x31, ...parts);
/** A constructed element of indefinite length (BER). */
export const indefinite = (tag: number, ...parts: readonly Part[]): Buffer =>
	Buffer.concat([Buffer.of(tag, 0x80), ...parts.map(bytesOf), Buffer.of(0, 0)]);
export const octets = (...parts: readonly Part[]): Buffer => tlv(0x04, ...parts);
export const bits = (...parts: readonly Part[]): Buffer => tlv(0x03, Buffer.of(0), ...parts);
export const boolean = (value: boolean): Buffer => tlv(0x01, Buffer.of(value ? 0xff : 0));
export const integer = (hex: string): Buffer => tlv(0x02, Buffer.from(hex, 'hex'));
export const utf8 = (text: Part): Buffer => tlv(0x0c, text);
export const utcTime = (text: string): Buffer => tlv(0x17, text);
export const generalizedTime = (text: string): Buffer => tlv(0x18, text);

export function oid(dotted: string): Buffer {
	const [first = 0n, second = 0n, ...arcs] = dotted.split('.').map(BigInt);
	return tlv(0x06, Buffer.from([first * 40n + second, ...arcs].flatMap(base128)));
}

function base128(arc: bigint): number[] {
	const octetsOf = [Number(arc & 0x7fn)];
	for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) {
		octetsOf.unshift(Number(rest & 0x7fn) | 0x80);
	}
	return octetsOf;
}

/** One attribute: its type and the whole element of its value. */
export type Attribute = readonly [type: string, value: Part];

/** A Name of one attribute an RDN; several attributes in one RDN as an array of arrays. */
export function name(...rdns: readonly (readonly Attribute[])[]): Buffer {
	return sequence(
		...rdns.map((rdn) => set(...rdn.map(([type, value]) => sequence(oid(type), value)))),
	);
}

export const commonName = (text: Part): Buffer => name([['2.5.4.3', utf8(text)]]);

export function extension(type: string, value: Part, critical = false): Buffer {
	return sequence(oid(type), ...(critical ? [boolean(true)] : []), octets(value));
}

export const subjectAltName = (...names: readonly Part[]): Buffer =>
	extension('2.5.29.17', sequence(...names));
export const dns = (text: Part): Buffer => tlv(0x82, text);

const ecdsaSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const shared = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export function spkiOf(publicKey: KeyObject): Buffer {
	return publicKey.export({ format: 'der', type: 'spki' });
}

export interface CertificateParts {
	readonly version?: Part;
	readonly serial?: Part;
	readonly issuer?: Part;
	readonly notBefore?: Part;
	readonly notAfter?: Part;
	readonly subject?: Part;
	readonly spki?: Part;
	readonly extensions?: readonly Part[];
	/** An EC key. */
	readonly signingKey?: KeyObject;
	/** The name of another algorithm than what signs. */
	readonly algorithm?: Part;
}

/** A P-256 certificate with valid parts where nothing else is given. */
export function certificate(parts: CertificateParts = {}): Buffer {
	const body = sequence(
		parts.version ?? tlv(0xa0, integer('02')),
		parts.serial ?? integer('01'),
		parts.algorithm ?? ecdsaSha256,
		parts.issuer ?? commonName('Test Issuer'),
		sequence(
			parts.notBefore ?? utcTime('250101000000Z'),
			parts.notAfter ?? utcTime('350101000000Z'),
		),
		parts.subject ?? commonName('Test Subject'),
		parts.spki ?? spkiOf(shared.publicKey),
		...(parts.extensions === undefined ? [] : [tlv(0xa3, sequence(...parts.extensions))]),
	);
	return signed(body, parts.signingKey, parts.algorithm);
}

export interface RequestParts {
	readonly subject?: Part;
	readonly spki?: Part;
	readonly attributes?: readonly Part[];
	/** Of any kind that Node signs with. */
	readonly signingKey?: KeyObject;
}

export function request({ subject, spki, attributes = [], signingKey }: RequestParts = {}): Buffer {
	return signed(
		sequence(
			integer('00'),
			subject ?? commonName('request.test'),
			spki ?? spkiOf(shared.publicKey),
			tlv(0xa0, ...attributes),
		),
		signingKey,
	);
}

export interface CrlParts {
	readonly issuer?: Part;
	readonly thisUpdate?: Part;
	readonly nextUpdate?: Part;
	readonly entries?: readonly Part[];
	readonly extensions?: readonly Part[];
}

export function crl({
	issuer,
	thisUpdate,
	nextUpdate,
	entries,
	extensions,
}: CrlParts = {}): Buffer {
	return signed(
		sequence(
			integer('01'),
			ecdsaSha256,
			issuer ?? commonName('Test Issuer'),
			thisUpdate ?? utcTime('250101000000Z'),
			nextUpdate ?? utcTime('250201000000Z'),
			...(entries === undefined ? [] : [sequence(...entries)]),
			...(extensions === undefined ? [] : [tlv(0xa0, sequence(...extensions))]),
		),
	);
}

const signatures: Readonly<Record<string, readonly [algorithm: Buffer, hash: string | null]>> = {
	ec: [ecdsaSha256, 'sha256'],
	rsa: [sequence(oid('1.2.840.113549.1.1.11'), tlv(0x05)), 'sha256'],
	ed25519: [sequence(oid('1.3.101.112')), null],
};

/** The outermost SEQUENCE around a body, signed with an EC, RSA or Ed25519 key; `algorithm` is what it claims. */
export function signed(body: Buffer, key: KeyObject = shared.privateKey, algorithm?: Part): Buffer {
	const [own, hash] = signatures[key.asymmetricKeyType ?? ''] ?? [ecdsaSha256, 'sha256'];
	return sequence(body, algorithm ?? own, bits(sign(hash, body, key)));
}

/** SignedData with these certificates and no signature, as in `.p7b` files (RFC 5652, 5.1). */
export function bundle(...items: readonly Buffer[]): Buffer {
	const lists = tlv(0xa0, ...items);
	const data = sequence(integer('01'), set(), sequence(oid('1.2.840.113549.1.7.1')), lists, set());
	return sequence(oid('1.2.840.113549.1.7.2'), tlv(0xa0, data));
}

/** A string of the SSH protocol (RFC 4251, 5). */
export function sshString(content: string | Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(content.length);
	return Buffer.concat([length, Buffer.from(content)]);
}
