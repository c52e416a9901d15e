import * as vscode from 'vscode';
import { partialSerialNumber } from '../core/x509/serial.js';
import { verdictOf } from '../core/x509/verdict.js';
import {
	blockKind,
	blockName,
	type FactRow,
	type FactsView,
	isForeign,
} from '../ui/facts/facts.js';
import { verdictWords } from '../ui/words/words.js';
import { expiryThreshold } from '../ui/settings.js';
import { freshLists, type ListState, type ListStates, listView } from './page/lists.js';
import type {
	ActionView,
	BlockEntry,
	CopyableRow,
	DetailsView,
	ListView,
	SectionView,
} from './protocol.js';
import {
	keyOf,
	neighboursIn,
	revocationIn,
	type Subject,
	type SubjectBlock,
} from './page/subject.js';

/** What the view shows, and beside it what its copy buttons stand for. */
export interface BuiltView {
	readonly view: DetailsView;
	readonly copies: ReadonlyMap<string, Copy>;
	/** Those of which a part is shown. */
	readonly lists: readonly ListView[];
}

export interface Copy {
	readonly label: string;
	readonly text: string;
}

/** What a page has of its own, beside what it shows. */
export interface ViewState {
	readonly lists?: ListStates;
	readonly notice?: string | undefined;
}

/** Puts one block's facts, the list of its neighbours and the buttons into one message. */
export function buildView(
	subject: Subject,
	selected: number,
	facts: FactsView,
	actions: readonly ActionView[],
	origin: string,
	{ lists = freshLists, notice }: ViewState = {},
): BuiltView {
	const copies = new Map<string, Copy>();
	const copyable = (row: FactRow): CopyableRow => {
		const { copy, ...rest } = row;
		if (copy === undefined) return rest;
		const copyId = `copy${String(copies.size)}`;
		copies.set(copyId, { label: row.label, text: copy });
		return { ...rest, copyId, copyLabel: vscode.l10n.t('Copy {0}', row.label) };
	};
	const rows = facts.rows.map(copyable);
	const sections = facts.sections.map((section): SectionView => ({
		...section,
		parts: section.parts.map((part) =>
			part.kind === 'rows' ? { ...part, rows: part.rows.map(copyable) } : part,
		),
	}));
	const view: DetailsView = {
		...facts,
		page: keyOf(subject) ?? subject.digest,
		notice,
		origin,
		rows,
		sections,
		actions,
		selected,
		...blocksOf(subject, lists.blocks),
		labels: {
			copy: vscode.l10n.t('Copy'),
			critical: vscode.l10n.t('critical'),
			today: vscode.l10n.t('today'),
			blocks: blocksLabel(subject, origin),
			actions: vscode.l10n.t('Actions'),
		},
		language: vscode.env.language,
	};
	const tables = sections.flatMap(({ parts }) =>
		parts.flatMap((part) => (part.kind === 'table' && part.list ? [part.list] : [])),
	);
	return { view, copies, lists: [...(view.blockList ? [view.blockList] : []), ...tables] };
}

function blocksOf(subject: Subject, state: ListState): Pick<DetailsView, 'blocks' | 'blockList'> {
	const total = subject.blocks.length;
	if (total < 2) return { blocks: [] };
	const isWanted = matcher(state.filter);
	const matching = subject.blocks.flatMap((block, index) => (isWanted(block) ? [index] : []));
	const describe = entryOf(subject);
	const blocks = matching.slice(0, state.limit).flatMap((index) => {
		const block = subject.blocks[index];
		return block ? [describe(block, index)] : [];
	});
	const numbers = { shown: blocks.length, matching: matching.length, total };
	return { blocks, blockList: listView('blocks', state, numbers) };
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

function blocksLabel(subject: Subject, origin: string): string {
	const [first] = subject.blocks;
	const { length } = subject.blocks;
	return first && length > 1 && neighboursIn(subject).chainOf(first).length === length
		? vscode.l10n.t('Certificate and its chain, from {0}', origin)
		: vscode.l10n.t('{0} blocks in {1}', length, origin);
}

function entryOf(subject: Subject): (block: SubjectBlock, index: number) => BlockEntry {
	const now = new Date();
	const threshold = expiryThreshold(subject.uri);
	return (block, index) => {
		const name = blockName(block);
		const kind = blockKind(block);
		if (block.error) {
			if (isForeign(block.error)) return { index, name, description: kind, broken: false };
			const line = vscode.l10n.t('line {0}', block.error.line + 1);
			return { index, name, description: `${kind} · ${line}`, broken: true };
		}
		if (block.facts.kind !== 'certificate')
			return { index, name, description: kind, broken: false };
		const revokedAt = revocationIn(subject, block)?.at;
		const revoked = revokedAt !== undefined;
		const verdict = verdictOf({ ...block.facts, revoked }, now, threshold);
		const { words } = verdictWords(verdict, { ...block.facts, revokedAt }, now);
		return { index, name, description: `${kind} · ${words}`, verdict, broken: false };
	};
}
