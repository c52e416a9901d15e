/** What stands between BEGIN and END, as bytes. */

export type PemBody =
	| {
			readonly der: Buffer;
			readonly headers: Readonly<Record<string, string>>;
			readonly fault?: undefined;
	  }
	| {
			readonly der?: undefined;
			/** UTF-16 offset of the character that does not belong there, and the character itself. */
			readonly fault: number;
			readonly character: string;
	  };

const noHeaders: Readonly<Record<string, string>> = {};

/**
 * Decodes the body from `from` to `to`. `headStart` is where its BEGIN stands: what precedes that on its line (a
 * comment sign, a quote) may precede every line of the body too.
 */
export function base64Body(text: string, headStart: number, from: number, to: number): PemBody {
	const plain = text.slice(from, to);
	if (!/[^A-Za-z0-9+/\s]/.test(withoutPadding(plain))) {
		return { der: Buffer.from(plain, 'base64'), headers: noHeaders };
	}
	return new BodyReader(text, linePrefix(text, headStart), from, to).read();
}

/** Drops `=` and white space from the end, so that a `=` anywhere else counts as a fault. */
function withoutPadding(body: string): string {
	let end = body.length;
	while (end > 0 && ' \n\r\t='.includes(body.charAt(end - 1))) {
		end -= 1;
	}
	return body.slice(0, end);
}

interface LinePrefix {
	/** What stands before BEGIN on its line, without white space at either end: `#`, `//`, `|`, `"`. */
	readonly sign: string;
	/** The quote directly before BEGIN. */
	readonly quote: string;
}

const longestPrefix = 200;

function linePrefix(text: string, headStart: number): LinePrefix {
	const before = text.slice(Math.max(0, headStart - longestPrefix), headStart);
	const line = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
	const last = line.slice(-1);
	const quote = last === '"' || last === "'" || last === '`' ? last : '';
	return { sign: line.slice(0, line.length - quote.length).trim(), quote };
}

/** Reads a body character by character; every step moves forward, so time is linear. */
class BodyReader {
	private index: number;
	private readonly kept: string[] = [];
	private runStart: number;
	private padded = false;

	constructor(
		private readonly text: string,
		private readonly prefix: LinePrefix,
		from: number,
		private readonly to: number,
	) {
		this.index = this.runStart = from;
	}

	read(): PemBody {
		const headers = this.headers();
		this.runStart = this.index;
		while (this.index < this.to) {
			const code = this.text.charCodeAt(this.index);
			if (isAlphabet(code) && !this.padded) {
				this.index += 1;
			} else if (!this.skip(code)) {
				return { fault: this.index, character: this.text.charAt(this.index) };
			}
		}
		this.cut(this.index);
		return { der: Buffer.from(this.kept.join(''), 'base64'), headers };
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

	/** At the start of a line: passes the sign that stood before BEGIN too. */
	private passPrefix(): true {
		const { sign } = this.prefix;
		let at = this.index;
		while (at < this.to && isBlank(this.text.charCodeAt(at))) {
			at += 1;
		}
		if (sign !== '' && this.text.startsWith(sign, at)) {
			at += sign.length;
			while (at < this.to && isBlank(this.text.charCodeAt(at))) {
				at += 1;
			}
		}
		return this.pass(Math.max(0, Math.min(at, this.to) - this.index));
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

function isBlank(code: number): boolean {
	return code === 32 || code === 9;
}

function isAlphabet(code: number): boolean {
	return (
		(code >= 97 && code <= 122) ||
		(code >= 65 && code <= 90) ||
		(code >= 47 && code <= 57) ||
		code === 43
	);
}
