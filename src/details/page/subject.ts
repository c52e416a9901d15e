import { createHash } from 'node:crypto';
import type { Uri } from 'vscode';
import { type ChainItem, chainsIn } from '../../core/x509/chain.js';
import { type ChainTree, chainTrees } from '../../core/x509/chainTree.js';
import { decodeInSlices, textOf } from '../../core/decode/decode.js';
import { type KeptBlock, keptOf } from '../../core/decode/kept.js';
import type { DetailTarget } from '../../services/ports/details.js';
import type { CertificateSource, MountOrigin } from '../../services/ports/places.js';
import { type BlockFacts, isForeign } from '../../ui/facts/facts.js';
import { publicKeyOf } from '../../ui/facts/otherHalf.js';

/** A decoded target. The bytes of private keys are gone. */
export interface Subject {
	readonly title: string;
	/** Tells one content from another. */
	readonly digest: string;
	readonly blocks: readonly SubjectBlock[];
	readonly source?: CertificateSource | undefined;
	readonly origin?: MountOrigin | undefined;
	readonly uri?: Uri | undefined;
	readonly isPart?: boolean | undefined;
	/** Of an authority; false: the server has put it out of use. */
	readonly isActive?: boolean | undefined;
	/** No text editor can show it. */
	readonly isBinary?: boolean;
	/** Why nothing of its file is shown, in a sentence; its one block stands in for it. */
	readonly unread?: string | undefined;
	/** How often a password opened something in it: more is shown then of the same content. */
	readonly unlocked?: number | undefined;
	/** By the certificate's SHA-256. */
	readonly revocations: Revocations;
}

export type Revocations = ReadonlyMap<string, Revocation>;

/** That a certificate is revoked, as far as it is known. */
export interface Revocation {
	/** ISO 8601, or `unknown`. */
	readonly at: string;
	/** RFC 5280, 5.3.1. */
	readonly reason?: string | undefined;
}

/** `der` is absent for private keys and for what could not be read. */
export type SubjectBlock = BlockFacts & { readonly der?: Uint8Array | undefined };

/** Decodes what is to be shown and lets go of everything that must not be kept. */
export async function readSubject(
	target: DetailTarget,
	known: Revocations = new Map(),
): Promise<Subject> {
	const blocks = await decodeInSlices(target.content);
	const { revokedAt: at, revocationReason: reason } = target;
	const first = blocks[0]?.facts;
	const revocations = new Map(known);
	if (at !== undefined && first?.kind === 'certificate') {
		revocations.set(first.sha256Fingerprint, { at, reason });
	}
	return {
		title: target.title,
		digest: digestOf(target.content, target.isActive),
		isActive: target.isActive,
		isBinary: isBinary(target.content),
		blocks: blocks.map(keptOf),
		source: target.source,
		origin: target.origin,
		uri: target.uri,
		isPart: target.isPart,
		revocations,
	};
}

/** Tells one content from another. */
export function digestOf(content: string | Uint8Array, isActive = true): string {
	const digest = createHash('sha256').update(content).digest('hex').slice(0, 16);
	return isActive ? digest : `${digest}-inactive`;
}

/** What a text editor cannot show. */
export function isBinary(content: string | Uint8Array): content is Uint8Array {
	return typeof content !== 'string' && textOf(content) === undefined;
}

/** For the page of a file of which nothing can be shown. */
export function standIn(
	{ title, uri, digest = '', isBinary: binary }: StandInFor,
	unread: string,
): Subject {
	const error = { code: 'noBlocks', line: 0 };
	const place = { line: 0, endLine: 0, start: 0, end: 0, label: title };
	return {
		...{ title, uri, unread, blocks: [{ ...place, error }], revocations: new Map() },
		digest: `${digest} ${digestOf(unread)}`,
		...(binary === undefined ? {} : { isBinary: binary }),
	};
}

type StandInFor = Pick<Subject, 'title' | 'uri' | 'isBinary'> & Partial<Pick<Subject, 'digest'>>;

/** One block alone: nothing around it is told of. */
export function subjectOfBlock(title: string, block: KeptBlock): Subject {
	const digest = digestOf(JSON.stringify(block.facts));
	return { title, digest, blocks: [block], revocations: new Map() };
}

