/** Keys written as JWKs (RFC 7517; RFC 7518, 6; RFC 8037): from their members to DER, no library asked. */
import { createPublicKey } from 'node:crypto';
import { derElement } from '../asn1/derWriter.js';
import type { PrivateKeyFacts, PublicKeyFacts } from '../model.js';
import { readSpki } from './key.js';
import {
	ecSpki,
	integerElement,
	okpSpki,
	type OkpType,
	rsaAlgorithm,
	rsaSpki,
} from './spkiWriter.js';

export type JwkContent =
	/** SubjectPublicKeyInfo, or PKCS #8; empty for an RSA key with `d` and no primes, which no other format can hold. */
	| { readonly facts: PublicKeyFacts | PrivateKeyFacts; readonly der: Buffer }
	/** `jwkMember` (`member`): what stands there is no base64url; `jwkPoint`: its numbers are no point of the curve. */
	| {
			readonly fault: 'jwkMember' | 'jwkPoint';
			readonly args?: Readonly<Record<string, string>>;
			readonly facts?: undefined;
	  };

/** What a member says, and whether it is sure to be that text and no variable or expression. */
export interface JwkText {
	readonly text: string;
	readonly isQuoted: boolean;
}

type Members = ReadonlyMap<string, JwkText>;

/** Undefined for what is no key: members missing, placeholders, curves that are not known. */
export function readJwkKey(members: Members): JwkContent | undefined {
	const kind = members.get('kty')?.text;
	const curve = members.get('crv')?.text ?? '';
	const names = kind === 'RSA' ? ['n', 'e'] : kind === 'EC' ? ['x', 'y'] : ['x'];
	if (names.some((name) => !members.has(name))) return undefined;
	const torn = [...names, 'd'].find((name) => isTorn(members.get(name)));
	if (torn !== undefined) return { fault: 'jwkMember', args: { member: torn } };
	const numbers = new Map<string, Buffer>();
	for (const name of [...names, ...secrets]) {
		const bytes = bytesOf(members.get(name));
		if (bytes) numbers.set(name, bytes);
		else if (members.has(name)) return undefined;
	}
	switch (kind) {
		case 'RSA':
			return rsa(numbers);
		case 'EC':
			return ec(curve, numbers);
		case 'OKP':
			return okp(curve, numbers);
		default:
			return undefined;
	}
}

const secrets = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const;

type Numbers = ReadonlyMap<string, Buffer>;

/** The alphabet for URLs and the other one, which programs read as well. */
function bytesOf(value: JwkText | undefined): Buffer | undefined {
	return value && /^[\w+/-]+={0,2}$/.test(value.text)
		? Buffer.from(value.text, 'base64url')
		: undefined;
}

/** Long enough to be data, with a character that does not belong there; an ellipsis or a blank to fill in is none. */
function isTorn(value: JwkText | undefined): boolean {
	if (!value?.isQuoted || value.text.length < 20) return false;
	const { text } = value;
	if (/\.{2}|[\s<>{}[\]()$%*\u2026]|x{6}|^https?:/i.test(text)) return false;
	const odd = text.replace(/={1,2}$/, '').match(/[^\w+/-]/g)?.length ?? 0;
	return odd > 0 && odd * 20 < text.length;
}

/** Smaller numbers are no key, but words that look like base64url. */
const leastRsaBytes = 64;

function rsa(numbers: Numbers): JwkContent | undefined {
	const [n, e] = [integerOf(numbers, 'n'), integerOf(numbers, 'e')];
	if (!n || !e || n.length < leastRsaBytes || e.length > n.length) return undefined;
	const spki = rsaSpki([n, e]);
	const rest = secrets.map((name) => integerOf(numbers, name));
	if (!rest[0]) return published(spki);
	const [d, p, q, dp, dq, qi] = rest;
	const parts = [zero, n, e, d, p, q, dp, dq, qi];
	const isWhole = parts.every((part) => part !== undefined);
	const pkcs1 = derElement(
		0x30,
		parts.filter((part) => part !== undefined),
	);
	return secret(spki, isWhole ? pkcs8(rsaAlgorithm, pkcs1) : Buffer.alloc(0));
}

