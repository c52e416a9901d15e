/** Pages of lists that lie in memory. */
import { PkiError } from '../../common/errors.js';
import type { Page, PageRequest } from '../contract/backend.js';

const defaultLimit = 200;
const maximumLimit = 5000;

/** The cursor is the position of the next item: lists that only grow at their end keep it true. */
export function pageOf<T>(items: readonly T[], { cursor, limit }: PageRequest): Page<T> {
	const from = cursor === undefined ? 0 : positionIn(cursor, items.length);
	const to = from + sizeOf(limit);
	return {
		items: items.slice(from, to),
		total: items.length,
		...(to < items.length && { cursor: String(to) }),
	};
}

/**
 * The newest first, of a list that grows at its end: the cursor counts from the beginning, so that what is added
 * between two pages neither repeats nor hides an item.
 */
export function newestFirst<T>(items: readonly T[], { cursor, limit }: PageRequest): Page<T> {
	const to = cursor === undefined ? items.length : positionIn(cursor, items.length);
	const from = Math.max(0, to - sizeOf(limit));
	return {
		items: items.slice(from, to).reverse(),
		total: items.length,
		...(from > 0 && { cursor: String(from) }),
	};
}

function sizeOf(limit = defaultLimit): number {
	return Math.max(1, Math.min(maximumLimit, Math.floor(limit)));
}

function positionIn(cursor: string, length: number): number {
	const position = /^\d{1,9}$/.test(cursor) ? Number(cursor) : -1;
	if (position < 0 || position > length) throw new PkiError('invalid', { reason: 'cursor' });
	return position;
}

export function mapPage<T, U>({ items, ...rest }: Page<T>, map: (item: T) => U): Page<U> {
	return { ...rest, items: items.map(map) };
}
