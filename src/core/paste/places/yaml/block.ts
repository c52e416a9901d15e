/** PEM in a block scalar that is there (YAML 1.2, 8.1). */
import { type FoundPlace, type LineAround, lineStartBefore, type PlaceInput } from '../../place.js';
import { isBase64 } from './base64Values.js';
import { type Header, headerIn, indentOf } from './line.js';

/** The block scalar in which a place is. */
export interface Block extends Header {
	/** The first line that has something in it, above the place, is indented so. */
	readonly above?: number | undefined;
	/** Where the line of its header begins, and that line. */
	readonly start: number;
	readonly line: string;
}

/** Undefined outside of one. */
export function blockAround(input: PlaceInput, place: LineAround): Block | undefined {
	const { text } = input;
	const { start, before } = place;
	const onHeader = isRest(place.after) ? headerIn(before) : undefined;
	if (onHeader) return { ...onHeader, start, line: before };
	const own = before.trim() === '' ? undefined : indentOf(before);
	const after = indentAfter(place);
	let least = own ?? after ?? Infinity;
	let content: number | undefined;
	for (let at = start; at > 0 && least > 0;) {
		const from = lineStartBefore(text, at);
		const line = text.slice(from, at).trimEnd();
		at = from;
		if (line === '') continue;
		const found = headerIn(line);
		if (found && least > found.parent) {
			const isOut =
				(own ?? after) === undefined && content !== undefined && before.length <= found.parent;
			const isBehind = isOut && contentBelow(input, place, found.parent) === undefined;
			return isBehind ? undefined : { ...found, above: content ?? own, start: from, line };
		}
		content = indentOf(line);
		least = Math.min(least, content);
	}
	return undefined;
}

/** Nothing, or a comment. */
export function isRest(after: string): boolean {
	return /^[ \t]*$|^[ \t]+#/.test(after);
}

/** Indented as the lines that are there. */
export function inBlock(input: PlaceInput, line: LineAround, block: Block): FoundPlace {
	const isOnHeader = block.start === line.start;
	const below = contentBelow(input, line, block.parent);
	const indent =
		block.indent ?? block.above ?? indentAfter(line) ?? below ?? freshIndent(line, block);
	const prefix = ' '.repeat(indent);
	const isEmpty = block.above === undefined && below === undefined;
	const isLiteral = !block.isFolded || (isEmpty && (isOnHeader || line.after.trim() === ''));
	const around = isOnHeader ? onHeader(input, line, prefix) : inLines(input, line, indent);
	const { start, end, first, tail } = around;
	const header = input.text.slice(block.start + block.sign + 1, start).replace(/\r\n?/g, '\n');
	const span =
		block.isFolded && isLiteral
			? { first: `|${header}${first}`, start: block.start + block.sign, end }
			: { first, start, end };
	const value = block.line.slice(0, block.sign);
	if (isBase64(input.text, block.start, value)) {
		return { form: 'base64', open: first, close: tail, start, end };
	}
	const inLine = { open: span.first, close: tail };
	const place = { form: 'lines', prefix, inLine, ...span } as const;
	if (isLiteral) return { ...place, tail };
	// A blank line keeps the break to what stands there.
	const isBehind = block.above !== undefined && !isOnHeader && !isBelowBlank(input.text, line);
	const gap = isBehind ? '\n' : '';
	const isBefore = below !== undefined || line.after.trim() !== '';
	return { ...place, first: gap + first, tail: isBefore ? `\n${tail}` : tail, isFolded: true };
}

type Span = Readonly<Record<'start' | 'end', number>> & Readonly<Record<'first' | 'tail', string>>;

/** Whether a place is in an empty line below one that is empty too. */
function isBelowBlank(text: string, { start, before }: LineAround): boolean {
	return before.trim() === '' && text.slice(lineStartBefore(text, start), start).trim() === '';
}

function onHeader({ start, end }: PlaceInput, line: LineAround, prefix: string): Span {
	const { after } = line;
	const first = `${after.trimEnd()}\n${prefix}`;
	return { start, end: end + after.length, first, tail: lastBreak(line) };
}

/** A blank that stands before or behind the place is a part of the indentation, up to its width. */
function inLines({ start, end }: PlaceInput, line: LineAround, indent: number): Span {
	const prefix = ' '.repeat(indent);
	const isBlank = line.before.trim() === '';
	if (line.after.trim() === '') {
		return {
			...{ start: isBlank ? line.start : start, end: end + line.after.length },
			...{ first: isBlank ? prefix : `\n${prefix}`, tail: lastBreak(line) },
		};
	}
	if (!isBlank) return { start, end, first: `\n${prefix}`, tail: `\n${prefix}` };
	const blanks = indentOf(line.after);
	const more = Math.max(0, line.before.length + blanks - indent);
	return {
		...{ start: line.start, end: end + blanks },
		...{ first: prefix, tail: `\n${prefix}${' '.repeat(more)}` },
	};
}

/** Of the line in which the place is, where something stands behind it. */
function indentAfter({ before, after }: LineAround): number | undefined {
	return before.trim() === '' && after.trim() !== '' ? before.length + indentOf(after) : undefined;
}

function freshIndent({ before }: LineAround, { parent }: Block): number {
	return Math.max(/^ *$/.test(before) ? before.length : 0, parent + 2);
}

/** Of the next line that is not blank, where it is one of the block. */
function contentBelow(
	{ text, end }: PlaceInput,
	{ after }: LineAround,
	parent: number,
): number | undefined {
	const below = indentBelow(text, end + after.length);
	return below !== undefined && below > parent ? below : undefined;
}

/** Of the next line that is not blank, within reach. */
export function indentBelow(text: string, from: number): number | undefined {
	const next = lineBelow(text, from);
	return next === undefined ? undefined : indentOf(next);
}

/** The next line that is not blank, within reach. */
export function lineBelow(text: string, from: number): string | undefined {
	const below = text.slice(from, from + 2000).split(/\r\n|\n|\r/);
	return below.slice(1).find((line) => line.trim() !== '');
}

/** The value ends with a line break, as PEM does, also where the document ends. */
export function lastBreak({ isLast }: LineAround): string {
	return isLast ? '\n' : '';
}
