/**
 * Lists of certificates. Two ways, and the server decides which: `certs/detailed`, where names and dates come with the
 * page; else the list of serial numbers, fetched once, and a read for each row of the page.
 */
import { isPkiError } from '../../common/errors.js';
import type { CertificateSummary, Page, PageRequest } from '../backend.js';
import { readSummary, unreadSummary } from './certificateReads.js';
import { asRecord, asText, asTexts, type Json } from './json.js';
import { type Listing, listSerialPage, listSerials, pageLimit, requirePki } from './lists.js';
import { type RevokedSerials, readRevokedSerials } from './revoked.js';
import type { Session } from './session.js';
import { inParallel, isoTime, plainSerial } from './values.js';

const readsAtOnce = 8;

/** What the pages of one list share. A first page begins anew. */
interface Chain {
	revoked?: Promise<RevokedSerials>;
	/** Of the plain list. */
	serials?: Promise<readonly string[]>;
	total?: number;
}

/** Cursors are `detailed:<serial>` and `plain:<serial>`: the last row of the page before. */
export class CertificateLists {
	readonly #chains = new Map<string, Chain>();
	readonly #withoutDetails = new Set<string>();

	async list(
		session: Session,
		mount: string,
		page: PageRequest,
	): Promise<Page<CertificateSummary>> {
		const [way, last] = page.cursor?.split(':') ?? [];
		const chain = page.cursor === undefined ? {} : (this.#chains.get(mount) ?? {});
		this.#chains.set(mount, chain);
		if (way === 'plain' || this.#withoutDetails.has(mount)) {
			return plainPage(session, mount, page, chain, last);
		}
		try {
			return await detailedPage(session, mount, page, chain, last);
		} catch (error) {
			const isMissing = isPkiError(error, 'unsupported');
			if (isMissing) this.#withoutDetails.add(mount);
			if (!isMissing && !isPkiError(error, 'forbidden')) throw error;
			return plainPage(session, mount, page, chain, last);
		}
	}

	/** The number of certificates, by the plain list; remembered for the pages to come. */
	async count(session: Session, mount: string): Promise<number> {
		const chain = this.#chains.get(mount) ?? {};
		this.#chains.set(mount, chain);
		const serials = await serialsOf(session, mount, chain);
		chain.total = serials.length;
		return serials.length;
	}

	/** After a change, the next page knows it. */
	forget(mount: string): void {
		this.#chains.delete(mount);
	}
}

async function detailedPage(
	session: Session,
	mount: string,
	page: PageRequest,
	chain: Chain,
	last: string | undefined,
): Promise<Page<CertificateSummary>> {
	const limit = pageLimit(page);
	const isFirst = last === undefined;
	const [rows, revoked] = await Promise.all([
		detailedRows(session, mount, limit, last),
		once(chain, 'revoked', () => readRevokedSerials(session, mount)),
		// Costs less than a page of details, but the first page does not wait for it.
		isFirst || chain.total !== undefined ? undefined : tryCount(session, mount, chain),
	]);
	const items = rows.items.map((item) =>
		revoked.has(item.serialNumber) ? { ...item, ...revoked.get(item.serialNumber) } : item,
	);
	if (isFirst && items.length === 0) await requirePki(session, mount);
	if (isFirst && rows.isLast) chain.total = items.length;
	const end = items.at(-1)?.serialNumber;
	return {
		items,
		total: chain.total,
		...(end !== undefined && !rows.isLast && { cursor: `detailed:${end}` }),
	};
}

/** Fills the page: the server may send fewer rows than there are, and only an empty answer is the end. */
async function detailedRows(
	session: Session,
	mount: string,
	limit: number,
	last: string | undefined,
): Promise<{ readonly items: CertificateSummary[]; readonly isLast: boolean }> {
	const items: CertificateSummary[] = [];
	while (items.length < limit) {
		const before = items.at(-1)?.serialNumber ?? last;
		const wanted = limit - items.length;
		const listing = await listSerialPage(session, `${mount}/certs/detailed`, wanted, before);
		for (const key of listing.keys) items.push(detailedSummary(key, listing));
		if (listing.keys.length === 0) return { items, isLast: true };
	}
	return { items, isLast: false };
}

function detailedSummary(key: string, { info }: Listing): CertificateSummary {
	const serialNumber = plainSerial(key);
	const entry: Json = asRecord(info[key]);
	const notAfter = isoTime(entry.not_after);
	if (notAfter === undefined) return unreadSummary(serialNumber);
	const names = asTexts(entry.dns_names);
	return {
		serialNumber,
		name: asText(entry.common_name) ?? names[0] ?? serialNumber,
		issuer: asText(entry.issuer),
		notBefore: isoTime(entry.not_before),
		notAfter,
		subjectAltNames: names.map((value) => ({ type: 'dns', value })),
		revoked: false,
	};
}

async function plainPage(
	session: Session,
	mount: string,
	page: PageRequest,
	chain: Chain,
	last: string | undefined,
): Promise<Page<CertificateSummary>> {
	const serials = await serialsOf(session, mount, chain);
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

/** Also where that certificate is gone: the list is sorted. */
function positionAfter(serials: readonly string[], last: string): number {
	const index = serials.indexOf(last);
	if (index >= 0) return index + 1;
	const next = serials.findIndex((serial) => serial > last);
	return next < 0 ? serials.length : next;
}

function serialsOf(session: Session, mount: string, chain: Chain): Promise<readonly string[]> {
	return once(chain, 'serials', () => listSerials(session, `${mount}/certs`));
}

/** The number is an extra: where the list is refused, the page comes without it. */
async function tryCount(session: Session, mount: string, chain: Chain): Promise<void> {
	try {
		chain.total = (await serialsOf(session, mount, chain)).length;
	} catch (error) {
		if (!isPkiError(error, 'forbidden') && !isPkiError(error, 'unsupported')) throw error;
	}
}

/** Fetches something once for all pages of a list; a failure is not kept. */
function once<K extends 'revoked' | 'serials'>(
	chain: Chain,
	name: K,
	fetch: () => NonNullable<Chain[K]>,
): NonNullable<Chain[K]> {
	const known = chain[name];
	if (known !== undefined) return known;
	const started = fetch();
	chain[name] = started;
	started.catch(() => {
		chain[name] = undefined;
	});
	return started;
}

/** Revoked certificates of a mount, each with its name and time. */
export async function listRevoked(
	session: Session,
	mount: string,
	page: PageRequest,
): Promise<Page<CertificateSummary>> {
	const limit = pageLimit(page);
	const revoked = await readRevokedSerials(session, mount);
	const serials = [...revoked.keys()];
	const from = page.cursor === undefined ? 0 : positionAfter(serials, page.cursor);
	const shown = serials.slice(from, from + limit);
	const items = await inParallel(shown, readsAtOnce, async (serial) => ({
		...(await readSummary(session, mount, serial)),
		...revoked.get(serial),
	}));
	const end = shown.at(-1);
	return {
		items,
		total: serials.length,
		...(end !== undefined && from + limit < serials.length && { cursor: end }),
	};
}
