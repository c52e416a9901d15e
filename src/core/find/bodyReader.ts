/** Reads the body of a PEM block character by character. */
import type { Piece } from './base64Line.js';
import { type Escape, escapeAt } from './escapes.js';
import { type BodyPlace, isBlank, type LinePrefix, skipBlanks } from './linePrefix.js';
import { lineAfter } from './lines.js';
import { sequenceEnds } from '../x509/asn1/sequence.js';

export type PemBody =
	| {
			readonly der: Buffer;
			readonly headers: Readonly<Record<string, string>>;
			/** Whether every line begins as the line of BEGIN does, which is then no fault of that line. */
			readonly prefixed: boolean;
			/** Whether line breaks are written as escapes, or it is split over string literals. */
			readonly escaped: boolean;
			readonly fault?: undefined;
	  }
	| {
			readonly der?: undefined;
			/** UTF-16 offset of the character that does not belong there, and the character itself. */
			readonly fault: number;
			readonly character: string;
	  };

const noBytes = Buffer.alloc(0);

/** More objects, each with its padding, than anybody runs together. */
const mostObjects = 1000;

function bytesOf(pieces: readonly Piece[]): Buffer {
	return Buffer.from(pieces.map(({ text }) => text).join(''), 'base64');
}

/** What stands behind BEGIN and at the end of the line below too, such as `<br>` or a table's edge; else nothing. */
function suffixAt(text: string, from: number, to: number): string {
	const first = lineAfter(text, from, to);
	const next = from + first.length + (text.startsWith('\r\n', from + first.length) ? 2 : 1);
	const suffix = first.trim();
	return lineAfter(text, next, to).trimEnd().endsWith(suffix) ? suffix : '';
}

/** Reads a body character by character; every step moves forward, so time is linear. */
export class BodyReader {
	private index: number;
	private kept: Piece[] = [];
	private readonly objects: { readonly bytes: Buffer; readonly pieces: readonly Piece[] }[] = [];
	private runStart: number;
	private padded = false;
	private withPrefix = 0;
	private withoutPrefix = 0;
	private escaped = false;
	/** What stands behind the dashes of BEGIN, and so perhaps behind every line. */
	private readonly suffix: string;
	private readonly to: number;

	constructor(
		private readonly text: string,
		private readonly prefix: LinePrefix,
		{ from, to }: BodyPlace,
	) {
		this.index = this.runStart = from;
		this.to = to;
		this.suffix = suffixAt(text, from, to);
	}

	/** Whether there was a line, and each that was not blank had the prefix. */
	get prefixed(): boolean {
		return this.withPrefix > 0 && this.withoutPrefix === 0;
	}

	read(): PemBody {
		const previous = this.text.charCodeAt(this.index - 1);
		if (this.index === 0 || previous === 10 || previous === 13) this.passPrefix();
		const headers = this.headers();
		this.runStart = this.index;
		while (this.index < this.to) {
			const code = this.text.charCodeAt(this.index);
			if (isAlphabet(code) && (!this.padded || this.nextObject())) {
				this.index += 1;
			} else if (!this.skip(code)) {
				return { fault: this.index, character: this.text.charAt(this.index) };
			}
		}
		this.cut(this.index);
		this.objects.push({ bytes: bytesOf(this.kept), pieces: this.kept });
		const [first, ...others] = this.objects.map(({ bytes }) => bytes);
		const der = others.length === 0 && first ? first : Buffer.concat([first ?? noBytes, ...others]);
		return { der, headers, prefixed: this.prefixed, escaped: this.escaped };
	}

	/** Of a body that was read: where the base64 stands that a byte begins in. */
	offsetOf(byte: number): number | undefined {
		let before = 0;
		for (const { bytes, pieces } of this.objects) {
			if (byte < before + bytes.length) {
				let character = Math.floor(((byte - before) * 8) / 6);
				for (const { text, at } of pieces) {
					if (character < text.length) return at + character;
					character -= text.length;
				}
			}
			before += bytes.length;
		}
		return undefined;
	}

	/** Behind the padding of an object that is whole another one may begin. */
	private nextObject(): boolean {
		if (this.objects.length >= mostObjects) return false;
		const bytes = bytesOf(this.kept);
		if (sequenceEnds(bytes) === undefined) return false;
		this.objects.push({ bytes, pieces: this.kept });
		this.kept = [];
		this.padded = false;
		return true;
	}

