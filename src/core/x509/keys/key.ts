/**
 * Keys: their kind, algorithm and size from the DER itself; the secret numbers are passed over and never kept. The
 * public part's hash is made from what the file says of it, and by node:crypto where it says nothing.
 */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { asBuffer, DerCursor, DerError, tags } from '../asn1/der.js';
import type { KeyFacts, PrivateKeyFacts, PublicKeyFacts } from '../model.js';
import { type PrivateKeyForm, privateKeyForm } from './postQuantum.js';
import { bitLength, bitStringBytes } from '../asn1/values.js';
import { curveOf, hashHex, readKeyAlgorithm, readPublicKeyInfo } from './spki.js';
import { dsaSpki, ecSpki, rawSpki, rsaSpki } from './spkiWriter.js';

/** Facts of a key, or why the bytes are none. */
export type KeyResult<Facts> = { readonly facts: Facts } | { readonly fault: DerError };

function keyResult<Facts>(read: () => Facts): KeyResult<Facts> {
	try {
		return { facts: read() };
	} catch (error) {
		if (error instanceof DerError) {
			return { fault: error };
		}
		throw error;
	}
}

/** SubjectPublicKeyInfo, as in `PUBLIC KEY`. */
export function readSpki(der: Uint8Array): KeyResult<PublicKeyFacts> {
	return keyResult(() => {
		const cursor = DerCursor.over(der).expect(tags.sequence);
		const inner = cursor.enter();
		inner.expect(tags.sequence).enter().expect(tags.oid);
		inner.expect(tags.bitString).finish();
		return { kind: 'publicKey', ...readPublicKeyInfo(cursor, cursor.span(), []) };
	});
}

/** RSAPublicKey (RFC 8017, A.1.1), as in `RSA PUBLIC KEY`. */
export function readRsaPublicKey(der: Uint8Array): KeyResult<PublicKeyFacts> {
	return keyResult(() => {
		const cursor = DerCursor.over(der).expect(tags.sequence);
		const parts = cursor.enter();
		const keyBits = bitLength(parts.expect(tags.integer));
		parts.expect(tags.integer).finish();
		const publicKeySha256 = hashHex('sha256', rsaSpki([cursor.content()]));
		return { kind: 'publicKey', keyType: 'rsa', keyBits, publicKeySha256 };
	});
}

/** The label of a public key's PEM: of the two forms only RSAPublicKey begins with a number. */
export function publicKeyLabel(der: Uint8Array): string {
	const isBare = DerCursor.over(der).expect(tags.sequence).enter().peek() === tags.integer;
	return isBare ? 'RSA PUBLIC KEY' : 'PUBLIC KEY';
}

/** PrivateKeyInfo and OneAsymmetricKey (RFC 5958), as in `PRIVATE KEY`. */
export function readPkcs8(der: Uint8Array): KeyResult<PrivateKeyFacts> {
	return keyResult(() => {
		const info = DerCursor.over(der).expect(tags.sequence).enter();
		info.expect(tags.integer);
		const algorithm = readKeyAlgorithm(info.expect(tags.sequence).enter());
		const inner = info.expect(tags.octetString);
		const form = formOf(algorithm, inner.enter());
		const own = innerKey(algorithm, inner.enter());
		return {
			kind: 'privateKey',
			format: 'pkcs8',
			encrypted: false,
			...algorithm,
			...own.facts,
			...(form === undefined ? {} : { form }),
			...hashOf(own.spki ?? exportedSpki(der, 'pkcs8', { ...algorithm, ...own.facts })),
		};
	});
}

interface OwnPublicPart {
	readonly facts: Partial<KeyFacts>;
	readonly spki?: Buffer | undefined;
}

/** What the key inside PKCS #8 adds: the size of an RSA key, and the public part where it is written down. */
function innerKey({ keyType, curve }: KeyFacts, inner: DerCursor): OwnPublicPart {
	if (keyType === 'rsa' || keyType === 'rsa-pss') {
		const { keyBits, spki } = rsaParts(inner);
		return { facts: { keyBits }, spki: keyType === 'rsa' ? spki : undefined };
	}
	if (keyType === 'ec' && curve !== 'explicit') {
		return { facts: {}, spki: sec1Parts(inner, curve).spki };
	}
	return { facts: {}, spki: slhDsaSpki(keyType, inner.rest()) };
}

/** Seed, expanded key or both; undefined for other algorithms, and for bytes without a structure (as before the RFCs). */
function formOf({ keyType }: KeyFacts, inner: DerCursor): PrivateKeyForm | undefined {
	try {
		const { tag } = inner.read();
		return inner.atEnd ? privateKeyForm(keyType, tag) : undefined;
	} catch (error) {
		if (error instanceof DerError) return undefined;
		throw error;
	}
}

/** The second half of an SLH-DSA private key (FIPS 205, 9.1) is its public key. */
function slhDsaSpki(keyType: string, key: Buffer): Buffer | undefined {
	const size = /^slh-dsa-\w+-(128|192|256)[sf]$/.exec(keyType)?.[1];
	return size !== undefined && key.length === Number(size) / 2
		? rawSpki(keyType, key.subarray(key.length / 2))
		: undefined;
}

