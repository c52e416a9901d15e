/** Settings of client configurations whose values stand beside them in place of below them. */
import type { Span } from '../rule.js';

/** By the key above, the keys that belong below it; as the targets for OpenClaw write them. */
const below: Readonly<Record<string, readonly string[]>> = {
	vault_connection: ['url', 'mtls'],
	mtls: ['cert_file', 'key_file', 'ca_cert_file'],
};

/** The key that is empty; `first` is the one that stands next and belongs below it. */
export interface FlatSetting extends Span {
	readonly key: string;
	readonly first: string;
	/** Zero-based. */
	readonly line: number;
	/** What has to move, and by how many levels; each line's first character. */
	readonly moved: readonly { readonly at: number; readonly levels: number }[];
}

interface Line {
	readonly start: number;
	/** Columns before its key; the dash of a list counts as one. */
	readonly indent: number;
	/** Undefined for blank lines and comments. */
	readonly key?: string;
	readonly isEmpty: boolean;
	readonly hasContent: boolean;
}

/** The outermost of those that lost their indentation together, in the text's order. */
export function flatSettingsIn(text: string): readonly FlatSetting[] {
	if (!Object.keys(below).some((key) => text.includes(key))) return [];
	const lines = linesOf(text);
	const found: FlatSetting[] = [];
	for (let at = 0; at < lines.length; at += 1) {
		const run = runBelow(lines, at, 1);
		if (!run) continue;
		const { start, indent, key = '' } = lines[at] ?? { start: 0, indent: 0 };
		const { first, moved, next } = run;
		const from = start + indent;
		found.push({ start: from, end: from + key.length, line: at, key, first, moved });
		at = next - 1;
	}
	return found;
}

interface Run {
	readonly first: string;
	readonly moved: FlatSetting['moved'];
	/** The first line that is no part of it. */
	readonly next: number;
}

/** What stands beside an empty key and belongs below it; with each line what is indented further goes along. */
function runBelow(lines: readonly Line[], at: number, levels: number): Run | undefined {
	const head = lines[at];
	const children = head?.key === undefined ? undefined : below[head.key];
	if (!head?.isEmpty || !children) return undefined;
	const moved: { at: number; levels: number }[] = [];
	let first: string | undefined;
	let next = at + 1;
	while (next < lines.length) {
		const line = lines[next];
		if (!line) break;
		const isChild = line.indent === head.indent && children.includes(line.key ?? '');
		const goesAlong = first !== undefined && line.indent > head.indent;
		if (line.hasContent && !isChild && !goesAlong) break;
		if (isChild) first ??= line.key;
		if (line.hasContent) moved.push({ at: line.start, levels });
		const deeper = isChild ? runBelow(lines, next, levels + 1) : undefined;
		if (deeper) moved.push(...deeper.moved);
		next = deeper?.next ?? next + 1;
	}
	return first === undefined ? undefined : { first, moved, next };
}

function linesOf(text: string): readonly Line[] {
	let start = 0;
	return text.split('\n').map((raw) => {
		const from = start;
		start += raw.length + 1;
		const content = raw.replace(/\r$/, '');
		const [, blanks = '', key, value = ''] =
			/^( *(?:- +)?)([\w-]+):(?![^\s])(.*)$/.exec(content) ?? [];
		const hasContent = !/^\s*(?:#|$)/.test(raw);
		const indent = key === undefined ? raw.search(/\S|$/) : blanks.length;
		const isEmpty = key !== undefined && /^(?:#|$)/.test(value.trim());
		return { start: from, indent, isEmpty, hasContent, ...(key !== undefined && { key }) };
	});
}
