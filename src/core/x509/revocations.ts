/**
 * Every certificate that CRLs revoke, however many there are: a sorted index of places in the encoded lists, so that an
 * entry costs eight bytes beside them.
 */
import { PkiError } from '../common/errors.js';
import { createPacer, type Pacer } from '../common/pacer.js';
import { openCrl, readEntry } from './crl.js';
import { asBuffer, DerCursor, DerError, tags } from './asn1/der.js';
import type { CrlFacts, RevokedEntry } from './model.js';

/** A complete CRL of an issuer and, where there is one, the delta CRL that goes on from it; both DER. */
export interface CrlPair {
	readonly complete: Uint8Array;
	readonly delta?: Uint8Array | undefined;
}

/** As much as one answer of a server may have. */
const maximumBytes = 64 * 1024 * 1024;
/** Entries between two looks at the clock. */
const stride = 512;
const removed = 'removeFromCRL';

export class Revocations {
	private constructor(
		private readonly lists: readonly Buffer[],
		/** Sorted by serial number; each is `list * 2 ** 32 + offset`. */
		private readonly places: Float64Array,
	) {}

	/**
	 * Rejects with `tooLarge` for more than can be kept, `unexpected` for a list that cannot be read (either would show
	 * what is revoked as valid), and `cancelled`.
	 */
	static async read(pairs: readonly CrlPair[], signal?: AbortSignal): Promise<Revocations> {
		if (signal?.aborted === true) throw new PkiError('cancelled');
		const pacer = createPacer(signal);
		const index = new Index(pacer);
		for (const { complete, delta } of pairs) {
			const base = open(complete);
			const changes = delta && open(delta);
			const changed = new Set<string>();
			if (changes && continues(base.facts, changes.facts)) {
				await index.add(changes, ({ serialNumber }) => changed.add(serialNumber).size > 0);
			}
			// What a delta CRL lists is decided by it alone, whatever the complete one says.
			await index.add(base, ({ serialNumber }) => !changed.has(serialNumber));
		}
		return new Revocations(index.lists, await sorted(index.lists, index.places(), pacer));
	}

	get size(): number {
		return this.places.length;
	}

	/** Undefined where no list revokes it. */
	find(serialNumber: string): RevokedEntry | undefined {
		const position = this.positionOf(serialNumber);
		const entry = this.at(position);
		return entry?.serialNumber === serialNumber ? entry : undefined;
	}

	/** In the order of the serial numbers; undefined behind the last one. */
	at(position: number): RevokedEntry | undefined {
		const place = this.places[position];
		return place === undefined ? undefined : entryAt(this.lists, place);
	}

	/** Of the first one that is not before the serial number. */
	positionOf(serialNumber: string): number {
		const wanted = Buffer.from(serialNumber, 'hex');
		let [from, to] = [0, this.places.length];
		while (from < to) {
			const middle = (from + to) >>> 1;
			if (serialAt(this.lists, this.places[middle] ?? 0).compare(wanted) < 0) from = middle + 1;
			else to = middle;
		}
		return from;
	}
}

interface Source {
	readonly bytes: Buffer;
	readonly facts: CrlFacts;
	readonly entries: DerCursor | undefined;
}

function open(der: Uint8Array): Source {
	const { facts, entries } = openCrl(der);
	const isDamaged = facts.problems.some(({ field }) => field === 'structure');
	if (isDamaged) throw new PkiError('unexpected', { reason: 'crl' });
	return { bytes: asBuffer(der), facts, entries };
}

/** Whether the delta CRL may be put on top of the complete one (RFC 5280, 5.2.4). */
function continues(complete: CrlFacts, delta: CrlFacts): boolean {
	const { crlNumber, authorityKeyIdentifier, issuer } = complete;
	if (delta.issuer !== issuer || delta.authorityKeyIdentifier !== authorityKeyIdentifier) {
		return false;
	}
	if (crlNumber === undefined || delta.crlNumber === undefined) return false;
	if (complete.baseCrlNumber !== undefined || delta.baseCrlNumber === undefined) return false;
	return (
		value(delta.baseCrlNumber) <= value(crlNumber) && value(crlNumber) < value(delta.crlNumber)
	);
}

function value(hex: string): bigint {
	return hex.startsWith('-') ? -1n : BigInt(`0x${hex}`);
}

/** Collects places; grows as it needs to. */
class Index {
	readonly lists: Buffer[] = [];
	#places = new Float64Array(1024);
	#size = 0;
	#bytes = 0;

	constructor(private readonly pacer: Pacer) {}

