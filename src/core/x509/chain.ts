/** Who issued whom, in a bag of certificates. */
import { X509Certificate } from 'node:crypto';
import { readCertificate } from './certificate.js';
import { issuersIn } from './issuerIndex.js';
import type { CertificateFacts } from './model.js';
import { firstPemDer } from '../find/pem.js';

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
	return (
		subject.issuer !== '' &&
		issuer.subject === subject.issuer &&
		isKeyNamed(issuer, subject.authorityKeyIdentifier)
	);
}

function isKeyNamed({ subjectKeyIdentifier }: CertificateFacts, named: string | undefined) {
	return (
		named === undefined || subjectKeyIdentifier === undefined || named === subjectKeyIdentifier
	);
}

/** True where issuer and subject are one name, whatever the keys: by that, stores of roots and clients tell a root. */
export function namesItself({
	issuer,
	subject,
}: Pick<CertificateFacts, 'issuer' | 'subject'>): boolean {
	return issuer === subject;
}

/** True for a certificate that names itself as its issuer, with the same key identifier; its name may be empty. */
export function isSelfIssued(certificate: CertificateFacts): boolean {
	return namesItself(certificate) && isKeyNamed(certificate, certificate.authorityKeyIdentifier);
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

/** Longer chains are in no use, and a bag may be one that has thousands of links. */
export const longestChain = 16;

/**
 * Answers, for any certificate of a bag, the certificate itself and those above it in the bag, the nearest first. The bag
 * is gone through once, and each certificate's issuer is looked for once, however many are asked about.
 */
export function chainsIn<Item extends ChainItem>(bag: readonly Item[]): (start: Item) => Item[] {
	const distinct = new Map(bag.map((item) => [item.facts.sha256Fingerprint, item]));
	const candidatesFor = issuersIn(distinct.values());
	const known = new Map<Item, Item | undefined>();
	const issuerOf = (item: Item): Item | undefined => {
		if (!known.has(item)) known.set(item, findIssuer(item, candidatesFor(item)));
		return known.get(item);
	};
	return (start) => {
		const chain = new Set([start]);
		let next = issuerOf(distinct.get(start.facts.sha256Fingerprint) ?? start);
		while (next !== undefined && !chain.has(next) && chain.size < longestChain) {
			chain.add(next);
			next = issuerOf(next);
		}
		return [...chain];
	};
}

function findIssuer<Item extends ChainItem>(
	item: Item,
	candidates: readonly Item[],
): Item | undefined {
	if (isSelfIssued(item.facts)) return undefined;
	return bestIssuer(
		item,
		candidates.filter((other) => other !== item && isIssuerOf(other.facts, item.facts)),
	);
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

/** What is above a certificate, by who needs it. PEM. */
export interface SplitChain {
	/** What clients must trust; absent where nothing is known above the certificate. */
	readonly root?: string;
	/** What is sent with the certificate. */
	readonly intermediates: readonly string[];
}

/**
 * Takes the root out of a chain (from the issuer up), for clients have it and servers do not send it. Where the root is
 * not known, the topmost certificate takes its place and is sent as well.
 */
export function splitChain(chainPem: readonly string[]): SplitChain {
	const roots = chainPem.filter((pem) => {
		const der = firstPemDer(pem);
		return der !== undefined && isSelfIssued(readCertificate(der));
	});
	const root = roots.at(-1) ?? chainPem.at(-1);
	return {
		...(root !== undefined && { root }),
		intermediates: chainPem.filter((pem) => !roots.includes(pem)),
	};
}
