/** Where something is pasted, as far as it decides how PEM is written there. */

/** What a place is told by. */
export interface PlaceInput {
	readonly text: string;
	/** What is replaced: UTF-16 offsets. */
	readonly start: number;
	readonly end: number;
	/** VS Code's. */
	readonly languageId: string;
	/** The file's name, without folders; empty for an unsaved one. */
	readonly fileName: string;
}

/** How a value is written in a place. */
export type Place =
	/** Lines of their own: `first` before the first one (`|`, a line break, an indentation), `prefix` before the others. */
	| {
			readonly form: 'lines';
			readonly first: string;
			readonly prefix: string;
			readonly tail: string;
			/** Whether one line break would be read as a blank, so that each needs one more (YAML 1.2, 6.5). */
			readonly isFolded?: boolean;
			/** Around a value that somebody wants on one line instead. */
			readonly inLine: Affixes;
	  }
	/** In one line: with `\n` in place of line breaks, or all of it in base64; quotes stand around it where there are none. */
	| ({ readonly form: 'escaped' | 'base64' } & Affixes);

export interface Affixes {
	readonly open: string;
	readonly close: string;
}

/** A place, and what is replaced there: blanks and a pair of empty quotes may go with it. */
export type FoundPlace = Place & {
	readonly start: number;
	readonly end: number;
	/** The sign of the string around it, of a programming language. */
	readonly quote?: string;
};

/** The line around what is replaced. */
export interface LineAround {
	/** Where it begins. */
	readonly start: number;
	readonly before: string;
	readonly after: string;
	/** Whether another line follows. */
	readonly isLast: boolean;
}

/** Longer lines are data, in which nobody types a value. */
const longest = 2000;

/** Undefined in a line that is too long to be looked at. */
export function lineAround({ text, start, end }: PlaceInput): LineAround | undefined {
	const from = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
	const length = text.slice(end, end + longest).search(/[\r\n]/);
	const isLast = length === -1;
	const after = text.slice(end, isLast ? end + longest : end + length);
	if (start - from > longest || (isLast && text.length > end + longest)) return undefined;
	return { start: from, before: text.slice(from, start), after, isLast };
}

/** At offset 0 `lastIndexOf` would look at the first character. */
export function lineStartBefore(text: string, lineStart: number): number {
	return lineStart < 2 ? 0 : text.lastIndexOf('\n', lineStart - 2) + 1;
}
