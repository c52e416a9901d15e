/** String literals of programming languages. */
import { type Affixes, type FoundPlace, lineAround, type PlaceInput } from '../place.js';
import { type Quote, type Syntax, syntaxes } from './syntaxes.js';

const none: Affixes = { open: '', close: '' };

/** Undefined outside of strings, and in those that take PEM as it is. */
export function codePlace(input: PlaceInput): FoundPlace | undefined {
	const { text, start, end, languageId } = input;
	const syntax = syntaxes[languageId];
	const quote = syntax && quoteAt(text, start, syntax);
	if (!quote) return undefined;
	if (quote.dedents === true) return indentedPlace(input, quote);
	if (quote.takesLines) return undefined;
	if (quote.escapes) return { form: 'escaped', ...none, start, end, quote: quote.close };
	const isEmpty = text.startsWith(quote.open, start - quote.open.length);
	if (quote.widen === undefined || !isEmpty || !text.startsWith(quote.close, end)) return undefined;
	const { widen } = quote;
	const lines = { first: widen, prefix: '', tail: `\n${widen}` };
	return { form: 'lines', ...lines, inLine: none, start, end };
}

/** Lines as deep as those around them, or as the quotes that close the string. */
function indentedPlace(input: PlaceInput, { open, close }: Quote): FoundPlace | undefined {
	const { text, start, end } = input;
	const line = lineAround(input);
	if (!line) return undefined;
	const { before, after } = line;
	const margin = /^[ \t]*/.exec(before)?.[0] ?? '';
	if (before.trim() === '') {
		const below = /^[\r\n]+([ \t]*)(?=\S)/.exec(text.slice(end + after.length, end + 2000))?.[1];
		const prefix = margin === '' && after === '' ? (below ?? '') : margin;
		const tail = after.trim() === '' ? '' : `\n${prefix}`;
		return {
			form: 'lines',
			first: prefix.slice(margin.length),
			prefix,
			tail,
			inLine: none,
			start,
			end,
		};
	}
	// Its lines begin below the quotes.
	if (!before.endsWith(open)) return undefined;
	const prefix = `${margin}${margin.includes('\t') ? '\t' : '    '}`;
	const tail = after.startsWith(close) ? `\n${prefix}` : '';
	return { form: 'lines', first: `\n${prefix}`, prefix, tail, inLine: none, start, end };
}

/** What is looked for in code. */
interface Signs {
	readonly syntax: Syntax;
	readonly openings: RegExp;
}

function signsOf(syntax: Syntax): Signs {
	const { comments, quotes, passed, hasRegExps, heredoc } = syntax;
	const signs = [...comments.map(([open]) => open), ...quotes.map(({ open }) => open)];
	const found = [
		...(passed ? [`(?:${passed.source})`] : []),
		...(heredoc ? [`(?:${heredoc.source.replace('\\1', '["\'`]?')})`] : []),
		...signs.map(literally),
		...(hasRegExps === true ? ['/'] : []),
		...(quotes.some(({ hasCode }) => hasCode) ? ['[{}]'] : []),
	];
	return { syntax, openings: new RegExp(found.join('|'), 'g') };
}

/** The string in which an offset is. Each character is passed once. */
function quoteAt(text: string, to: number, syntax: Syntax): Quote | undefined {
	const { openings } = signsOf(syntax);
	const { comments, quotes, heredoc } = syntax;
	/** The strings around the code, and how many braces are open in it. */
	const around: { readonly quote: Quote; braces: number }[] = [];
	const lastBreak = text.lastIndexOf('\n', to - 1);
	for (;;) {
		const found = openings.exec(text);
		if (!found || found.index >= to) return undefined;
		const [sign] = found;
		const from = found.index + sign.length;
		const comment = comments.find(([open]) => open === sign);
		let quote = quotes.find(({ open }) => open === sign);
		const outer = around.at(-1);
		if (comment) {
			const close = text.indexOf(comment[1], from);
			if (close === -1 || close >= to) return undefined;
			openings.lastIndex = close + comment[1].length;
		} else if (sign === '{' && outer) outer.braces += 1;
		else if (sign === '}' && outer) {
			if (outer.braces === 0) {
				around.pop();
				({ quote } = outer);
			} else outer.braces -= 1;
		} else if (sign === '/') {
			if (isRegExpAt(text, found.index)) openings.lastIndex = regExpEnd(text, from, to);
		} else if (!quote && heredoc) {
			const word = heredoc.exec(sign)?.[2];
			const isAbove = word !== undefined && from <= lastBreak;
			const close = isAbove ? heredocEnd(text, from, to, word) : from;
			if (close === undefined) return heredocQuote(sign, syntax);
			openings.lastIndex = close;
		}
		if (!quote) continue;
		const close = closeOf(text, from, to, quote);
		if (close === undefined) return quote;
		openings.lastIndex = close.at;
		if (close.isCode) around.push({ quote, braces: 0 });
	}
}

function literally(sign: string): string {
	return sign.replace(/[^\w]/g, '\\$&');
}

/** Behind the end of a string, or where code begins in it; undefined where it goes on to an offset. */
function closeOf(
	text: string,
	from: number,
	to: number,
	quote: Quote,
): { readonly at: number; readonly isCode: boolean } | undefined {
	const { close, escapes, takesLines, hasCode } = quote;
	for (let at = from; at < to; at += 1) {
		const sign = text.charAt(at);
		if (sign === '\\' && escapes) at += 1;
		else if (sign === close[0] && text.startsWith(close, at)) {
			return at + close.length > to ? undefined : { at: at + close.length, isCode: false };
		} else if (hasCode === true && text.startsWith('${', at) && at + 2 <= to) {
			return { at: at + 2, isCode: true };
		} else if (sign === '\n' && !takesLines) return { at, isCode: false };
	}
	return undefined;
}

/** Whether a slash begins a regular expression, by what stands before it: behind a value it divides. */
function isRegExpAt(text: string, at: number): boolean {
	const before = text.slice(Math.max(0, at - 100), at).trimEnd();
	return /(?:^|[(,=:[!&|?{;+*%~^>\n]|\b(?:return|typeof|case|in|of|void|delete))$/.test(before);
}

function regExpEnd(text: string, from: number, to: number): number {
	let isClass = false;
	for (let at = from; at < to; at += 1) {
		const sign = text.charAt(at);
		if (sign === '\\') at += 1;
		else if (sign === '\n') return at;
		else if (sign === '[') isClass = true;
		else if (sign === ']') isClass = false;
		else if (sign === '/' && !isClass) return at + 1;
	}
	return to;
}

function heredocQuote(sign: string, { dedented }: Syntax): Quote {
	const dedents = dedented !== undefined && sign.startsWith(dedented);
	return { open: sign, close: '\n', escapes: false, takesLines: true, dedents };
}

/** Behind the line that ends it; undefined where an offset is in it, which takes lines as they are. */
function heredocEnd(text: string, from: number, to: number, word: string): number | undefined {
	const body = text.indexOf('\n', from);
	const end = new RegExp(`^[ \\t]*${word}\\b`, 'gm');
	end.lastIndex = body + 1;
	const found = end.exec(text);
	return found && found.index < to ? end.lastIndex : undefined;
}
