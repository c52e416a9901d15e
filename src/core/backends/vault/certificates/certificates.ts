/**
 * Lists of certificates. Two ways, and the server decides which: `certs/detailed`, where names and dates come with the
 * page; else the list of serial numbers, fetched once, and a read for each row of the page.
 */
import { isPkiError, PkiError } from '../../../common/errors.js';
import type { CertificateSummary, Page, PageRequest } from '../../contract/backend.js';
import { readSummary, unreadSummary } from './certificateReads.js';
import { asRecord, asText, asTexts, type Json } from '../../../http/json.js';
import {
	type Listing,
	listSerialPage,
	listSerials,
	pageLimit,
	requirePki,
} from '../session/lists.js';
import { positionAfter, type RevokedSerials, readRevokedSerials } from './revoked.js';
import type { Session } from '../session/session.js';
import { isoTime } from '../../answers/isoTime.js';
import { inParallel } from '../../../common/inParallel.js';
import { plainSerial } from '../../answers/values.js';

const readsAtOnce = 8;

/** What the pages of one list share. A first page begins anew. */
class ListMemory {
	readonly revoked = new Once<RevokedSerials>();
	/** Of the plain list, where the rows come from it. */
	readonly serials = new Once<readonly string[]>();
	readonly #issuers = new Map<string, string>();
	total: number | undefined;

	/** The same text for the same issuer: each page brings a copy of its own. */
	issuer(name: string | undefined): string | undefined {
		if (name === undefined) return undefined;
		const known = this.#issuers.get(name) ?? name;
		this.#issuers.set(name, known);
		return known;
	}
}

/** Cursors are `detailed:<serial>` and `plain:<serial>`: the last row of the page before. */
export class CertificateLists {
	readonly #memories = new Map<string, ListMemory>();
	readonly #withoutDetails = new Set<string>();

