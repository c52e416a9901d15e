/** Where the issuer of a certificate may be had, and which certificate it is. */
import { extensionOids } from './asn1/oid.js';
import { verifySignature } from './chain.js';
import type { DecodedBlock } from './block.js';
import type { CertificateFacts } from './model.js';

/** The `http:` and `https:` URLs of the issuer's certificate (RFC 5280, 4.2.2.1); the user names what may be fetched. */
export function issuerUrls(facts: CertificateFacts): readonly URL[] {
	return urlsIn(facts, extensionOids.authorityInfoAccess, /^caIssuers:(?:uri:)?(https?:.*)$/i);
}

/** The same of OCSP responders. */
export function ocspUrls(facts: CertificateFacts): readonly URL[] {
	return urlsIn(facts, extensionOids.authorityInfoAccess, /^ocsp:(?:uri:)?(https?:.*)$/i);
}

/** The same of CRLs (RFC 5280, 4.2.1.13). */
export function crlUrls(facts: CertificateFacts): readonly URL[] {
	return urlsIn(facts, extensionOids.crlDistributionPoints, /^(?:uri:)?(https?:.*)$/i);
}

/** Those without a user name and a password. */
function urlsIn(
	{ extensions }: CertificateFacts,
	extension: string,
	pattern: RegExp,
): readonly URL[] {
	const lines = extensions.find(({ oid }) => oid === extension)?.lines ?? [];
	return lines.flatMap((line) => {
		const address = pattern.exec(line)?.[1];
		if (address === undefined || !URL.canParse(address)) return [];
		const url = new URL(address);
		return url.username === '' && url.password === '' ? [url] : [];
	});
}

export interface IssuedCertificate {
	readonly facts: CertificateFacts;
	readonly der: Uint8Array;
}

/** A block that may be the issuer. */
type Candidate = Pick<DecodedBlock, 'facts'> & { readonly der?: Uint8Array | undefined };

/** The first of the blocks that bears the issuer's name and whose key made the signature. */
export function issuerAmong(
	{ facts, der }: IssuedCertificate,
	blocks: readonly Candidate[],
): Uint8Array | undefined {
	return blocks.find(
		(block) =>
			block.facts?.kind === 'certificate' &&
			block.facts.subject === facts.issuer &&
			block.der !== undefined &&
			verifySignature(block.der, der) === true,
	)?.der;
}
