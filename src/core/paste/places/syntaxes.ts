/** How strings, comments and other signs are written in programming languages. */

export interface Quote {
	readonly open: string;
	readonly close: string;
	/** Whether a backslash means something in it. */
	readonly escapes: boolean;
	/** Whether PEM can stand in it as it is. */
	readonly takesLines: boolean;
	/** Whether the indentation of its lines is left out: they must have the same. */
	readonly dedents?: boolean;
	/** Whether code stands in it between `${` and `}`. */
	readonly hasCode?: boolean;
	/** What makes of an empty one one that takes lines. */
	readonly widen?: string;
}

export interface Syntax {
	readonly comments: readonly (readonly [open: string, close: string])[];
	/** Longer ones before those that they begin with. */
	readonly quotes: readonly Quote[];
	/** What looks like a quote or a comment and is none. */
	readonly passed?: RegExp;
	/** Whether a regular expression stands between slashes. */
	readonly hasRegExps?: boolean;
	/** Opens text that goes on to a line with the word, which is its last group. */
	readonly heredoc?: RegExp;
	/** How the sign of one begins that leaves out the indentation of its lines. */
	readonly dedented?: string;
}

const escaped = (sign: string): Quote => ({
	...{ open: sign, close: sign, escapes: true, takesLines: false },
});
const lines = (open: string, close = open, escapes = true): Quote => ({
	...{ open, close, escapes, takesLines: true },
});
const raw = (open: string, close: string): Quote => lines(open, close, false);
/** On one line. */
const rawLine = (open: string, close: string, widen?: string): Quote => ({
	...{ open, close, escapes: false, takesLines: false },
	...(widen === undefined ? {} : { widen }),
});
const textBlock = (sign: string, escapes = true): Quote => ({
	...lines(sign, sign, escapes),
	dedents: true,
});

const slashes = [
	['//', '\n'],
	['/*', '*/'],
] as const;
const hash = [['#', '\n']] as const;

const script: Syntax = {
	comments: slashes,
	quotes: [escaped('"'), escaped("'"), { ...lines('`'), hasCode: true }],
	hasRegExps: true,
};
const likeJava: Syntax = {
	comments: slashes,
	quotes: [textBlock('"""'), escaped('"'), escaped("'")],
};
const likeKotlin: Syntax = {
	comments: slashes,
	quotes: [raw('"""', '"""'), escaped('"'), escaped("'")],
};
const likeC: Syntax = {
	comments: slashes,
	quotes: [raw('R"(', ')"'), escaped('"'), escaped("'")],
};
const python: Syntax = {
	comments: hash,
	quotes: [
		...[raw('r"""', '"""'), raw("r'''", "'''"), raw('R"""', '"""'), raw("R'''", "'''")],
		...[lines('"""'), lines("'''"), rawLine('r"', '"', '""'), rawLine("r'", "'", "''")],
		...[rawLine('R"', '"', '""'), rawLine("R'", "'", "''"), escaped('"'), escaped("'")],
	],
};

const ruby: Syntax = {
	comments: hash,
	quotes: [escaped('"'), lines("'")],
	heredoc: /<<[~-]?(["'`]?)([A-Z_]\w*)\1/,
	dedented: '<<~',
};

/** By VS Code's language. */
export const syntaxes: Readonly<Partial<Record<string, Syntax>>> = {
	...{ javascript: script, javascriptreact: script, typescript: script, typescriptreact: script },
	...{ vue: script, svelte: script },
	...{ python, starlark: python },
	...{ java: likeJava, kotlin: likeKotlin, scala: likeKotlin },
	groovy: {
		comments: slashes,
		quotes: [lines('"""'), lines("'''"), escaped('"'), escaped("'")],
	},
	swift: { comments: slashes, quotes: [textBlock('"""'), escaped('"')] },
	go: { comments: slashes, quotes: [raw('`', '`'), escaped('"'), escaped("'")] },
	...{ c: likeC, cpp: likeC, 'cuda-cpp': likeC, 'objective-c': likeC, 'objective-cpp': likeC },
	csharp: {
		comments: slashes,
		quotes: [
			...[textBlock('"""', false), raw('@$"', '"'), raw('$@"', '"'), raw('@"', '"')],
			...[escaped('"'), escaped("'")],
		],
	},
	fsharp: { comments: [['//', '\n']], quotes: [raw('"""', '"""'), raw('@"', '"'), escaped('"')] },
	rust: {
		comments: slashes,
		quotes: [raw('r##"', '"##'), raw('r#"', '"#'), raw('r"', '"'), escaped('"')],
		passed: /'(?:\\.|[^\\'\n])'/,
	},
	dart: {
		comments: slashes,
		quotes: [
			...[raw('r"""', '"""'), raw("r'''", "'''"), lines('"""'), lines("'''")],
			...[rawLine('r"', '"', '""'), rawLine("r'", "'", "''"), escaped('"'), escaped("'")],
		],
	},
	php: {
		comments: [...slashes, ...hash],
		quotes: [escaped('"'), lines("'")],
		// Attributes.
		passed: /#\[/,
		heredoc: /<<<[ \t]*(["']?)([A-Za-z_]\w*)\1/,
		dedented: '<<<',
	},
	ruby,
	perl: { ...ruby, passed: /\$#/ },
	elixir: { comments: hash, quotes: [textBlock('"""'), escaped('"')] },
	julia: { comments: hash, quotes: [textBlock('"""'), escaped('"')] },
	lua: { comments: [['--', '\n']], quotes: [escaped('"'), escaped("'"), raw('[[', ']]')] },
	jsonnet: { comments: [...slashes, ...hash], quotes: [escaped('"'), escaped("'")] },
	terraform: {
		comments: [...hash, ...slashes],
		quotes: [escaped('"')],
		heredoc: /<<-?()([A-Za-z_]\w*)/,
		dedented: '<<-',
	},
	toml: {
		comments: hash,
		quotes: [lines('"""'), raw("'''", "'''"), escaped('"'), rawLine("'", "'")],
	},
};
