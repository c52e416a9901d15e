/** Certificate, key and CA files as they were read, and the parts of them that a client is given. */
import type { BlockPosition, DecodedBlock } from '../../x509/block.js';
import type { CertificateFacts, DecodedFacts, PrivateKeyFacts } from '../../x509/model.js';
import { isIssuerOf, isSelfIssued, longestChain } from '../../x509/chain.js';
import { findPemBlocks, privateKeyLabel, toPem } from '../../find/pem.js';

export interface MaterialFile {
	/** As the text names it: absolute, or relative to a folder that the reader knows. */
	readonly path: string;
	/** The file's text, in which the blocks' offsets count; empty for DER. */
	readonly text: string;
	/** Whether clients, which take every byte for a character, read another text than this. */
	readonly isUtf16?: boolean;
	readonly blocks: readonly DecodedBlock[];
	/** Permission bits, `0o600`; absent where the system has none. */
	readonly mode?: number;
	/** Whether the path is a symbolic link, as in a mounted Secret. */
	readonly isLink?: boolean;
}

export type Readable<F extends DecodedFacts> = BlockPosition & {
	readonly facts: F;
	readonly der: Uint8Array;
};

export function certificatesOf(file: MaterialFile): readonly Readable<CertificateFacts>[] {
	return file.blocks.flatMap((block) =>
		block.error === undefined && block.facts.kind === 'certificate'
			? [{ ...block, facts: block.facts }]
			: [],
	);
}

/** The first that TLS programs load; a JWK is none. */
export function privateKeyOf(file: MaterialFile): Readable<PrivateKeyFacts> | undefined {
	for (const block of file.blocks) {
		if (block.container === 'jwk') continue;
		if (block.error === undefined && block.facts.kind === 'privateKey') {
			return { ...block, facts: block.facts };
		}
	}
	return undefined;
}

/**
 * What a TLS client sends: its own certificate (the key's, else the first that is no CA, else the first), then the
 * issuers above it that are in the file, without the root. Blocks that are not on that path are left out.
 */
export function clientChain(
	certificates: readonly Readable<CertificateFacts>[],
	key?: PrivateKeyFacts,
): readonly Readable<CertificateFacts>[] {
	const leaf =
		certificates.find(({ facts }) => facts.publicKeySha256 === key?.publicKeySha256) ??
		certificates.find(({ facts }) => !facts.isCa) ??
		certificates[0];
	if (!leaf) return [];
	const chain = [leaf];
	for (let above = issuerOf(leaf.facts, certificates); above && chain.length < longestChain;) {
		if (isSelfIssued(above.facts) || chain.includes(above)) break;
		chain.push(above);
		above = issuerOf(above.facts, certificates);
	}
	return chain;
}

/** The files of a client. */
export interface ClientFiles {
	readonly certificate: MaterialFile;
	readonly key?: MaterialFile;
	readonly ca?: MaterialFile;
}

/** `clientChain` of a client's files. */
export function sentChain({
	certificate,
	key,
}: ClientFiles): readonly Readable<CertificateFacts>[] {
	return clientChain(certificatesOf(certificate), key && privateKeyOf(key)?.facts);
}

/** The certificate that `certificate` names as its issuer; never itself. */
export function issuerOf<T extends { readonly facts: CertificateFacts }>(
	certificate: CertificateFacts,
	candidates: readonly T[],
): T | undefined {
	return candidates.find(({ facts }) => facts !== certificate && isIssuerOf(facts, certificate));
}

export function certificatePem(certificates: readonly Readable<CertificateFacts>[]): string {
	return certificates.map(({ der }) => toPem('CERTIFICATE', der)).join('');
}

/** The private key's PEM. The only place where a configuration gets to hold one: see `inlineKey`. */
export function privateKeyPem(file: MaterialFile, key: Readable<PrivateKeyFacts>): string {
	// RFC 1421 headers (`Proc-Type: 4,ENCRYPTED`) belong to the key and are not part of its DER.
	const original = findPemBlocks(file.text).find(({ start }) => start === key.start);
	return toPem(privateKeyLabel(key.facts), key.der, original?.headers);
}
