/** YAML 1.2: block scalars (8.1.2) for PEM, double quotes where nothing else has a place. */
import {
	type Affixes,
	type FoundPlace,
	lineAround,
	type LineAround,
	lineStartBefore,
	type PlaceInput,
} from '../place.js';
import { headerIn, type LineState, stateAfter, valueColumn } from './yamlLine.js';
import { isInSecretData } from './yamlSecret.js';

/** Undefined where a plain paste is as good. */
export function yamlPlace(input: PlaceInput): FoundPlace | undefined {
	const line = lineAround(input);
	if (!line) return undefined;
	const block = blockAround(input.text, line);
	if (block) return block === 'folded' ? undefined : inBlock(input, line, block);
	const state = stateAfter(line.before);
	if (state.isComment) return undefined;
	if (state.quote) return inQuotes(input, line, state.quote);
	return inFlow(input, line, state) ?? asValue(input, line);
}

interface Block {
	/** Columns before its lines. */
	readonly indent: number;
	/** Of the line with `|`. */
	readonly parent: number;
	readonly header: number;
}

/** The block scalar in which a line stands. */
function blockAround(text: string, { start, before }: LineAround): Block | 'folded' | undefined {
	const isBlank = before.trim() === '';
	const own = isBlank ? undefined : indentOf(before);
	let least = own ?? Infinity;
	let content: number | undefined;
	for (let at = start; at > 0 && least > 0;) {
		const header = lineStartBefore(text, at);
		const line = text.slice(header, at).trimEnd();
		at = header;
		if (line === '') continue;
		const found = headerIn(line);
		if (found && least > found.parent) {
			const { parent, isFolded } = found;
			if (isBlank && content !== undefined && before.length <= parent) return undefined;
			if (isFolded) return 'folded';
			const first = content ?? own ?? Math.max(before.length, parent + 2);
			return { indent: found.indent ?? first, parent, header };
		}
		content = indentOf(line);
		least = Math.min(least, content);
	}
	return undefined;
}

function indentOf(line: string): number {
	return line.length - line.trimStart().length;
}

function inBlock(input: PlaceInput, line: LineAround, block: Block): FoundPlace {
	const { start, end, text } = input;
	const prefix = ' '.repeat(block.indent);
	const isBlank = line.before.trim() === '';
	const isEnd = line.after.trim() === '';
	const span = {
		start: isBlank ? line.start : start,
		end: isEnd ? end + line.after.length : end,
	};
	const first = isBlank ? prefix : `\n${prefix}`;
	const tail = isEnd ? lastBreak(line) : `\n${prefix}`;
	return isInSecretData(text, block.header, block.parent)
		? { form: 'base64', open: first, close: tail, ...span }
		: { form: 'lines', first, prefix, tail, inLine: { open: first, close: tail }, ...span };
}

function quoted(gap: string): Affixes {
	return { open: `${gap}"`, close: '"' };
}

/** The value ends with a line break, as PEM does, also where the document ends. */
function lastBreak({ isLast }: LineAround): string {
	return isLast ? '\n' : '';
}

function inQuotes(
	{ text, start, end }: PlaceInput,
	line: LineAround,
	{ sign, at }: NonNullable<LineState['quote']>,
): FoundPlace | undefined {
	const column = valueColumn(line.before.slice(0, at));
	const isSecret = column !== undefined && isInSecretData(text, line.start, column);
	if (isSecret || sign === '"') {
		return { form: isSecret ? 'base64' : 'escaped', open: '', close: '', start, end };
	}
	// Single quotes know no escapes: an empty pair gives way to another form.
	const isEmpty = at === line.before.length - 1 && /^'[ \t]*$/.test(line.after);
	if (column === undefined || !isEmpty) return undefined;
	const prefix = ' '.repeat(column + 2);
	return {
		...{ form: 'lines', first: `|\n${prefix}`, prefix, tail: lastBreak(line), inLine: quoted('') },
		...{ start: start - 1, end: end + line.after.length },
	};
}

/** Between brackets. */
function inFlow(
	{ text, start, end }: PlaceInput,
	line: LineAround,
	{ depth }: LineState,
): FoundPlace | undefined {
	const above = text.slice(lineStartBefore(text, line.start), line.start).trimEnd();
	const isInside = depth > 0 || /[[{,]$/.test(above);
	const isValue = /(?:^|[[,:])[ \t]*$/.test(line.before) && /^[ \t]*(?:[,\]}]|$)/.test(line.after);
	if (!isInside || !isValue) return undefined;
	return { form: 'escaped', open: '"', close: '"', start, end };
}

function asValue(input: PlaceInput, line: LineAround): FoundPlace | undefined {
	const { text, start } = input;
	const column = valueColumn(line.before);
	const end = input.end + line.after.length;
	if (column === undefined || line.after.trim() !== '') return undefined;
	if (indentBelow(text, end) > column) return undefined;
	const gap = /[ \t]$/.test(line.before) ? '' : ' ';
	if (isInSecretData(text, line.start, column)) {
		return { form: 'base64', open: gap, close: '', start, end };
	}
	const prefix = ' '.repeat(column + 2);
	const first = `${gap}|\n${prefix}`;
	return { form: 'lines', first, prefix, tail: lastBreak(line), inLine: quoted(gap), start, end };
}

/** Of the next line that is not blank: what is below the key already. */
function indentBelow(text: string, from: number): number {
	const below = text.slice(from, from + 2000).split(/\r\n|\n|\r/);
	return indentOf(below.slice(1).find((line) => line.trim() !== '') ?? '');
}
