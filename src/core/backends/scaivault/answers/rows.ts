/** Lists of answers, whose wrappers are mostly undocumented: a plural key, or none. */
import { PkiError } from '../../../common/errors.js';
import { asRecord, asText, isRecord, type Json } from '../../../http/json.js';
import type { Page, PageRequest } from '../../contract/backend.js';
import type { ScaiAnswer, ScaiRequest } from '../session/request.js';
import type { Session } from '../session/session.js';

interface Rows {
	readonly rows: readonly Json[];
	/** Absent on the last page. */
	readonly cursor: string | undefined;
}

/**
 * The array itself, the one below a key that is expected, or the only array that there is. Rejects with `unexpected`:
 * an answer that cannot be read is never an empty list.
 */
function rowsOf({ json }: ScaiAnswer, ...keys: readonly string[]): Rows {
	const record = asRecord(json);
	const arrays = Object.entries(record).filter(([, value]) => Array.isArray(value));
	const expected = arrays.find(([key]) => keys.includes(key)) ?? arrays[0];
	const list: unknown = Array.isArray(json) ? json : expected?.[1];
	if (!Array.isArray(list)) throw new PkiError('unexpected', { reason: 'missingAnswer' });
	const rows = list.map((row: unknown) => (typeof row === 'string' ? { name: row } : row));
	const cursor = record.has_more === false ? undefined : asText(record.cursor);
	return { rows: rows.filter(isRecord), cursor };
}

interface PageWish {
	readonly limit: number | undefined;
	readonly cursor: string | undefined;
}

async function readRows(
	session: Session,
	request: ScaiRequest,
	{ limit, cursor }: PageWish,
	keys: readonly string[],
): Promise<Rows> {
	const query = {
		...request.query,
		...(limit !== undefined && { limit }),
		...(cursor !== undefined && { cursor }),
	};
	return rowsOf(await session.send({ ...request, query }), ...keys);
}

/** Every row of a list for which no paging is documented; what goes on is followed all the same. */
export async function readAllRows(
	session: Session,
	request: ScaiRequest,
	...keys: readonly string[]
): Promise<readonly Json[]> {
	const all: Json[] = [];
	for await (const rows of pagesOf(session, { request, keys })) all.push(...rows);
	return all;
}

/** No list that is read to its end has so many: a server that answers a new cursor for ever would never be done. */
const mostPages = 1000;

export interface ListWish {
	readonly request: ScaiRequest;
	/** Of the wrapper. */
	readonly keys: readonly string[];
	/** Rows of a page; absent: as many as the server likes. */
	readonly limit?: number;
	/** Pages after which it ends as if there were no more; absent: rejects with `tooLarge` after a thousand. */
	readonly most?: number;
}

/** The pages of a list until its end, which a cursor that was followed before is too. */
export async function* pagesOf(
	session: Session,
	{ request, keys, limit, most }: ListWish,
): AsyncGenerator<readonly Json[]> {
	const followed = new Set<string>();
	let cursor: string | undefined;
	for (let read = 0; read < (most ?? mostPages); read++) {
		const page: Rows = await readRows(session, request, { limit, cursor }, keys);
		yield page.rows;
		({ cursor } = page);
		if (cursor === undefined || page.rows.length === 0 || followed.has(cursor)) return;
		followed.add(cursor);
	}
	if (most === undefined) throw new PkiError('tooLarge', { reason: 'list' });
}

/** As many as such lists are documented to have where nothing is asked for. */
const rowsAtOnce = 100;
const defaultLimit = 200;
const maximumLimit = 5000;

/** Where a page of ours goes on: behind so many rows of the server's page that this cursor leads to. */
interface Position {
	readonly skip: number;
	readonly cursor: string | undefined;
}

export interface PagedList<T> {
	readonly request: ScaiRequest;
	readonly key: string;
	/** Undefined: left out. */
	readonly item: (row: Json) => T | undefined;
	/** Pages of the server that one page of ours reads at most, where many rows are left out; absent: a thousand. */
	readonly most?: number;
}

/** A page of ours over pages of the server's, which may be of any length. */
export async function pageOfRows<T>(
	session: Session,
	{ request, key, item, most = mostPages }: PagedList<T>,
	{ limit = defaultLimit, cursor }: PageRequest,
): Promise<Page<T>> {
	const wanted = Math.max(1, Math.min(maximumLimit, Math.floor(limit)));
	const items: T[] = [];
	let position: Position | undefined = positionOf(cursor);
	const followed = new Set([position.cursor]);
	for (let read = 0; position !== undefined && items.length < wanted && read < most; read++) {
		const ask = Math.min(rowsAtOnce, wanted - items.length + position.skip);
		const page: Rows = await readRows(session, request, { limit: ask, cursor: position.cursor }, [
			key,
		]);
		let index = position.skip;
		for (; index < page.rows.length && items.length < wanted; index++) {
			const found = item(page.rows[index] ?? {});
			if (found !== undefined) items.push(found);
		}
		position = nextPosition(position, page, index);
		if (position?.skip !== 0) continue;
		if (followed.has(position.cursor)) position = undefined;
		else followed.add(position.cursor);
	}
	const isWhole = cursor === undefined && position === undefined;
	return {
		items,
		...(isWhole && { total: items.length }),
		...(position && { cursor: `${position.skip}:${position.cursor ?? ''}` }),
	};
}

function nextPosition({ cursor }: Position, page: Rows, index: number): Position | undefined {
	if (index < page.rows.length) return { skip: index, cursor };
	return page.cursor === undefined || page.rows.length === 0
		? undefined
		: { skip: 0, cursor: page.cursor };
}

function positionOf(cursor: string | undefined): Position {
	if (cursor === undefined) return { skip: 0, cursor: undefined };
	const [, skip, rest] = /^(\d{1,4}):(.*)$/s.exec(cursor) ?? [];
	if (skip === undefined) throw new PkiError('invalid', { reason: 'cursor', args: { cursor } });
	return { skip: Number(skip), cursor: rest === '' ? undefined : rest };
}