const zero = Buffer.of(2, 1, 0);

/** A non-negative INTEGER as short as it can be. */
function integerOf(numbers: Numbers, name: string): Buffer | undefined {
	const bytes = numbers.get(name);
	const first = bytes?.findIndex((octet) => octet !== 0) ?? -1;
	return bytes && first >= 0 ? integerElement(bytes.subarray(first)) : undefined;
}

/** Bytes of a coordinate. */
const curves: Readonly<Partial<Record<string, number>>> = {
	...{ 'P-256': 32, 'P-384': 48, 'P-521': 66, secp256k1: 32 },
};

function ec(curve: string, numbers: Numbers): JwkContent | undefined {
	const size = Object.hasOwn(curves, curve) ? curves[curve] : undefined;
	const [x, y, d] = ['x', 'y', 'd'].map((name) => padded(numbers.get(name), size));
	if (!x || !y || (numbers.has('d') && !d)) return undefined;
	const point = Buffer.concat([Buffer.of(4), x, y]);
	const spki = ecSpki(curve, point);
	if (!spki) return undefined;
	if (!isOnCurve(curve, spki)) return { fault: 'jwkPoint' };
	if (!d) return published(spki);
	const bits = derElement(0x03, [Buffer.of(0), point]);
	const sec1 = derElement(0x30, [
		Buffer.of(2, 1, 1),
		derElement(0x04, [d]),
		derElement(0xa1, [bits]),
	]);
	return secret(spki, pkcs8(algorithmOf(spki), sec1));
}

/** Programs leave leading zeros out, against RFC 7518, 6.2.1.2. */
function padded(bytes: Buffer | undefined, size = 0): Buffer | undefined {
	if (!bytes || bytes.length > size || bytes.length < size - 2) return undefined;
	return Buffer.concat([Buffer.alloc(size - bytes.length), bytes]);
}

/** Of NIST's curves, which every build of node:crypto knows. */
function isOnCurve(curve: string, spki: Buffer): boolean {
	if (!curve.startsWith('P-')) return true;
	try {
		createPublicKey({ key: spki, format: 'der', type: 'spki' });
		return true;
	} catch {
		return false;
	}
}

interface Okp {
	readonly keyType: OkpType;
	/** Bytes of a key. */
	readonly size: number;
}

const okpCurves: Readonly<Partial<Record<string, Okp>>> = {
	Ed25519: { keyType: 'ed25519', size: 32 },
	Ed448: { keyType: 'ed448', size: 57 },
	X25519: { keyType: 'x25519', size: 32 },
	X448: { keyType: 'x448', size: 56 },
};

function okp(curve: string, numbers: Numbers): JwkContent | undefined {
	const [x, d] = [numbers.get('x'), numbers.get('d')];
	const known = Object.hasOwn(okpCurves, curve) ? okpCurves[curve] : undefined;
	if (!known || x?.length !== known.size || (d && d.length !== known.size)) return undefined;
	const spki = okpSpki(known.keyType, x);
	if (!d) return published(spki);
	return secret(spki, pkcs8(algorithmOf(spki), derElement(0x04, [d])));
}

function published(spki: Buffer): JwkContent | undefined {
	const result = readSpki(spki);
	return 'facts' in result ? { facts: result.facts, der: spki } : undefined;
}

function secret(spki: Buffer, der: Buffer): JwkContent | undefined {
	const result = readSpki(spki);
	if (!('facts' in result)) return undefined;
	const head = { kind: 'privateKey', format: 'jwk', encrypted: false } as const;
	return { facts: { ...result.facts, ...head }, der };
}

/** AlgorithmIdentifier of a SubjectPublicKeyInfo that is shorter than 128 bytes. */
function algorithmOf(spki: Buffer): Buffer {
	const start = (spki[1] ?? 0) < 0x80 ? 2 : 3;
	return spki.subarray(start, start + 2 + (spki[start + 1] ?? 0));
}

function pkcs8(algorithm: Uint8Array, key: Uint8Array): Buffer {
	return derElement(0x30, [zero, algorithm, derElement(0x04, [key])]);
}
