/** How a block is written where it stands, and how it would be written well there. */
import { readLabelled } from '../../decode/kinds.js';
import { LinedText } from '../../find/linedText.js';
import { lineBefore } from '../../find/lines.js';
import { frameLoosely } from '../../find/loosePem.js';
import { toPem } from '../../find/pem.js';
import { end as endMark } from '../../find/pemMarkers.js';
import { isPemFile } from '../contents/pemFile.js';
import type { FileInput, Replacement, RuleBlock, Span } from '../rule.js';

/** What stands before each line, and what ends it: a line break, or the escape for one. */
export interface LineForm {
	readonly prefix: string;
	readonly lineBreak: string;
	/** How `+`, `/` and `=` are written where the block's format writes them otherwise: PHP's JSON has `\/`, .NET's `\u002B`. */
	readonly escapes: ReadonlyMap<string, string>;
}

/** Without what stands behind a block that has no END: blanks, and the quote that closes the value. */
export function bareText(text: string, { start, end }: Span): string {
	return text.slice(start, end).replace(/(?<!["'`,;\s])["'`,;\s]+$/, '');
}

/** Undefined where the block is split over string literals, or has line breaks of both kinds. */
export function lineFormOf(file: FileInput, text: string, block: RuleBlock): LineForm | undefined {
	const raw = bareText(text, block);
	const escape = /(?<!\\)\\+(?:r\\+n|n)/.exec(raw)?.[0];
	// In a PEM file nothing undoes them.
	const escapes = isPemFile(file) ? new Map<string, string>() : escapesIn(raw);
	if (escape !== undefined) {
		return /[\r\n"'`]/.test(raw) ? undefined : { prefix: '', lineBreak: escape, escapes };
	}
	const lineBreak = lineBreakOf(raw) ?? lineBreakOf(text.slice(0, longestFirstLine)) ?? '\n';
	return { prefix: isPemFile(file) ? '' : prefixOf(text, block), lineBreak, escapes };
}

/** With as many backslashes as the strings around the block take. */
const escapedCharacter = /(?<!\\)\\+(?:\/|[ux](?:00)?(?:2[BFbf]|3[Dd]))/g;

function characterOf(escape: string): string {
	return escape.endsWith('/') ? '/' : String.fromCharCode(Number.parseInt(escape.slice(-2), 16));
}

function escapesIn(raw: string): ReadonlyMap<string, string> {
	return new Map([...raw.matchAll(escapedCharacter)].map(([all]) => [characterOf(all), all]));
}

/** With the characters of base64 that are written as escapes; line breaks stay as they are written. */
export function withoutEscapes(raw: string): string {
	return raw.replaceAll(escapedCharacter, characterOf);
}

/** A text whose first line is longer has hardly another. */
const longestFirstLine = 10_000;

function lineBreakOf(text: string): string | undefined {
	return /\r\n|\n/.exec(text)?.[0];
}

/** Of a block behind other text on its line, what stands before its END line counts, where that is blank. */
function prefixOf(text: string, { start, end }: RuleBlock): string {
	const [before = ''] = lineBefore(text, start).split(endMark);
	if (before.trim() === '' || isRepeated(text, start, before)) return before;
	const block = text.slice(start, end);
	const last = Math.max(block.lastIndexOf('\n'), block.lastIndexOf('\r'));
	return last === -1 ? '' : (/^[ \t]*/.exec(block.slice(last + 1))?.[0] ?? '');
}

function isRepeated(text: string, start: number, before: string): boolean {
	const next = /(?<![\r\n])[\r\n]+([^\r\n]{1,200})/.exec(text.slice(start, start + 400))?.[1];
	return next?.startsWith(before.trimEnd()) === true;
}

export interface Content {
	readonly der: Uint8Array;
	readonly headers: Readonly<Record<string, string>>;
	/** The label under which programs look for it. */
	readonly label: string;
}

/** Reads the block anew, since the bytes of private keys are not kept; undefined for what is no whole object. */
export function contentOf(text: string, block: RuleBlock): Content | undefined {
	if (block.error) return undefined;
	if (block.label === 'DER') {
		const label = block.note?.args?.['expected'];
		return block.der && typeof label === 'string'
			? { der: block.der, headers: {}, label }
			: undefined;
	}
	const from = block.start - lineBefore(text, block.start).length;
	for (const found of frameLoosely(new LinedText(text.slice(from, block.end)))) {
		if (!found || 'gap' in found || found.error || found.start < block.start - from) continue;
		const { der, headers } = found;
		const label = readLabelled(block.label, headers, der).expected ?? block.label;
		return { der, headers, label };
	}
	return undefined;
}

/** The block's lines as they should be, one after the other, without a line break at the end. */
export function wellWritten(
	{ der, headers, label }: Content,
	{ prefix, lineBreak, escapes }: LineForm,
): string {
	const pem = toPem(label, der, headers).trimEnd();
	const lines = pem.replaceAll(/[+/=]/g, (sign) => escapes.get(sign) ?? sign).split('\n');
	return lines.map((line, index) => (index === 0 ? line : prefix + line)).join(lineBreak);
}

/** The replacement without what is the same at both of its ends. */
export function narrowed(text: string, { start, end, text: wanted }: Replacement): Replacement {
	const present = text.slice(start, end);
	const most = Math.min(present.length, wanted.length);
	let head = 0;
	while (head < most && present[head] === wanted[head]) head += 1;
	let tail = 0;
	while (tail < most - head && present.at(-1 - tail) === wanted.at(-1 - tail)) tail += 1;
	return { start: start + head, end: end - tail, text: wanted.slice(head, wanted.length - tail) };
}

/** The block of which something is found at an offset: there, or on the line above it. */
export function blockFrom({ blocks }: FileInput, offset: number): RuleBlock | undefined {
	return (
		blocks.find(({ start, note }) => note?.start === offset || start === offset) ??
		blocks.find(({ end }) => end >= offset)
	);
}

/** Replacements in the text's order, as one text. */
export function applied(text: string, replacements: readonly Replacement[]): string {
	let result = '';
	let from = 0;
	for (const { start, end, text: wanted } of inOrder(replacements)) {
		result += text.slice(from, start) + wanted;
		from = end;
	}
	return result + text.slice(from);
}

export function inOrder<S extends Span>(spans: readonly S[]): readonly S[] {
	return [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
}
