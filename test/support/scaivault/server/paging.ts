/** Lists: their wrapper, and pages with cursors that nobody else can make. */
import { createHmac } from 'node:crypto';
import { Refusal } from './refusal.js';
import type { Answer, CallContext } from './world.js';

/** A list that comes as a whole. */
export function listed(call: CallContext, plural: string, items: readonly unknown[]): Answer {
	const { listKey } = call.readings;
	if (listKey === 'bare') return { json: items };
	return { json: { [listKey === 'plural' ? plural : listKey]: items } };
}

export interface PageWish<T> {
	readonly plural: string;
	/** In their order, with what names each. */
	readonly items: readonly T[];
	readonly idOf: (item: T) => string;
	readonly show: (item: T) => unknown;
	/** The wrapper is documented, so that no reading changes it. */
	readonly documented?: boolean;
}

const longestPage = 1000;

export function paged<T>(call: CallContext, wish: PageWish<T>): Answer {
	const { plural, items, idOf, show, documented = false } = wish;
	const limit = call.query.number('limit') ?? call.world.pageSize;
	if (limit < 1 || limit > longestPage) {
		throw new Refusal(400, 'invalid_request', `"limit" must be between 1 and ${longestPage}.`);
	}
	const start = startOf(call, plural, items.map(idOf));
	const page = items.slice(start, start + limit);
	const last = page.at(-1);
	const hasMore = start + limit < items.length && last !== undefined;
	const cursor = hasMore ? signed(call, plural, idOf(last)) : null;
	const key = documented || call.readings.listKey === 'plural' ? plural : call.readings.listKey;
	// A bare array has no place for a cursor: only lists that come whole can be one.
	const wrapper = key === 'bare' ? plural : key;
	return { json: { [wrapper]: page.map(show), cursor, has_more: hasMore } };
}

function startOf(call: CallContext, plural: string, ids: readonly string[]): number {
	const cursor = call.query.text('cursor');
	if (cursor === undefined) return 0;
	const id = Buffer.from(cursor.split('.')[0] ?? '', 'base64url').toString();
	const index = ids.indexOf(id);
	// It is stale where the item is not in the list any more, as with another filter.
	if (index < 0 || cursor !== signed(call, plural, id)) {
		throw new Refusal(400, 'invalid_cursor', 'The cursor is stale or not valid.');
	}
	return index + 1;
}

function signed({ world, tenant }: CallContext, plural: string, id: string): string {
	const text = `${tenant.id}/${plural}/${id}`;
	const mac = createHmac('sha256', world.secret).update(text).digest('base64url');
	return `${Buffer.from(id).toString('base64url')}.${mac}`;
}
