import * as vscode from 'vscode';
import { verdictOf } from '../core/x509/verdict.js';
import {
	blockKind,
	blockName,
	type FactRow,
	type FactsView,
	isForeign,
} from '../ui/facts/facts.js';
import { verdictView } from '../ui/facts/common.js';
import { expiryThreshold } from '../ui/settings.js';
import type { ActionView, BlockEntry, CopyableRow, DetailsView, SectionView } from './protocol.js';
import { neighboursIn, type Subject, type SubjectBlock } from './subject.js';

/** What the view shows, and beside it what its copy buttons stand for. */
export interface BuiltView {
	readonly view: DetailsView;
	readonly copies: ReadonlyMap<string, Copy>;
}

export interface Copy {
	readonly label: string;
	readonly text: string;
}

/** More would make the list longer than what it lists. */
const shownBlocks = 500;

/** Puts one block's facts, the list of its neighbours and the buttons into one message. */
export function buildView(
	subject: Subject,
	selected: number,
	facts: FactsView,
	actions: readonly ActionView[],
	origin: string,
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
	const several = subject.blocks.length > 1;
	const view: DetailsView = {
		...facts,
		origin,
		rows,
		sections,
		actions,
		selected,
		blocks: several ? subject.blocks.slice(0, shownBlocks).map(entryOf(subject)) : [],
		labels: {
			copy: vscode.l10n.t('Copy'),
			critical: vscode.l10n.t('critical'),
			today: vscode.l10n.t('today'),
			blocks: blocksLabel(subject, origin),
			actions: vscode.l10n.t('Actions'),
		},
		language: vscode.env.language,
	};
	return { view, copies };
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
			if (isForeign(block.error)) return { name, description: kind, broken: false };
			const line = vscode.l10n.t('line {0}', block.error.line + 1);
			return { name, description: `${kind} · ${line}`, broken: true };
		}
		if (block.facts.kind !== 'certificate') return { name, description: kind, broken: false };
		const revokedAt = index === 0 ? subject.revokedAt : undefined;
		const revoked = revokedAt !== undefined;
		const verdict = verdictOf({ ...block.facts, revoked }, now, threshold);
		const { words } = verdictView(verdict, { ...block.facts, revokedAt }, now);
		return { name, description: `${kind} · ${words}`, verdict, broken: false };
	};
}
