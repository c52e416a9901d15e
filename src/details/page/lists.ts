/** Long lists of a page: how much of each is shown, and what it is filtered by. */
import * as vscode from 'vscode';
import type { ListId, ListView } from '../../ui/facts/facts.js';
import { count } from '../../ui/facts/text.js';

export interface ListState {
	readonly filter: string;
	readonly limit: number;
}

export type ListStates = Readonly<Record<ListId, ListState>>;

/** What is shown at once; more comes when it is asked for. Blocks come as they are scrolled to. */
const pages: Readonly<Record<ListId, number>> = {
	blocks: Number.POSITIVE_INFINITY,
	entries: 1000,
};

/** Up to here a list is read at a glance and needs no filter. */
const shortList = 10;

/** Of a page that was just opened. */
export const freshLists: ListStates = {
	blocks: { filter: '', limit: pages.blocks },
	entries: { filter: '', limit: pages.entries },
};

export function filtered(lists: ListStates, id: ListId, filter: string): ListStates {
	return { ...lists, [id]: { filter, limit: pages[id] } };
}

export function lengthened(lists: ListStates, id: ListId): ListStates {
	const { filter, limit } = lists[id];
	return { ...lists, [id]: { filter, limit: limit + pages[id] } };
}

export function listView(
	id: ListId,
	state: Pick<ListState, 'filter'>,
	{ shown, matching, total }: Readonly<Record<'shown' | 'matching' | 'total', number>>,
): ListView {
	const label =
		id === 'blocks'
			? vscode.l10n.t('Filter by name, kind or serial number')
			: vscode.l10n.t('Filter by serial number');
	return {
		id,
		...(total > shortList ? { filter: { text: state.filter, label } } : {}),
		status: statusOf(state, shown, matching, total),
		...(shown < matching
			? { more: vscode.l10n.t('Show {0} more', count(Math.min(pages[id], matching - shown))) }
			: {}),
	};
}

function statusOf(
	{ filter }: Pick<ListState, 'filter'>,
	shown: number,
	matching: number,
	total: number,
): string {
	if (matching === 0) return vscode.l10n.t('Nothing matches the filter.');
	if (shown < matching) {
		return filter === ''
			? vscode.l10n.t('The first {0} of {1}', count(shown), count(matching))
			: vscode.l10n.t('The first {0} of {1} that match', count(shown), count(matching));
	}
	return filter === '' ? '' : vscode.l10n.t('{0} of {1} match', count(matching), count(total));
}
