/** One step of a merge as edits of a YAML text. What is put in is cut out of the addition, so that its quotes and blocks stay. */
import {
	type Document,
	isCollection,
	isMap,
	isPair,
	isScalar,
	isSeq,
	type Node,
	type Pair,
	type YAMLMap,
	type YAMLSeq,
} from 'yaml';
import { eolOf, lineEnd, lineStart, type TextEdit, unsafe } from './edits.js';
import { escaped } from './json.js';
import type { Path, Step } from './plan.js';

/** The text that is changed, and the one that values are cut out of; both as they were read. */
export interface Merge {
	readonly text: string;
	readonly into: Document.Parsed;
	readonly addition: string;
	readonly added: Document.Parsed;
	/** Empty braces and brackets that got an entry already. */
	readonly filled: Set<unknown>;
}

export function editsFor(merge: Merge, step: Step): readonly TextEdit[] {
	const { into } = merge;
	const { path } = step;
	if (step.kind === 'append') {
		const list = into.getIn(path, true);
		if (!isSeq(list)) throw unsafe();
		return list.flow === true ? inFlow(merge, list, step) : [item(merge, list, step)];
	}
	const parent = path.length <= 1 ? into.contents : into.getIn(path.slice(0, -1), true);
	if (isMap(parent)) {
		const pair = pairOf(parent, path.at(-1));
		if (pair) return [replaced(merge, parent, pair, step)];
		return parent.flow === true ? inFlow(merge, parent, step) : [member(merge, parent, step)];
	}
	// An alias, or a mapping with a tag of its own.
	throw unsafe();
}

function pairOf(map: YAMLMap, key: Path[number] | undefined): Pair | undefined {
	return map.items.find(({ key: node }) => isScalar(node) && String(node.value) === String(key));
}

/** `key: value` behind the last one of a block mapping, at its indentation. */
function member({ text, addition, added }: Merge, parent: YAMLMap, { from }: Step): TextEdit {
	const source = sourcePair(added, from);
	const column = columnOf(text, startOf(parent.items[0]?.key));
	const [begin, end] = [startOf(source.key), pairEnd(addition, source)];
	const part = cut(addition, begin, end, column, eolOf(text));
	return lineBehind(text, contentEnd(text, parent), ' '.repeat(column) + part);
}

/** `- value` behind the last one of a block list. */
function item({ text, addition, added }: Merge, list: YAMLSeq, { from }: Step): TextEdit {
	const node = added.getIn(from, true) as Node;
	const column = columnOf(text, startOf(list));
	const part = cut(addition, startOf(node), contentEnd(addition, node), column + 2, eolOf(text));
	return lineBehind(text, contentEnd(text, list), `${' '.repeat(column)}- ${part}`);
}

/** Between braces or brackets all stands in one line, as JSON, which YAML reads. */
function inFlow(
	{ text, filled }: Merge,
	parent: YAMLMap | YAMLSeq,
	{ path, kind, value }: Step,
): TextEdit[] {
	const close = (parent.range?.[1] ?? 0) - 1;
	const json = escaped(JSON.stringify(value));
	const body =
		kind === 'append' ? json : `${escaped(JSON.stringify(String(path.at(-1))))}: ${json}`;
	const last = parent.items.at(-1);
	if (last === undefined) {
		const comma = filled.has(parent) ? ', ' : '';
		filled.add(parent);
		return [{ start: close, end: close, text: comma + body }];
	}
	const end = entryEnd(text, last);
	return [{ start: end, end, text: `, ${body}` }];
}

function replaced(merge: Merge, parent: YAMLMap, pair: Pair, step: Step): TextEdit {
	const { text, addition, added } = merge;
	const old = pair.value as Node | null;
	if (parent.flow === true) {
		const colon = colonBehind(text, pair);
		const json = escaped(JSON.stringify(step.value));
		return { start: colon, end: Math.max(colon, entryEnd(text, pair)), text: ` ${json}` };
	}
	const source = sourcePair(added, step.from);
	const value = source.value as Node;
	if (isPlainScalar(old) && isPlainScalar(value)) {
		const [start, end] = [startOf(old), old.range?.[1] ?? 0];
		return { start, end, text: addition.slice(startOf(value), value.range?.[1]) };
	}
	const column = columnOf(text, startOf(pair.key));
	const [begin, end] = [colonBehind(addition, source), pairEnd(addition, source)];
	const put = cut(
		addition,
		begin,
		end,
		column,
		eolOf(text),
		columnOf(addition, startOf(source.key)),
	);
	return overOld(text, pair, put);
}

