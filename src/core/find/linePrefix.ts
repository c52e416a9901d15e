/**
 * What stands before each line of a block: a comment sign, a diff sign, a quote of e-mail, a time of a log. It may be
 * made of characters of base64 (`//`, `+`, `REM `), so only what the lines have in common tells it from the content.
 */
import { lineBefore } from './lines.js';

export interface LinePrefix {
	/** The index behind the prefix at the start of a line; -1 where the line has none. */
	pass(text: string, at: number, to: number): number;
	/** The quote around each line, empty where there is none. */
	readonly quote: string;
	/** A guess that holds only when what it leaves is DER. */
	readonly guessed?: boolean;
}

/** Where a block's body stands. */
export interface BodyPlace {
	/** Where its BEGIN stands. */
	readonly headStart: number;
	readonly from: number;
	/** Where its END stands. */
	readonly to: number;
}

/** A chance likeness between two lines may make the prefix look longer; more than a few such there are not. */
const mostGuesses = 3;

export const noPrefix: LinePrefix = { quote: '', pass: () => -1 };

/** Every prefix that the lines of a body may have, the likeliest first; the last one is none at all. */
export function* linePrefixes(
	text: string,
	{ headStart, from, to }: BodyPlace,
): Generator<LinePrefix, void, undefined> {
	const before = lineBefore(text, headStart);
	if (before.trim() !== '') {
		yield exactly(before);
		yield signAndBlanks(before);
		if (/\d/.test(before)) yield shapedLike(before);
	}
	const beforeEnd = lineBefore(text, to, from);
	const isOwnLine = beforeEnd.length < to - from;
	if (isOwnLine && beforeEnd !== before && beforeEnd.trim() !== '') yield exactly(beforeEnd);
	const { common, first } = commonStart(text, from, to);
	const sign = /^.*[^A-Za-z0-9+/=]/.exec(common)?.[0] ?? '';
	if (sign.trim() !== '') yield exactly(sign);
	let guesses = 0;
	for (let { length } = common; length > 0 && guesses < mostGuesses; length -= 1) {
		if (!/^[ \t]*M[A-P]/.test(first.slice(length))) continue;
		guesses += 1;
		yield { ...exactly(common.slice(0, length)), guessed: true };
	}
	yield noPrefix;
}

/** The very same characters; their blanks at the end may be gone from an empty line. */
function exactly(prefix: string): LinePrefix {
	const bare = prefix.trimEnd();
	return {
		quote: '',
		pass(text, at, to) {
			if (at + prefix.length <= to && text.startsWith(prefix, at)) return at + prefix.length;
			const end = at + bare.length;
			const isEmptyLine = text.startsWith(bare, at) && (end >= to || isLineEnd(text, end));
			return isEmptyLine ? Math.min(end, to) : -1;
		},
	};
}

/** The same sign with any blanks on either side, as in `#`, `# ` and `  #`; and the quote directly before BEGIN. */
function signAndBlanks(before: string): LinePrefix {
	const last = before.slice(-1);
	const quote = last === '"' || last === "'" || last === '`' ? last : '';
	const sign = before.slice(0, before.length - quote.length).trim();
	return {
		quote,
		pass(text, at, to) {
			const start = skipBlanks(text, at, to);
			if (sign === '' || !text.startsWith(sign, start)) return -1;
			return skipBlanks(text, Math.min(to, start + sign.length), to);
		},
	};
}

/** The same but for its numbers, as times and line numbers are. */
function shapedLike(before: string): LinePrefix {
	const parts = before
		.trim()
		.split(/(\d+|[ \t]+)/)
		.filter((part) => part !== '');
	// Digits directly before the content are told from it by their number only.
	const fixed = /\d$/.test(before) ? parts.length - 1 : -1;
	const shape = parts.map((part, index) => shapeOf(part, index === fixed)).join('');
	const blanks = /\s$/.test(before) ? '(?:[ \\t]+|(?=[\\r\\n]|$))' : '';
	const pattern = new RegExp(`[ \\t]*${shape}${blanks}`, 'uy');
	return {
		quote: '',
		pass(text, at, to) {
			pattern.lastIndex = at;
			return pattern.test(text) && pattern.lastIndex <= to ? pattern.lastIndex : -1;
		},
	};
}

function shapeOf(part: string, fixed: boolean): string {
	if (/^\d/.test(part)) return fixed ? `\\d{${part.length}}` : '\\d+';
	if (/^[ \t]/.test(part)) return '[ \\t]+';
	return part.replace(/[^A-Za-z0-9]/gu, (character) => `\\u{${hex(character)}}`);
}

function hex(character: string): string {
	return (character.codePointAt(0) ?? 0).toString(16);
}

const lineStarts = /(?:\r\n|\n|\r)([^\r\n]{1,200})/g;

/** The longest text with which all lines of a body begin that are not blank; empty where there is but one line. */
function commonStart(text: string, from: number, to: number): { common: string; first: string } {
	let first: string | undefined;
	let common = '';
	let lines = 0;
	for (const [, line = ''] of text.slice(from, to).matchAll(lineStarts)) {
		if (line.trim() === '') continue;
		lines += 1;
		if (first === undefined) {
			first = common = line;
			continue;
		}
		let length = 0;
		while (length < common.length && common.charCodeAt(length) === line.charCodeAt(length)) {
			length += 1;
		}
		common = common.slice(0, length);
		if (length === 0) break;
	}
	return { common: lines < 2 ? '' : common, first: first ?? '' };
}

export function skipBlanks(text: string, at: number, to: number): number {
	let index = at;
	while (index < to && isBlank(text.charCodeAt(index))) index += 1;
	return index;
}

export function isBlank(code: number): boolean {
	return code === 32 || code === 9;
}

function isLineEnd(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return code === 10 || code === 13;
}
