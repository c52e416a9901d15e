import { lineAfter, lineBefore } from '../../find/lines.js';
import { endMarker } from '../contents/pemFile.js';
import { type FileInput, headline, type Replacement, type RuleBlock } from '../rule.js';
import type { LayoutCode } from '../faults/layoutFault.js';
import { applied, narrowed } from './placeOfBlock.js';
import { repairedBlock } from './repairPem.js';

/** Of longer blocks, which may be millions of lines, the edits would hold up the editor. In characters. */
const longestRepaired = 1 << 18;

/** What the lines of one block need; undefined where more than white space would change, and for a very long one. */
export function repairedLayout(
	file: FileInput & { readonly text: string },
	block: RuleBlock,
	code: LayoutCode,
): readonly Replacement[] | undefined {
	const { text } = file;
	if (block.end - block.start > longestRepaired) return undefined;
	switch (code) {
		case 'indentedPem':
			return withoutIndentation(text, block);
		case 'pemOnOneLine':
			return onLines(file, block);
		case 'literalLineBreaks':
			return withLineBreaks(text, block);
		case 'blankLineInPem':
			return matches(text, block, /(?:^|(?<=[\r\n]))[ \t]*(?:\r\n|\n)/g, headline(block).end + 2);
		case 'carriageReturnsOnly':
			return lineFeeds(text, block);
		case 'unusualBlanks':
			return oddBlanks(text, block);
		case 'textBeforeBegin':
			return beginOnOwnLine(text, block);
		case 'byteOrderMark':
			return text.startsWith('\ufeff') ? [{ start: 0, end: 1, text: '' }] : undefined;
	}
}

/** Where its other lines are as they should be, up to END: what stands before becomes a line of its own. */
function beginOnOwnLine(
	text: string,
	{ start, end }: RuleBlock,
): readonly Replacement[] | undefined {
	const content = text.slice(start, end);
	const isPlain = /^-{5}BEGIN [^\r\n]*-{5}(?:\r?\n[^\r\n"'`\\]*)+\r?\n-{5}END [^\r\n]*-{5}$/.test(
		content,
	);
	if (!isPlain || lineAfter(text, end).trim() !== '') return undefined;
	return [{ start, end: start, text: content.includes('\r\n') ? '\r\n' : '\n' }];
}

/** Each match in the block, from an offset on, is taken out. */
function matches(
	text: string,
	{ end }: RuleBlock,
	pattern: RegExp,
	from: number,
): readonly Replacement[] {
	const body = text.slice(from, end);
	return [...body.matchAll(pattern)].map(({ 0: found, index }) => ({
		start: from + index,
		end: from + index + found.length,
		text: '',
	}));
}

/** Of all lines of the block. */
function withoutIndentation(text: string, block: RuleBlock): readonly Replacement[] {
	const from = block.start - lineBefore(text, block.start).length;
	const first = text.startsWith('\ufeff', from) ? from + 1 : from;
	return matches(text, block, /(?:^|(?<=[\r\n]))[ \t]+(?=\S)/g, first);
}

/** All blocks of the line. */
function onLines(file: FileInput & { readonly text: string }, block: RuleBlock) {
	const sameLine = file.blocks.filter(({ line }) => line === block.line);
	const lineBreak = /\r\n|\n/.exec(file.text)?.[0] ?? '\n';
	const replacements: Replacement[] = [];
	for (const [index, each] of sameLine.entries()) {
		const whole = repairedBlock(file, each);
		if (!whole) return undefined;
		replacements.push(whole);
		const next = sameLine[index + 1];
		if (!next || next.start === each.start) continue;
		if (file.text.slice(each.end, next.start).trim() !== '') return undefined;
		replacements.push({ start: each.end, end: next.start, text: lineBreak });
	}
	return replacements;
}

/** Of the rest of the line, as other blocks may stand on it. */
function withLineBreaks(
	text: string,
	{ start, end }: RuleBlock,
): readonly Replacement[] | undefined {
	const behind = text.slice(end).search(/[\r\n]/);
	const lineEnd = behind === -1 ? text.length : end + behind;
	const line = text.slice(start, lineEnd);
	if (!/^(?:[\w+/=\-., :\t]|\\+[rn/])*$/.test(line)) return undefined;
	const lineBreak = /\r\n|\n/.exec(text)?.[0] ?? '\n';
	return [...line.matchAll(/(?<!\\)\\+(?:r\\+n|[nr/])/g)].map(({ 0: found, index }) => {
		const isLast = index + found.length === line.length && behind !== -1;
		const at = start + index;
		const wanted = found.endsWith('/') ? '/' : isLast ? '' : lineBreak;
		return { start: at, end: at + found.length, text: wanted };
	});
}

/** Those of the block, and the one on either side of it. */
function lineFeeds(text: string, block: RuleBlock): readonly Replacement[] {
	const from = Math.max(0, block.start - 1);
	return [...text.slice(from, block.end + 1).matchAll(/\r(?!\n)/g)]
		.map(({ index }) => from + index)
		.filter((at) => text.charAt(at + 1) !== '\n')
		.map((at) => ({ start: at, end: at + 1, text: '\n' }));
}

function oddBlanks(text: string, block: RuleBlock): readonly Replacement[] | undefined {
	const from = headline(block).end;
	const body = { ...block, end: endMarker(text, block) ?? block.end };
	const found = matches(text, body, /[\u0080-\uffff]+/g, from);
	const rest = applied(text, found).slice(from, body.end);
	return /^[\x09-\x7f]*/.test(rest) ? found.map((each) => narrowed(text, each)) : undefined;
}
