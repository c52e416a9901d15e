/** Merges variables into a `.env` file: `NAME=value` lines, with quotes that may span lines. */
import { PkiError } from '../common/errors.js';
import { eolOf, lineEnd, type TextEdit, withEdits } from './edits.js';

/** The variables that a script for a POSIX shell exports, in its order; undefined where there are none. */
export function exportedVariables(script: string): ReadonlyMap<string, string> | undefined {
	const found = new Map<string, string>();
	const assignment = /^export ([A-Za-z_]\w*)=((?:'[^']*'|\\[^\n]|[^\s'\\])*)$/gm;
	for (const [, name = '', word = ''] of script.matchAll(assignment)) {
		found.set(name, unquoted(word));
	}
	return found.size === 0 ? undefined : found;
}

/** A word of single quotes and backslashes, as `shellQuote` writes it. */
function unquoted(word: string): string {
	return word.replace(
		/'([^']*)'|\\(.)/gs,
		(_, quoted: string | undefined, char: string) => quoted ?? char,
	);
}

/**
 * The last assignment of a name gets the new value, as it is the one that counts; new names follow behind the others. Rejects
 * with `invalid`, reason `unquotable`, for a value that no quotes can hold.
 */
export function mergeEnv(text: string, variables: ReadonlyMap<string, string>): string {
	const there = new Map(assignments(text).map((assignment) => [assignment.name, assignment]));
	const eol = eolOf(text);
	const edits: TextEdit[] = [];
	const added: string[] = [];
	for (const [name, value] of variables) {
		const old = there.get(name);
		if (!old) added.push(`${name}=${quoted(name, value, eol)}${eol}`);
		else if (old.value !== value) {
			edits.push({ start: old.start, end: old.end, text: quoted(name, value, eol) });
		}
	}
	const gap = text === '' || text.endsWith('\n') ? '' : eol;
	const end = { start: text.length, end: text.length, text: gap + added.join('') };
	return withEdits(text, added.length === 0 ? edits : [...edits, end]);
}

interface Assignment {
	readonly name: string;
	/** As far as it stands in quotes or by itself; escapes are left as they are. */
	readonly value: string;
	readonly start: number;
	readonly end: number;
}

const head = /[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*/y;
const inQuotes = [/"((?:[^"\\]|\\.)*)"/sy, /'([^']*)'/y, /`([^`]*)`/y];

function assignments(text: string): readonly Assignment[] {
	const found: Assignment[] = [];
	for (let at = 0; at < text.length;) {
		head.lastIndex = at;
		const [before = '', name = ''] = head.exec(text) ?? [];
		if (name !== '') {
			const from = at + before.length;
			const { value, length } = valueAt(text, from);
			found.push({ name, value, start: from, end: from + length });
			at = from + length;
		}
		const next = text.indexOf('\n', at);
		if (next === -1) break;
		at = next + 1;
	}
	return found;
}

/** Without quotes, a value goes to the end of the line or to a comment, which white space stands before. */
function valueAt(text: string, from: number): { readonly value: string; readonly length: number } {
	for (const pattern of inQuotes) {
		pattern.lastIndex = from;
		const [whole, value = ''] = pattern.exec(text) ?? [];
		if (whole !== undefined) return { value, length: whole.length };
	}
	const line = text.slice(from, lineEnd(text, from));
	const comment = line.startsWith('#') ? 0 : line.search(/[ \t]#/);
	const value = (comment === -1 ? line : line.slice(0, comment)).trimEnd();
	return { value, length: value.length };
}

function quoted(name: string, value: string, eol: string): string {
	if (/^[\w./:@%+,~-]*$/.test(value)) return value;
	const text = value.replaceAll('\n', eol);
	if (!value.includes("'") && !value.includes('\n')) return `'${text}'`;
	if (!/["\\$`]/.test(value)) return `"${text}"`;
	// Never the value itself: it may be a key.
	throw new PkiError('invalid', { reason: 'unquotable', args: { value: name, format: '.env' } });
}
