import { lineBefore } from '../../../find/lines.js';
import type { Fault } from '../../../tls/clientBehavior.js';
import { clientSeverity } from '../../clientSeverity.js';
import {
	escapeLineBreaks,
	type EscapeLineBreaks,
	expandLineBreaks,
	type ExpandLineBreaks,
	literalYaml,
	type LiteralYaml,
} from '../../fixes/embedded.js';
import { beforeBlock } from '../../contents/pemFile.js';
import {
	defineFileRule,
	type FileInput,
	headline,
	type RuleBlock,
	type RuleFinding,
	type Span,
} from '../../rule.js';

type EmbeddedCode = 'foldedYaml' | 'lineBreaksInJson' | 'escapedInShell';

interface Embedded extends Span {
	readonly code: EmbeddedCode;
}

/**
 * PEM in other formats whose line breaks do not arrive, or must not stand there: YAML that folds them into spaces (YAML 1.2,
 * 7.3 and 8.1.3), JSON strings over several lines (RFC 8259, 7), and `\n` where dotenv files and shells leave it as it is.
 */
export const embeddedLines = defineFileRule({
	id: 'embedded-lines',
	*check(file): Generator<RuleFinding<EmbeddedCode, EmbeddedFix> | undefined> {
		const { text, blocks } = file;
		const find = text === undefined ? undefined : finderFor(file);
		if (text === undefined || !find) return;
		for (const block of blocks) {
			yield undefined;
			const found = block.label === 'DER' ? undefined : find(text, block);
			if (!found) continue;
			const { code, start, end } = found;
			const fault: Fault = 'cert-one-line';
			// Programs that read a variable may put the line breaks in themselves.
			const severity = code === 'escapedInShell' ? 'information' : clientSeverity(fault, true);
			const fix = fixFor(file, found, block);
			yield { code, severity, start, end, block, ...(fix && { fix }) };
		}
	},
});

type EmbeddedFix = LiteralYaml | EscapeLineBreaks | ExpandLineBreaks;

/** Undefined where more would change than how the line breaks are written. */
function fixFor(
	file: FileInput,
	{ code, start }: Embedded,
	block: RuleBlock,
): EmbeddedFix | undefined {
	switch (code) {
		case 'foldedYaml': {
			const fix = { id: 'literalYaml' } as const;
			return literalYaml(file, fix, start, block) && fix;
		}
		case 'lineBreaksInJson': {
			const fix = { id: 'escapeLineBreaks' } as const;
			return escapeLineBreaks(file, fix, start, block) && fix;
		}
		case 'escapedInShell': {
			const isShell = finderFor(file) === inShell;
			const fix = { id: 'expandLineBreaks', quote: isShell ? "$'" : '"' } as const;
			return expandLineBreaks(file, fix, start, block) && fix;
		}
	}
}

type Find = (text: string, block: RuleBlock) => Embedded | undefined;

/** By the file's name; a new file without one may be YAML, which is told by the sign of folding. */
function finderFor({ path }: FileInput): Find | undefined {
	const name = path?.split('/').at(-1) ?? '';
	if (/\.(?:json|jsonc|tfstate)$/i.test(name)) return inJson;
	if (/\.(?:ya?ml|tpl|tmpl|gotmpl|j2)$/i.test(name)) return inYaml;
	if (/^\.env(?:\.|$)|\.env$/i.test(name)) return inDotenv;
	if (/\.(?:sh|bash|zsh)$/i.test(name)) return inShell;
	return path === undefined ? inBlockScalar : undefined;
}

/** Behind a quote, which is not closed on the same line as in an array of lines; and in no comment, as some JSON has them. */
function inJson(text: string, block: RuleBlock): Embedded | undefined {
	const before = beforeBlock(text, block);
	const isInString = /"[^"]*$/.test(before) && !/^\s*(?:\/\/|\*|#)/.test(before);
	const hasLineBreak = /^[^"\r\n]*[\r\n]/.test(text.slice(block.start, block.end));
	return isInString && hasLineBreak ? { code: 'lineBreaksInJson', ...headline(block) } : undefined;
}

function inYaml(text: string, block: RuleBlock): Embedded | undefined {
	return inBlockScalar(text, block) ?? inFlowScalar(text, block);
}

const foldingHeader =
	/^[ \t]*(?:- +)*(?:[^\s#][^#]{0,200}:[ \t]+|- *)(?:[&!]\S+[ \t]+)*(>[-+1-9]{0,2})[ \t]*(?:[ \t]#.*)?$/;

/** `key: >` above a block whose lines are indented alike; those indented further keep their line breaks. */
function inBlockScalar(text: string, block: RuleBlock): Embedded | undefined {
	const indent = beforeBlock(text, block);
	if (indent === '' || indent.trim() !== '' || !isFolded(text, block, indent)) return undefined;
	const above = lineAbove(text, block.start - indent.length);
	const [header = '', sign = ''] = foldingHeader.exec(above.text) ?? [];
	if (sign === '' || (/^[ \t]*/.exec(header)?.[0].length ?? 0) >= indent.length) return undefined;
	const start = above.start + header.lastIndexOf(sign);
	return { code: 'foldedYaml', start, end: start + sign.length };
}

/** A value that begins on the line of its key, in quotes or without: its line breaks become spaces. */
function inFlowScalar(text: string, block: RuleBlock): Embedded | undefined {
	const before = beforeBlock(text, block);
	const isFlow = /^[ \t]*(?:- +)*(?:[\w."'/-]+:[ \t]+|- +)["']?$/.test(before);
	return isFlow && isFolded(text, block) ? { code: 'foldedYaml', ...headline(block) } : undefined;
}

/** Whether its second line is joined to the first: it is not blank, and indented so where that is given. */
function isFolded(text: string, block: RuleBlock, indent?: string): boolean {
	const { end } = headline(block);
	// A backslash behind the first line, or `\n` written out, keeps the line break.
	const second = /^[ \t]*(?:\r\n|\n|\r)([ \t]*)[^\s]/.exec(text.slice(end, end + 300))?.[1];
	return second !== undefined && (indent === undefined || second === indent);
}

/** The line that ends before an offset at which a line begins. */
function lineAbove(text: string, start: number): { readonly text: string; readonly start: number } {
	const end = start - (text.startsWith('\r\n', start - 2) ? 2 : 1);
	const above = end < 0 ? '' : lineBefore(text, end);
	return { text: above, start: end - above.length };
}

/** `KEY=` and the quote in which its value stands. */
const assignment = /^[ \t]*(?:export[ \t]+)?[\w.-]+=(\$?["'`]?)$/;

/** In double quotes dotenv turns `\n` into line breaks. */
function inDotenv(text: string, block: RuleBlock): Embedded | undefined {
	return escapedIn(text, block, '"');
}

/** A shell does so in none but `$'…'`. */
function inShell(text: string, block: RuleBlock): Embedded | undefined {
	return escapedIn(text, block, "$'");
}

function escapedIn(text: string, block: RuleBlock, expanding: string): Embedded | undefined {
	const content = text.slice(block.start, block.end);
	if (/[\r\n]/.test(content) || !content.includes('\\n')) return undefined;
	const quote = assignment.exec(beforeBlock(text, block))?.[1];
	return quote === undefined || quote === expanding
		? undefined
		: { code: 'escapedInShell', ...headline(block) };
}
