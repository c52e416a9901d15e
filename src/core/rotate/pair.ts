/** What is replaced by what. */
import type { ChainItem } from '../x509/chain.js';
import type { DecodedBlock } from '../x509/block.js';

/** A certificate that is in use, as far as it is known. */
export interface OldPair {
	readonly leaf: ChainItem;
	/** From its issuer up, as far as its files hold them. */
	readonly above: readonly ChainItem[];
}

/** The certificate that takes its place. */
export interface FreshPair {
	readonly leaf: ChainItem;
	/** From its issuer up to the root, as far as the issuer tells. */
	readonly above: readonly ChainItem[];
	/** PKCS #8; absent where the key stays. */
	readonly privateKeyPem?: string;
}

/** What a file holds of a pair. */
export type PairPart = 'certificate' | 'chain' | 'key';

export function isSameCertificate(one: ChainItem, other: ChainItem): boolean {
	return one.facts.sha256Fingerprint === other.facts.sha256Fingerprint;
}

export function certificateIn(block: DecodedBlock): ChainItem | undefined {
	if (block.error || block.facts.kind !== 'certificate') return undefined;
	return { facts: block.facts, der: block.der };
}
