/** What the certificates and keys of one file are to one another. */
import { isSelfIssued } from '../../x509/chain.js';
import type {
	CertificateFacts,
	CrlFacts,
	DecodedFacts,
	OcspFacts,
	PrivateKeyFacts,
} from '../../x509/model.js';
import type { FileInput, RuleBlock } from '../rule.js';

export interface CertificateInFile {
	readonly block: RuleBlock;
	readonly facts: CertificateFacts;
	readonly der: Uint8Array;
}

export interface KeyInFile {
	readonly block: RuleBlock;
	readonly facts: PrivateKeyFacts;
}

/** In the file's order. */
export function certificatesIn({ blocks }: FileInput): readonly CertificateInFile[] {
	return blocks.flatMap((block) =>
		block.facts?.kind === 'certificate' && block.der
			? [{ block, facts: block.facts, der: block.der }]
			: [],
	);
}

/** In the file's order. One that a key store keeps under a password is encrypted, even if it has been opened. */
export function privateKeysIn({ blocks }: FileInput): readonly KeyInFile[] {
	return blocks.flatMap((block) => {
		const { facts, stored } = block;
		if (facts?.kind !== 'privateKey') return [];
		return [{ block, facts: stored?.encrypted ? { ...facts, encrypted: true } : facts }];
	});
}

/** Certificates, requests and keys; lists and responses have none. */
export type KeyHolder = Exclude<DecodedFacts, CrlFacts | OcspFacts>;

export function holdsKey(facts: DecodedFacts): facts is KeyHolder {
	return facts.kind !== 'crl' && facts.kind !== 'ocsp';
}

export interface OwnCertificate {
	readonly certificate: CertificateInFile;
	/** A private key of the file is its own, so that there is no doubt. */
	readonly byKey: boolean;
}

/**
 * The certificate that the file is about, below the issuers that go with it: the private key's, else the only one that
 * is no CA and names another as its issuer. Undefined for a file of CAs, and for a collection of several.
 */
export function ownCertificate(
	certificates: readonly CertificateInFile[],
	keys: readonly KeyInFile[],
): OwnCertificate | undefined {
	const [key] = keys;
	const byKey =
		key?.facts.publicKeySha256 === undefined
			? undefined
			: certificates.find(({ facts }) => facts.publicKeySha256 === key.facts.publicKeySha256);
	if (byKey) return { certificate: byKey, byKey: true };
	const [only, ...others] = certificates.filter(({ facts }) => isLeaf(facts));
	const isOnly = others.every(({ facts }) => isSame(facts, only?.facts));
	return only && isOnly ? { certificate: only, byKey: false } : undefined;
}

function isLeaf(facts: CertificateFacts): boolean {
	return !facts.isCa && !isSelfIssued(facts);
}

/** It may stand there twice. */
function isSame(one: CertificateFacts, other: CertificateFacts | undefined): boolean {
	return one.sha256Fingerprint === other?.sha256Fingerprint;
}

/** Whether a certificate of the file may be among what could not be read. */
export function hidesCertificate({ blocks }: FileInput): boolean {
	return blocks.some(({ error }) => error !== undefined && error.code !== 'unknownLabel');
}
