/** What CRLs say of the certificates of a file. */
import { openCrl, readEntry } from '../../x509/crl.js';
import { DerError, tags } from '../../x509/asn1/der.js';
import { issuersIn, mostNamesakes } from '../../x509/issuerIndex.js';
import type { SignatureVerdict } from '../../x509/signature.js';
import type { CrlFacts, RevokedEntry } from '../../x509/model.js';
import { isSignedByCertificate } from '../../x509/signedBody.js';
import type { CertificateInFile } from './fileContents.js';
import type { FileInput, RuleBlock } from '../rule.js';

export interface KnownCrl {
	readonly facts: CrlFacts;
	readonly der: Uint8Array;
	/** Absent: it stands in another file. */
	readonly block?: RuleBlock;
	readonly file?: string;
}

/** Those of the file itself, and those of other files. */
export function crlsFor({ blocks, crls = [] }: FileInput): readonly KnownCrl[] {
	return [
		...blocks.flatMap((block) =>
			block.facts?.kind === 'crl' && block.der
				? [{ block, facts: block.facts, der: block.der }]
				: [],
		),
		...crls,
	];
}

/**
 * Answers whether an issuer among the certificates signed a CRL: `unknown` without one of its name and key, with more than
 * are tried, and where node:crypto cannot say.
 */
export function crlSignatures(
	certificates: readonly CertificateInFile[],
): (list: KnownCrl) => SignatureVerdict {
	// A renewed CA keeps its name; the identifiers tell its keys apart.
	const issuersOf = issuersIn(certificates, mostNamesakes + 1);
	return (list) => verdictOf(list, issuersOf(list));
}

function verdictOf(
	{ facts, der }: KnownCrl,
	issuers: readonly CertificateInFile[],
): SignatureVerdict {
	if (issuers.length === 0 || issuers.length > mostNamesakes) return 'unknown';
	let verdict: 'bad' | 'unknown' = 'bad';
	for (const issuer of issuers) {
		const answer = isSignedByCertificate(issuer.der, der, facts.signatureAlgorithm);
		if (answer === true) return 'good';
		if (answer === undefined) verdict = 'unknown';
	}
	return verdict;
}

/**
 * All entries, the first 10,000 from the facts; now and then nothing, so that the caller can pause. Of an indirect CRL
 * only those before the first that names another issuer (RFC 5280, 5.3.3).
 */
export function* entriesOf({ facts, der }: KnownCrl): Generator<RevokedEntry | undefined> {
	const isWhole = facts.revoked.length === facts.revokedCount;
	for (const entry of isWhole ? facts.revoked : allEntries(der)) {
		if (entry?.certificateIssuer !== undefined) return;
		yield entry;
	}
}

const stride = 512;

function* allEntries(der: Uint8Array): Generator<RevokedEntry | undefined> {
	const { entries } = openCrl(der);
	for (let count = 1; entries && !entries.atEnd; count += 1) {
		if (!orNothing(() => entries.expect(tags.sequence))) return;
		const entry = orNothing(() => readEntry(entries.enter(), []));
		if (entry) yield entry;
		if (count % stride === 0) yield undefined;
	}
}

/** A damaged entry says nothing, and hides no other; where no entry stands, no more can be found. */
function orNothing<Read>(read: () => Read): Read | undefined {
	try {
		return read();
	} catch (error) {
		if (error instanceof DerError) return undefined;
		throw error;
	}
}