	/** Passes what is no base64 but may stand there; false when it may not. */
	private skip(code: number): boolean {
		const escape = escapeAt(this.text, this.index);
		if (escape) return this.escape(escape);
		if (code === 61) {
			this.padded = true;
			return this.pass(1);
		}
		if (code <= 32 || code === 0xa0 || code === 0xfeff) {
			return code === 10 || code === 13 ? this.lineEnd(1) : this.pass(1);
		}
		if (this.prefix.quote !== '' && this.text.startsWith(this.prefix.quote, this.index)) {
			return this.outsideQuotes();
		}
		return this.endOfLine();
	}

	/** Passes what stands behind the content of this line as it does behind BEGIN. */
	private endOfLine(): boolean {
		const { suffix, text, index, to } = this;
		if (suffix === '' || !text.startsWith(suffix, index)) return false;
		const behind = skipBlanks(text, index + suffix.length, to);
		const code = text.charCodeAt(behind);
		if (behind < to && code !== 10 && code !== 13) return false;
		this.escaped ||= /["'`]/.test(suffix);
		return this.pass(behind - index);
	}

	/** Takes the run of base64 before the current character, and goes on behind `count` characters. */
	private pass(count: number): true {
		this.cut(this.index);
		this.index = Math.min(this.to, this.index + count);
		this.runStart = this.index;
		return true;
	}

	/** Passes a line end of `count` characters, and the sign that stood before BEGIN too. */
	private lineEnd(count: number): true {
		this.pass(count);
		return this.passPrefix();
	}

	private cut(end: number): void {
		if (end > this.runStart) {
			this.kept.push({ text: this.text.slice(this.runStart, end), at: this.runStart });
		}
	}

	private escape({ length, means }: Escape): boolean {
		this.escaped = true;
		if (means === 'line') return this.lineEnd(length);
		if (means === 'nothing') return this.pass(length);
		const { character } = means;
		if (character !== '=' && this.padded) return false;
		const at = this.index;
		this.pass(length);
		if (character === '=') this.padded = true;
		else this.kept.push({ text: character, at });
		return true;
	}

	/** At a closing quote: goes on behind the next opening one, or at the END line where there is none. */
	private outsideQuotes(): true {
		const opening = this.text.indexOf(this.prefix.quote, this.index + 1);
		const behind = opening === -1 || opening >= this.to ? this.to : opening + 1;
		this.escaped = true;
		return this.pass(behind - this.index);
	}

	/** At the start of a line: passes what stands before its content. */
	private passPrefix(): true {
		const { text, to } = this;
		const behind = this.prefix.pass(text, this.index, to);
		const at = skipBlanks(text, Math.max(this.index, behind), to);
		const code = at < to ? text.charCodeAt(at) : 10;
		if (behind !== -1) this.withPrefix += 1;
		else if (code !== 10 && code !== 13) this.withoutPrefix += 1;
		return this.pass(at - this.index);
	}

	/** RFC 1421 headers: `Name: value` lines up to the first line that is none; a line that starts blank continues. */
	private headers(): Readonly<Record<string, string>> {
		const found: Record<string, string> = {};
		for (;;) {
			const before = this.index;
			this.lineBreak();
			const line = this.restOfLine();
			const match = /^([A-Za-z][A-Za-z0-9-]{0,63}):[ \t]*(.{0,200})/.exec(line);
			if (match === null) {
				this.index = before;
				return found;
			}
			found[match[1] ?? ''] = (match[2] ?? '').trim();
			this.index = this.runStart = this.index + line.length;
		}
	}

	private lineBreak(): void {
		for (;;) {
			const code = this.text.charCodeAt(this.index);
			const escape = escapeAt(this.text, this.index);
			const isEscaped = escape?.means === 'line';
			if (this.index >= this.to || !(isEscaped || isBlank(code) || code === 10 || code === 13)) {
				return;
			}
			this.escaped ||= isEscaped;
			this.pass(isEscaped ? escape.length : 1);
			if (!isBlank(code)) {
				this.passPrefix();
			}
		}
	}

	/** Up to the line's end, real or escaped; a header is never longer than this looks. */
	private restOfLine(): string {
		const window = this.text.slice(this.index, Math.min(this.to, this.index + 300));
		const length = window.search(/[\r\n]|\\[nr]/);
		return length === -1 ? window : window.slice(0, length);
	}
}

function isAlphabet(code: number): boolean {
	return (
		(code >= 97 && code <= 122) ||
		(code >= 65 && code <= 90) ||
		(code >= 47 && code <= 57) ||
		code === 43
	);
}
