import { LineStarts } from '../../find/lines.js';
import type { Replacement, RuleBlock } from '../rule.js';
import { opens, withoutSuppressed } from '../suppression.js';

/** How each language writes a comment, by VS Code's ids. A language that has none is not among them. */
const comments: readonly (readonly [sign: string, languages: string, close?: string])[] = [
	['#', 'yaml dockercompose helm pem dotenv properties ini toml shellscript python ruby perl'],
	['#', 'r powershell dockerfile makefile terraform hcl nginx apacheconf julia elixir'],
	['//', 'javascript javascriptreact typescript typescriptreact jsonc json5 java kotlin scala'],
	['//', 'groovy go rust c cpp csharp php swift dart fsharp objective-c jsonnet'],
	['--', 'sql lua haskell'],
	[';', 'clojure'],
	['%', 'erlang latex'],
	['REM', 'bat'],
	['<!--', 'html xml markdown vue svelte', ' -->'],
	['/*', 'css scss less', ' */'],
];

/** Text of no language: by the file's name, else as it may stand around PEM blocks. */
const byName: readonly (readonly [name: RegExp, language: string])[] = [
	[/(?:^|\/)\.env(?:\.[^/]*)?$|\.env$/i, 'dotenv'],
	[/\.(?:tf|tfvars|hcl|conf|cfg|cnf|properties|toml)$/i, 'dotenv'],
	[/\.ya?ml$/i, 'yaml'],
	[/\.(?:pem|crt|cer|key|pub|csr|req|crl|p7b|p7c|txt)$/i, 'pem'],
];

export interface Suppressed {
	readonly code: string;
	readonly start: number;
	readonly end: number;
	readonly block: RuleBlock;
}

/**
 * A comment above the block, or above the line that opens its value, that leaves the finding out. Undefined where the
 * language has no comments, and where a comment would become part of the value.
 */
export function suppressionOf(
	{ text, languageId, path }: { text: string; languageId: string; path?: string | undefined },
	finding: Suppressed,
): Replacement | undefined {
	const named = byName.find(([name]) => path !== undefined && name.test(path))?.[1];
	const language = languageId === 'plaintext' ? named : languageId;
	const known = comments.find(([, ids]) => ids.split(' ').includes(language ?? ''));
	const at = known && lineAbove(text, finding.block, language === 'pem');
	if (!known || at === undefined) return undefined;
	const [sign, , close = ''] = known;
	const indent = /^[ \t]*/.exec(text.slice(at, at + 200))?.[0] ?? '';
	const lineBreak = /\r\n|\n/.exec(text)?.[0] ?? '\n';
	const comment = `${indent}${sign} pki-ignore: ${finding.code}${close}${lineBreak}`;
	const replacement = { start: at, end: at, text: comment };
	return isUnderstood(text, finding, replacement) ? replacement : undefined;
}

/** Where the line begins above which the comment goes. */
function lineAbove(text: string, block: RuleBlock, isPem: boolean): number | undefined {
	const lines = new LineStarts(text);
	const own = lines.at(block.start);
	const start = lines.startOf(own);
	// A byte order mark stays in front.
	const first = text.startsWith('\ufeff') && start === 0 ? 1 : start;
	if (isPem || text.slice(first, block.start).trim() !== '') return first;
	for (let above = own - 1; above >= 0; above -= 1) {
		const line = text.slice(lines.startOf(above), lines.startOf(above + 1));
		if (opens(line)) return lines.startOf(above);
		if (line.trim() !== '') return undefined;
	}
	return undefined;
}

function isUnderstood(
	text: string,
	finding: Suppressed,
	{ start, text: comment }: Replacement,
): boolean {
	const by = comment.length;
	const { block } = finding;
	const moved = {
		...finding,
		// What begins above the comment stays where it is.
		start: finding.start < start ? finding.start : finding.start + by,
		end: finding.end + by,
		block: { ...block, start: block.start + by, end: block.end + by },
	};
	const then = text.slice(0, start) + comment + text.slice(start);
	return withoutSuppressed([moved], then, () => []).length === 0;
}
