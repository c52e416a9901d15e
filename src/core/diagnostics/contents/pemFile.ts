/** Files that programs read as PEM, and places in their text. */
import { lineBefore } from '../../find/lines.js';
import { end } from '../../find/pemMarkers.js';
import { headline, type FileInput, type RuleBlock, type Span } from '../rule.js';

const pemExtension = /\.(?:pem|crt|cer|cert|key|pub|csr|req|crl|p7b|p7c)$/i;

/** By its name; in any other file PEM may be written as that format wants it. */
export function isPemFile({ path }: FileInput): boolean {
	return path !== undefined && pemExtension.test(path);
}

/** A line of a block, from its first character that is no blank to its last; the BEGIN line where there is no such line. */
export function lineOfBlock({ text }: FileInput, block: RuleBlock, line: number): Span {
	if (text === undefined || line <= block.line || line > block.endLine) return headline(block);
	const lineEnds = /\r\n|\n|\r/g;
	lineEnds.lastIndex = block.start;
	for (let at = block.line; at < line; at += 1) {
		if (!lineEnds.exec(text)) return headline(block);
	}
	const from = lineEnds.lastIndex;
	const content = /^[^\r\n]*/.exec(text.slice(from, Math.max(from, block.end)))?.[0] ?? '';
	const shown = content.trim();
	if (shown === '') return headline(block);
	const start = from + content.indexOf(shown);
	return { start, end: start + shown.length };
}

/** Where the END line's first dash stands; undefined for a block without one. */
export function endMarker(text: string, block: RuleBlock): number | undefined {
	const at = text.lastIndexOf(end, block.end);
	return at > block.start ? at : undefined;
}

/** What stands before the block on its line. */
export function beforeBlock(text: string, { start }: RuleBlock): string {
	return lineBefore(text, start);
}
