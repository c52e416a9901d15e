/** What a request must prove before it is signed: that whoever made it holds the private key (RFC 2986, 3). */
import { createPublicKey, verify } from 'node:crypto';
import { PkiError } from '../../common/errors.js';
import { DerCursor, DerError, tags } from '../asn1/der.js';
import type { KeyFacts, RequestFacts } from '../model.js';
import { firstPemDer } from '../../find/pem.js';
import { readRequest } from '../request.js';
import { bitStringBytes } from '../asn1/values.js';

export interface ProvenRequest {
	readonly facts: RequestFacts;
	/** Its Name as it is encoded. */
	readonly subject: Buffer;
	/** SubjectPublicKeyInfo, DER. */
	readonly publicKey: Buffer;
}

/**
 * Reads a request's PEM and verifies its own signature. Rejects with `invalid` and the reason `request` (no readable
 * request), `requestKey` (an algorithm or size that is not signed here; args `keyType`), `requestAlgorithm` (a
 * signature made with SHA-1 or an unknown algorithm) or `requestSignature` (the key did not make it).
 */
export function proveRequest(pem: string): ProvenRequest {
	const der =
		firstPemDer(pem, 'CERTIFICATE REQUEST') ?? firstPemDer(pem, 'NEW CERTIFICATE REQUEST');
	if (der === undefined) throw new PkiError('invalid', { reason: 'request' });
	const facts = readRequest(der);
	const [problem] = facts.problems;
	if (problem !== undefined) {
		const { field, code } = problem;
		throw new PkiError('invalid', { reason: 'request', args: { field, fault: code } });
	}
	if (!isStrongKey(facts)) {
		const { keyType, curve = '', keyBits = 0 } = facts;
		throw new PkiError('invalid', { reason: 'requestKey', args: { keyType, curve, keyBits } });
	}
	const { body, subject, publicKey, signature } = partsOf(der);
	const hash = hashes[facts.signatureAlgorithm];
	if (hash === undefined) {
		const algorithm = facts.signatureAlgorithm;
		throw new PkiError('invalid', { reason: 'requestAlgorithm', args: { algorithm } });
	}
	if (!isSignedBy(publicKey, hash, body, signature)) {
		throw new PkiError('invalid', { reason: 'requestSignature' });
	}
	return { facts, subject, publicKey };
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

/** The keys that today's TLS clients take; node:crypto is not asked about any other. */
function isStrongKey({ keyType, keyBits = 0, curve = '' }: KeyFacts): boolean {
	switch (keyType) {
		case 'rsa':
			return keyBits >= 2048 && keyBits <= 8192;
		case 'ec':
			return ['P-256', 'P-384', 'P-521'].includes(curve);
		default:
			return keyType === 'ed25519';
	}
}

interface RequestParts {
	readonly body: Buffer;
	readonly subject: Buffer;
	readonly publicKey: Buffer;
	readonly signature: Buffer;
}

function partsOf(der: Buffer): RequestParts {
	try {
		const outer = DerCursor.over(der).expect(tags.sequence).enter();
		const body = Buffer.from(outer.expect(tags.sequence).element());
		const inner = outer.enter();
		inner.expect(tags.integer);
		const subject = Buffer.from(inner.expect(tags.sequence).element());
		const publicKey = Buffer.from(inner.expect(tags.sequence).element());
		outer.expect(tags.sequence);
		return { body, subject, publicKey, signature: bitStringBytes(outer.expect(tags.bitString)) };
	} catch (error) {
		if (!(error instanceof DerError)) throw error;
		throw new PkiError('invalid', { reason: 'request', cause: error });
	}
}

function isSignedBy(spki: Buffer, hash: string | null, body: Buffer, signature: Buffer): boolean {
	try {
		const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
		return verify(hash, body, key, signature);
	} catch {
		// A point off its curve, a key that does not go with the algorithm: nothing was proven.
		return false;
	}
}
