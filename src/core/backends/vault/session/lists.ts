/** `LIST` with `limit` and `after`, on servers that know them and on those that ignore them. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import type { Page, PageRequest } from '../../contract/backend.js';
import type { VaultAnswer, VaultRequest } from './client.js';
import { asRecord, asTexts, type Json } from '../../../http/json.js';
import type { Session } from './session.js';
import { dashSerial, plainSerial } from '../../answers/values.js';

/** Larger wishes are cut to it. */
export const maximumPage = 5000;
const defaultPage = 200;

export function pageLimit({ limit = defaultPage }: PageRequest): number {
	return Math.max(1, Math.min(maximumPage, Math.floor(limit)));
}

export interface Listing {
	/** In the server's order, not more than asked for. */
	readonly keys: readonly string[];
	/** All that the server sent behind `after`. */
	readonly rest: readonly string[];
	readonly info: Json;
	/** True when the server left `limit` or `after` aside and sent everything. */
	readonly isWhole: boolean;
	/** True when the server chose the length of the page, so that a short one is not the last. */
	readonly isCapped: boolean;
}

export const emptyListing: Listing = {
	keys: [],
	rest: [],
	info: {},
	isWhole: false,
	isCapped: false,
};

/**
 * One request. `limit` is always sent: policies may demand it. An empty list is a 404 without a word, which is not the
 * 404 of a path that does not exist.
 *
 * @param after A key of the page before, in the form in which the server stores it.
 * @param isAfter Whether a key is that one, where the server answers in another form.
 */
export async function list(
	session: Session,
	path: string,
	limit: number,
	after?: string,
	isAfter: (key: string) => boolean = (key) => key === after,
): Promise<Listing> {
	const position: Record<string, string> = after === undefined ? {} : { after };
	const ask = (query: VaultRequest['query']) => session.send({ method: 'LIST', path, query });
	let answer: VaultAnswer;
	let isCapped = false;
	try {
		answer = await ask({ limit, ...position }).catch((error: unknown) => {
			if (!isPkiError(error, 'forbidden')) throw error;
			// A policy may allow smaller pages only; without a limit the server takes the policy's own.
			isCapped = true;
			return ask(position);
		});
	} catch (error) {
		if (isEmptyList(error)) return emptyListing;
		throw error;
	}
	const { data } = answer;
	const all = asTexts(data?.keys);
	const from = after === undefined ? 0 : all.findIndex(isAfter) + 1;
	return {
		keys: all.slice(from, from + limit),
		rest: all.slice(from),
		info: asRecord(data?.key_info),
		isWhole: all.length > limit || from > 0 || answer.warnings.some(ignoresLimit),
		isCapped,
	};
}

/** Vault's words: `Endpoint ignored these unrecognized parameters: [limit]`. */
function ignoresLimit(warning: string): boolean {
	return /ignored these unrecognized parameters: \[[^\]]*\blimit\b/.test(warning);
}

function isEmptyList(error: unknown): boolean {
	return (
		isPkiError(error, 'notFound') && error.reason === undefined && error.serverMessages.length === 0
	);
}

/** A page of short things that are named by their keys (roles, issuers); the cursor is the last key. */
export async function listPage<T>(
	session: Session,
	mount: string,
	name: string,
	page: PageRequest,
	items: (listing: Listing) => Promise<readonly T[]> | readonly T[],
): Promise<Page<T>> {
	const limit = pageLimit(page);
	const [listing] = await Promise.all([
		list(session, `${mount}/${name}`, limit, page.cursor),
		// Other engines have roles as well. Asked beside the list, so that nothing waits for it.
		page.cursor === undefined ? requirePki(session, mount) : undefined,
	]);
	const last = listing.keys.at(-1);
	return {
		items: await items(listing),
		...(last !== undefined &&
			(listing.keys.length === limit || listing.isCapped) && { cursor: last }),
	};
}

/**
 * An empty list looks the same in every engine, and several have roles: that of another one would pass for a PKI
 * mount's. Rejects with `notFound` where the server says that it is something else.
 */
export async function requirePki(session: Session, mount: string): Promise<void> {
	const answer = await session
		.read(`sys/internal/ui/mounts/${mount}`)
		.catch((error: unknown): Partial<VaultAnswer> => {
			// Where the token may not know, or the server has no such path, the list has to do.
			const isUnknown =
				isPkiError(error) && ['forbidden', 'notFound', 'unsupported'].includes(error.code);
			if (!isUnknown) throw error;
			return {};
		});
	const type = answer.data?.type;
	if (type !== undefined && type !== 'pki') throw notPki(mount);
}

function notPki(mount: string): PkiError {
	return new PkiError('notFound', { reason: 'notPki', args: { mount } });
}

export type SerialList = 'certs' | 'certs/detailed' | 'certs/revoked';

/** Every serial number of a list, without separators, in the server's order. A short page is not the last one. */
export async function listSerials(
	session: Session,
	mount: string,
	name: SerialList,
): Promise<readonly string[]> {
	const serials: string[] = [];
	for (;;) {
		const last = serials.at(-1);
		const listing = await listSerialPage(session, mount, name, maximumPage, last);
		for (const key of listing.rest) serials.push(plainSerial(key));
		if (listing.rest.length === 0 || listing.isWhole) return serials;
	}
}

/**
 * Rejects with `notFound` where none of the keys is a serial number: a key-value store may have anything at this path.
 *
 * @param last The serial number before the page, without separators.
 */
export async function listSerialPage(
	session: Session,
	mount: string,
	name: SerialList,
	limit: number,
	last: string | undefined,
): Promise<Listing> {
	// The server answers with colons but compares `after` with dashes.
	const after = last === undefined ? undefined : dashSerial(last);
	const isAfter = (key: string) => plainSerial(key) === last;
	const listing = await list(session, `${mount}/${name}`, limit, after, isAfter);
	const { rest } = listing;
	if (rest.length > 0 && !rest.some((key) => /^([\da-f]{2}[:-]?)+$/i.test(key)))
		throw notPki(mount);
	return listing;
}
