/** What CRLs say of the certificates of a file. */
import { openCrl, readEntry } from '../../x509/crl.js';
import { DerError, tags } from '../../x509/asn1/der.js';
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

/** Certificates of one name that are tried; more than any renewal leaves, and few enough for a hostile file. */
const maximumNamesakes = 16;

/**
 * Whether an issuer of that name in the file signed the CRL: `unknown` without one, and where node:crypto cannot say.
 */
export function crlSignature(
	{ facts, der }: KnownCrl,
	namesakes: readonly CertificateInFile[],
): 'good' | 'bad' | 'unknown' {
	const issuers = namesakes.filter((each) => mayHaveSigned(facts, each.facts));
	if (issuers.length === 0 || issuers.length > maximumNamesakes) return 'unknown';
	let verdict: 'bad' | 'unknown' = 'bad';
	for (const issuer of issuers) {
		const answer = isSignedByCertificate(issuer.der, der, facts.signatureAlgorithm);
		if (answer === true) return 'good';
		if (answer === undefined) verdict = 'unknown';
	}
	return verdict;
}

/** A renewed CA keeps its name; the identifiers tell its keys apart. */
function mayHaveSigned(
	{ authorityKeyIdentifier }: CrlFacts,
	{ subjectKeyIdentifier }: CertificateInFile['facts'],
): boolean {
	return (
		authorityKeyIdentifier === undefined ||
		subjectKeyIdentifier === undefined ||
		authorityKeyIdentifier === subjectKeyIdentifier
	);
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
