/** What a request must prove before it is signed: that whoever made it holds the private key (RFC 2986, 3). */
import { PkiError } from '../../common/errors.js';
import { DerCursor, DerError, tags } from '../asn1/der.js';
import type { KeyFacts, RequestFacts } from '../model.js';
import { firstPemDer } from '../../find/pem.js';
import { readRequest } from '../request.js';
import { canVerify, isSignedWith, readSignedBody, type SignedBody } from '../signedBody.js';

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
	const { subject, publicKey, ...signed } = partsOf(der);
	const algorithm = facts.signatureAlgorithm;
	if (!canVerify(algorithm)) {
		throw new PkiError('invalid', { reason: 'requestAlgorithm', args: { algorithm } });
	}
	if (isSignedWith(publicKey, algorithm, signed) !== true) {
		throw new PkiError('invalid', { reason: 'requestSignature' });
	}
	return { facts, subject, publicKey };
}

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

interface RequestParts extends SignedBody {
	readonly subject: Buffer;
	readonly publicKey: Buffer;
}

function partsOf(der: Buffer): RequestParts {
	try {
		const inner = DerCursor.over(der).expect(tags.sequence).enter().expect(tags.sequence).enter();
		inner.expect(tags.integer);
		const subject = Buffer.from(inner.expect(tags.sequence).element());
		const publicKey = Buffer.from(inner.expect(tags.sequence).element());
		return { subject, publicKey, ...readSignedBody(der) };
	} catch (error) {
		if (!(error instanceof DerError)) throw error;
		throw new PkiError('invalid', { reason: 'request', cause: error });
	}
}
