/** BEGIN and END lines: the exact ones of RFC 7468, and those that are meant as such. */
import { lineAfter, lineBefore } from './lines.js';
import type { MarkerFault } from '../x509/block.js';

export interface Marker {
	readonly start: number;
	readonly end: number;
	readonly label: string;
}

/** A BEGIN or END line in a text that may be spoilt. */
export interface LooseMarker extends Marker {
	readonly kind: 'begin' | 'end';
	/** Absent where it is exact. */
	readonly fault?: MarkerFault;
}

export const dashes = '-----';
export const begin = `${dashes}BEGIN `;
export const end = `${dashes}END `;
const longestLabel = 64;
const exactLabel = /^[A-Za-z0-9](?:[A-Za-z0-9 ._/#()-]*[A-Za-z0-9._/#()-])?$/;

/** Finds `-----BEGIN label-----` from a position on; asked with growing positions, it passes each character once. */
export class Markers {
	private found: Marker | undefined;
	private searched = -1;

	constructor(
		private readonly text: string,
		/** The dashes and the word. */
		private readonly opening: string,
	) {}

	from(position: number): Marker | undefined {
		if (this.searched >= 0 && (this.found === undefined || this.found.start >= position)) {
			return this.found;
		}
		this.found = this.search(position);
		this.searched = position;
		return this.found;
	}

	private search(position: number): Marker | undefined {
		const { text, opening } = this;
		for (;;) {
			const start = text.indexOf(opening, position);
			if (start === -1) {
				return undefined;
			}
			const marker = exactMarker(text, start, start + opening.length);
			if (marker !== undefined) {
				return marker;
			}
			position = start + opening.length;
		}
	}
}

/** `behind` is where the word ends. In URLs blanks are `%20` or `+`. */
function exactMarker(text: string, start: number, behind: number): Marker | undefined {
	const window = text.slice(behind, behind + longestLabel + dashes.length);
	const length = window.indexOf(dashes);
	const named = window.slice(0, Math.max(0, length));
	const label = (named.startsWith(' ') ? named : named.replace(/%20|\+/g, ' ')).slice(1);
	return exactLabel.test(label) && /^[ %+]/.test(named)
		? { start, end: behind + length + dashes.length, label }
		: undefined;
}

/** What editors, chat programs and tables make of a dash, and what people type for one. */
const dashLike = '\\-\u00ad\u2010-\u2015\u2212\u2500\u2501\u2e3a\u2e3b\ufe58\ufe63\uff0d_=~';
const dashesBefore = new RegExp(`(?<![${dashLike}])[${dashLike}]*$`, 'u');
const dashesAtStart = new RegExp(`^[${dashLike}]*`, 'u');
const twoDashes = new RegExp(`[${dashLike}]{2}`, 'u');
const mostDashes = 20;
const someDash = new RegExp(`^[${dashLike}]`, 'u');

/** Whether a line has dashes and words, as one between two objects that is meant as BEGIN or END. */
export function looksLikeMarker(line: string): boolean {
	return twoDashes.test(line) && /[A-Za-z]{3}/.test(line);
}

/** Behind no other word: dashes, or what may stand before a line. */
const markerWord = /(?:BEGIN|END)(?<![A-Za-z0-9+/][ \t]{0,4}(?:BEGIN|END))/gi;

/** Characters that are looked through before the caller may pause. */
const chunk = 1 << 18;

/**
 * The lines from `from` to `to` that are BEGIN and END lines or meant as such; now and then nothing, for a pause. A spoilt
 * BEGIN counts only where the base64 of DER follows, so that prose with dashes and that word is none.
 */
export function* looseMarkers(
	text: string,
	from: number,
	to: number,
): Generator<LooseMarker | undefined, void, undefined> {
	let behind = from;
	for (let at = from; at < to; at += chunk) {
		if (at > from) yield undefined;
		// Four characters more: a word may stand across the end of a chunk; and those that say what it stands behind.
		const first = Math.max(0, at - 5);
		for (const { 0: word, index } of text
			.slice(first, Math.min(to, at + chunk + 4))
			.matchAll(markerWord)) {
			const start = first + index;
			if (start < Math.max(at, behind)) continue;
			const kind = word.length === 5 ? 'begin' : 'end';
			const marker = markerAt(text, { kind, word, start, from: behind, to });
			if (marker === undefined) continue;
			behind = marker.end;
			yield marker;
		}
	}
}

interface Word {
	readonly kind: LooseMarker['kind'];
	readonly word: string;
	readonly start: number;
	readonly from: number;
	readonly to: number;
}

interface Parts {
	/** The dashes before and behind. */
	readonly left: string;
	readonly right: string;
	/** Between the word and the dashes behind. */
	readonly named: string;
	/** Between the dashes before and the word. */
	readonly gap: string;
}

function markerAt(text: string, place: Word): LooseMarker | undefined {
	const { kind, word, start, from, to } = place;
	const { left, gap } = partsBefore(text, from, start);
	const behind = start + word.length;
	const named =
		/^[A-Za-z0-9 \t.#/()]*/.exec(
			text.slice(behind, Math.min(to, behind + 2 * longestLabel)),
		)?.[0] ?? '';
	const exact =
		word === kind.toUpperCase() && left.endsWith(dashes) && gap === ''
			? exactMarker(text, start - dashes.length, behind)
			: undefined;
	const isInUrl = exact !== undefined && text.charAt(behind) !== ' ';
	const rightStart = isInUrl ? exact.end - dashes.length : behind + named.length;
	const right = dashesBehind(text, rightStart, to);
	if (exact && left === dashes && right === dashes) {
		return { ...exact, kind };
	}
	const isLong = /^-{6,}$/.test(left);
	const marker = {
		kind,
		// The dash too many may be what stands before each line, as in a diff.
		start: start - gap.length - (isLong ? dashes.length : left.length),
		end: rightStart + right.length,
		label: named.trim().replace(/\s+/g, ' ').toUpperCase().slice(0, longestLabel),
		fault: faultOf(word, { left, right, named, gap }),
	};
	return isMeant(text, marker, place, left !== '', right !== '') ? marker : undefined;
}

/** The dashes before a word, and the blanks between: a few, where there are no dashes. */
function partsBefore(text: string, from: number, start: number): Pick<Parts, 'left' | 'gap'> {
	let at = start;
	while (at > from && start - at < 4 && /[ \t]/.test(text.charAt(at - 1))) at -= 1;
	const gap = text.slice(at, start);
	// Most words have none; all dashes are found only where there is one.
	if (at === from || !someDash.test(text.charAt(at - 1))) return { left: '', gap };
	const before = text.slice(Math.max(from, start - mostDashes), at);
	return { left: dashesBefore.exec(before)?.[0] ?? '', gap };
}

/** Of dashes that stand before another BEGIN five at most, as the others are its. */
function dashesBehind(text: string, start: number, to: number): string {
	if (!someDash.test(text.charAt(start))) return '';
	const found = dashesAtStart.exec(text.slice(start, Math.min(to, start + mostDashes)))?.[0] ?? '';
	return text.startsWith('BEGIN', start + found.length) ? found.slice(0, dashes.length) : found;
}

function faultOf(word: string, { left, right, named, gap }: Parts): MarkerFault {
	if (/[^-]/.test(left + right)) return 'dashes';
	if (left !== dashes || right !== dashes) return 'dashCount';
	if (gap !== '' || !/^ \S+( \S+)*$/.test(named)) return 'blanks';
	return /[a-z]/.test(word) ? 'letterCase' : 'misspelled';
}

function isMeant(
	text: string,
	{ kind, start, end: behind, label }: LooseMarker,
	{ to }: Word,
	hasLeft: boolean,
	hasRight: boolean,
): boolean {
	// Part of a word, or of base64.
	if (!hasLeft && /[A-Za-z0-9+/]/.test(text.charAt(start - 1))) return false;
	if (kind === 'begin') return derFollows(text, start, behind, to);
	return hasLeft || hasRight || (isObject(label) && lineBefore(text, start).trim() === '');
}

function isObject(label: string): boolean {
	return /(CERTIFICATE|CRL|KEY|REQUEST|PKCS ?7|CMS)$/.test(label);
}

/** How the base64 of DER, or of OpenSSH's own format, begins. */
export const derText = /^(?:M[A-P]|b3BlbnNzaC1rZXk)[A-Za-z0-9+/]{8}/;

/** The same anywhere in a line, as a word of its own. */
export const derWord = /(?<![A-Za-z0-9])M[A-P][A-Za-z0-9+/]{8}/;

/** Whether the base64 of DER (or of OpenSSH's own format) follows, on the next line or at once. */
function derFollows(text: string, start: number, behind: number, to: number): boolean {
	const rest = lineAfter(text, behind, to);
	if (derText.test(rest.trimStart())) return true;
	const next =
		/^[^\\]{0,80}?(?:\\\\*r)?(?:\\\\*n)(.*)$/.exec(rest)?.[1] ??
		nextLine(text, behind + rest.length, to);
	const prefix = lineBefore(text, start);
	// Letters directly before the content are told from it by no sign.
	const isSign = !/[A-Za-z0-9]$/.test(prefix) && next.startsWith(prefix);
	const unprefixed = isSign ? next.slice(prefix.length) : next;
	return derText.test(unprefixed.replace(/^[^A-Za-z0-9+/]+/, ''));
}

/** The first line behind that is not blank. */
function nextLine(text: string, behind: number, to: number): string {
	const window = text.slice(behind, Math.min(to, behind + 400));
	return lineAfter(window, /\S/.exec(window)?.index ?? window.length);
}