	async list(
		session: Session,
		mount: string,
		page: PageRequest,
	): Promise<Page<CertificateSummary>> {
		const [way, last] = parseCursor(page.cursor);
		const memory =
			(page.cursor === undefined ? undefined : this.#memories.get(mount)) ?? new ListMemory();
		this.#memories.set(mount, memory);
		if (way === 'plain' || this.#withoutDetails.has(mount)) {
			return plainPage(session, mount, page, memory, last);
		}
		try {
			return await detailedPage(session, mount, page, memory, last);
		} catch (error) {
			const isMissing = isPkiError(error, 'unsupported');
			if (isMissing) this.#withoutDetails.add(mount);
			if (!isMissing && !isPkiError(error, 'forbidden')) throw error;
			return plainPage(session, mount, page, memory, last);
		}
	}

	/** The number of certificates, by the plain list; remembered for the pages to come. */
	async count(session: Session, mount: string): Promise<number> {
		const memory = this.#memories.get(mount) ?? new ListMemory();
		this.#memories.set(mount, memory);
		await countSerials(session, mount, memory);
		return memory.total ?? 0;
	}

	/** After a change, the next page knows it. */
	forget(mount: string): void {
		this.#memories.delete(mount);
	}
}

/** Rejects what no page of ours answered: beginning at the top instead would never end. */
function parseCursor(cursor: string | undefined): readonly [way?: string, last?: string] {
	if (cursor === undefined) return [];
	const [, way, last] = /^(plain|detailed):([0-9a-f]+)$/.exec(cursor) ?? [];
	if (way === undefined) throw new PkiError('invalid', { reason: 'cursor', args: { cursor } });
	return [way, last];
}

async function detailedPage(
	session: Session,
	mount: string,
	page: PageRequest,
	memory: ListMemory,
	last: string | undefined,
): Promise<Page<CertificateSummary>> {
	const limit = pageLimit(page);
	const isFirst = last === undefined;
	const [rows, revoked] = await Promise.all([
		detailedRows(session, mount, limit, last, memory),
		memory.revoked.get(() => readRevokedSerials(session, mount)),
		// Costs less than a page of details, but the first page does not wait for it.
		isFirst || memory.total !== undefined ? undefined : tryCount(session, mount, memory),
	]);
	const items = rows.items.map((item) => ({ ...item, ...revoked.find(item.serialNumber) }));
	if (isFirst && items.length === 0) await requirePki(session, mount);
	if (isFirst && rows.isLast) memory.total = items.length;
	const end = items.at(-1)?.serialNumber;
	return {
		items,
		total: memory.total,
		...(end !== undefined && !rows.isLast && { cursor: `detailed:${end}` }),
	};
}

/** Fills the page: the server may send fewer rows than there are, and only an empty answer is the end. */
async function detailedRows(
	session: Session,
	mount: string,
	limit: number,
	last: string | undefined,
	memory: ListMemory,
): Promise<{ readonly items: CertificateSummary[]; readonly isLast: boolean }> {
	const items: CertificateSummary[] = [];
	while (items.length < limit) {
		const before = items.at(-1)?.serialNumber ?? last;
		const wanted = limit - items.length;
		const listing = await listSerialPage(session, mount, 'certs/detailed', wanted, before);
		for (const key of listing.keys) {
			items.push(detailedSummary(key, listing, memory));
		}
		if (listing.keys.length === 0) return { items, isLast: true };
	}
	return { items, isLast: false };
}

function detailedSummary(key: string, { info }: Listing, memory: ListMemory): CertificateSummary {
	const serialNumber = plainSerial(key);
	const entry: Json = asRecord(info[key]);
	const notAfter = isoTime(entry.not_after);
	if (notAfter === undefined) return unreadSummary(serialNumber);
	const names = asTexts(entry.dns_names);
	const name = asText(entry.common_name) ?? names[0] ?? serialNumber;
	return {
		serialNumber,
		name,
		issuer: memory.issuer(asText(entry.issuer)),
		notBefore: isoTime(entry.not_before),
		notAfter,
		subjectAltNames: names.map((value) => ({ type: 'dns', value: value === name ? name : value })),
		revoked: false,
	};
}

async function plainPage(
	session: Session,
	mount: string,
	page: PageRequest,
	memory: ListMemory,
	last: string | undefined,
): Promise<Page<CertificateSummary>> {
	const serials = await serialsOf(session, mount, memory);
	if (serials.length === 0) await requirePki(session, mount);
	const limit = pageLimit(page);
	const from = last === undefined ? 0 : positionAfter(serials, last);
	const shown = serials.slice(from, from + limit);
	const items = await inParallel(shown, readsAtOnce, (serial) =>
		readSummary(session, mount, serial),
	);
	const end = shown.at(-1);
	return {
		items,
		total: serials.length,
		...(end !== undefined && from + limit < serials.length && { cursor: `plain:${end}` }),
	};
}

function serialsOf(
	session: Session,
	mount: string,
	memory: ListMemory,
): Promise<readonly string[]> {
	return memory.serials.get(() => listSerials(session, mount, 'certs'));
}

/** Not by `serialsOf`: of a long list, the numbers are megabytes that pages with details do not need. */
async function countSerials(session: Session, mount: string, memory: ListMemory): Promise<void> {
	memory.total = (await listSerials(session, mount, 'certs')).length;
}

/** The number is an extra: where the list is refused, the page comes without it. */
async function tryCount(session: Session, mount: string, memory: ListMemory): Promise<void> {
	try {
		await countSerials(session, mount, memory);
	} catch (error) {
		if (!isPkiError(error, 'forbidden') && !isPkiError(error, 'unsupported')) throw error;
	}
}

/** Something that is fetched once for all pages of a list; a failure is not kept. */
class Once<T> {
	#started: Promise<T> | undefined;

	async get(fetch: () => Promise<T>): Promise<T> {
		const known = this.#started;
		if (!known) return this.#start(fetch);
		try {
			return await known;
		} catch (error) {
			// Whoever began it may have stopped it; that is not for the others.
			if (!isPkiError(error, 'cancelled') && !isPkiError(error, 'timeout')) throw error;
			return this.#start(fetch);
		}
	}

	#start(fetch: () => Promise<T>): Promise<T> {
		const started = fetch();
		this.#started = started;
		started.catch(() => {
			if (this.#started === started) this.#started = undefined;
		});
		return started;
	}
}

/** Revoked certificates of a mount, each with its name and time. */
export async function listRevoked(
	session: Session,
	mount: string,
	page: PageRequest,
): Promise<Page<CertificateSummary>> {
	const limit = pageLimit(page);
	const revoked = await readRevokedSerials(session, mount);
	if (revoked.size === 0) await requirePki(session, mount);
	const from = page.cursor === undefined ? 0 : revoked.positionAfter(page.cursor);
	const shown = revoked.slice(from, from + limit);
	const items = await inParallel(shown, readsAtOnce, async (serial) => ({
		...(await readSummary(session, mount, serial)),
		...revoked.find(serial),
	}));
	const end = shown.at(-1);
	return {
		items,
		total: revoked.size,
		...(end !== undefined && from + limit < revoked.size && { cursor: end }),
	};
}
