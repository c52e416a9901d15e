/**
 * Finds base64 in a text by what it holds, never by the key it stands under: Kubernetes Secrets, kubeconfigs, `caBundle`,
 * JSON. Time is linear in the text.
 */

import { sequenceEnds } from '../x509/asn1/sequence.js';

export interface Base64Run {
	/** UTF-16 offsets into the text; padding included, quotes and indentation not. */
	readonly start: number;
	readonly end: number;
	readonly encoding: 'base64' | 'base64url';
	/** A text with PEM in it, or bytes that begin as a DER SEQUENCE of their length. */
	readonly holds: 'pem' | 'der';
	readonly bytes: Buffer;
}

/** No certificate, request or CRL is shorter, and no key in PEM. */
const shortestRun = 100;
/** Wrapped base64 has 64 or 76 characters a line; every place of so many characters is looked at. */
const shortestLine = 40;
const widestLine = 200;

/** The runs of base64 of at least 100 characters between two offsets that hold PEM or DER, in the text's order. */
export function* findBase64(
	text: string,
	from = 0,
	to = text.length,
): Generator<Base64Run, void, undefined> {
	let behind = from;
	// A line of that length has a character at one of these places.
	for (let probe = from; probe < to; probe += shortestLine) {
		if (probe < behind || !isAlphabet(text.charCodeAt(probe))) continue;
		let start = probe;
		while (start > behind && isAlphabet(text.charCodeAt(start - 1))) start -= 1;
		start = behindEscape(text, start, behind);
		const firstEnd = lineRunEnd(text, probe, to);
		behind = firstEnd;
		if (firstEnd - start < shortestLine) continue;
		const lines = wrappedLines(text, start, firstEnd, to);
		behind = lines.end;
		const run =
			lines.end - start < shortestRun ? undefined : runOf(lines.content, start, lines.end);
		if (run !== undefined) yield run;
	}
}

/** In `\nLS0t…` the letter belongs to the escape. */
function behindEscape(text: string, start: number, behind: number): number {
	const isEscape =
		start > behind && text.charAt(start - 1) === '\\' && /[nrt]/.test(text.charAt(start));
	return isEscape ? start + 1 : start;
}

/** Where a line's base64 ends, its padding included. */
function lineRunEnd(text: string, at: number, to: number): number {
	let end = at;
	while (end < to && isAlphabet(text.charCodeAt(end))) end += 1;
	while (end < to && text.charCodeAt(end) === 61) end += 1;
	return end;
}

const lineBreak = /(?:\\r\\n|\\n|\r\n|\n|\r)[ \t]*/y;

/**
 * The first line, and those below that continue it: base64 alone, none longer than the one before, a shorter one the
 * last. The first may stand behind a key, so its length says nothing.
 */
function wrappedLines(
	text: string,
	start: number,
	firstEnd: number,
	to: number,
): { readonly content: string; readonly end: number } {
	const lines = [text.slice(start, firstEnd)];
	let end = firstEnd;
	let width = widestLine;
	while (end - start <= widestLine * lines.length && text.charCodeAt(end - 1) !== 61) {
		lineBreak.lastIndex = end;
		if (!lineBreak.test(text)) break;
		const next = lineBreak.lastIndex;
		const nextEnd = lineRunEnd(text, next, Math.min(to, next + width + 1));
		const line = text.slice(next, nextEnd);
		if (line.length > width || !endsLine(text, nextEnd, to) || /^-*$/.test(line)) break;
		lines.push(line);
		end = nextEnd;
		if (lines.length > 2 && line.length < width) break;
		width = line.length;
	}
	return { content: lines.join(''), end };
}

function endsLine(text: string, at: number, to: number): boolean {
	return at >= to || /[\s"'\\,`]/.test(text.charAt(at));
}

function isDer(bytes: Buffer): boolean {
	return bytes[0] === 0x30 && sequenceEnds(bytes) !== undefined;
}

function runOf(content: string, start: number, end: number): Base64Run | undefined {
	const isUrl = /[-_]/.test(content);
	const bytes = Buffer.from(content, 'base64');
	const holds = bytes.includes('-----BEGIN ') ? 'pem' : isDer(bytes) ? 'der' : undefined;
	if (holds === undefined) return undefined;
	return { start, end, encoding: isUrl ? 'base64url' : 'base64', holds, bytes };
}

/** Letters, digits, `+`, `/`, and `-`, `_` of the form for URLs. */
function isAlphabet(code: number): boolean {
	return (
		(code >= 97 && code <= 122) ||
		(code >= 65 && code <= 90) ||
		(code >= 47 && code <= 57) ||
		code === 43 ||
		code === 45 ||
		code === 95
	);
}
