import { createHash } from 'node:crypto';
import type { Uri } from 'vscode';
import { type ChainItem, chainsIn } from '../core/x509/chain.js';
import { decodeInSlices } from '../core/decode/decode.js';
import type { DecodedBlock } from '../core/x509/model.js';
import type { CertificateSource, DetailTarget, MountPlace } from '../services/services.js';
import { type BlockFacts, isForeign } from '../ui/facts/facts.js';

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

/** More blocks of one key say nothing more, and a file may hold thousands of them. */
const mostHalves = 10;

/** How the blocks of a subject belong together. */
export interface Neighbours {
	/** The certificate itself and those above it, as far as the subject holds them; empty for other blocks. */
	chainOf(block: SubjectBlock): readonly ChainItem[];
	/** The first blocks that hold the other half of this block's key. */
	otherHalves(block: SubjectBlock): readonly SubjectBlock[];
}

/** To be made once for all blocks that are shown: the work for each does not grow with their number. */
export function neighboursIn({ blocks }: Subject): Neighbours {
	const items = new Map(
		blocks.flatMap((block) => {
			const item = chainItem(block);
			return item ? [[block, item] as const] : [];
		}),
	);
	const chainFrom = chainsIn([...items.values()]);
	const halves = new Map<string, SubjectBlock[]>();
	for (const block of blocks) {
		const key = publicKeyOf(block);
		if (key === undefined) continue;
		const name = halfName(key, isPrivate(block));
		const same = halves.get(name);
		if (same === undefined) halves.set(name, [block]);
		else if (same.length < mostHalves) same.push(block);
	}
	return {
		chainOf: (block) => {
			const item = items.get(block);
			return item ? chainFrom(item) : [];
		},
		otherHalves: (block) => halves.get(halfName(publicKeyOf(block), !isPrivate(block))) ?? [],
	};
}

function halfName(key: string | undefined, ofPrivate: boolean): string {
	return `${ofPrivate ? 'private' : 'public'} ${key}`;
}

function isPrivate({ facts }: SubjectBlock): boolean {
	return facts?.kind === 'privateKey';
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