/** Names what stands behind a subject, however often it is read; undefined for texts, behind which nothing stands. */
export function keyOf({
	source,
	origin,
	uri,
	isPart,
}: Pick<Subject, 'source' | 'origin' | 'uri' | 'isPart'>): string | undefined {
	if (source) {
		return JSON.stringify(['issued', source.connection, source.mount, source.serialNumber]);
	}
	if (origin) {
		const { kind, connection, mount, authority = '' } = origin;
		return JSON.stringify([kind, connection, mount, authority]);
	}
	return isPart === true ? undefined : uri?.toString();
}

/** A key store, or a part of it, that a password opens. */
export function isLocked({ error }: SubjectBlock): boolean {
	const isStore = error?.code === 'pkcs12' || error?.code === 'jks';
	return isStore && error.args?.fault === undefined;
}

/** Whether there is more in the file than is shown without its password. */
export function isLockedStore({ blocks, uri, isPart }: Subject): boolean {
	// What is selected in a text is not kept, so it cannot be read again.
	return uri !== undefined && isPart !== true && blocks.some(isLocked);
}

export function revocationIn(subject: Subject, { facts }: SubjectBlock): Revocation | undefined {
	return facts?.kind === 'certificate'
		? subject.revocations.get(facts.sha256Fingerprint)
		: undefined;
}

export function withRevocation(
	subject: Subject,
	{ facts }: SubjectBlock,
	revocation: Revocation,
): Subject {
	if (facts?.kind !== 'certificate') return subject;
	const { revocations } = subject;
	return { ...subject, revocations: new Map(revocations).set(facts.sha256Fingerprint, revocation) };
}

/** Where the block that was selected stands after its subject was read again. */
export function sameBlock(old: Subject, selected: number, next: Subject): number {
	const { der } = old.blocks[selected] ?? {};
	const found = der
		? next.blocks.findIndex((block) => block.der && Buffer.compare(block.der, der) === 0)
		: -1;
	return found >= 0 ? found : Math.min(selected, next.blocks.length - 1);
}

/** The block at the line that was asked for; else the first, but `EC PARAMETERS` stands before the key that was meant. */
export function firstShown({ blocks }: Subject, line?: number): number {
	const asked = blocks.findIndex((block) => block.line === line);
	if (asked >= 0) return asked;
	return Math.max(
		0,
		blocks.findIndex(({ error }) => !error || !isForeign(error)),
	);
}

/** More blocks of one key say nothing more, and a file may hold thousands of them. */
const mostHalves = 10;

/** A certificate with its place among the blocks. */
export type BlockItem = ChainItem & { readonly index: number };

/** How the blocks of a subject belong together. */
export interface Neighbours {
	/** The certificate itself and those above it, as far as the subject holds them; empty for other blocks. */
	chainOf(block: SubjectBlock): readonly ChainItem[];
	/** The first blocks that hold the other half of this block's key. */
	otherHalves(block: SubjectBlock): readonly SubjectBlock[];
	/** The tree of certificates that a certificate belongs to; undefined for other blocks. */
	treeOf(block: SubjectBlock): Promise<ChainTree<BlockItem>> | undefined;
}

/** Made once for each content: the work for a block does not grow with their number. */
export function neighboursIn({ blocks }: Subject): Neighbours {
	const neighbours = knownNeighbours.get(blocks) ?? neighboursAmong(blocks);
	knownNeighbours.set(blocks, neighbours);
	return neighbours;
}

const knownNeighbours = new WeakMap<Subject['blocks'], Neighbours>();

function neighboursAmong(blocks: Subject['blocks']): Neighbours {
	const items = new Map(
		blocks.flatMap((block, index) => {
			const item = chainItem(block, index);
			return item ? [[block, item] as const] : [];
		}),
	);
	const chainFrom = chainsIn([...items.values()]);
	const treeFrom = chainTrees([...items.values()]);
	const trees = new Map<SubjectBlock, Promise<ChainTree<BlockItem>>>();
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
		treeOf: (block) => {
			const item = items.get(block);
			const tree = trees.get(block) ?? (item && treeFrom(item));
			if (tree) trees.set(block, tree);
			return tree;
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

function chainItem(block: SubjectBlock, index: number): BlockItem | undefined {
	return block.facts?.kind === 'certificate' && block.der
		? { facts: block.facts, der: block.der, index }
		: undefined;
}
