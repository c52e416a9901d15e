/**
 * The texts in values whose structure is not known: a bare text, or the strings of a DER structure. Hidden characters are
 * shown as `\XX`; the bytes themselves are in `valueHex`.
 */
import { type DerCursor, DerError, tags } from '../asn1/der.js';
import { type LineContext, shownString } from './lineReading.js';
import type { ReadProblem } from '../model.js';
import { isStringTag, utf8Text, visibleText } from '../asn1/strings.js';

/** Longer texts are cut: nobody reads them here, and a view would have to lay them out. */
const longestText = 4096;
const mostLines = 100;
/** In a structure, fewer bytes than this that look like text are more likely a number. */
const shortestInside = 4;

/** The texts in a value that has no reader; none where it holds none. */
export function unknownLines({ cursor, oid, problems }: LineContext): readonly string[] {
	const whole = cursor.rest();
	const isStructure = whole[0] === tags.sequence || whole[0] === tags.set;
	const strings = stringsIn(cursor, oid, problems);
	const lines = isStructure ? (strings ?? bareText(whole)) : (bareText(whole) ?? strings);
	return (lines ?? []).slice(0, mostLines);
}

/** Text without any structure around it, a line each; undefined for anything that is not UTF-8 or has control codes. */
function bareText(bytes: Buffer, shortest = 1): string[] | undefined {
	if (bytes.length < shortest) return undefined;
	let faults = 0;
	const text = utf8Text(bytes, 0, bytes.length, () => (faults += 1));
	if (faults > 0 || /[^\P{Cc}\t\r\n]|[\p{Cn}\p{Co}]/u.test(text)) return undefined;
	return cut(text)
		.trimEnd()
		.split(/\r\n|[\r\n]/)
		.map(visibleText);
}

function cut(text: string): string {
	if (text.length <= longestText) return text;
	return `${text.slice(0, longestText).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The strings in DER of any structure, in their order; undefined where it is not DER to its end. */
function stringsIn(
	cursor: DerCursor,
	field: string,
	problems: ReadProblem[],
): string[] | undefined {
	const found: string[] = [];
	const own: ReadProblem[] = [];
	try {
		gather(cursor, field, found, own);
	} catch (error) {
		if (error instanceof DerError) return undefined;
		throw error;
	}
	problems.push(...own);
	return found;
}

function gather(cursor: DerCursor, field: string, found: string[], own: ReadProblem[]): void {
	while (!cursor.atEnd) {
		cursor.read();
		if (isStringTag(cursor.tag)) {
			found.push(cut(shownString(cursor, field, own)));
		} else if ((cursor.tag & 0x20) !== 0) {
			gather(cursor.enter(), field, found, own);
		} else if (cursor.tag === tags.octetString || isContextTag(cursor.tag)) {
			found.push(...(bareText(cursor.content(), shortestInside) ?? []));
		}
	}
}

function isContextTag(tag: number): boolean {
	return tag <= 0xff && (tag & 0xc0) === 0x80;
}
