/** Line breaks of PEM in other formats, written so that they arrive. */
import { lineAfter, lineBefore } from '../../find/lines.js';
import { beforeBlock } from '../contents/pemFile.js';
import type { FileInput, Replacement, RuleBlock } from '../rule.js';
import { blockFrom, withoutEscapes } from './placeOfBlock.js';

/** `>` becomes `|`; a value behind its key moves below it. */
export interface LiteralYaml {
	readonly id: 'literalYaml';
}

/** Line breaks in a JSON string become `\n`. */
export interface EscapeLineBreaks {
	readonly id: 'escapeLineBreaks';
}

/** The value stands in quotes in which `\n` is a line break. */
export interface ExpandLineBreaks {
	readonly id: 'expandLineBreaks';
	readonly quote: '"' | "$'";
}

export function literalYaml(
	file: FileInput,
	_fix: LiteralYaml,
	at: number,
	block = blockFrom(file, at),
): readonly Replacement[] | undefined {
	const { text } = file;
	if (text === undefined || !block) return undefined;
	if (text.charAt(at) === '>') return [{ start: at, end: at + 1, text: '|' }];
	return literalValue(text, block);
}

/** What stands between a value and the next key is not touched. */
function literalValue(text: string, { start, end }: RuleBlock): readonly Replacement[] | undefined {
	const before = lineBefore(text, start);
	const key = /^([ \t]*(?:- +)*)(?:[\w."'/-]+:[ \t]+)?(["']?)$/.exec(before);
	if (!key) return undefined;
	const [, indent = '', quote = ''] = key;
	const behind = lineAfter(text, end);
	const isWhole =
		quote === '' ? behind.trim() === '' : /^["'][ \t]*$/.test(behind) && behind.startsWith(quote);
	const deeper = `${indent.replace(/[^\t]/g, ' ')}  `;
	if (!isWhole || (quote === '' && goesOn(text, end + behind.length, indent.length)))
		return undefined;
	const content = withoutEscapes(text.slice(start, end));
	const lines = content.split(/\r\n|\n|\r/);
	if (lines.length < 3 || content.includes('\\')) return undefined;
	const lineBreak = content.includes('\r\n') ? '\r\n' : '\n';
	const value = lines.map((line) => `${deeper}${line.trim()}`).join(lineBreak);
	const to = end + (quote === '' ? 0 : quote.length);
	return [{ start: start - quote.length, end: to, text: `|${lineBreak}${value}` }];
}

/** Whether the next line that is not blank is part of a plain value. */
function goesOn(text: string, lineEnd: number, indent: number): boolean {
	const next = /^(?:[ \t]*(?:\r\n|\n|\r))*([ \t]*)[^\s]/.exec(text.slice(lineEnd, lineEnd + 400));
	return (next?.[1] ?? '').length > indent;
}

/** Up to the quote that closes the string, as more than one block may stand in it. */
export function escapeLineBreaks(
	file: FileInput,
	_fix: EscapeLineBreaks,
	at: number,
	block = blockFrom(file, at),
): readonly Replacement[] | undefined {
	const { text } = file;
	if (text === undefined || !block) return undefined;
	const closing = text.indexOf('"', block.end);
	const value = closing === -1 ? '' : text.slice(block.start, closing);
	if (!/^(?:[\w+/=\-., :\s]|\\\/)+$/.test(value)) return undefined;
	return [...value.matchAll(/(?:(?<![ \t])[ \t]+)?(?:\r\n|\n|\r)[ \t]*/g)].map(
		({ 0: found, index }) => {
			const start = block.start + index;
			return { start, end: start + found.length, text: '\\n' };
		},
	);
}

export function expandLineBreaks(
	file: FileInput,
	{ quote }: ExpandLineBreaks,
	at: number,
	block = blockFrom(file, at),
): readonly Replacement[] | undefined {
	const { text } = file;
	if (text === undefined || !block) return undefined;
	const present = /=(\$?["'`]?)$/.exec(beforeBlock(text, block))?.[1];
	const behind = text.slice(block.end).search(/[\r\n]/);
	const lineEnd = behind === -1 ? text.length : block.end + behind;
	const close = present?.slice(-1) ?? '';
	const rest = text.slice(block.start, lineEnd);
	const value = close === '' ? rest.trimEnd() : rest.slice(0, rest.lastIndexOf(close));
	// Only what means the same in either kind of quotes.
	if (present === undefined || !/^(?:[\w+/=\-., :]|\\[nr/])+$/.test(value)) return undefined;
	if (rest.slice(value.length).trim() !== close) return undefined;
	const end = block.start + value.length;
	const slashes = [...value.matchAll(/\\\//g)].map(({ index }) => {
		const at = block.start + index;
		return { start: at, end: at + 1, text: '' };
	});
	return [
		{ start: block.start - present.length, end: block.start, text: quote },
		...slashes,
		{ start: end, end: end + close.length, text: quote.slice(-1) },
	];
}
