/** JSON (RFC 8259), with comments as VS Code's own files have them. */
import { createScanner } from 'jsonc-parser';
import type { FoundPlace, PlaceInput } from '../place.js';

/** Undefined where no string can stand. */
export function jsonPlace({ text, start, end }: PlaceInput): FoundPlace | undefined {
	const { inString, inComment, last, keys, object } = scan(text, start);
	if (inComment) return undefined;
	const form = isData(text, keys.at(-1), object) ? 'base64' : 'escaped';
	if (inString) return { form, open: '', close: '', start, end };
	const isValue = last === ':' || last === '[' || last === ',list';
	const after = text.slice(end, end + 200);
	// The comma to the next member may be what somebody writes afterwards.
	const isFree = /^\s*(?:[,\]}]|$)|^[ \t]*(?:[\r\n]|\/[/*])/.test(after);
	return isValue && isFree ? { form, open: '"', close: '"', start, end } : undefined;
}

/** Whether it is the `data` of a Secret, or the `binaryData` of a ConfigMap: the object around it begins at an offset. */
function isData(text: string, key: string | undefined, object: number | undefined): boolean {
	if (object === undefined || (key !== 'data' && key !== 'binaryData')) return false;
	return kindIn(text.slice(object)) === (key === 'data' ? 'Secret' : 'ConfigMap');
}

/** The `kind` of the object that a text begins with, also of one that is not written to its end. */
function kindIn(text: string): string | undefined {
	const scanner = createScanner(text, true);
	let depth = 0;
	let last = '';
	let isKind = false;
	do {
		scanner.scan();
		const sign = text.charAt(scanner.getTokenOffset());
		if (sign === '{' || sign === '[') depth += 1;
		if (sign === '}' || sign === ']') depth -= 1;
		if (sign === '"' && depth === 1) {
			const word = scanner.getTokenValue();
			if (last === ':' && isKind) return word;
			isKind = last !== ':' && word === 'kind';
		}
		last = sign;
	} while (depth > 0 && scanner.getPosition() < text.length);
	return undefined;
}

interface Scan {
	readonly inString: boolean;
	readonly inComment: boolean;
	/** The last sign that is no blank; a comma of a list is told from one of an object. */
	readonly last: string;
	/** Of the objects around the place the key that each stands behind, the outermost first. */
	readonly keys: readonly (string | undefined)[];
	/** Where the one begins in which the innermost stands. */
	readonly object: number | undefined;
}

/** What stands before an offset; each character is passed once. */
function scan(text: string, to: number): Scan {
	const open: {
		readonly key: string | undefined;
		readonly isList: boolean;
		readonly at: number;
	}[] = [];
	let last = '';
	let word: string | undefined;
	let key: string | undefined;
	const state = () => ({ last, keys: open.map((one) => one.key), object: open.at(-2)?.at });
	for (let at = 0; at < to; at += 1) {
		const sign = text.charAt(at);
		if (sign === '"') {
			const close = stringEnd(text, at, to);
			if (close === undefined) return { ...state(), inString: true, inComment: false };
			word = text.slice(at + 1, close);
			at = close;
			last = '"';
		} else if (sign === '/' && /[/*]/.test(text.charAt(at + 1))) {
			const close = text.startsWith('//', at) ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
			if (close === -1 || close >= to) return { ...state(), inString: false, inComment: true };
			at = close + (text.charAt(close) === '*' ? 1 : 0);
		} else if (!/\s/.test(sign)) {
			last = sign;
			if (sign === ':') key = word;
			if (sign === ',') {
				key = undefined;
				if (open.at(-1)?.isList === true) last = ',list';
			}
			if (sign === '{' || sign === '[') {
				open.push({ key, isList: sign === '[', at });
				key = undefined;
			}
			if (sign === '}' || sign === ']') open.pop();
		}
	}
	return { ...state(), inString: false, inComment: false };
}

/** Where a string is closed before an offset. A string does not go over a line's end. */
function stringEnd(text: string, from: number, to: number): number | undefined {
	for (let at = from + 1; at < to; at += 1) {
		const sign = text.charAt(at);
		if (sign === '\\') at += 1;
		else if (sign === '"' || sign === '\n') return at;
	}
	return undefined;
}
