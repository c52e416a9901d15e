import { lineAfter, lineBefore } from '../../find/lines.js';
import type { FileInput, Replacement, RuleBlock } from '../rule.js';
import {
	bareText,
	blockFrom,
	type Content,
	contentOf,
	type LineForm,
	lineFormOf,
	narrowed,
	wellWritten,
	withoutEscapes,
} from './placeOfBlock.js';

/** The block's lines are written anew from what they hold. */
export interface RepairPem {
	readonly id: 'repairPem';
}

/** Undefined for a block that cannot be read, and where something else than the block would be lost. */
export function repairPem(
	file: FileInput,
	_fix: RepairPem,
	at: number,
	block = blockFrom(file, at),
): readonly Replacement[] | undefined {
	const replacement = block && repairedBlock(file, block);
	return replacement && [replacement];
}

/** One block, on lines of its own. */
export function repairedBlock(file: FileInput, block: RuleBlock): Replacement | undefined {
	const { text } = file;
	const content = text === undefined ? undefined : contentOf(text, block);
	const form = text === undefined ? undefined : lineFormOf(file, text, block);
	if (text === undefined || !content || !form) return undefined;
	return strayText(block, form) ?? rewritten(text, block, content, form);
}

/** Words that share a line with an exact BEGIN or END get one of their own; dashes there are too many. */
function strayText({ start, end, note }: RuleBlock, form: LineForm): Replacement | undefined {
	if (!note || note.args?.['fault'] !== 'otherText') return undefined;
	const gap = form.lineBreak + form.prefix;
	if (note.start < start) return { start, end: start, text: gap };
	return note.end > end ? { start: end, end, text: form.lineBreak } : undefined;
}

function rewritten(
	text: string,
	block: RuleBlock,
	content: Content,
	form: LineForm,
): Replacement | undefined {
	const { note } = block;
	if (note?.args?.['fault'] === 'otherText') return undefined;
	const [from, to] = [
		Math.min(block.start, note?.start ?? block.start),
		Math.max(block.end, note?.end ?? 0),
	];
	const raw = bareText(text, { start: from, end: to });
	const start = from + (raw.length - raw.trimStart().length);
	const end = from + raw.length;
	if (!holdsNothingElse(text.slice(start, end), content, lineBefore(text, start))) return undefined;
	return placed(text, { start, end, text: wellWritten(content, form) }, form);
}

/** On a line of its own: behind an END line, and before a BEGIN line, there is a line break. */
function placed(text: string, replacement: Replacement, form: LineForm): Replacement {
	const { start, end, text: wanted } = replacement;
	const before = lineBefore(text, start);
	const isBehindEnd = /-----END [^\r\n]*-$/.test(before);
	const isIndentation = before !== '' && before.trim() === '' && form.prefix === '';
	const isBeforeBegin = /^-*BEGIN /.test(lineAfter(text, end));
	return narrowed(text, {
		start: isIndentation ? start - before.length : start,
		end,
		text:
			(isBehindEnd ? form.lineBreak + form.prefix : '') +
			wanted +
			(isBeforeBegin ? form.lineBreak + form.prefix : ''),
	});
}

/** Whether the text is BEGIN, headers, base64 and END, with blanks, escapes and what stands before each line. */
function holdsNothingElse(raw: string, { der, headers, label }: Content, before: string): boolean {
	const prefix = before.trim();
	const lines = withoutEscapes(raw)
		.split(/(?<!\\)\\+(?:r\\+n|[nr])|[\r\n]+/)
		.map((line) => line.trim());
	const bare = lines
		.map((line) => (prefix !== '' && line.startsWith(prefix) ? line.slice(prefix.length) : line))
		.join('')
		.replace(/[\s\u0080-\uffff]/g, '');
	const base64 = Buffer.from(der).toString('base64').replaceAll('=', '').slice(0, -1);
	const at = bare.indexOf(base64);
	if (at === -1) return false;
	const headerLength = Object.entries(headers)
		.map(([name, value]) => name.length + value.replace(/\s/g, '').length + 1)
		.reduce((sum, length) => sum + length, 0);
	const head = bare.slice(0, Math.max(0, at - headerLength));
	const tail = bare.slice(at + base64.length + 1);
	return isMeantAs(head, `BEGIN${label}`) && isMeantAs(tail, `END${label}`);
}

/** Longer than any BEGIN or END line, however it is misspelled. */
const longestMarker = 90;

/** Letters that may be wrong in a BEGIN or END line; with more it may be a remark. */
const mostWrong = 5;

/** Nothing, or letters much like those of the marker. */
function isMeantAs(text: string, marker: string): boolean {
	if (text.length > longestMarker) return false;
	const letters = text.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
	return letters === '' || distance(letters, marker.replaceAll(' ', '')) <= mostWrong;
}

/** How many letters have to be added, taken away or changed (Levenshtein). */
function distance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (const [index, letter] of [...one].entries()) {
		const next = [index + 1];
		for (const [at, wanted] of [...other].entries()) {
			const changed = (row[at] ?? 0) + (letter === wanted ? 0 : 1);
			next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
		}
		row = next;
	}
	return row.at(-1) ?? 0;
}
