/** What an edit makes necessary to look through again. */
import { findInGap, findPlaces, type Place } from '../decode/decodeText.js';
import type { IndexEntry, Slice } from './indexEntry.js';
import { longestJwk } from './jwk/jwkObject.js';
import { RestPoints } from './restPoints.js';

/** Nothing looks farther from a BEGIN, an END or base64 to tell what it is. */
export const margin = 1024;

/** The same of a JWK, which another one that is no more may have hidden. */
export const jwkMargin = 2 * longestJwk;

/** UTF-16 offsets. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** In units of the text before the edit. */
export interface Edit extends Span {
	/** How many units stand there instead. */
	readonly inserted: number;
	/** How far from it something may have changed where no BEGIN or END stands near. */
	readonly reach: number;
	/** Of the text before. */
	readonly length: number;
}

/** What is to be looked through again. */
export interface Stretch {
	/** Entries from this one on are found anew, which begins at an offset that the edit does not move. */
	readonly first: number;
	readonly from: number;
	/** Behind it, in units of the text before the edit, nothing changes. */
	readonly to: number;
	/** Whether an entry is found, and all that follows, whatever the edit did; counted from `first`. */
	readonly isSafe: (entry: IndexEntry) => boolean;
	readonly find: (
		slice: Slice,
		from: number,
		to: number,
		/** A place to rest that is to be found again. */
		wanted?: number,
	) => Iterable<Place | undefined>;
}

/** Whether a block framed by BEGIN or END stands near. */
export function isNear(entry: IndexEntry, start: number, end: number): boolean {
	return entry.isPem && entry.start <= end + margin && entry.end >= start - margin;
}

/** Between two blocks that are exact and whole, each of which is found whatever happens outside it. */
export function regionStretch(
	entries: readonly IndexEntry[],
	{ start, end, length }: Edit,
): Stretch {
	const previous = entries.findLastIndex((entry) => entry.isAnchor && entry.end + margin < start);
	return {
		...stretchFrom(previous + 1, entries[previous]?.end ?? 0, length),
		isSafe: (entry) => entry.isAnchor && entry.start - margin > end,
	};
}

/** In a gap that neither had nor has anything like BEGIN or END near the edit: only base64 and JWKs can have changed. */
export function gapStretch(
	entries: readonly IndexEntry[],
	{ start, end, reach, length }: Edit,
): Stretch {
	const [low, high] = [start - reach, end + reach];
	let [first, from, to] = [0, 0, length];
	for (const [index, entry] of entries.entries()) {
		// A JWK reaches over no other block.
		if (entry.end < (entry.isPem ? start - margin : low)) {
			first = index + 1;
			from = Math.max(from, entry.end);
		} else if (entry.isPem && entry.start > end + margin) {
			to = entry.start;
			break;
		}
	}
	return {
		first,
		from,
		to,
		isSafe: (entry) => !entry.isPem && entry.start > high && entry.end <= to,
		find: (slice, begin, stop, wanted) =>
			findInGap(slice.lined, { start: begin, end: stop }, 0, new RestPoints(begin, wanted)),
	};
}

/** From the end of a block that is exact and whole, or from the start of the text. */
export function stretchFrom(first: number, from: number, to: number): Omit<Stretch, 'isSafe'> {
	return { first, from, to, find: (slice, begin) => findPlaces(slice.lined, { from: begin }) };
}

/** A part of the text between two blocks that are exact and whole, in which what is found may have changed. */
export interface Region {
	readonly from: number;
	readonly to: number;
}

/** A larger one is looked through at the edit, which can tell more of it than the text afterwards. */
const largestRegion = 64 * 1024;

/** The region that an edit changes; undefined where it is large. In units of the text before the edit. */
export function regionOf(
	entries: readonly IndexEntry[],
	{ start, end, length }: Pick<Edit, 'start' | 'end' | 'length'>,
): Region | undefined {
	const before = entries.findLast((entry) => entry.isAnchor && entry.end + margin < start);
	const behind = entries.find((entry) => entry.isAnchor && entry.start - margin > end);
	const region = { from: before?.end ?? 0, to: behind?.start ?? length };
	return region.to - region.from > largestRegion ? undefined : region;
}
