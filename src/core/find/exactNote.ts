/** What is wrong around blocks whose BEGIN and END are exact. */
import { lineAfter, lineBefore } from './lines.js';
import type { BlockNote, MarkerFault } from '../x509/block.js';
import type { PemBlock, PemContent } from './pem.js';
import { begin, dashes, end } from './pemMarkers.js';
import { sequenceEnds } from '../x509/asn1/sequence.js';

/** What is wrong around two exact lines that a reader may nevertheless refuse. */
export function exactNote(
	text: string,
	block: Extract<PemBlock, { der: Buffer }>,
): BlockNote | undefined {
	const { start, end: stop, line, endLine, label } = block;
	const headEnd = start + begin.length + label.length + dashes.length;
	if (line === endLine) return undefined;
	const before = lineBefore(text, start);
	if (endMarkerBefore.test(before)) {
		return { code: 'runTogether', line, start, end: headEnd };
	}
	const closing = `${end}${label}${dashes}`;
	const isOwnLine = lineBefore(text, stop - closing.length) === '';
	if (!isOwnLine || block.prefixed) return undefined;
	const fault = strayText(before.replace(/^\ufeff/, ''));
	if (fault !== undefined) {
		return {
			code: 'spoiltBegin',
			line,
			start: start - before.length,
			end: headEnd,
			args: { fault },
		};
	}
	const after = lineAfter(text, stop);
	const behind =
		before === '' && !after.trimStart().startsWith(begin) ? strayText(after) : undefined;
	if (behind === undefined) return undefined;
	const span = { start: stop - closing.length, end: stop + after.length };
	return { code: 'spoiltEnd', line: endLine, ...span, args: { fault: behind } };
}

/** Told by the line alone, so that what happens to the block before it changes nothing. */
const endMarkerBefore = /-----END [^-]*-----[-\s]*$/;

/** Words and dashes on a marker's line; with quotes, `=` or `:` it is a line of some other format. */
function strayText(text: string): MarkerFault | undefined {
	if (text.trim() === '') return undefined;
	if (/^-+\s*$/.test(text)) return 'dashCount';
	return /^[\w .-]+$/.test(text) ? 'otherText' : undefined;
}

/** DER to its end. */
export function isWhole(content: PemContent): content is Extract<PemContent, { der: Buffer }> {
	return content.der !== undefined && sequenceEnds(content.der) !== undefined;
}
