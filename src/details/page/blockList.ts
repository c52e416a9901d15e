/** The list of a file's blocks: a window of its rows at a time, however many there are. */
import * as vscode from 'vscode';
import { createPacer } from '../../core/common/pacer.js';
import { partialSerialNumber } from '../../core/x509/serial.js';
import { verdictOf } from '../../core/x509/verdict.js';
import { isUnread } from '../../core/x509/blockErrors.js';
import { blockKind, blockName } from '../../ui/facts/facts.js';
import { visibleStart } from '../../ui/facts/text.js';
import { expiryThreshold } from '../../ui/settings.js';
import { verdictWords } from '../../ui/words/words.js';
import type { BlockEntry, BlockListView, BlockRows } from '../protocol.js';
import { type ListState, listView } from './lists.js';
import {
	isLocked,
	type Neighbours,
	neighboursIn,
	revocationIn,
	type Subject,
	type SubjectBlock,
} from './subject.js';

/** More than any screen shows. */
const windowSize = 100;

/** Undefined for a single block, which needs no list. */
export function blockList(
	subject: Subject,
	state: Pick<ListState, 'filter'>,
	selected: number,
): BlockListView | undefined {
	const total = subject.blocks.length;
	if (total < 2) return undefined;
	const matching = matchingIn(subject, state.filter);
	const selectedAt = matching.indexOf(selected);
	const from = Math.max(0, Math.min(selectedAt - windowSize / 2, matching.length - windowSize));
	const { length } = matching;
	return {
		...listView('blocks', state, { shown: length, matching: length, total }),
		version: versionOf(subject, state.filter),
		length,
		...(selectedAt >= 0 ? { selectedAt } : {}),
		rows: rowsAt(subject, matching, from),
	};
}

/** Undefined where the list that is asked about is not the one that is shown. */
export function blockRows(
	subject: Subject,
	{ filter }: Pick<ListState, 'filter'>,
	{ version, from }: { readonly version: string; readonly from: number },
): BlockRows | undefined {
	if (version !== versionOf(subject, filter)) return undefined;
	return rowsAt(subject, matchingIn(subject, filter), from);
}

/** Whatever changes the words of a row but the time. */
function versionOf({ digest, unlocked = 0, revocations, uri }: Subject, filter: string): string {
	const { days, lifetimeShare } = expiryThreshold(uri);
	return JSON.stringify([digest, unlocked, revocations.size, days, lifetimeShare, filter]);
}

function rowsAt(subject: Subject, matching: readonly number[], from: number): BlockRows {
	const describe = entryOf(subject);
	const entries = matching.slice(from, from + windowSize).flatMap((index) => {
		const block = subject.blocks[index];
		return block ? [describe(block, index)] : [];
	});
	return { from, entries };
}

/** Of each content what matches the filter that was asked about last, as the rows come in windows. */
const known = new WeakMap<
	Subject['blocks'],
	{ readonly filter: string; readonly matching: readonly number[] }
>();

/** Looks for what matches before the list is built, with pauses: a file may have thousands of blocks. */
export async function findMatching({ blocks }: Subject, filter: string): Promise<void> {
	if (blocks.length < 2 || known.get(blocks)?.filter === filter) return;
	const isWanted = wantedBy(filter);
	const matching: number[] = [];
	const pacer = createPacer();
	for (const [index, block] of blocks.entries()) {
		if (isWanted(block)) matching.push(index);
		if (pacer.isDue) await pacer.pause();
	}
	known.set(blocks, { filter, matching });
}

function wantedBy(filter: string): (block: SubjectBlock) => boolean {
	return filter.trim() === '' ? () => true : matcher(filter);
}

function matchingIn({ blocks }: Subject, filter: string): readonly number[] {
	const last = known.get(blocks);
	if (last?.filter === filter) return last.matching;
	const isWanted = wantedBy(filter);
	const matching = blocks.flatMap((block, index) => (isWanted(block) ? [index] : []));
	known.set(blocks, { filter, matching });
	return matching;
}

/** By what is seen of a block, its alternative names and its serial number. */
function matcher(filter: string): (block: SubjectBlock) => boolean {
	const text = filter.trim().toLowerCase();
	const serial = partialSerialNumber(filter);
	return (block) => {
		const { facts } = block;
		const names = facts && 'subjectAltNames' in facts ? facts.subjectAltNames : [];
		const seen = [blockName(block), blockKind(block), ...names.map(({ value }) => value)];
		const number = facts?.kind === 'certificate' ? facts.serialNumber : '';
		return (
			seen.some((word) => word.toLowerCase().includes(text)) ||
			(serial !== '' && number.includes(serial))
		);
	};
}

function entryOf(subject: Subject): (block: SubjectBlock, index: number) => BlockEntry {
	const now = new Date();
	const threshold = expiryThreshold(subject.uri);
	const neighbours = neighboursIn(subject);
	return (block, index) => {
		const name = rowName(block);
		const described = (...words: readonly string[]) =>
			[...kindWords(block, name), ...words].join(' · ');
		const { facts, error } = block;
		if (error) {
			const broken = !isUnread(error);
			const line = vscode.l10n.t('line {0}', error.line + 1);
			const description = broken && block.label !== 'DER' ? described(line) : described();
			return { index, name, description, broken, ...(isLocked(block) ? { isLocked: true } : {}) };
		}
		if (facts.kind !== 'certificate') {
			const description = described(...certificateOf(block, neighbours));
			const isKey = facts.kind === 'privateKey' || facts.kind === 'publicKey';
			return { index, name, description, broken: false, ...(isKey ? { isKey } : {}) };
		}
		const revokedAt = revocationIn(subject, block)?.at;
		const revoked = revokedAt !== undefined;
		const verdict = verdictOf({ ...facts, revoked }, now, threshold);
		const { words } = verdictWords(verdict, { ...facts, revokedAt }, now);
		return { index, name, description: described(words), verdict, broken: false };
	};
}

/** What a key store calls a key, which has no name of its own. */
function rowName(block: SubjectBlock): string {
	const { entry, facts } = block;
	return facts?.kind === 'privateKey' && entry !== undefined && entry.name !== ''
		? visibleStart(entry.name)
		: blockName(block);
}

/** The kind, and of an entry what its name leaves out. */
function kindWords(block: SubjectBlock, name: string): readonly string[] {
	const { entry, facts } = block;
	const kind = entry?.kind === 'chain' ? vscode.l10n.t('Chain certificate') : blockKind(block);
	const other = facts?.kind === 'privateKey' ? blockName(block) : visibleStart(entry?.name ?? '');
	return [kind, ...(entry === undefined || other === '' || other === name ? [] : [other])];
}

/** Which certificate a private key belongs to. */
function certificateOf(block: SubjectBlock, neighbours: Neighbours): readonly string[] {
	if (block.facts?.kind !== 'privateKey') return [];
	const found = neighbours.otherHalves(block).find(({ facts }) => facts?.kind === 'certificate');
	return found ? [vscode.l10n.t('belongs to {0}', blockName(found))] : [];
}
