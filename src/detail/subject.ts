import { createHash } from 'node:crypto';
import type { Uri } from 'vscode';
import { type ChainItem, isIssuerOf, orderChain } from '../core/x509/chain.js';
import { decodeInSlices } from '../core/x509/decode.js';
import type { CertificateFacts, DecodedBlock } from '../core/x509/model.js';
import type { CertificateSource, DetailTarget, MountPlace } from '../services/services.js';
import { type BlockFacts, isForeign } from '../ui/facts.js';

/** A decoded target. The bytes of private keys are gone. */
export interface Subject {
	readonly title: string;
	/** Tells one content from another. */
	readonly digest: string;
	readonly blocks: readonly SubjectBlock[];
	readonly source?: CertificateSource | undefined;
	readonly origin?: MountPlace | undefined;
	readonly uri?: Uri | undefined;
	readonly revokedAt?: string | undefined;
}

/** `der` is absent for private keys and for what could not be read. */
export type SubjectBlock = BlockFacts & { readonly der?: Uint8Array };

/** Decodes what is to be shown and lets go of everything that must not be kept. */
export async function readSubject(target: DetailTarget): Promise<Subject> {
	const blocks = await decodeInSlices(target.content);
	return {
		title: target.title,
		digest: createHash('sha256').update(target.content).digest('hex').slice(0, 16),
		blocks: blocks.map(withoutSecrets),
		source: target.source,
		origin: target.origin,
		uri: target.uri,
		revokedAt: target.revokedAt,
	};
}

function withoutSecrets(block: DecodedBlock): SubjectBlock {
	const { line, endLine, start, end, label, note } = block;
	const position = { line, endLine, start, end, label, ...(note ? { note } : {}) };
	if (block.error) return { ...position, error: block.error };
	if (block.facts.kind === 'privateKey') return { ...position, facts: block.facts };
	return { ...position, facts: block.facts, der: block.der };
}

/** `EC PARAMETERS` stands before an EC key, which is what was meant. */
export function firstShown({ blocks }: Subject): number {
	return Math.max(
		0,
		blocks.findIndex(({ error }) => !error || !isForeign(error)),
	);
}

/** The certificates of the subject that stand above this one, the nearest first. */
export function issuersOf(subject: Subject, block: SubjectBlock): readonly CertificateFacts[] {
	return chainOf(subject, block)
		.slice(1)
		.map(({ facts }) => facts);
}

/** The certificate itself and those above it, as far as the subject holds them; empty for other blocks. */
export function chainOf(subject: Subject, block: SubjectBlock): readonly ChainItem[] {
	const start = chainItem(block);
	if (!start) return [];
	const bag = subject.blocks.flatMap((other) => chainItem(other) ?? []);
	const ordered = orderChain(bag);
	const index = ordered.findIndex(
		({ facts }) => facts.sha256Fingerprint === start.facts.sha256Fingerprint,
	);
	const chain = [start];
	for (const next of ordered.slice(index + 1)) {
		const last = chain.at(-1)?.facts;
		if (!last || !isIssuerOf(next.facts, last)) break;
		chain.push(next);
	}
	return chain;
}

function chainItem(block: SubjectBlock): ChainItem | undefined {
	return block.facts?.kind === 'certificate' && block.der
		? { facts: block.facts, der: block.der }
		: undefined;
}

/** SHA-256 of the public key that a block holds or belongs to. */
export function publicKeyOf(block: BlockFacts): string | undefined {
	return block.facts && 'publicKeySha256' in block.facts ? block.facts.publicKeySha256 : undefined;
}
