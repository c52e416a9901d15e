/** The public exponent of an RSA key (RFC 8017, A.1.1), which the facts do not have. */
import { openCertificate } from '../certificateFrame.js';
import type { DecodedFacts } from '../model.js';
import { DerCursor, DerError, tags } from '../asn1/der.js';
import { bitStringBytes } from '../asn1/values.js';

/** Longer ones are named by this length only. */
const mostBytes = 64;

/** Of a certificate or a SubjectPublicKeyInfo; undefined for others, and where it cannot be read. */
export function rsaExponentOf(kind: DecodedFacts['kind'], der: Uint8Array): bigint | undefined {
	try {
		const info = publicKeyInfo(kind, der);
		info?.expect(tags.sequence);
		const key = info && DerCursor.over(bitStringBytes(info.expect(tags.bitString)));
		const numbers = key?.expect(tags.sequence).enter();
		numbers?.expect(tags.integer);
		const bytes = numbers?.expect(tags.integer).content().subarray(0, mostBytes);
		return bytes && BigInt(`0x0${bytes.toString('hex')}`);
	} catch (error) {
		if (error instanceof DerError) return undefined;
		throw error;
	}
}

/** Behind the SEQUENCE's head. */
function publicKeyInfo(kind: DecodedFacts['kind'], der: Uint8Array): DerCursor | undefined {
	switch (kind) {
		case 'certificate': {
			const { cursor, frame } = openCertificate(der);
			return frame.publicKey && cursor.enter(frame.publicKey);
		}
		case 'publicKey':
			return DerCursor.over(der).expect(tags.sequence).enter();
		default:
			return undefined;
	}
}
