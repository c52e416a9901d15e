/** Who issued whom, in a bag of certificates. */
import { X509Certificate } from 'node:crypto';
import { readCertificate } from './certificate.js';
import type { CertificateFacts } from './model.js';
import { firstPemDer } from './pem.js';

/** A certificate with its DER, as `decode` answers it. */
export interface ChainItem {
	readonly facts: CertificateFacts;
	readonly der: Uint8Array;
}

/** The first certificate of a PEM text; undefined where there is none. */
export function chainItemOf(pem: string): ChainItem | undefined {
	const der = firstPemDer(pem);
	return der === undefined ? undefined : { der, facts: readCertificate(der) };
}

/**
 * True when names match and, where both are given, the key identifiers too (RFC 5280, 6.1 and 4.2.1.1). The signature
 * is not looked at: see `verifySignature`.
 */
export function isIssuerOf(issuer: CertificateFacts, subject: CertificateFacts): boolean {
	const { authorityKeyIdentifier } = subject;
	const { subjectKeyIdentifier } = issuer;
	return (
		subject.issuer !== '' &&
		issuer.subject === subject.issuer &&
		(authorityKeyIdentifier === undefined ||
			subjectKeyIdentifier === undefined ||
			authorityKeyIdentifier === subjectKeyIdentifier)
	);
}

/** True for a certificate that names itself as its issuer, with the same key identifier. */
export function isSelfIssued(certificate: CertificateFacts): boolean {
	return isIssuerOf(certificate, certificate);
}

/**
 * Whether the issuer's key made the certificate's signature; undefined when node:crypto cannot say, as it refuses some
 * certificates and keys, and which ones depends on the build.
 */
export function verifySignature(issuer: Uint8Array, certificate: Uint8Array): boolean | undefined {
	try {
		return new X509Certificate(certificate).verify(new X509Certificate(issuer).publicKey);
	} catch {
		return undefined;
	}
}

/** Authorities of one name that are tried; more than any renewal leaves, and few enough for a hostile bag. */
const maximumNamesakes = 16;

/**
 * Orders a bag as chains, each from its leaf towards the root: first the chain of the first certificate that issued no
 * other one in the bag, then those left over. Every distinct certificate is in the answer once.
 */
export function orderChain<Item extends ChainItem>(bag: readonly Item[]): Item[] {
	const distinct = [...new Map(bag.map((item) => [item.facts.sha256Fingerprint, item])).values()];
	const bySubject = new Map<string, Item[]>();
	for (const item of distinct) {
		const same = bySubject.get(item.facts.subject) ?? [];
		if (same.length < maximumNamesakes) {
			bySubject.set(item.facts.subject, [...same, item]);
		}
	}
	const issuersOf = (item: Item): Item[] =>
		(bySubject.get(item.facts.issuer) ?? []).filter(
			(other) => other !== item && isIssuerOf(other.facts, item.facts),
		);
	const issuing = new Set(distinct.flatMap(issuersOf));
	const left = new Set(distinct);
	const ordered: Item[] = [];
	const leaves = distinct.filter((item) => !issuing.has(item));
	for (const leaf of [...leaves, ...distinct]) {
		for (let item: Item | undefined = leaf; item !== undefined && left.delete(item);) {
			ordered.push(item);
			item = bestIssuer(
				item,
				issuersOf(item).filter((other) => left.has(other)),
			);
		}
	}
	return ordered;
}

/** Of several candidates (a renewed authority keeps its name) the one whose key made the signature. */
function bestIssuer<Item extends ChainItem>(
	item: Item,
	candidates: readonly Item[],
): Item | undefined {
	return candidates.length < 2
		? candidates[0]
		: (candidates.find(({ der }) => verifySignature(der, item.der) === true) ?? candidates[0]);
}
