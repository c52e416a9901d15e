/**
 * Signatures over requests, CRLs and OCSP responses (RFC 2986, 4.2; RFC 5280, 5.1.1; RFC 6960, 4.2.1): made by which key, as
 * far as node:crypto can say.
 */
import { createPublicKey, verify } from 'node:crypto';
import { openCertificate } from './certificateFrame.js';
import { DerCursor, DerError, tags } from './asn1/der.js';
import { bitStringBytes } from './asn1/values.js';

/** What was signed, and with what. */
export interface SignedBody {
	/** The first element of the outermost SEQUENCE, whole. */
	readonly body: Buffer;
	readonly signature: Buffer;
}

/** Throws a `DerError` where it is damaged. */
export function readSignedBody(der: Uint8Array): SignedBody {
	const outer = DerCursor.over(der).expect(tags.sequence).enter();
	const body = Buffer.from(outer.expect(tags.sequence).element());
	outer.expect(tags.sequence);
	return { body, signature: bitStringBytes(outer.expect(tags.bitString)) };
}

/** Signature algorithm → hash; Ed25519 has its own. */
const hashes: Readonly<Record<string, string | null>> = {
	sha256WithRSAEncryption: 'sha256',
	sha384WithRSAEncryption: 'sha384',
	sha512WithRSAEncryption: 'sha512',
	'ecdsa-with-SHA256': 'sha256',
	'ecdsa-with-SHA384': 'sha384',
	'ecdsa-with-SHA512': 'sha512',
	ED25519: null,
};

/** Whether `isSignedWith` knows the algorithm; its name as in the facts. */
export function canVerify(algorithm: string): boolean {
	return hashes[algorithm] !== undefined;
}

/**
 * Whether the key (SubjectPublicKeyInfo) made the signature; undefined for an algorithm that is not verified here, and
 * where node:crypto cannot take the key.
 */
export function isSignedWith(
	spki: Uint8Array,
	algorithm: string,
	{ body, signature }: SignedBody,
): boolean | undefined {
	const hash = hashes[algorithm];
	if (hash === undefined) return undefined;
	try {
		const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
		return verify(hash, body, key, signature);
	} catch {
		// A point off its curve, a key that does not go with the algorithm.
		return undefined;
	}
}

/** Whether a request was signed with the key that it is for. */
export function isRequestSignedByItself(der: Uint8Array, algorithm: string): boolean | undefined {
	return quietly(() => {
		const inner = DerCursor.over(der).expect(tags.sequence).enter().expect(tags.sequence).enter();
		inner.expect(tags.integer);
		inner.expect(tags.sequence);
		const spki = inner.expect(tags.sequence).element();
		return isSignedWith(spki, algorithm, readSignedBody(der));
	});
}

/** Whether the key of a certificate made the signature of a CRL, or of a BasicOCSPResponse. */
export function isSignedByCertificate(
	certificate: Uint8Array,
	signed: Uint8Array,
	algorithm: string,
): boolean | undefined {
	return quietly(() => {
		const { cursor, frame } = openCertificate(certificate);
		const { publicKey } = frame;
		if (!publicKey) return undefined;
		const spki = cursor.bytes.subarray(publicKey.start, publicKey.end);
		return isSignedWith(spki, algorithm, readSignedBody(signed));
	});
}

function quietly<Answer>(ask: () => Answer): Answer | undefined {
	try {
		return ask();
	} catch (error) {
		if (error instanceof DerError) return undefined;
		throw error;
	}
}
