/** Merges into JSON, with comments and trailing commas where they are (JSONC). All that is not merged stays byte for byte. */
import {
	findNodeAtLocation,
	getNodeValue,
	type Node,
	type ParseError,
	parseTree,
} from 'jsonc-parser';
import { isDeepStrictEqual } from 'node:util';
import { hiddenCharacters } from '../common/hiddenCharacters.js';
import { eolOf, lineStart, type TextEdit, unreadable, unsafe, withEdits } from './edits.js';
import { afterSteps, copyOf, planMerge, type Step } from './plan.js';

/** Rejects with `invalid`: `mergeSyntax` (args `line`) where `text` is not JSON, `mergeUnsafe`. */
export function mergeJson(text: string, addition: string): string {
	if (text.trim() === '') return addition;
	const tree = read(text);
	const value: unknown = getNodeValue(tree);
	const plan = planMerge(value, getNodeValue(read(addition)));
	const merged = withEdits(text, editsOf(text, tree, plan));
	// `getNodeValue` makes objects without a prototype.
	const found = copyOf(getNodeValue(read(merged)));
	if (!isDeepStrictEqual(found, afterSteps(value, plan))) throw unsafe();
	return merged;
}

function read(text: string): Node {
	const errors: ParseError[] = [];
	const tree = parseTree(text, errors, { allowTrailingComma: true });
	const [error] = errors;
	if (!tree || error) throw unreadable(text, error?.offset ?? 0);
	return tree;
}

function editsOf(text: string, tree: Node, plan: readonly Step[]): readonly TextEdit[] {
	const replaced: TextEdit[] = [];
	const added = new Map<Node, Entry[]>();
	for (const { kind, path, value } of plan) {
		const there = findNodeAtLocation(tree, [...path]);
		if (there && kind === 'set') {
			const { offset, length } = there;
			const put = rendered(text, value, indentAt(text, offset));
			replaced.push({ start: offset, end: offset + length, text: put });
			continue;
		}
		const parent = there ?? findNodeAtLocation(tree, path.slice(0, -1)) ?? tree;
		const entry = kind === 'append' ? { value } : { value, key: String(path.at(-1)) };
		added.set(parent, [...(added.get(parent) ?? []), entry]);
	}
	return [
		...replaced,
		...[...added].flatMap(([parent, entries]) => insertion(text, parent, entries)),
	];
}

/** An element of a list, or with a key a member of an object. */
interface Entry {
	readonly value: unknown;
	readonly key?: string;
}

/** Behind the last one, in the manner of the others. */
function insertion(text: string, parent: Node, entries: readonly Entry[]): readonly TextEdit[] {
	const { offset, length, children = [] } = parent;
	const close = offset + length - 1;
	const last = children.at(-1);
	const outer = indentAt(text, offset);
	const isMultiline = last === undefined || text.slice(offset, close).includes('\n');
	const inner = isMultiline ? indentOfChildren(text, parent, outer) : outer;
	const separator = isMultiline ? eolOf(text) + inner : ' ';
	const body = entries
		.map(({ key, value }) => {
			const name = key === undefined ? '' : `${escaped(JSON.stringify(key))}: `;
			const json = isMultiline ? rendered(text, value, inner) : escaped(JSON.stringify(value));
			return separator + name + json;
		})
		.join(',');
	const from = last ? last.offset + last.length : offset + 1;
	const behind = text.slice(from, close);
	const at = from + behind.trimEnd().length;
	if (!last) {
		const tail = behind.includes('\n') ? '' : eolOf(text) + outer;
		return [{ start: at, end: at, text: body + tail }];
	}
	const hasComma = withoutComments(behind).includes(',');
	const comma = { start: from, end: from, text: ',' };
	const members = { start: at, end: at, text: body + (hasComma ? ',' : '') };
	return hasComma ? [members] : [comma, members];
}

function withoutComments(text: string): string {
	return text.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, '');
}

function indentOfChildren(text: string, parent: Node, outer: string): string {
	const first = parent.children?.[0];
	const indent = first && indentAt(text, first.offset);
	return indent !== undefined && indent.length > outer.length ? indent : outer + unitOf(text);
}

/** White space at the start of the line. */
function indentAt(text: string, offset: number): string {
	const start = lineStart(text, offset);
	return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** The indentation of the first indented line; two spaces where there is none. */
function unitOf(text: string): string {
	return /^(?:\t| +)(?=["'{[\]\d])/m.exec(text)?.[0] ?? '  ';
}

function rendered(text: string, value: unknown, indent: string): string {
	const json = escaped(JSON.stringify(value, null, unitOf(text)));
	return json.replaceAll('\n', eolOf(text) + indent);
}

const hidden = new RegExp(`[${hiddenCharacters}]`, 'gu');

/** What looks like nothing is shown. */
export function escaped(json: string): string {
	return json.replace(hidden, (char) =>
		char === '\n' || char === '\t'
			? char
			: Array.from(
					{ length: char.length },
					(_, index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`,
				).join(''),
	);
}
