/** Entries of a key store as blocks. */
import type { Pacer } from '../../common/pacer.js';
import { chainsIn } from '../chain.js';
import {
	certificateContent,
	type Content,
	type ContentFacts,
	crlContent,
	fault,
	keyContent,
} from '../content.js';
import { readEncryptedPkcs8, readPkcs8 } from '../keys/key.js';
import type { ContainerEntry, DecodedBlock, EncodedPosition, StoredEntry } from '../block.js';
import type { CertificateFacts } from '../model.js';

/** What a key store says of an entry, before its bytes are looked at. */
export interface Entry {
	readonly name: string;
	readonly kind: ContainerEntry['kind'];
	readonly stored?: StoredEntry;
	/** Hex: equal for a key and its certificate. */
	readonly keyId?: string;
	readonly content: Content;
}

export type EntryKind =
	| 'certificate'
	| 'crl'
	/** PKCS #8. */
	| 'privateKey'
	/** EncryptedPrivateKeyInfo. */
	| 'encryptedKey';

const readers = {
	certificate: certificateContent,
	crl: crlContent,
	privateKey: keyContent(readPkcs8),
	encryptedKey: keyContent(readEncryptedPkcs8),
} as const;

/** Faults of the bytes are told without their place, as it counts from where the entry begins. */
export function entryContent(kind: EntryKind, der: Buffer): Content {
	const [content] = readers[kind](der);
	if (content?.fault) return unreadable(content.fault.code);
	return content ?? unreadable('empty');
}

/** An entry of which only the kind is known: `secretEntry`, `unsupportedEntry`. */
export function unreadable(
	code: string,
	args?: Readonly<Record<string, string | number>>,
): Content {
	const [content] = fault(code, args);
	return content ?? { fault: { code } };
}

/** What a key store shows without a password. */
export interface Listing {
	readonly entries: readonly Entry[];
	/** Whether a password would show more. */
	readonly isLocked: boolean;
}

type CertificateEntry = Entry & {
	readonly content: ContentFacts & { readonly facts: CertificateFacts };
};

/**
 * Tells the certificates that stand behind a key's own one from others: `chain`. The key's own is the one with its public
 * key or, while the key is locked, with its identifier.
 */
export function withChains(entries: readonly Entry[]): Entry[] {
	const certificates = entries.filter(isCertificate);
	const own = ownCertificates(entries, certificates);
	if (own.size === 0) return [...entries];
	const chainOf = chainsIn(certificates.map(({ content }) => content));
	const above = new Set([...own].flatMap(({ content }) => chainOf(content).slice(1)));
	const fingerprints = new Set([...above].map(({ facts }) => facts.sha256Fingerprint));
	return entries.map((entry) =>
		isCertificate(entry) &&
		!own.has(entry) &&
		fingerprints.has(entry.content.facts.sha256Fingerprint)
			? { ...entry, kind: 'chain' }
			: entry,
	);
}

function isCertificate(entry: Entry): entry is CertificateEntry {
	return entry.content.facts?.kind === 'certificate';
}

function ownCertificates(
	entries: readonly Entry[],
	certificates: readonly CertificateEntry[],
): ReadonlySet<CertificateEntry> {
	const publicKeys = new Set<string>();
	const keyIds = new Set<string>();
	for (const { content, keyId } of entries) {
		if (content.facts?.kind !== 'privateKey') continue;
		const { publicKeySha256 } = content.facts;
		if (publicKeySha256 !== undefined) publicKeys.add(publicKeySha256);
		else if (keyId !== undefined) keyIds.add(keyId);
	}
	return new Set(
		certificates.filter(
			({ content, keyId }) =>
				publicKeys.has(content.facts.publicKeySha256) || (keyId !== undefined && keyIds.has(keyId)),
		),
	);
}

/** The place of what has no place of its own in a file without lines. */
export function wholeFile(length: number): EncodedPosition {
	return { line: 0, endLine: 0, start: 0, end: length, label: 'DER', encoding: 'der' };
}

/** All of them, with pauses. */
export async function entryBlocks(
	entries: readonly Entry[],
	container: 'pkcs12' | 'jks',
	length: number,
	pacer: Pacer,
): Promise<DecodedBlock[]> {
	const blocks: DecodedBlock[] = [];
	for (const entry of entries) {
		blocks.push(entryBlock(entry, container, length));
		if (pacer.isDue) await pacer.pause();
	}
	return blocks;
}

/** Each at the place of the whole file. */
export function entryBlock(
	{ name, kind, stored, content }: Entry,
	container: 'pkcs12' | 'jks',
	length: number,
): DecodedBlock {
	const entry = { name, kind };
	const block = { ...wholeFile(length), container, entry, ...(stored && { stored }) };
	return content.fault === undefined
		? { ...block, facts: content.facts, der: content.der }
		: { ...block, error: { ...content.fault, line: 0 } };
}