	async add({ bytes, entries }: Source, isKept: (entry: RevokedEntry) => boolean): Promise<void> {
		this.#bytes += bytes.length;
		if (this.#bytes > maximumBytes) {
			throw new PkiError('tooLarge', { reason: 'crl', args: { limit: maximumBytes } });
		}
		const list = this.lists.push(bytes) - 1;
		for (let count = 1; entries && !entries.atEnd; count++) {
			const entry = nextEntry(entries);
			// A hold that ended is no revocation; a negative number, which no CA may give, is none that is looked up.
			const isRevoked = entry.reason !== removed && !entry.serialNumber.startsWith('-');
			if (isKept(entry) && isRevoked) this.#push(list * 2 ** 32 + entries.start);
			if (count % stride === 0 && this.pacer.isDue) await this.pacer.pause();
		}
	}

	places(): Float64Array {
		return this.#places.slice(0, this.#size);
	}

	#push(place: number): void {
		if (this.#size === this.#places.length) {
			const larger = new Float64Array(2 * this.#size);
			larger.set(this.#places);
			this.#places = larger;
		}
		this.#places[this.#size++] = place;
	}
}

function nextEntry(list: DerCursor): RevokedEntry {
	try {
		return readEntry(list.expect(tags.sequence).enter(), []);
	} catch (error) {
		if (error instanceof DerError)
			throw new PkiError('unexpected', { reason: 'crl', cause: error });
		throw error;
	}
}

function entryAt(lists: readonly Buffer[], place: number): RevokedEntry | undefined {
	const bytes = listAt(lists, place);
	const cursor = new DerCursor(bytes, place % 2 ** 32, bytes.length, 2, {
		budget: Number.POSITIVE_INFINITY,
		apart: 0,
	});
	return readEntry(cursor.expect(tags.sequence).enter(), []);
}

function listAt(lists: readonly Buffer[], place: number): Buffer {
	return lists[Math.floor(place / 2 ** 32)] ?? Buffer.alloc(0);
}

/** The serial number's bytes, without zeros in front. No cursor: looking up and sorting need some millions of them. */
function serialAt(lists: readonly Buffer[], place: number): Buffer {
	const bytes = listAt(lists, place);
	const integer = contentStart(bytes, place % 2 ** 32);
	let start = contentStart(bytes, integer);
	const end = start + lengthAt(bytes, integer);
	while (start < end - 1 && bytes[start] === 0) start += 1;
	return bytes.subarray(start, end);
}

/** Of the element at `start`, whose tag is a single byte. */
function contentStart(bytes: Buffer, start: number): number {
	const first = bytes[start + 1] ?? 0;
	return start + 2 + (first < 0x80 ? 0 : first & 0x7f);
}

function lengthAt(bytes: Buffer, start: number): number {
	const first = bytes[start + 1] ?? 0;
	return first < 0x80 ? first : bytes.readUIntBE(start + 2, first & 0x7f);
}

/** By serial number, each once. Servers send them sorted, mostly; else a merge sort that pauses. */
async function sorted(
	lists: readonly Buffer[],
	places: Float64Array,
	pacer: Pacer,
): Promise<Float64Array> {
	const compare = (a: number, b: number) => serialAt(lists, a).compare(serialAt(lists, b));
	let from: Float64Array = places;
	let to: Float64Array = new Float64Array(places.length);
	for (let start = 0; start < from.length; start += stride) {
		from.subarray(start, start + stride).sort(compare);
		if (pacer.isDue) await pacer.pause();
	}
	for (let width = stride; width < from.length; width *= 2) {
		for (let start = 0; start < from.length; start += 2 * width) {
			await merge(from, to, start, width, compare, pacer);
		}
		[from, to] = [to, from];
	}
	return unique(from, compare, pacer);
}

/** Merges the two sorted runs of `width` that begin at `start`. */
async function merge(
	from: Float64Array,
	to: Float64Array,
	start: number,
	width: number,
	compare: (a: number, b: number) => number,
	pacer: Pacer,
): Promise<void> {
	const middle = Math.min(start + width, from.length);
	const end = Math.min(start + 2 * width, from.length);
	if (middle === end || compare(from[middle - 1] ?? 0, from[middle] ?? 0) <= 0) {
		to.set(from.subarray(start, end), start);
		return;
	}
	let [left, right] = [start, middle];
	for (let at = start; at < end; at++) {
		const [a, b] = [from[left] ?? 0, from[right] ?? 0];
		const isLeft = right >= end || (left < middle && compare(a, b) <= 0);
		to[at] = isLeft ? a : b;
		if (isLeft) left += 1;
		else right += 1;
		if (at % stride === 0 && pacer.isDue) await pacer.pause();
	}
}

async function unique(
	places: Float64Array,
	compare: (a: number, b: number) => number,
	pacer: Pacer,
): Promise<Float64Array> {
	let size = Math.min(1, places.length);
	for (let at = 1; at < places.length; at++) {
		const place = places[at] ?? 0;
		if (compare(places[size - 1] ?? 0, place) !== 0) places[size++] = place;
		if (at % stride === 0 && pacer.isDue) await pacer.pause();
	}
	return places.slice(0, size);
}
