/**
 * Finds PEM blocks (RFC 7468, RFC 1421 headers) in any text: indented, quoted, commented, escaped inside JSON, with
 * LF, CRLF or CR. Time is linear in the text whatever stands in it; a torn block is reported and hides no other.
 */
import { countLines, LineCounter } from './lines.js';
import type { BodyPlace } from './linePrefix.js';
import type { BlockError, BlockPosition } from '../x509/block.js';
import type { PrivateKeyFacts } from '../x509/model.js';
import { base64Body, offsetOfByte } from './pemBody.js';
import { begin, dashes, end, type Marker, Markers } from './pemMarkers.js';

/** What stands between BEGIN and END. */
export type PemContent =
	| {
			/** RFC 1421 headers such as `Proc-Type`, by name. */
			readonly headers: Readonly<Record<string, string>>;
			readonly der: Buffer;
			/** Whether every line begins as the line of BEGIN does, which is then no fault of that line. */
			readonly prefixed: boolean;
			/** Whether line breaks are written as escapes, or it is split over string literals. */
			readonly escaped: boolean;
			readonly place: BodyPlace;
			readonly error?: undefined;
	  }
	| { readonly error: BlockError; readonly der?: undefined; readonly headers?: undefined };

export type PemBlock = BlockPosition & PemContent;

/** All blocks, in the order of the text. */
export function findPemBlocks(text: string): PemBlock[] {
	return [...framePem(text)];
}

/** The same one by one from an offset on, so that a caller can pause between blocks. */
export function* framePem(text: string, from = 0): Generator<PemBlock, void, undefined> {
	const begins = new Markers(text, begin.trimEnd());
	const ends = new Markers(text, end.trimEnd());
	const lines = new LineCounter(text);
	let position = from;
	for (;;) {
		const head = begins.from(position);
		const tail = ends.from(position);
		if (head === undefined && tail === undefined) {
			return;
		}
		if (head === undefined || (tail !== undefined && tail.start < head.start)) {
			if (tail !== undefined) {
				yield failure(text, lines, { head: tail, end: tail.end }, 'noBegin');
				position = tail.end;
			}
			continue;
		}
		const close = ends.from(head.end);
		const next = begins.from(head.end);
		if (close === undefined || (next !== undefined && next.start < close.start)) {
			const stop = next?.start ?? text.length;
			yield failure(text, lines, { head, end: bodyLinesEnd(text, head.end, stop) }, 'noEnd');
			position = head.end;
			continue;
		}
		yield block(text, lines, head, close);
		position = close.end;
	}
}

/** The bytes of the first readable block with this label, without positions: the fast way for a single certificate. */
export function firstPemDer(text: string, label = 'CERTIFICATE'): Buffer | undefined {
	for (const found of framePem(text)) {
		if (found.label === label && found.der !== undefined) {
			return found.der;
		}
	}
	return undefined;
}

/** PEM with 64 characters a line and a newline at the end (RFC 7468), below RFC 1421 headers where there are any. */
export function toPem(
	label: string,
	der: Uint8Array,
	headers: Readonly<Record<string, string>> = {},
): string {
	const base64 = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('base64');
	const lines: string[] = [];
	for (let index = 0; index < base64.length; index += 64) {
		lines.push(base64.slice(index, index + 64));
	}
	const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
	const above = head.length === 0 ? '' : `${head.join('')}\n`;
	return `${begin}${label}${dashes}\n${above}${lines.join('\n')}\n${end}${label}${dashes}\n`;
}

/** The label of a private key's format. */
export function privateKeyLabel({ format, encrypted }: PrivateKeyFacts): string {
	switch (format) {
		case 'pkcs1':
			return 'RSA PRIVATE KEY';
		case 'sec1':
			return 'EC PRIVATE KEY';
		case 'dsa':
			return 'DSA PRIVATE KEY';
		case 'openssh':
			return 'OPENSSH PRIVATE KEY';
		default:
			return encrypted ? 'ENCRYPTED PRIVATE KEY' : 'PRIVATE KEY';
	}
}

/** The line on which the byte at `offset` of a content stands; the END line's where there is no such byte. */
export function lineOfByte(text: string, line: number, place: BodyPlace, offset: number): number {
	const at = offsetOfByte(text, place, offset) ?? place.to;
	return line + countLines(text.slice(place.headStart, at));
}

function block(text: string, lines: LineCounter, head: Marker, close: Marker): PemBlock {
	const line = lines.at(head.start);
	const position = { start: head.start, end: close.end, label: head.label, line };
	if (close.label !== head.label) {
		const endLine = lines.at(close.start);
		const args = { begin: head.label, end: close.label };
		return { ...position, endLine, error: { code: 'labelMismatch', line: endLine, args } };
	}
	const place = { headStart: head.start, from: head.end, to: close.start };
	const content = readContent(text, place, (offset) => lines.at(offset));
	return { ...position, endLine: lines.at(close.start), ...content };
}

/** Reads the body at a place; `lineAt` tells the line of a character that is no base64. */
export function readContent(
	text: string,
	place: BodyPlace,
	lineAt: (offset: number) => number,
): PemContent {
	const body = base64Body(text, place);
	if (body.der !== undefined) {
		const { der, headers, prefixed, escaped } = body;
		return { headers, der, prefixed, escaped, place };
	}
	const { fault, character } = body;
	return { error: { code: 'badBase64', line: lineAt(fault), args: { character } } };
}

function failure(
	text: string,
	lines: LineCounter,
	{ head, end: stop }: { head: Marker; end: number },
	code: 'noBegin' | 'noEnd',
): PemBlock {
	const line = lines.at(head.start);
	// A second counter, as the first must not pass the start of the next block.
	const endLine = line + countLines(text.slice(head.start, stop));
	const { start, label } = head;
	return { start, end: stop, label, line, endLine, error: { code, line } };
}

const bodyLine = /[ \t]*(?:\r\n|\n|\r)[ \t]*(?:[A-Za-z0-9+/=]|\\{1,8}\/)+(?=[ \t]*(?:[\r\n]|$))/y;
/** The same in a string, which ends with a quote or with its line. */
const escapedLine =
	/(?:\\{1,8}r)?\\{1,8}n(?:[A-Za-z0-9+/=]|\\{1,8}(?:\/|[ux](?:00)?(?:2[BFbf]|3[Dd])))+(?=\\{1,8}[nr]|["'`\s,;]|\\+["'`]|$)/y;

/** Where the lines of base64 end behind a BEGIN line without an END. */
export function bodyLinesEnd(text: string, from: number, stop: number): number {
	const line = text.charAt(from) === '\\' ? escapedLine : bodyLine;
	let last = from;
	for (;;) {
		line.lastIndex = last;
		if (!line.test(text) || line.lastIndex > stop) {
			return last;
		}
		last = line.lastIndex;
	}
}
