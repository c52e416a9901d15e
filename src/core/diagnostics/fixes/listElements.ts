/** Blocks that are elements of a list: a string each, or a string a line; an item of YAML. */
import { lineAfter, lineBefore } from '../../find/lines.js';
import type { RuleBlock, Span } from '../rule.js';

/** How the strings or items around a block are written. */
export interface ElementForm {
	/** With the backslashes before it, where the list stands in a string; empty around base64 alone and an item's text. */
	readonly quote: string;
	/** Behind the quote that closes the block's last string; without one, behind the block. */
	readonly end: number;
}

/** What separates elements is never longer. */
const widestGap = 300;

const quoteBefore = /\\{0,8}["'`]$/;
/** Line breaks between an END line and the quote that closes its string. */
const lineEnds = /^(?:\\{1,8}[nr]|(?:\r\n|\n|\r)[ \t]*){0,4}/;

/** Undefined for a block beside which something else stands in its string, and for PEM without quotes. */
export function elementFormOf(text: string, block: RuleBlock): ElementForm | undefined {
	const { start, end, note } = block;
	const quote = quoteBefore.exec(text.slice(Math.max(0, start - 9), start))?.[0] ?? '';
	if (quote === '') {
		const isBase64 = !note && /[A-Za-z0-9+/]/.test(text.charAt(start));
		const isElement = isBase64 ? !hasOwnLine(text, block) : isWholeItem(text, block);
		return isElement ? { quote, end } : undefined;
	}
	const close = behindQuote(text, end, quote);
	return close === undefined ? undefined : { quote, end: close };
}

function behindQuote(text: string, end: number, quote: string): number | undefined {
	const rest = text.slice(end, end + widestGap);
	const length = lineEnds.exec(rest)?.[0].length ?? 0;
	return rest.startsWith(quote, length) ? end + length + quote.length : undefined;
}

function hasOwnLine(text: string, { start, end }: RuleBlock): boolean {
	return (lineBefore(text, start) + lineAfter(text, end)).trim() === '';
}

const itemHeader = /(?:^|[\r\n])[ \t]*-[ \t]+[|>][-+1-9]{0,2}[ \t]*(?:\r\n|\n|\r)([ \t]+)$/;

/** All of the text below `- |`. */
function isWholeItem(text: string, { start, end }: RuleBlock): boolean {
	const indent = itemHeader.exec(text.slice(Math.max(0, start - widestGap), start))?.[1];
	if (indent === undefined) return false;
	const below = /^\s*?(?:[\r\n]([ \t]*)[^\s]|$)/.exec(text.slice(end));
	return below !== null && (below[1] ?? '').length < indent.length;
}

/** Where the list is written in a string, its line breaks are escaped. */
const separator = /^(?:\s|\\+[nrt])*(?:([,+.&])(?:\s|\\+[nrt])*)?$/;
const itemSeparator =
	/^[ \t]*((?:\r\n|\n|\r)\s*-[ \t]+(?:[|>][-+1-9]{0,2}[ \t]*(?:\r\n|\n|\r)[ \t]*)?)$/;

/**
 * An element with the separator before it, which is what a list is without when it has one less; undefined where something
 * else stands between the two, and for the arguments of a call, which are no list. `first` is the list's first block.
 */
export function elementWithSeparator(
	text: string,
	{ block, form, previous, first }: ElementInList,
): Span | undefined {
	const { quote, end } = form;
	const from = quote === '' ? previous.end : behindQuote(text, previous.end, quote);
	const to = block.start - quote.length;
	if (from === undefined || from >= to || to - from > widestGap || block.note) return undefined;
	const gap = text.slice(from, to);
	const behind = text.slice(end, end + widestGap);
	const item = itemSeparator.exec(gap)?.[1];
	if (item !== undefined) {
		return /^[ \t]*(?:#|[\r\n]|$)/.test(behind) ? { start: to - item.length, end } : undefined;
	}
	const [whole, sign] = separator.exec(gap) ?? [];
	if (whole === undefined) return undefined;
	if (sign === ',') {
		const isListed = isInList(text, first) && /^(?:\s|\\+[nrt])*(?:[,\]}]|$)/.test(behind);
		return isListed ? { start: from, end } : undefined;
	}
	return quote === '' ? undefined : { start: from, end };
}

export interface ElementInList {
	readonly block: RuleBlock;
	readonly form: ElementForm;
	readonly previous: RuleBlock;
	readonly first: RuleBlock;
}

/** Behind the bracket or brace that opens it. */
function isInList(text: string, { start }: RuleBlock): boolean {
	return /[[{](?:\s|\\{1,8}[nrt])*(?:\\{0,8}["'`])?$/.test(
		text.slice(Math.max(0, start - widestGap), start),
	);
}
