import { type ChainItem, verifySignature } from './chain.js';

/** `bad`: none of the candidates made it; `unknown` where there is none, or where node:crypto cannot say. */
export type SignatureVerdict = 'good' | 'bad' | 'unknown';

/** Whether the key of one of these certificates, which bear the issuer's name, made a certificate's signature. */
export function signatureBy(
	candidates: readonly ChainItem[],
	certificate: ChainItem,
): SignatureVerdict {
	let verdict: SignatureVerdict = candidates.length === 0 ? 'unknown' : 'bad';
	for (const candidate of candidates) {
		const verified = verifySignature(candidate.der, certificate.der);
		if (verified === true) return 'good';
		if (verified === undefined || !isKnownEverywhere(candidate, certificate)) verdict = 'unknown';
	}
	return verdict;
}

/** `false` may also mean that this build does not know the algorithm: these every build knows. */
function isKnownEverywhere({ facts: issuer }: ChainItem, { facts }: ChainItem): boolean {
	const { keyType, curve = '' } = issuer;
	return (
		(keyType === 'rsa' ||
			keyType === 'ed25519' ||
			(keyType === 'ec' && /^P-(256|384|521)$/.test(curve))) &&
		/^(sha(256|384|512)WithRSAEncryption|ecdsa-with-SHA(256|384|512)|ED25519)$/.test(
			facts.signatureAlgorithm,
		)
	);
}
