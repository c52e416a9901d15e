/**
 * Finds PEM blocks (RFC 7468, RFC 1421 headers) in any text: indented, quoted, commented, escaped inside JSON, with
 * LF, CRLF or CR. Time is linear in the text whatever stands in it; a torn block is reported and hides no other.
 */
import { base64Body } from './pemBody.js';
import type { BlockError, BlockPosition, PrivateKeyFacts } from './model.js';

export type PemBlock = BlockPosition & {
	/** RFC 1421 headers such as `Proc-Type`, by name. */
	readonly headers: Readonly<Record<string, string>>;
} & (
		| { readonly der: Buffer; readonly error?: undefined }
		| { readonly error: BlockError; readonly der?: undefined }
	);

const begin = '-----BEGIN ';
const end = '-----END ';
const dashes = '-----';
const longestLabel = 64;

/** All blocks, in the order of the text. */
export function findPemBlocks(text: string): PemBlock[] {
	return [...framePem(text)];
}

/** The same one by one, so that a caller can pause between blocks. */
export function* framePem(text: string): Generator<PemBlock, void, undefined> {
	const begins = new Markers(text, begin);
	const ends = new Markers(text, end);
	const lines = new LineCounter(text);
	let position = 0;
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
			yield failure(text, lines, { head, end: lastBodyEnd(text, head.end, stop) }, 'noEnd');
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

/** PEM with 64 characters a line and a newline at the end (RFC 7468). */
export function toPem(label: string, der: Uint8Array): string {
	const base64 = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('base64');
	const lines: string[] = [];
	for (let index = 0; index < base64.length; index += 64) {
		lines.push(base64.slice(index, index + 64));
	}
	return `${begin}${label}${dashes}\n${lines.join('\n')}\n${end}${label}${dashes}\n`;
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

interface Marker {
	readonly start: number;
	readonly end: number;
	readonly label: string;
}

/** Finds `-----BEGIN label-----` from a position on; asked with growing positions, it passes each character once. */
class Markers {
	private found: Marker | undefined;
	private searched = -1;

	constructor(
		private readonly text: string,
		private readonly opening: string,
	) {}

	from(position: number): Marker | undefined {
		if (this.searched >= 0 && (this.found === undefined || this.found.start >= position)) {
			return this.found;
		}
		this.found = this.search(position);
		this.searched = position;
		return this.found;
	}

	private search(position: number): Marker | undefined {
		const { text, opening } = this;
		for (;;) {
			const start = text.indexOf(opening, position);
			if (start === -1) {
				return undefined;
			}
			const labelStart = start + opening.length;
			const window = text.slice(labelStart, labelStart + longestLabel + dashes.length);
			const length = window.indexOf(dashes);
			const label = window.slice(0, Math.max(0, length));
			if (/^[A-Za-z0-9][A-Za-z0-9 ._/#()-]*$/.test(label)) {
				return { start, end: labelStart + length + dashes.length, label };
			}
			position = labelStart;
		}
	}
}

/** Counts lines as an editor does: LF, CRLF and a lone CR each end one. Asked with growing offsets. */
class LineCounter {
	private line = 0;
	private nextLf: number;
	private nextCr: number;

	constructor(private readonly text: string) {
		this.nextLf = this.find('\n', 0);
		this.nextCr = this.find('\r', 0);
	}

	at(offset: number): number {
		for (;;) {
			const next = Math.min(this.nextLf, this.nextCr);
			if (next >= offset) {
				return this.line;
			}
			if (next === this.nextLf) {
				this.nextLf = this.find('\n', next + 1);
				this.line += 1;
			} else {
				this.nextCr = this.find('\r', next + 1);
				this.line += this.nextLf === next + 1 ? 0 : 1;
			}
		}
	}

	private find(end: string, from: number): number {
		const found = this.text.indexOf(end, from);
		return found === -1 ? Number.POSITIVE_INFINITY : found;
	}
}

/** The line on which the byte at `offset` of a block's content stands; its END line where there is no such byte. */
export function lineOfByte(
	text: string,
	{ line, start, end: stop, label }: BlockPosition,
	offset: number,
): number {
	const from = start + begin.length + label.length + dashes.length;
	const ends = Array.from(
		text.slice(from, stop).matchAll(/\r\n|\n|\r/g),
		({ index }) => from + index,
	);
	let low = 0;
	let high = ends.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const { der } = base64Body(text, start, from, ends[middle] ?? stop);
		if (der !== undefined && der.length > offset) high = middle;
		else low = middle + 1;
	}
	return line + low;
}

/** Number of line ends in a text. */
export function countLines(text: string): number {
	return new LineCounter(text).at(text.length);
}

function block(text: string, lines: LineCounter, head: Marker, close: Marker): PemBlock {
	const line = lines.at(head.start);
	const position = { start: head.start, end: close.end, label: head.label, line };
	if (close.label !== head.label) {
		const endLine = lines.at(close.start);
		const args = { begin: head.label, end: close.label };
		const error = { code: 'labelMismatch', line: endLine, args };
		return { ...position, endLine, headers: {}, error };
	}
	const body = base64Body(text, head.start, head.end, close.start);
	if (body.der !== undefined) {
		return { ...position, endLine: lines.at(close.start), headers: body.headers, der: body.der };
	}
	const faultLine = lines.at(body.fault);
	const error = { code: 'badBase64', line: faultLine, args: { character: body.character } };
	return { ...position, endLine: lines.at(close.start), headers: {}, error };
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
	return { start, end: stop, label, line, endLine, headers: {}, error: { code, line } };
}

const bodyLine = /[ \t]*(?:\r\n|\n|\r)[ \t]*[A-Za-z0-9+/=]+(?=[ \t]*(?:[\r\n]|$))/y;

/** Where the lines of base64 end behind a BEGIN line without an END. */
function lastBodyEnd(text: string, from: number, stop: number): number {
	let last = from;
	for (;;) {
		bodyLine.lastIndex = last;
		if (!bodyLine.test(text) || bodyLine.lastIndex > stop) {
			return last;
		}
		last = bodyLine.lastIndex;
	}
}
