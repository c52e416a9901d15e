/** Reads an object of a few members in JSON, JSON5, YAML's flow form, JavaScript or HCL, also inside a string. */
import { countLines, lineBefore } from '../lines.js';

/** Where a value stands; of a string without its quotes. UTF-16 offsets. */
export interface JwkValue {
	readonly start: number;
	readonly end: number;
	/** With `/` where it is written `\/`. */
	readonly text: string;
	readonly isQuoted: boolean;
}

export interface JwkMember {
	/** From its name to the end of its value, quotes included. */
	readonly start: number;
	readonly end: number;
	/** Absent for a list and an object. */
	readonly value?: JwkValue;
}

export interface JwkObject {
	/** From the opening brace to behind the closing one; of a mapping in YAML from its first member to its last. */
	readonly start: number;
	readonly end: number;
	/** The first of each name. */
	readonly members: ReadonlyMap<string, JwkMember>;
}

/** No JWK with its certificates is longer; what looks for one looks no farther. */
export const longestJwk = 32 * 1024;

const mostMembers = 60;
const mostElements = 100;
const deepest = 3;
const longestComment = 200;

const bareName = /[\w$-]{1,64}/y;
const bareValue = /[\w$.+/-]{1,16384}={0,2}/y;
const blanks = /(?:\s|\\+[nrt])+/y;

/** Undefined where what begins with the brace at `open` is no such object, or ends behind `to`. */
export function readJwkObject(text: string, open: number, to: number): JwkObject | undefined {
	const reader = new ObjectReader(text, open, Math.min(to, open + longestJwk));
	const members = reader.members(deepest);
	return members && { start: open, end: reader.at, members };
}

/** Every step moves forward, so time is linear. */
class ObjectReader {
	at: number;
	/** What stands before each line, as in a comment. */
	private readonly prefix: string;

	constructor(
		private readonly text: string,
		open: number,
		private readonly to: number,
	) {
		this.at = open;
		this.prefix = /^[ \t]*(#|\/\/|\*|>|--|;)[ \t]*$/.exec(lineBefore(text, open))?.[1] ?? '';
	}

	/** The object that begins here; afterwards `at` stands behind it. */
	members(depth: number): Map<string, JwkMember> | undefined {
		const members = new Map<string, JwkMember>();
		this.at += 1;
		for (let count = 0; count < mostMembers; count += 1) {
			this.skipBlank();
			if (this.passes('}')) return members;
			const start = this.at;
			const name = this.scalar(bareName);
			this.skipBlank();
			if (!name || !(this.passes(':') || this.passes('='))) return undefined;
			this.skipBlank();
			const value = this.value(depth);
			if (value === undefined) return undefined;
			const member = { start, end: this.at };
			if (!members.has(name.text)) {
				members.set(name.text, value === 'compound' ? member : { ...member, value });
			}
			const line = this.at;
			this.skipBlank();
			// HCL separates by line breaks.
			const isBroken = countLines(this.text.slice(line, this.at)) > 0;
			if (!this.passes(',') && !isBroken && this.text.charAt(this.at) !== '}') return undefined;
		}
		return undefined;
	}

	private value(depth: number): JwkValue | 'compound' | undefined {
		switch (this.text.charAt(this.at)) {
			case '{':
				return depth > 0 && this.members(depth - 1) ? 'compound' : undefined;
			case '[':
				return depth > 0 && this.list(depth - 1) ? 'compound' : undefined;
			default:
				return this.scalar(bareValue);
		}
	}

	private list(depth: number): boolean {
		this.at += 1;
		for (let count = 0; count < mostElements; count += 1) {
			this.skipBlank();
			if (this.passes(']')) return true;
			if (this.value(depth) === undefined) return false;
			this.skipBlank();
			if (!this.passes(',') && this.text.charAt(this.at) !== ']') return false;
		}
		return false;
	}

	private scalar(bare: RegExp): JwkValue | undefined {
		const { text, to } = this;
		let at = this.at;
		while (at < to && at < this.at + 8 && text.charAt(at) === '\\') at += 1;
		const escapes = at - this.at;
		const quote = text.charAt(at);
		return quote === '"' || quote === "'" || quote === '`'
			? this.quoted(quote, at, escapes)
			: this.word(bare);
	}

	/** The quote that closes has as many backslashes before it as the one that opens. */
	private quoted(quote: string, open: number, escapes: number): JwkValue | undefined {
		const { text, to } = this;
		const start = open + 1;
		let run = 0;
		for (let at = start; at < to; at += 1) {
			const character = text.charAt(at);
			if (character === '\n' || character === '\r') return undefined;
			if (character === quote && run === escapes) {
				const end = at - escapes;
				this.at = at + 1;
				const content = text.slice(start, end).replaceAll(/(?<!\\)\\+\//g, '/');
				return { start, end, text: content, isQuoted: true };
			}
			run = character === '\\' ? run + 1 : 0;
		}
		return undefined;
	}

	private word(pattern: RegExp): JwkValue | undefined {
		const { at: start, to } = this;
		pattern.lastIndex = start;
		const [found] = pattern.exec(this.text) ?? [];
		if (found === undefined || start + found.length > to) return undefined;
		this.at = start + found.length;
		return { start, end: this.at, text: found, isQuoted: false };
	}

	private passes(sign: string): boolean {
		if (this.at >= this.to || this.text.charAt(this.at) !== sign) return false;
		this.at += 1;
		return true;
	}

	/** Blanks, line breaks, escaped ones where the object stands in a string, and comments. */
	private skipBlank(): void {
		const { text, to } = this;
		for (;;) {
			const from = this.at;
			blanks.lastIndex = from;
			if (blanks.test(text)) this.at = Math.min(to, blanks.lastIndex);
			const isNewLine = /[\r\n]/.test(text.slice(from, this.at));
			if (isNewLine && this.prefix !== '' && text.startsWith(this.prefix, this.at)) {
				this.at += this.prefix.length;
			} else if (!this.skipComment()) {
				return;
			}
		}
	}

	private skipComment(): boolean {
		const { text, at } = this;
		const head = text.slice(at, Math.min(this.to, at + longestComment));
		const comment = /^(?:\/\/|#)[^\r\n]*(?=[\r\n])|^\/\*[^]*?\*\//.exec(head);
		if (!comment) return false;
		this.at += comment[0].length;
		return true;
	}
}
