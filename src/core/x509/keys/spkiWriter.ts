/** Builds the SubjectPublicKeyInfo of keys whose files hold the public numbers, to compare keys with certificates. */
import { derElement } from '../asn1/derWriter.js';
import { curveOid } from '../asn1/curves.js';
import { postQuantumOid } from './postQuantum.js';

/** AlgorithmIdentifier of RSA keys. */
export const rsaAlgorithm = Buffer.from('300d06092a864886f70d0101010500', 'hex');
const dsaAlgorithm = Buffer.from('06072a8648ce380401', 'hex');
const ecPublicKey = Buffer.from('06072a8648ce3d0201', 'hex');

/** From the elements of modulus and exponent (RFC 8017, A.1.1). */
export function rsaSpki(integers: readonly Uint8Array[]): Buffer {
	return sequence([rsaAlgorithm, bitString(sequence(integers))]);
}

/** From the elements of p, q and g, and of the public number y (RFC 3279, 2.3.2). */
export function dsaSpki(parameters: readonly Uint8Array[], y: Uint8Array): Buffer {
	return sequence([sequence([dsaAlgorithm, sequence(parameters)]), bitString(y)]);
}

/** From a named curve and the encoded point (RFC 5480); undefined for a curve without a known OID. */
export function ecSpki(curve: string, point: Uint8Array): Buffer | undefined {
	const oid = curveOid(curve);
	return oid === undefined
		? undefined
		: sequence([sequence([ecPublicKey, oidElement(oid)]), bitString(point)]);
}

/** The last arc of 1.3.101 (RFC 8410, 3). */
const okpArcs = { x25519: 110, x448: 111, ed25519: 112, ed448: 113 } as const;

export type OkpType = keyof typeof okpArcs;

/** From the bytes of a key on one of Edwards' or Montgomery's curves (RFC 8410). */
export function okpSpki(keyType: OkpType, key: Uint8Array): Buffer {
	return sequence([sequence([Buffer.of(6, 3, 43, 101, okpArcs[keyType])]), bitString(key)]);
}

/** From the bytes of a key whose algorithm has no parameters; undefined for one that is not post-quantum. */
export function rawSpki(keyType: string, key: Uint8Array): Buffer | undefined {
	const oid = postQuantumOid(keyType);
	return oid === undefined ? undefined : sequence([sequence([oidElement(oid)]), bitString(key)]);
}

/** A non-negative INTEGER from a number with or without its sign byte. */
export function integerElement(number: Uint8Array): Buffer {
	const padded = (number[0] ?? 0) > 0x7f ? [Buffer.of(0), number] : [number];
	return derElement(0x02, padded);
}

function sequence(parts: readonly Uint8Array[]): Buffer {
	return derElement(0x30, parts);
}

function bitString(content: Uint8Array): Buffer {
	return derElement(0x03, [Buffer.of(0), content]);
}

function oidElement(oid: string): Buffer {
	const [first = 0, second = 0, ...arcs] = oid.split('.').map(Number);
	return derElement(0x06, [Buffer.from([first * 40 + second, ...arcs.flatMap(base128)])]);
}

function base128(arc: number): number[] {
	const octets = [arc & 0x7f];
	for (let rest = arc >>> 7; rest > 0; rest >>>= 7) {
		octets.unshift(0x80 | (rest & 0x7f));
	}
	return octets;
}
