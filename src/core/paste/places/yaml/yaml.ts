/** YAML 1.2: block scalars (8.1.2) for PEM, double quotes where nothing else has a place. */
import {
	type Affixes,
	type FoundPlace,
	lineAround,
	type LineAround,
	lineStartBefore,
	type PlaceInput,
} from '../../place.js';
import { jsonPlace } from '../json.js';
import { isBase64, isBase64Between } from './base64Values.js';
import { blockAround, inBlock, isRest, lastBreak, lineBelow } from './block.js';
import { indentOf, type LineState, stateBefore, valueColumn, withoutProperties } from './line.js';

/** Undefined where a plain paste is as good. */
export function yamlPlace(input: PlaceInput): FoundPlace | undefined {
	// JSON is YAML too; a template begins with two braces.
	if (/^\s*(?:\[|\{(?!\{))/.test(input.text)) return jsonPlace(input);
	const line = lineAround(input);
	if (!line) return undefined;
	const block = blockAround(input, line);
	if (block) return inBlock(input, line, block);
	const state = stateBefore(input.text, input.start);
	if (state.isComment) return undefined;
	if (state.quote) return inQuotes(input, line, state, state.quote);
	if (state.brackets.length > 0) return inFlow(input, line, state);
	return asValue(input, line) ?? belowKey(input, line) ?? asVariable(input, line);
}

function quoted(gap: string, rest = ''): Affixes {
	return { open: `${gap}"`, close: `"${rest}` };
}

function inQuotes(
	input: PlaceInput,
	line: LineAround,
	state: LineState,
	{ sign, at }: NonNullable<LineState['quote']>,
): FoundPlace | undefined {
	const { text, start, end } = input;
	const from = text.lastIndexOf('\n', at) + 1;
	const before = text.slice(from, at);
	const isFlow = state.brackets.length > 0;
	const isData = isFlow ? isDataOf(text, state, before) : isBase64(text, from, before);
	if (isData || sign === '"') {
		return { form: isData ? 'base64' : 'escaped', open: '', close: '', start, end };
	}
	// Single quotes know no escapes: an empty pair gives way to another form.
	const isEmpty = at === start - 1 && line.after.startsWith("'");
	if (isEmpty && isFlow) {
		return { form: 'escaped', ...quoted(''), start: start - 1, end: end + 1 };
	}
	const after = line.after.slice(1);
	if (isEmpty && isRest(after)) {
		const unquoted = { ...input, start: start - 1, end: end + 1 };
		const place = asValue(unquoted, { ...line, before: line.before.slice(0, -1), after });
		if (place) return place;
	}
	const prefix = ' '.repeat(indentOf(before) + 2);
	const gap = `\n\n${prefix}`;
	return {
		...{ form: 'lines', first: at === start - 1 ? '' : gap, prefix, isFolded: true, tail: gap },
		...{ inLine: { open: '', close: '' }, start, end },
	};
}

/** Between brackets. */
function inFlow(
	{ text, start, end }: PlaceInput,
	{ start: from, before, after }: LineAround,
	state: LineState,
): FoundPlace | undefined {
	const isValue =
		/(?:^|[[,:])[ \t]*$/.test(withoutProperties(before)) && /^[ \t]*(?:[,\]}#]|$)/.test(after);
	if (!isValue) return undefined;
	const inside = before.slice(Math.max(0, (state.brackets.at(-1) ?? 0) + 1 - from));
	const form = isDataOf(text, state, inside) ? 'base64' : 'escaped';
	const gap = before.endsWith(':') ? ' ' : '';
	return { form, ...quoted(gap), start, end };
}

/** Deeper brackets hold other things. */
function isDataOf(text: string, { brackets }: LineState, before: string): boolean {
	const [bracket, ...more] = brackets;
	return bracket !== undefined && more.length === 0 && isBase64Between(text, bracket, before);
}

function asValue(input: PlaceInput, line: LineAround): FoundPlace | undefined {
	const { text, start, end } = input;
	const { before, after } = line;
	const column = valueColumn(before);
	const isSpaced = /[ \t]$/.test(before);
	const comment = isSpaced && after.startsWith('#') ? ` ${after}` : after;
	if (column === undefined || !isRest(comment) || hasValueBelow(input, line, column)) {
		return undefined;
	}
	const gap = isSpaced ? '' : ' ';
	const rest = comment.trimEnd();
	const span = { start, end: end + after.length };
	if (isBase64(text, line.start, before)) {
		return { form: 'base64', open: gap, close: rest, ...span };
	}
	const prefix = ' '.repeat(column + 2);
	const first = `${gap}|${rest}\n${prefix}`;
	const inLine = quoted(gap, rest);
	return { form: 'lines', first, prefix, tail: lastBreak(line), inLine, ...span };
}

/** Whether lines below are the value of the key at a column already. */
function hasValueBelow(
	{ text, end }: PlaceInput,
	{ before, after }: LineAround,
	column: number,
): boolean {
	const next = lineBelow(text, end + after.length);
	if (next === undefined || /^\s*#/.test(next)) return false;
	const indent = indentOf(next);
	// A list may stand at the column of its key.
	const isList = /^\s*-(?:\s|$)/.test(next) && withoutProperties(before).endsWith(':');
	return indent > column || (indent === column && isList);
}

/** In a line of its own below a key that has no value. */
function belowKey(input: PlaceInput, line: LineAround): FoundPlace | undefined {
	const { text } = input;
	if (line.before.trim() !== '' || line.before === '') return undefined;
	for (let at = line.start; at > 0;) {
		const from = lineStartBefore(text, at);
		const above = text.slice(from, at).trimEnd();
		at = from;
		if (above === '') continue;
		const column = valueColumn(above);
		if (column === undefined || column >= line.before.length || !above.endsWith(':')) {
			return undefined;
		}
		const { after, isLast } = line;
		const keyLine = { start: from, before: above, after, isLast };
		return asValue({ ...input, start: from + above.length }, keyLine);
	}
	return undefined;
}

/** An item `NAME=` of a list, as the variables of a Compose file are. */
function asVariable(
	{ start, end }: PlaceInput,
	{ before, after }: LineAround,
): FoundPlace | undefined {
	const [, name] = /^ *(?:- +)+([A-Za-z_][\w.-]*=)$/.exec(before) ?? [];
	if (name === undefined || !isRest(after)) return undefined;
	return { form: 'escaped', open: `"${name}`, close: '"', start: start - name.length, end };
}
