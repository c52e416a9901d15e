/** One line of base64 in a text, `+`, `/` and `=` as JSON and URLs may write them included. */
import { escapeAt } from './escapes.js';

/** Base64 without anything between, and where it begins. */
export interface Piece {
	readonly text: string;
	readonly at: number;
}

export interface Base64Line {
	readonly pieces: readonly Piece[];
	/** Behind the padding. */
	readonly end: number;
	readonly padded: boolean;
}

/** The base64 from an offset on, up to what is none. */
export function base64Line(text: string, from: number, to: number): Base64Line {
	const pieces: Piece[] = [];
	let at = from;
	let runsFrom = from;
	const cut = () => {
		if (at > runsFrom) pieces.push({ text: text.slice(runsFrom, at), at: runsFrom });
	};
	while (at < to) {
		at = plainEnd(text, at, to);
		if (at >= to) break;
		const escape = characterAt(text, at);
		if (escape === undefined || escape.character === '=' || at + escape.length > to) break;
		cut();
		if (escape.character !== '') pieces.push({ text: escape.character, at });
		at += escape.length;
		runsFrom = at;
	}
	cut();
	const end = behindPadding(text, at, to);
	return { pieces, end, padded: end > at };
}

function behindPadding(text: string, from: number, to: number): number {
	let at = from;
	for (let count = 0; count < 2 && at < to; count += 1) {
		const length = text.charCodeAt(at) === 61 ? paddingLength(text, at) : escapedPadding(text, at);
		if (length === 0) break;
		at += length;
	}
	return Math.min(at, to);
}

/** In quoted-printable `=` is `=3D`. */
function paddingLength(text: string, at: number): number {
	return escapeAt(text, at)?.length ?? 1;
}

function escapedPadding(text: string, at: number): number {
	const escape = characterAt(text, at);
	return escape?.character === '=' ? escape.length : 0;
}

/** An escape of a character of base64, or the backslash before one, which is none itself. */
function characterAt(
	text: string,
	at: number,
): { readonly length: number; readonly character: string } | undefined {
	const code = text.charCodeAt(at);
	if (code !== 92 && code !== 37) return undefined;
	if (text.startsWith('\\/', at)) return { length: 1, character: '' };
	const escape = escapeAt(text, at);
	return escape !== undefined && typeof escape.means === 'object'
		? { length: escape.length, character: escape.means.character }
		: undefined;
}

/** Where the base64 begins that a character belongs to, not before `behind`. */
export function runStart(text: string, inside: number, behind: number): number {
	let start = inside;
	for (;;) {
		while (start > behind && hasBase64At(text, start - 1)) start -= 1;
		if (start === behind) return start;
		const escape = characterAt(text, start - 1);
		if (escape === undefined || escape.character === '=') break;
		start -= 1;
	}
	return start + restOfEscape(text, start - 1);
}

/** In `\nLS0t…` and `%3DLS0t…` the first characters belong to the escape. */
function restOfEscape(text: string, at: number): number {
	const code = text.charCodeAt(at);
	if (code === 92) return (escapeAt(text, at)?.length ?? 1) - 1;
	return code === 37 && /^%[0-9A-Fa-f]{2}/.test(text.slice(at, at + 3)) ? 2 : 0;
}

/** Where what is written without escapes and padding ends; nothing is kept of it. */
export function plainEnd(text: string, from: number, to: number): number {
	let at = from;
	const near = Math.min(to, from + longestWord);
	while (at < near && hasBase64At(text, at)) at += 1;
	if (at < near || at === to) return at;
	plain.lastIndex = at;
	plain.test(text);
	return Math.min(to, plain.lastIndex);
}

/** What is longer is passed faster by an expression. */
const longestWord = 48;
const plain = /[\w+/-]*/y;

/** Letters, digits, `+`, `/`, and `-`, `_` of the form for URLs. */
export function hasBase64At(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return (
		(code >= 97 && code <= 122) ||
		(code >= 65 && code <= 90) ||
		(code >= 47 && code <= 57) ||
		code === 43 ||
		code === 45 ||
		code === 95
	);
}
