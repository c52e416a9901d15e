/** String literals of programming languages. */
import type { FoundPlace, PlaceInput } from '../place.js';

interface Quote {
	readonly open: string;
	readonly close: string;
	/** Whether a backslash means something in it. */
	readonly escapes: boolean;
	/** Whether PEM can stand in it as it is. */
	readonly takesLines: boolean;
}

interface Syntax {
	readonly comments: readonly (readonly [open: string, close: string])[];
	/** Longer ones before those that they begin with. */
	readonly quotes: readonly Quote[];
}

const escaped = (sign: string): Quote => ({
	...{ open: sign, close: sign, escapes: true, takesLines: false },
});
const lines = (open: string, close = open, escapes = true): Quote => ({
	...{ open, close, escapes, takesLines: true },
});
const raw = (open: string, close: string): Quote => lines(open, close, false);

const slashes = [
	['//', '\n'],
	['/*', '*/'],
] as const;
const hash = [['#', '\n']] as const;

const script: Syntax = { comments: slashes, quotes: [escaped('"'), escaped("'"), lines('`')] };
const likeJava: Syntax = { comments: slashes, quotes: [lines('"""'), escaped('"'), escaped("'")] };
const likeC: Syntax = { comments: slashes, quotes: [escaped('"'), escaped("'")] };
const python: Syntax = {
	comments: hash,
	quotes: [
		...[lines('"""'), lines("'''"), raw('r"', '"'), raw("r'", "'"), raw('R"', '"'), raw("R'", "'")],
		...[escaped('"'), escaped("'")],
	],
};

const syntaxes: Readonly<Partial<Record<string, Syntax>>> = {
	javascript: script,
	javascriptreact: script,
	typescript: script,
	typescriptreact: script,
	vue: script,
	svelte: script,
	python,
	java: likeJava,
	kotlin: likeJava,
	scala: likeJava,
	groovy: likeJava,
	swift: likeJava,
	go: { comments: slashes, quotes: [raw('`', '`'), escaped('"'), escaped("'")] },
	c: likeC,
	cpp: { comments: slashes, quotes: [raw('R"(', ')"'), escaped('"'), escaped("'")] },
	'objective-c': likeC,
	csharp: {
		comments: slashes,
		quotes: [raw('"""', '"""'), raw('@"', '"'), escaped('"'), escaped("'")],
	},
	rust: { comments: slashes, quotes: [raw('r#"', '"#'), raw('r"', '"'), escaped('"')] },
	dart: {
		comments: slashes,
		quotes: [lines('"""'), lines("'''"), escaped('"'), escaped("'")],
	},
	php: { comments: [...slashes, ...hash], quotes: [escaped('"'), lines("'")] },
	ruby: { comments: hash, quotes: [escaped('"'), lines("'")] },
	perl: { comments: hash, quotes: [escaped('"'), lines("'")] },
	elixir: { comments: hash, quotes: [lines('"""'), escaped('"')] },
	lua: { comments: [['--', '\n']], quotes: [escaped('"'), escaped("'"), raw('[[', ']]')] },
	terraform: { comments: [...hash, ...slashes], quotes: [escaped('"')] },
	hcl: { comments: [...hash, ...slashes], quotes: [escaped('"')] },
	toml: {
		comments: hash,
		quotes: [lines('"""'), raw("'''", "'''"), escaped('"'), raw("'", "'")],
	},
};

/** Undefined outside of strings, and in those that take PEM as it is. */
export function codePlace({ text, start, end, languageId }: PlaceInput): FoundPlace | undefined {
	const syntax = syntaxes[languageId];
	if (!syntax) return undefined;
	const quote = quoteAt(text, start, syntax);
	if (!quote || quote.takesLines || !quote.escapes) return undefined;
	return { form: 'escaped', open: '', close: '', start, end };
}

/** The string in which an offset is. Each character is passed once. */
function quoteAt(text: string, to: number, { comments, quotes }: Syntax): Quote | undefined {
	const signs = [...comments.map(([open]) => open), ...quotes.map(({ open }) => open)];
	const openings = new RegExp(signs.map(literally).join('|'), 'g');
	for (;;) {
		const found = openings.exec(text);
		if (!found || found.index >= to) return undefined;
		const [sign] = found;
		const from = found.index + sign.length;
		const comment = comments.find(([open]) => open === sign);
		const quote = quotes.find(({ open }) => open === sign);
		if (comment) {
			const close = text.indexOf(comment[1], from);
			if (close === -1 || close >= to) return undefined;
			openings.lastIndex = close + comment[1].length;
		} else if (quote) {
			const close = closeOf(text, from, to, quote);
			if (close === undefined) return quote;
			openings.lastIndex = close;
		}
	}
}

function literally(sign: string): string {
	return sign.replace(/[^\w]/g, '\\$&');
}

/** Behind the end of a string; undefined where it goes on to an offset. */
function closeOf(text: string, from: number, to: number, quote: Quote): number | undefined {
	const { close, escapes, takesLines } = quote;
	for (let at = from; at < to; at += 1) {
		const sign = text.charAt(at);
		if (sign === '\\' && escapes) at += 1;
		else if (sign === close[0] && text.startsWith(close, at)) {
			return at + close.length > to ? undefined : at + close.length;
		} else if (sign === '\n' && !takesLines) return at;
	}
	return undefined;
}