/** EncryptedPrivateKeyInfo (RFC 5958, 3): what is inside stays unknown. */
export function readEncryptedPkcs8(der: Uint8Array): KeyResult<PrivateKeyFacts> {
	return keyResult(() => {
		const info = DerCursor.over(der).expect(tags.sequence).enter();
		info.expect(tags.sequence).enter().expect(tags.oid);
		info.expect(tags.octetString).finish();
		return encryptedKey('pkcs8', 'unknown');
	});
}

/** A key of which only the wrapping can be read. */
export function encryptedKey(format: string, keyType: string): PrivateKeyFacts {
	return { kind: 'privateKey', format, encrypted: true, keyType };
}

/** RSAPrivateKey (RFC 8017, A.1.2), as in `RSA PRIVATE KEY`. */
export function readPkcs1(der: Uint8Array): KeyResult<PrivateKeyFacts> {
	return keyResult(() => {
		const { keyBits, spki } = rsaParts(DerCursor.over(der));
		return {
			kind: 'privateKey',
			format: 'pkcs1',
			encrypted: false,
			keyType: 'rsa',
			keyBits,
			...hashOf(spki),
		};
	});
}

function rsaParts(key: DerCursor): { keyBits: number; spki: Buffer } {
	const parts = key.expect(tags.sequence).enter();
	parts.expect(tags.integer);
	const modulus = parts.expect(tags.integer).element();
	const keyBits = bitLength(parts);
	const exponent = parts.expect(tags.integer).element();
	parts.expect(tags.integer);
	return { keyBits, spki: rsaSpki([modulus, exponent]) };
}

/** ECPrivateKey (RFC 5915), as in `EC PRIVATE KEY`. */
export function readSec1(der: Uint8Array): KeyResult<PrivateKeyFacts> {
	return keyResult(() => {
		const { facts, spki } = sec1Parts(DerCursor.over(der), undefined);
		return {
			kind: 'privateKey',
			format: 'sec1',
			encrypted: false,
			keyType: 'ec',
			...facts,
			...hashOf(spki ?? exportedSpki(der, 'sec1', { keyType: 'ec', ...facts })),
		};
	});
}

function sec1Parts(key: DerCursor, curve: string | undefined): OwnPublicPart {
	const parts = key.expect(tags.sequence).enter();
	parts.expect(tags.integer);
	parts.expect(tags.octetString);
	const facts = parts.optional(0xa0) ? curveOf(parts.enter().read()) : {};
	const known = facts.curve ?? curve;
	if (!parts.optional(0xa1) || known === undefined || known === 'explicit') {
		return { facts };
	}
	return { facts, spki: ecSpki(known, bitStringBytes(parts.enter().expect(tags.bitString))) };
}

/** DSAPrivateKey as OpenSSL writes it: version, p, q, g, y, x. */
export function readDsaPrivateKey(der: Uint8Array): KeyResult<PrivateKeyFacts> {
	return keyResult(() => {
		const parts = DerCursor.over(der).expect(tags.sequence).enter();
		parts.expect(tags.integer);
		const p = parts.expect(tags.integer).element();
		const keyBits = bitLength(parts);
		const [q, g, y] = [1, 2, 3].map(() => parts.expect(tags.integer).element());
		const spki = q && g && y && dsaSpki([p, q, g], y);
		const head = { kind: 'privateKey', format: 'dsa', encrypted: false } as const;
		return { ...head, keyType: 'dsa', keyBits, ...hashOf(spki) };
	});
}

function hashOf(spki: Buffer | undefined): { publicKeySha256?: string } {
	return spki === undefined ? {} : { publicKeySha256: hashHex('sha256', spki) };
}

/** Larger RSA keys are in no use, and what is made from one takes its time. */
const maximumRsaBits = 16_384;

/**
 * Whether making the public half takes no time worth naming. A file chooses the numbers: for a DSA or DH key, or a curve
 * given by its parameters, node:crypto would compute with them for as long as they are large, and nothing could stop it.
 */
function isCheap({ keyType, curve, keyBits = 0 }: KeyFacts): boolean {
	switch (keyType) {
		case 'ed25519':
		case 'ed448':
		case 'x25519':
		case 'x448':
			return true;
		case 'ec':
			return curve !== undefined && curve !== 'explicit';
		case 'rsa-pss':
			return keyBits <= maximumRsaBits;
		default:
			return /^ml-(dsa|kem)-/.test(keyType);
	}
}

/** The public half by node:crypto; undefined where this build does not know the algorithm (BoringSSL knows fewer). */
function exportedSpki(
	der: Uint8Array,
	type: 'pkcs8' | 'sec1',
	facts: KeyFacts,
): Buffer | undefined {
	if (!isCheap(facts)) return undefined;
	try {
		const key = createPublicKey(createPrivateKey({ key: asBuffer(der), format: 'der', type }));
		return key.export({ format: 'der', type: 'spki' });
	} catch {
		return undefined;
	}
}
