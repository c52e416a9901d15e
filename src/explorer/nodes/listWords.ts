/** What a list of certificates says of itself: how many there are, and what is shown of them. */
import * as vscode from 'vscode';
import type { Order } from './loaded.js';

export interface ListState {
	/** How many are loaded. */
	readonly size: number;
	/** How many there are, where that is known. */
	readonly total?: number;
	readonly hasMore: boolean;
	/** How many of the loaded ones the filter leaves. */
	readonly shown: number;
	/** Empty: none. */
	readonly filter: string;
	readonly order: Order;
}

/** For the row: how many comes first, since a narrow side bar cuts the rest. */
export function listNotes(state: ListState): readonly string[] {
	const { size, hasMore, shown, filter, order } = state;
	if (filter === '') return [counted(state), ...orderWords(order)];
	const count = hasMore
		? vscode.l10n.t('({0} of first {1})', number(shown), number(size))
		: vscode.l10n.t('({0} of {1})', number(shown), number(size));
	return [vscode.l10n.t('{0} · filter “{1}”', count, filter), ...orderWords(order)];
}

/** For the tooltip: one fact a line. */
export function listLines(label: string, state: ListState): readonly string[] {
	const { hasMore, shown, filter, order } = state;
	return [
		`${label} ${counted(state)}`,
		filter === '' ? '' : vscode.l10n.t('Filter: “{0}”, {1} shown', filter, number(shown)),
		filter !== '' && hasMore ? vscode.l10n.t('Only loaded certificates are searched.') : '',
		...orderWords(order),
	];
}

/** `(230)`, `(200 of 230)`, `(first 200)`. */
export function counted({ size, total, hasMore }: Omit<ListState, 'shown' | 'filter' | 'order'>) {
	if (!hasMore) return `(${number(size)})`;
	return total === undefined
		? vscode.l10n.t('(first {0})', number(size))
		: vscode.l10n.t('({0} of {1})', number(size), number(total));
}

export function searchAllWords(total: number | undefined): string {
	return total === undefined
		? vscode.l10n.t('Search all')
		: vscode.l10n.t('Search all {0}', number(total));
}

function orderWords(order: Order): readonly string[] {
	switch (order) {
		case 'server':
			return [];
		case 'name':
			return [vscode.l10n.t('sorted by name')];
		case 'expiry':
			return [vscode.l10n.t('sorted by expiry')];
	}
}

function number(value: number): string {
	return value.toLocaleString(vscode.env.language);
}
