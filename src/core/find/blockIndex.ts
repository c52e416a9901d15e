/** The blocks of a text that is edited: an edit costs a look at its neighbourhood, a question the reading of one block. */
import { decode, maximumInputSize } from '../decode/decode.js';
import { type KeptBlock, keptOf } from '../decode/kept.js';
import { findInGap, findPlaces, type Place, shortBase64 } from '../decode/decodeText.js';
import { EditedText } from './editedText.js';
import { IndexEntry, type Slice } from './indexEntry.js';
import { LinedText } from './linedText.js';
import { derText, looseMarkers } from './pemMarkers.js';

/** Nothing looks farther from a BEGIN, an END or base64 to tell what it is. */
const margin = 1024;

/** In units of the text before the edit. */
interface Edit {
	readonly start: number;
	readonly end: number;
	/** How many units stand there instead. */
	readonly inserted: number;
	/** Whether a block framed by BEGIN or END, or anything like those, stood near it. */
	readonly hadMarkers: boolean;
	/** Of the text before. */
	readonly length: number;
}

/** What is to be looked through again. */
interface Stretch {
	/** Entries from this one on are found anew, which begins at an offset that the edit does not move. */
	readonly first: number;
	readonly from: number;
	/** Behind it, in units of the text before the edit, nothing changes. */
	readonly to: number;
	/** Whether an entry is found, and all that follows, whatever the edit did; counted from `first`. */
	readonly isSafe: (entry: IndexEntry) => boolean;
	readonly find: (slice: Slice, from: number, to: number) => Iterable<Place | undefined>;
}

export class BlockIndex {
	readonly #text: EditedText;
	#entries: IndexEntry[] | undefined;

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
		const hit = this.#found.filter(({ start, end }) => start <= offset && offset <= end);
		if (hit.length > 0) {
			const blocks = hit.flatMap((entry) => this.#blocksOf(entry));
			if (blocks.length > 0) return blocks;
		}
		if (!derText.test(this.#text.head(20))) return [];
		const isEmpty = this.#found.every((entry) => this.#blocksOf(entry).length === 0);
		const alone = isEmpty ? this.#alone() : [];
		return alone.filter(({ start, end }) => start <= offset && offset <= end);
	}

	/** The units from `start` to `end` are replaced, as an editor tells it. */
	edit(start: number, end: number, inserted: string): void {
		const wasTooLarge = this.#isTooLarge;
		const { length } = this.#text;
		const entries = this.#entries;
		const hadMarkers =
			entries?.some((entry) => isNear(entry, start, end)) === true || this.#hasMarkers(start, end);
		const lines = this.#text.edit(start, end, inserted);
		if (entries === undefined) return;
		if (this.#isTooLarge || wasTooLarge) {
			this.#entries = undefined;
			return;
		}
		const edit = { start, end, inserted: inserted.length, hadMarkers, length };
		this.#findAnew(
			entries,
			edit,
			this.#gapStretch(entries, edit) ?? regionStretch(entries, edit),
			lines,
		);
	}

	get #isTooLarge(): boolean {
		return this.#text.length > maximumInputSize;
	}

	get #found(): IndexEntry[] {
		const steps = this.prepare();
		while (steps.next().done !== true) continue;
		return this.#entries ?? [];
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
		entries.splice(stretch.first, last + 1 - stretch.first, ...fresh);
	}

	/** Up to an entry that must be found again; undefined where it is not. */
	#freshUpTo(
		entry: IndexEntry | undefined,
		stretch: Stretch,
		delta: number,
	): IndexEntry[] | undefined {
		if (entry === undefined) return undefined;
		const fresh: IndexEntry[] = [];
		for (const found of this.#lookThrough(
			stretch,
			entry.end + delta + margin,
			stretch.to + delta,
		)) {
			fresh.push(found);
			const isSame = found.start === entry.start + delta && found.end === entry.end + delta;
			if (isSame && found.isAnchor === entry.isAnchor) return fresh;
		}
		return undefined;
	}

	#freshTo(to: number, stretch: Stretch): IndexEntry[] {
		return [...this.#lookThrough(stretch, to, to)];
	}

	*#lookThrough({ from, find }: Stretch, upTo: number, to: number): Generator<IndexEntry> {
		const start = this.#startOfSlice(from - margin);
		const stop = Math.min(this.#text.length, upTo + margin);
		const slice = { lined: new LinedText(this.#text.slice(start, stop)), start };
		for (const place of find(slice, from - start, Math.min(to, stop) - start)) {
			if (place) yield new IndexEntry(place, slice);
		}
	}

	/** An edit in a gap that neither had nor has anything like BEGIN or END: only base64 can have changed there. */
	#gapStretch(entries: readonly IndexEntry[], edit: Edit): Stretch | undefined {
		const { start, end, inserted, hadMarkers, length } = edit;
		const [low, high] = [start - margin, end + margin];
		if (hadMarkers || this.#hasMarkers(start, start + inserted)) return undefined;
		let [first, from, to] = [0, 0, length];
		for (const [index, entry] of entries.entries()) {
			if (entry.end < low) {
				first = index + 1;
				from = Math.max(from, entry.end);
			} else if (entry.isPem && entry.start > high) {
				to = entry.start;
				break;
			}
		}
		const isSafe = (entry: IndexEntry) => !entry.isPem && entry.start > high && entry.end <= to;
		return {
			first,
			from,
			to,
			isSafe,
			find: (slice, begin, stop) => findInGap(slice.lined, { start: begin, end: stop }),
		};
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

	/** Not between CR and LF, which end one line together. */
	#startOfSlice(offset: number): number {
		const start = Math.max(0, offset);
		return start > 0 && this.#text.slice(start, start + 1) === '\n' ? start - 1 : start;
	}
}

function isNear(entry: IndexEntry, start: number, end: number): boolean {
	return entry.isPem && entry.start <= end + margin && entry.end >= start - margin;
}

/** Between two blocks that are exact and whole, each of which is found whatever happens outside it. */
function regionStretch(entries: readonly IndexEntry[], { start, end, length }: Edit): Stretch {
	const previous = entries.findLastIndex((entry) => entry.isAnchor && entry.end + margin < start);
	return {
		first: previous + 1,
		from: entries[previous]?.end ?? 0,
		to: length,
		isSafe: (entry) => entry.isAnchor && entry.start - margin > end,
		find: (slice, from) => findPlaces(slice.lined, { from }),
	};
}