/** A remark behind the old value stays behind the key. */
function overOld(text: string, pair: Pair, put: string): TextEdit {
	const start = colonBehind(text, pair);
	const end = Math.max(start, pairEnd(text, pair));
	const rest = /^[ \t]*(#.*)?$/.exec(text.slice(end, lineEnd(text, end)));
	const remark = rest?.[1];
	const breakAt = put.search(/\r?\n/);
	if (text[end - 1] === '\n') return { start, end, text: put + eolOf(text) };
	if (remark === undefined || breakAt === -1) return { start, end, text: put };
	const moved = `${put.slice(0, breakAt)} ${remark}${put.slice(breakAt)}`;
	return { start, end: lineEnd(text, end), text: moved };
}

function isPlainScalar(node: Node | null): node is Node {
	if (!isScalar(node)) return false;
	const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
	return (
		!isBlock && node.range !== null && node.range !== undefined && node.range[1] > node.range[0]
	);
}

function sourcePair(added: Document.Parsed, from: Path): Pair {
	const parent = from.length <= 1 ? added.contents : added.getIn(from.slice(0, -1), true);
	const pair = isMap(parent) ? pairOf(parent, from.at(-1)) : undefined;
	if (!pair) throw unsafe();
	return pair;
}

/** A piece of the addition without its own indentation, and with that of its new place from the second line on. */
function cut(
	source: string,
	begin: number,
	end: number,
	column: number,
	eol: string,
	ownColumn = columnOf(source, begin),
): string {
	const [first = '', ...others] = source.slice(begin, end).split('\n');
	const margin = ' '.repeat(column);
	const own = new RegExp(`^ {0,${ownColumn}}`);
	const moved = others.map((line) => (line.trim() === '' ? '' : margin + line.replace(own, '')));
	return [first, ...moved].join(eol);
}

/** As lines of their own behind the line in which something ends. */
function lineBehind(text: string, end: number, put: string): TextEdit {
	const eol = eolOf(text);
	if (text[end - 1] === '\n') return { start: end, end, text: put + eol };
	const at = lineEnd(text, end);
	return { start: at, end: at, text: eol + put };
}

function columnOf(text: string, offset: number): number {
	return offset - lineStart(text, offset);
}

function startOf(node: unknown): number {
	const range = isScalar(node) || isCollection(node) ? node.range : undefined;
	if (!range) throw unsafe();
	return range[0];
}

function colonBehind(text: string, { key }: Pair): number {
	const end = isScalar(key) ? key.range?.[1] : undefined;
	const colon = end === undefined ? -1 : text.indexOf(':', end);
	if (end === undefined || colon === -1 || text.slice(end, colon).trim() !== '') throw unsafe();
	return colon + 1;
}

function pairEnd(text: string, pair: Pair): number {
	const { value } = pair;
	const end = colonBehind(text, pair);
	return value === null || value === undefined ? end : Math.max(end, contentEnd(text, value));
}

/** In braces a key may stand without a colon. */
function entryEnd(text: string, entry: unknown): number {
	if (!isPair(entry)) return contentEnd(text, entry);
	return entry.value ? contentEnd(text, entry.value) : colonBehind(text, entry);
}

/** Where the last character of a value stands, without comments and blank lines behind it; behind a block's line break. */
function contentEnd(text: string, node: unknown): number {
	if (isCollection(node) && node.flow !== true) {
		const last: unknown = node.items.at(-1);
		return isPair(last) ? pairEnd(text, last) : contentEnd(text, last);
	}
	const range = isScalar(node) || isCollection(node) ? node.range : undefined;
	if (!range) throw unsafe();
	const [start, end] = range;
	const isBlock = text[end - 1] === '\n' && /^[|>]/.test(text[start] ?? '');
	if (!isBlock) return end;
	const keepsBlankLines = text.slice(start, lineEnd(text, start)).includes('+');
	return keepsBlankLines ? end : start + text.slice(start, end).trimEnd().length;
}
