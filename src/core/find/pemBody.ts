/** What stands between BEGIN and END, as bytes. */
import {
	type BodyPlace,
	isBlank,
	type LinePrefix,
	linePrefixes,
	skipBlanks,
} from './linePrefix.js';
import { sequenceEnds } from '../x509/asn1/sequence.js';

export type PemBody =
	| {
			readonly der: Buffer;
			readonly headers: Readonly<Record<string, string>>;
			/** Whether every line begins as the line of BEGIN does, which is then no fault of that line. */
			readonly prefixed: boolean;
			readonly fault?: undefined;
	  }
	| {
			readonly der?: undefined;
			/** UTF-16 offset of the character that does not belong there, and the character itself. */
			readonly fault: number;
			readonly character: string;
	  };

const noHeaders: Readonly<Record<string, string>> = {};

/** Decodes the body at a place. */
export function base64Body(text: string, place: BodyPlace): PemBody {
	return plainBody(text, place) ?? bodyForm(text, place).body;
}

/** The same for the part of the body before an offset, read as the whole of it is. */
export function partialBody(text: string, place: BodyPlace): (to: number) => PemBody {
	const { prefix } = bodyForm(text, place);
	return (to) => new BodyReader(text, prefix, { ...place, to }).read();
}

/** The fast way: nothing but base64 that is DER to its end. */
function plainBody(text: string, { from, to }: BodyPlace): PemBody | undefined {
	const plain = text.slice(from, to);
	if (/[^A-Za-z0-9+/\s]/.test(withoutPadding(plain))) return undefined;
	const der = Buffer.from(plain, 'base64');
	return sequenceEnds(der) && { der, headers: noHeaders, prefixed: false };
}

function startsAsDer(bytes: Buffer): boolean {
	return bytes[0] === 0x30 && bytes.length > 2;
}

interface BodyForm {
	readonly prefix: LinePrefix;
	readonly body: PemBody;
}

/**
 * Reads the body with each prefix that its lines may have: the first that leaves whole DER is right. Else what begins as
 * DER is likelier than other bytes, those likelier than what is no base64, and a prefix that each line has likelier
 * than one that some lack.
 */
function bodyForm(text: string, place: BodyPlace): BodyForm {
	let best: (BodyForm & { readonly rank: number }) | undefined;
	for (const prefix of linePrefixes(text, place)) {
		const reader = new BodyReader(text, prefix, place);
		const body = reader.read();
		const rank = rankOf(body, place, reader.prefixed);
		if (body.der !== undefined && sequenceEnds(body.der) !== undefined) return { prefix, body };
		if (prefix.guessed === true && !(body.der !== undefined && startsAsDer(body.der))) continue;
		if (best === undefined || rank > best.rank) best = { prefix, body, rank };
	}
	// The last prefix is none at all and no guess.
	if (best === undefined) throw new Error('a body has no form');
	return best;
}

/** Below 1 for what is no base64: the farther reading came, the likelier was the prefix. */
function rankOf(body: PemBody, { from, to }: BodyPlace, prefixed: boolean): number {
	if (body.der === undefined) return (body.fault - from) / (to - from + 1);
	return (startsAsDer(body.der) ? 3 : 1) + (prefixed ? 1 : 0);
}

/** Drops `=` and white space from the end, so that a `=` anywhere else counts as a fault. */
function withoutPadding(body: string): string {
	let end = body.length;
	while (end > 0 && ' \n\r\t='.includes(body.charAt(end - 1))) {
		end -= 1;
	}
	return body.slice(0, end);
}

/** Reads a body character by character; every step moves forward, so time is linear. */
class BodyReader {
	private index: number;
	private kept: string[] = [];
	private readonly objects: Buffer[] = [];
	private runStart: number;
	private padded = false;
	private withPrefix = 0;
	private withoutPrefix = 0;
	private readonly to: number;

	constructor(
		private readonly text: string,
		private readonly prefix: LinePrefix,
		{ from, to }: BodyPlace,
	) {
		this.index = this.runStart = from;
		this.to = to;
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
		const last = Buffer.from(this.kept.join(''), 'base64');
		const der = this.objects.length === 0 ? last : Buffer.concat([...this.objects, last]);
		return { der, headers, prefixed: this.prefixed };
	}

	/** Behind the padding of an object that is whole another one may begin. */
	private nextObject(): boolean {
		const object = Buffer.from(this.kept.join(''), 'base64');
		if (sequenceEnds(object) === undefined) return false;
		this.objects.push(object);
		this.kept = [];
		this.padded = false;
		return true;
	}

	/** Passes what is no base64 but may stand there; false when it may not. */
	private skip(code: number): boolean {
		if (code === 61) {
			this.padded = true;
			return this.pass(1);
		}
		if (code === 92) {
			return this.escape();
		}
		if (code <= 32 || code === 0xa0 || code === 0xfeff) {
			return code === 10 || code === 13 ? this.lineEnd(1) : this.pass(1);
		}
		if (this.prefix.quote !== '' && this.text.startsWith(this.prefix.quote, this.index)) {
			return this.outsideQuotes();
		}
		return false;
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
			this.kept.push(this.text.slice(this.runStart, end));
		}
	}

	/** `\n`, `\r`, `\t`, `\/`, `\u000a`, `\u002B`, doubled backslashes, and a backslash that ends the line. */
	private escape(): boolean {
		const next = this.text.charAt(this.index + 1);
		if (next === 'u') {
			return this.unicodeEscape();
		}
		if (next === 'n' || next === 'r') {
			return this.lineEnd(2);
		}
		if (next === 't') {
			return this.pass(2);
		}
		return next === '/' || next === '\\' || next === '\n' || next === '\r' ? this.pass(1) : false;
	}

	private unicodeEscape(): boolean {
		const digits = this.text.slice(this.index + 2, this.index + 6);
		const code = /^[0-9A-Fa-f]{4}$/.test(digits) ? Number.parseInt(digits, 16) : -1;
		if (code === 10 || code === 13) {
			return this.lineEnd(6);
		}
		if (code !== 61 && (this.padded || !isAlphabet(code))) {
			return false;
		}
		this.pass(6);
		this.kept.push(String.fromCharCode(code));
		this.padded ||= code === 61;
		return true;
	}

	/** At a closing quote: goes on behind the next opening one, or at the END line where there is none. */
	private outsideQuotes(): true {
		const opening = this.text.indexOf(this.prefix.quote, this.index + 1);
		const behind = opening === -1 || opening >= this.to ? this.to : opening + 1;
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
			const escaped = code === 92 && 'nr'.includes(this.text.charAt(this.index + 1) || ' ');
			if (this.index >= this.to || !(escaped || isBlank(code) || code === 10 || code === 13)) {
				return;
			}
			this.pass(escaped ? 2 : 1);
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
