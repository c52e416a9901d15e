/** The blocks of a text that is edited: an edit costs a look at its neighbourhood, a question the reading of one block. */
import { decode, maximumInputSize } from '../decode/decode.js';
import { type KeptBlock, keptOf } from '../decode/kept.js';
import { findPlaces, shortBase64 } from '../decode/decodeText.js';
import { EditedText } from './editedText.js';
import { IndexEntry, putInPlace } from './indexEntry.js';
import { longestJwk } from './jwk/jwkObject.js';
import { LinedText } from './linedText.js';
import { mayHoldJwk } from './markers.js';
import { derText, looseMarkers } from './pemMarkers.js';
import {
	type Edit,
	gapStretch,
	isNear,
	jwkMargin,
	margin,
	type Region,
	regionOf,
	regionStretch,
	type Span,
	stretchFrom,
	type Stretch,
} from './stretch.js';

export class BlockIndex {
	readonly #text: EditedText;
	#entries: IndexEntry[] | undefined;
	/** Without entries until somebody asks what stands there; none of them overlap. */
	#unread: readonly Region[] = [];

	constructor(text: string) {
		this.#text = new EditedText(text);
	}

	/** The text as it is after all edits; put together anew each time. */
	get text(): string {
		return this.#text.toString();
	}

	/**
	 * Looks the text through for the first time, with a pause at every step; else that happens at the first question. It is
	 * to be run to its end before the text is edited.
	 */
	*prepare(): Generator<undefined, void, undefined> {
		if (this.#entries !== undefined || this.#isTooLarge) return;
		const slice = { lined: new LinedText(this.text), start: 0 };
		const entries: IndexEntry[] = [];
		for (const place of findPlaces(slice.lined)) {
			if (place) entries.push(new IndexEntry(place, slice));
			yield undefined;
		}
		this.#entries = entries;
	}

	/** Reads what was not asked for yet, with a pause at every step, so that `blocks` is at hand. */
	*read(): Generator<undefined, void, undefined> {
		for (const entry of this.#found) {
			this.#blocksOf(entry);
			yield undefined;
		}
	}

	/** Every block, in the order of the text, as `decode` answers them, without the bytes of private keys. */
	get blocks(): readonly KeptBlock[] {
		if (this.#isTooLarge) return decode(this.text).map(keptOf);
		const blocks = this.#found.flatMap((entry) => this.#blocksOf(entry));
		return blocks.length > 0 ? blocks : [...this.#alone()];
	}

	/** The blocks in which an offset stands, their ends included; no other block is read. */
	at(offset: number): readonly KeptBlock[] {
		if (this.#isTooLarge) return this.blocks;
		const stands = ({ start, end }: Span) => start <= offset && offset <= end;
		const hit = this.#foundAt(offset).filter(stands);
		if (hit.length > 0) {
			const blocks = hit.flatMap((entry) => this.#blocksOf(entry));
			if (blocks.length > 0) return blocks.filter(stands);
		}
		if (!derText.test(this.#text.head(20))) return [];
		const isEmpty = this.#found.every((entry) => this.#blocksOf(entry).length === 0);
		const alone = isEmpty ? this.#alone() : [];
		return alone.filter(stands);
	}

	/** The units from `start` to `end` are replaced, as an editor tells it. */
	edit(start: number, end: number, inserted: string): void {
		const { length } = this.#text;
		const region = this.#entries && regionOf(this.#entries, { start, end, length });
		if (region && length + inserted.length <= maximumInputSize) {
			this.#readLater(region, { start, end, inserted });
			return;
		}
		if (this.#entries) this.#readAll(this.#entries);
		this.#editAndRead(start, end, inserted);
	}

	/** Takes the entries of a region away: most edits are followed by others before anybody asks. */
	#readLater(
		{ from, to }: Region,
		edit: { readonly start: number; readonly end: number; readonly inserted: string },
	): void {
		const entries = this.#entries ?? [];
		const delta = edit.inserted.length - (edit.end - edit.start);
		const lines = this.#text.edit(edit.start, edit.end, edit.inserted);
		const first = entries.findIndex(({ start }) => start >= from);
		const behind = entries.findIndex(({ start }) => start >= to);
		const next = behind === -1 ? entries.length : behind;
		for (const entry of entries.slice(next)) entry.move(delta, lines);
		if (first !== -1) entries.splice(first, next - first);
		const others = this.#unread.filter((other) => other.to <= from || other.from >= to);
		this.#unread = [
			...others.map((other) =>
				other.from >= to ? { from: other.from + delta, to: other.to + delta } : other,
			),
			{ from, to: to + delta },
		];
	}

	#readAll(entries: IndexEntry[]): void {
		while (this.#unread[0]) this.#readRegion(entries, this.#unread[0]);
	}

	/** Finds what stands in a region, up to the block behind it, which must be found again: else all that follows is. */
	#readRegion(entries: IndexEntry[], region: Region): void {
		const { from, to } = region;
		const found = entries.findIndex(({ start }) => start >= to);
		const first = found === -1 ? entries.length : found;
		const stretch = stretchFrom(first, from, this.#text.length);
		const upTo = this.#freshUpTo(entries[first], stretch, 0);
		this.#unread = this.#unread.filter(
			(other) => other !== region && (upTo !== undefined || other.to <= from),
		);
		// The block behind stays as it was read.
		const fresh = upTo?.slice(0, -1) ?? this.#freshTo(this.#text.length, stretch);
		putInPlace(entries, first, upTo ? 0 : entries.length - first, fresh);
	}

	#editAndRead(start: number, end: number, inserted: string): void {
		const wasTooLarge = this.#isTooLarge;
		const { length } = this.#text;
		const entries = this.#entries;
		const hadMarkers =
			entries?.some((entry) => isNear(entry, start, end)) === true || this.#hasMarkers(start, end);
		const hadJwk = this.#mayHoldJwk(start, end);
		const lines = this.#text.edit(start, end, inserted);
		if (entries === undefined) return;
		if (this.#isTooLarge || wasTooLarge) {
			this.#entries = undefined;
			return;
		}
		const hasJwk = hadJwk || this.#mayHoldJwk(start, start + inserted.length);
		const reach = hasJwk ? jwkMargin : margin;
		const isApart = !hadMarkers && !this.#hasMarkers(start, start + inserted.length);
		const edit = { start, end, inserted: inserted.length, reach, length };
		this.#findAnew(
			entries,
			edit,
			isApart ? gapStretch(entries, edit) : regionStretch(entries, edit),
			lines,
		);
	}

	get #isTooLarge(): boolean {
		return this.#text.length > maximumInputSize;
	}

	get #found(): IndexEntry[] {
		const steps = this.prepare();
		while (steps.next().done !== true) continue;
		const entries = this.#entries ?? [];
		this.#readAll(entries);
		return entries;
	}

	/** The same where only what stands at an offset matters. */
	#foundAt(offset: number): readonly IndexEntry[] {
		const entries = this.#entries;
		if (entries === undefined) return this.#found;
		const region = this.#unread.find(({ from, to }) => from <= offset && offset <= to);
		if (region) this.#readRegion(entries, region);
		return entries;
	}

