/** A line of YAML, as far as a place in it needs: each character is looked at once. */

export interface LineState {
	/** The quote that is open at its end, and where. */
	readonly quote?: { readonly sign: '"' | "'"; readonly at: number };
	readonly isComment: boolean;
	/** Brackets that are open at its end. */
	readonly depth: number;
}

/** What is open at the end of the first part of a line. A quote begins a value or key; inside a word it is an apostrophe. */
export function stateAfter(text: string): LineState {
	let depth = 0;
	let mayBegin = true;
	for (let at = 0; at < text.length; at += 1) {
		const sign = text.charAt(at);
		if (mayBegin && (sign === '"' || sign === "'")) {
			const close = closeOf(text, at, sign);
			if (close === undefined) return { quote: { sign, at }, isComment: false, depth };
			at = close;
			mayBegin = false;
			continue;
		}
		const isBlank = sign === ' ' || sign === '\t';
		if (sign === '#' && (at === 0 || /[ \t]/.test(text.charAt(at - 1)))) {
			return { isComment: true, depth };
		}
		if (sign === '[' || sign === '{') depth += 1;
		if ((sign === ']' || sign === '}') && depth > 0) depth -= 1;
		mayBegin = /[[{,:?-]/.test(sign) || (isBlank && mayBegin);
	}
	return { isComment: false, depth };
}

function closeOf(text: string, from: number, sign: string): number | undefined {
	for (let at = from + 1; at < text.length; at += 1) {
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
}

const indicator = /(?:^|[ \t])([|>])[-+]?([1-9])?[-+]?$/;

/** Undefined for other lines. */
export function headerIn(line: string): Header | undefined {
	const comment = line.search(/[ \t]#/);
	const text = (comment === -1 ? line : line.slice(0, comment)).trimEnd();
	const [, sign, digit] = indicator.exec(text.slice(-8)) ?? [];
	if (sign === undefined) return undefined;
	const words = text
		.slice(0, text.lastIndexOf(sign))
		.trimEnd()
		.split(/[ \t]+/);
	// Tags and anchors stand between the key and the sign.
	while (/^[!&]/.test(words.at(-1) ?? '')) words.pop();
	const last = words.at(-1) ?? '';
	const dashes = dashesOf(text);
	const isItem = words.every((word) => word === '' || word === '-');
	if (!isItem && !last.endsWith(':')) return undefined;
	const parent = isItem ? dashes.lastIndexOf('-') : dashes.length;
	const isFolded = sign === '>';
	return digit === undefined
		? { parent, isFolded }
		: { parent, isFolded, indent: Math.max(parent, 0) + Number(digit) };
}

/** Indentation and the dashes of list items. */
export function dashesOf(line: string): string {
	return /^ *(?:- +)*/.exec(line)?.[0] ?? '';
}

/** The column of the key or dash behind which a value begins, where that is all that stands before it. */
export function valueColumn(before: string): number | undefined {
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
