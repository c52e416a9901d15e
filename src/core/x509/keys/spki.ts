/** SubjectPublicKeyInfo (RFC 5280, 4.1.2.7): algorithm and size from the DER itself, no library asked. */
import { DerCursor, problemOf, type Span, tags } from '../asn1/der.js';
import { hexDigestOf } from './digest.js';
import type { KeyFacts, ReadProblem } from '../model.js';
import { curveName } from '../asn1/curves.js';
import { keyTypeName } from '../asn1/oid.js';
import { bitLength, bitStringBytes, oidText, readOid } from '../asn1/values.js';

export interface PublicKeyParts extends KeyFacts {
	readonly publicKeySha256: string;
}

/** Reads the SubjectPublicKeyInfo at `span`; what cannot be read goes to `problems` as `publicKey`. */
export function readPublicKeyInfo(
	cursor: DerCursor,
	span: Span,
	problems: ReadProblem[],
): PublicKeyParts {
	const publicKeySha256 = hashHex('sha256', cursor.bytes.subarray(span.start, span.end));
	try {
		const info = cursor.enter(span);
		const algorithm = readKeyAlgorithm(info.expect(tags.sequence).enter());
		const size = keySize(algorithm, bitStringBytes(info.expect(tags.bitString)), problems);
		return { ...algorithm, ...size, publicKeySha256 };
	} catch (error) {
		problems.push(problemOf('publicKey', error));
		return { keyType: 'unknown', publicKeySha256 };
	}
}

/** An AlgorithmIdentifier's content: key type, for `ec` the curve, for `dsa` the size of its modulus. */
export function readKeyAlgorithm(algorithm: DerCursor): KeyFacts {
	const keyType = keyTypeName(readOid(algorithm));
	if (keyType === 'ec' && !algorithm.atEnd) {
		return { keyType, ...curveOf(algorithm.read()) };
	}
	if (keyType === 'dsa' && algorithm.optional(tags.sequence)) {
		return { keyType, keyBits: bitLength(algorithm.enter().expect(tags.integer)) };
	}
	return { keyType };
}

/** ECParameters (RFC 3279, 2.3.5): a named curve; explicit parameters are told by the size of their field. */
export function curveOf(parameters: DerCursor): { curve?: string; keyBits?: number } {
	if (parameters.tag === tags.oid) {
		return { curve: curveName(oidText(parameters)) };
	}
	if (parameters.tag !== tags.sequence) {
		return {};
	}
	const explicit = parameters.enter();
	explicit.expect(tags.integer);
	const field = explicit.expect(tags.sequence).enter();
	const isPrime = readOid(field) === '1.2.840.10045.1.1';
	const keyBits = isPrime ? bitLength(field.expect(tags.integer)) : undefined;
	return { curve: 'explicit', ...(keyBits === undefined ? {} : { keyBits }) };
}

function keySize(
	{ keyType }: KeyFacts,
	key: Buffer,
	problems: ReadProblem[],
): { keyBits?: number } {
	if (keyType !== 'rsa' && keyType !== 'rsa-pss') {
		return {};
	}
	try {
		return { keyBits: rsaBits(DerCursor.over(key)) };
	} catch (error) {
		problems.push(problemOf('publicKey', error));
		return {};
	}
}

/** RSAPublicKey (RFC 8017, A.1.1): size of the modulus. */
function rsaBits(key: DerCursor): number {
	return bitLength(key.expect(tags.sequence).enter().expect(tags.integer));
}

/** A digest in lower-case hex; empty where this system's policy (FIPS) forbids the algorithm. */
export function hashHex(algorithm: 'sha1' | 'sha256', bytes: Uint8Array): string {
	try {
		return hexDigestOf(algorithm, bytes);
	} catch {
		return '';
	}
}