	#blocksOf(entry: IndexEntry): readonly KeptBlock[] {
		return entry.blocks((offset) => this.#text.lineAt(offset));
	}

	/** A text that is nothing but short base64. */
	#alone(): readonly KeptBlock[] {
		return [...shortBase64(new LinedText(this.text))].flatMap((block) =>
			block ? [keptOf(block)] : [],
		);
	}

	/** Looks through what the edit may have changed, up to the first place that is as safe as it was. */
	#findAnew(entries: IndexEntry[], edit: Edit, stretch: Stretch, lines: number): void {
		const delta = edit.inserted - (edit.end - edit.start);
		const safe = entries.findIndex(
			(entry, index) => index >= stretch.first && stretch.isSafe(entry),
		);
		let last = safe;
		let fresh = safe === -1 ? undefined : this.#freshUpTo(entries[safe], stretch, delta);
		if (fresh === undefined) {
			const behind = entries.findIndex(
				({ start }, index) => index >= stretch.first && start >= stretch.to,
			);
			last = (behind === -1 ? entries.length : behind) - 1;
			fresh = this.#freshTo(stretch.to + delta, stretch);
		}
		for (const entry of entries.slice(last + 1)) entry.move(delta, lines);
		putInPlace(entries, stretch.first, last + 1 - stretch.first, fresh);
	}

	/** Up to an entry that must be found again; undefined where it is not. */
	#freshUpTo(
		entry: IndexEntry | undefined,
		stretch: Omit<Stretch, 'isSafe'>,
		delta: number,
	): IndexEntry[] | undefined {
		if (entry === undefined) return undefined;
		const fresh: IndexEntry[] = [];
		for (const found of this.#lookThrough(
			stretch,
			entry.end + delta + (entry.isPem ? margin : longestJwk),
			stretch.to + delta,
			entry.start + delta,
		)) {
			fresh.push(found);
			const isSame = found.start === entry.start + delta && found.end === entry.end + delta;
			if (isSame && found.isAnchor === entry.isAnchor) return fresh;
		}
		return undefined;
	}

	#freshTo(to: number, stretch: Omit<Stretch, 'isSafe'>): IndexEntry[] {
		return [...this.#lookThrough(stretch, to, to)];
	}

	*#lookThrough(
		{ from, find }: Pick<Stretch, 'from' | 'find'>,
		upTo: number,
		to: number,
		wanted?: number,
	): Generator<IndexEntry> {
		const start = this.#startOfSlice(from - margin);
		const stop = Math.min(this.#text.length, upTo + margin);
		const slice = { lined: new LinedText(this.#text.slice(start, stop)), start };
		const sought = wanted === undefined ? wanted : wanted - start;
		for (const place of find(slice, from - start, Math.min(to, stop) - start, sought)) {
			if (place) yield new IndexEntry(place, slice);
		}
	}

	/** Whether anything like BEGIN or END stands between two offsets, or near. */
	#hasMarkers(start: number, end: number): boolean {
		const from = Math.max(0, start - margin);
		// Its line tells what a marker is.
		const before = Math.min(from, 256);
		const text = this.#text.slice(from - before, end + margin);
		if (/-----(?:BEGIN|END)/.test(text)) return true;
		for (const marker of looseMarkers(text, before, text.length)) if (marker) return true;
		return false;
	}

	/** Whether the type of a JWK stands so near that the JWK may reach between two offsets. */
	#mayHoldJwk(start: number, end: number): boolean {
		return mayHoldJwk(this.#text.slice(Math.max(0, start - longestJwk), end + longestJwk));
	}

	/** Not between CR and LF, which end one line together. */
	#startOfSlice(offset: number): number {
		const start = Math.max(0, offset);
		return start > 0 && this.#text.slice(start, start + 1) === '\n' ? start - 1 : start;
	}
}
