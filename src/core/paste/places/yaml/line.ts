/** Lines of YAML, as far as a place in them needs: each character is looked at once. */

export interface LineState {
	/** The quote that is open, and where in the text. */
	readonly quote?: { readonly sign: '"' | "'"; readonly at: number };
	readonly isComment: boolean;
	/** Where in the text the brackets that are open were opened, the outermost first. */
	readonly brackets: readonly number[];
}

/** The same while lines are read: all of them share the list of brackets. */
interface Reading extends LineState {
	readonly brackets: number[];
}

/** What is open at an offset, also from lines above. */
export function stateBefore(text: string, to: number): LineState {
	let open: (Reading & { readonly indent: number }) | undefined;
	let scalarParent: number | undefined;
	for (let at = 0; ;) {
		const newline = text.indexOf('\n', at);
		const isLast = newline === -1 || newline >= to;
		const line = text.slice(at, isLast ? to : newline).replace(/\r$/, '');
		const indent = indentOf(line);
		const isBlank = line.trim() === '';
		if (scalarParent !== undefined && !isBlank && indent <= scalarParent) scalarParent = undefined;
		if (open && !isBlank && endsBefore(line, open.indent)) open = undefined;
		const isRead = scalarParent === undefined && (open !== undefined || /["'[{|>#]/.test(line));
		const state = isRead
			? stateAfter(line, at, open ?? { isComment: false, brackets: [] })
			: { isComment: false, brackets: [] };
		if (isLast) return state;
		if (scalarParent === undefined) {
			open = isOpen(state) ? { ...state, indent: open?.indent ?? indent } : undefined;
			if (!open && isRead) scalarParent = headerIn(line)?.parent;
		}
		at = newline + 1;
	}
}

/** Whether a line can be no part of what was opened in a line of this indentation (YAML 1.2, 7.1): it was left open. */
function endsBefore(line: string, indent: number): boolean {
	return indentOf(line) <= indent && !/^\s*[\]}"']/.test(line);
}

function isOpen({ quote, brackets }: LineState): boolean {
	return quote !== undefined || brackets.length > 0;
}

/** A quote or bracket begins a value or key; inside a word it is an apostrophe, or a part of it. */
function stateAfter(text: string, offset: number, open: Reading): Reading {
	const { brackets } = open;
	const lastTemplateEnd = text.lastIndexOf('}}');
	let mayBegin = true;
	let at = 0;
	if (open.quote) {
		const close = closeOf(text, 0, open.quote.sign);
		if (close === undefined) return { ...open, isComment: false };
		at = close + 1;
		mayBegin = false;
	}
	for (; at < text.length; at += 1) {
		const sign = text.charAt(at);
		const isBlank = isSpace(sign);
		if (mayBegin && (sign === '"' || sign === "'")) {
			const close = closeOf(text, at + 1, sign);
			if (close === undefined) {
				return { quote: { sign, at: offset + at }, isComment: false, brackets };
			}
			at = close;
			mayBegin = false;
			continue;
		}
		if (sign === '#' && (at === 0 || isSpace(text.charAt(at - 1)))) {
			return { isComment: true, brackets };
		}
		if (mayBegin && (sign === '&' || sign === '!')) {
			at += propertyLength(text, at) - 1;
			continue;
		}
		// What a template puts there is not known; its braces are none of YAML's.
		const isTemplate = at < lastTemplateEnd && text.startsWith('{{', at);
		const template = isTemplate ? text.indexOf('}}', at) : -1;
		if (template !== -1) at = template + 1;
		else if (/[[{]/.test(sign) && (mayBegin || brackets.length > 0)) brackets.push(offset + at);
		else if (/[\]}]/.test(sign)) brackets.pop();
		mayBegin = template === -1 && (begins(text, at, brackets.length > 0) || (isBlank && mayBegin));
	}
	return { isComment: false, brackets };
}

/** Whether a value may begin behind a sign. */
function begins(text: string, at: number, isFlow: boolean): boolean {
	const sign = text.charAt(at);
	const next = text.charAt(at + 1);
	if (/[:?-]/.test(sign)) return next === '' || isSpace(next) || (isFlow && sign === ':');
	return /[[{,]/.test(sign) && (isFlow || text.startsWith('{{', at));
}

function isSpace(sign: string): boolean {
	return sign === ' ' || sign === '\t';
}

/** Of an anchor or tag. */
function propertyLength(text: string, at: number): number {
	const length = text.slice(at).search(/[ \t]/);
	return length === -1 ? text.length - at : length;
}

function closeOf(text: string, from: number, sign: string): number | undefined {
	for (let at = from; at < text.length; at += 1) {
		const found = text.charAt(at);
		if (found === '\\' && sign === '"') at += 1;
		else if (found === sign) return at;
	}
	return undefined;
}

/** The line that begins a block scalar (YAML 1.2, 8.1). */
export interface Header {
	/** The column that its lines must be behind. */
	readonly parent: number;
	/** Where the line says how deep they are. */
	readonly indent?: number;
	readonly isFolded: boolean;
	/** Where in the line `|` or `>` stands. */
	readonly sign: number;
}

const indicator = /(?:^|[ \t])([|>])[-+]?([1-9])?[-+]?$/;

/** Undefined for other lines. */
export function headerIn(line: string): Header | undefined {
	if (/^\s*#/.test(line)) return undefined;
	const text = withoutComment(line).trimEnd();
	const [, found, digit] = indicator.exec(text.slice(-8)) ?? [];
	if (found === undefined) return undefined;
	const sign = text.lastIndexOf(found);
	const before = withoutProperties(text.slice(0, sign));
	const dashes = dashesOf(text);
	const isItem = /^[ -]*$/.test(before) && dashes.includes('-');
	if (!isItem && !before.endsWith(':')) return undefined;
	const parent = isItem ? dashes.lastIndexOf('-') : dashes.length;
	const isFolded = found === '>';
	return digit === undefined
		? { parent, isFolded, sign }
		: { parent, isFolded, sign, indent: Math.max(parent, 0) + Number(digit) };
}

/** What stands before the comment of a line. */
export function withoutComment(line: string): string {
	const comment = line.search(/[ \t]#/);
	return comment === -1 ? line : line.slice(0, comment);
}

/** What stands before a value, without its anchor and tag, and without blanks at its end. */
export function withoutProperties(before: string): string {
	const words = before.trimEnd().split(/(?<=[ \t])(?=[^ \t])/);
	while (words.length > 1 && /^[!&]/.test(words.at(-1) ?? '')) words.pop();
	return words.join('').trimEnd();
}

export function indentOf(line: string): number {
	return line.length - line.trimStart().length;
}

/** Indentation and the dashes of list items. */
export function dashesOf(line: string): string {
	return /^ *(?:- +)*/.exec(line)?.[0] ?? '';
}

/** The column of the key or dash behind which a value begins, where that is all that stands before it. */
export function valueColumn(text: string): number | undefined {
	const before = withoutProperties(text);
	const dashes = dashesOf(before);
	const rest = before.slice(dashes.length).trimEnd();
	if (rest === '-') return dashes.length;
	// Behind a dash and its blank.
	if (rest === '') return dashes.includes('-') ? dashes.lastIndexOf('-') : undefined;
	if (!rest.endsWith(':')) return undefined;
	const key = rest.slice(0, -1).trimEnd();
	const isQuoted = /^"(?:[^"\\]|\\.)*"$|^'[^']*'$/.test(key);
	const isPlain = /^[^\s"'#{}[\],&*!|>%@`?][^#{}[\]]*$/.test(key) && !/:\s/.test(key);
	return isQuoted || isPlain ? dashes.length : undefined;
}

/** The name behind which a value begins, without quotes; undefined in a list. */
export function keyBefore(text: string): string | undefined {
	const before = withoutProperties(text);
	return /(?:^|[\s{,])["']?([\w./-]+)["']?[ \t]*:$/.exec(before)?.[1];
}
