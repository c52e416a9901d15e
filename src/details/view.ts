import * as vscode from 'vscode';
import type { FactRow, FactsView } from '../ui/facts/facts.js';
import { count } from '../ui/facts/text.js';
import { blockList } from './page/blockList.js';
import { freshLists, type ListStates } from './page/lists.js';
import type { ActionView, CopyableRow, DetailsView, ListView, SectionView } from './protocol.js';
import { keyOf, neighboursIn, type Subject } from './page/subject.js';

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
		const { copy, ...others } = row;
		const rest = isLong(row) ? { ...others, isLong: true } : others;
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
	const list = blockList(subject, lists.blocks, selected);
	const view: DetailsView = {
		...facts,
		page: keyOf(subject) ?? subject.digest,
		notice,
		origin,
		rows,
		sections,
		actions,
		selected,
		...(list ? { blockList: list } : {}),
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

/** Values of about six lines in half a window. */
const longest = { values: 12, characters: 500 };

function isLong({ values, note = '' }: FactRow): boolean {
	const characters = values.reduce((sum, { length }) => sum + length, note.length);
	return values.length > longest.values || characters > longest.characters;
}

function blocksLabel(subject: Subject, origin: string): string {
	const [first] = subject.blocks;
	const { length } = subject.blocks;
	if (first?.entry !== undefined) return vscode.l10n.t('{0} entries in {1}', count(length), origin);
	return first && length > 1 && neighboursIn(subject).chainOf(first).length === length
		? vscode.l10n.t('Certificate and its chain, from {0}', origin)
		: vscode.l10n.t('{0} blocks in {1}', count(length), origin);
}
