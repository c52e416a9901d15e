/** The certificates of a list as far as they are loaded: sorting and filtering act on these and on nothing else. */
import type { CertificateSummary, Page } from '../../core/backends/contract/backend.js';
import { partialSerialNumber } from '../../core/x509/serial.js';

export type Order = 'server' | 'expiry' | 'name';

/** How somebody left a list. */
export interface Arrangement {
	readonly order: Order;
	/** Empty: all are shown. */
	readonly filter: string;
	/** How many to load when it is read anew. */
	readonly size: number;
}

/** Far enough away that certificates of unknown expiry stand last. */
const unknownExpiry = '9999';

export class LoadedCertificates {
	#items: CertificateSummary[] = [];
	readonly #serials = new Set<string>();
	/** Where the next page begins; undefined before the first page and after the last one. */
	cursor: string | undefined;
	/** How many there are, where that is known. */
	total: number | undefined;
	isRead = false;

	get size(): number {
		return this.#items.length;
	}

	get hasMore(): boolean {
		return this.cursor !== undefined;
	}

	/** The next page. What is there already, as after a revocation between two pages, stands once. */
	add(page: Page<CertificateSummary>): void {
		for (const item of page.items) this.#take(item, (taken) => this.#items.push(taken));
		this.cursor = page.cursor;
		this.total = page.cursor === undefined ? this.size : (page.total ?? this.total);
		this.isRead = true;
	}

	/** One that was looked up and stands on a page not loaded yet: it comes first. */
	include(item: CertificateSummary): void {
		this.#take(item, (taken) => this.#items.unshift(taken));
	}

	has(serialNumber: string): boolean {
		return this.#serials.has(serialNumber);
	}

	/** Those whose name, subject, SAN or serial number contains the text, whatever its case. */
	rows(order: Order, text: string): readonly CertificateSummary[] {
		const wanted = text.trim().toLowerCase();
		const serial = partialSerialNumber(wanted);
		const rows =
			wanted === '' ? [...this.#items] : this.#items.filter((i) => matches(i, wanted, serial));
		switch (order) {
			case 'server':
				return rows;
			case 'name': {
				const { compare } = new Intl.Collator(undefined, { numeric: true });
				return rows.sort((a, b) => compare(a.name, b.name));
			}
			case 'expiry':
				return rows.sort((a, b) => compareText(a.notAfter, b.notAfter));
		}
	}

	#take(item: CertificateSummary, put: (item: CertificateSummary) => void): void {
		if (this.#serials.has(item.serialNumber)) return;
		this.#serials.add(item.serialNumber);
		put(item);
	}
}

function matches(item: CertificateSummary, wanted: string, serial: string): boolean {
	const names = item.subjectAltNames?.map(({ value }) => value) ?? [];
	return (
		[item.name, item.subject ?? '', ...names].some((name) => name.toLowerCase().includes(wanted)) ||
		(serial !== '' && item.serialNumber.includes(serial))
	);
}

function compareText(a: string = unknownExpiry, b: string = unknownExpiry): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
