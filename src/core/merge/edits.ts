/** Replacements in a text, and the error of a merge that cannot be made. */
import { PkiError } from '../common/errors.js';

/** UTF-16 offsets of the text as it was. */
export interface TextEdit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** Edits do not overlap; several at one place stand in their order. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
	const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
	const parts: string[] = [];
	let from = 0;
	for (const { start, end, text: put } of ordered) {
		parts.push(text.slice(from, start), put);
		from = end;
	}
	return [...parts, text.slice(from)].join('');
}

export function lineStart(text: string, offset: number): number {
	return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line's own characters end, before `\n` or `\r\n`. */
export function lineEnd(text: string, offset: number): number {
	const found = text.indexOf('\n', offset);
	if (found === -1) return text.length;
	return text[found - 1] === '\r' && found > offset ? found - 1 : found;
}

export function eolOf(text: string): string {
	return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** The file cannot be read in its format. `line` from one. */
export function unreadable(text: string, offset: number): PkiError {
	const line = text.slice(0, offset).split('\n').length;
	return new PkiError('invalid', { reason: 'mergeSyntax', args: { line } });
}

/** The file is built in a way (anchors, aliases) in which a change would reach further than is meant. */
export function unsafe(): PkiError {
	return new PkiError('invalid', { reason: 'mergeUnsafe' });
}
