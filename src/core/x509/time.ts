/** UTCTime and GeneralizedTime as RFC 5280 (4.1.2.5) has them, and nothing else: no date is ever invented. */
import { type DerCursor, tags } from './der.js';
import type { ReadProblem } from './model.js';
import { visibleText } from './strings.js';

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The time of the element read last as ISO 8601 (`2026-12-05T14:03:00Z`), or undefined when it is not exactly
 * `YYMMDDHHMMSSZ` (UTCTime; years 1950 to 2049) or `YYYYMMDDHHMMSSZ` (GeneralizedTime) of a day that exists.
 */
export function isoTime(cursor: DerCursor): string | undefined {
	const { bytes, tag, contentStart, end } = cursor;
	const yearDigits = tag === tags.utcTime ? 2 : tag === tags.generalizedTime ? 4 : 0;
	if (yearDigits === 0 || end - contentStart !== yearDigits + 11 || bytes[end - 1] !== 0x5a) {
		return undefined;
	}
	for (let index = contentStart; index < end - 1; index += 1) {
		const octet = bytes[index] ?? 0;
		if (octet < 0x30 || octet > 0x39) {
			return undefined;
		}
	}
	const digits = bytes.toString('latin1', contentStart, end - 1);
	const full = yearDigits === 4 ? digits : `${digits < '50' ? '20' : '19'}${digits}`;
	return exists(full) ? isoText(full) : undefined;
}

function isoText(digits: string): string {
	const part = (from: number): string => digits.slice(from, from + 2);
	return `${digits.slice(0, 4)}-${part(4)}-${part(6)}T${part(8)}:${part(10)}:${part(12)}Z`;
}

function exists(digits: string): boolean {
	const part = (from: number): number => Number(digits.slice(from, from + 2));
	const year = Number(digits.slice(0, 4));
	const month = part(4);
	const day = part(6);
	const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	const last = month === 2 && leap ? 29 : (daysOfMonth[month - 1] ?? 0);
	return day >= 1 && day <= last && part(8) < 24 && part(10) < 60 && part(12) < 60;
}

/** The time of the element read last; one that cannot be read goes to `problems` with what stands there. */
export function readTime(
	cursor: DerCursor,
	field: string,
	problems: ReadProblem[],
): string | undefined {
	const time = isoTime(cursor);
	if (time === undefined) {
		const shownEnd = Math.min(cursor.end, cursor.contentStart + 40);
		const text = visibleText(cursor.bytes.toString('latin1', cursor.contentStart, shownEnd));
		problems.push({ field, code: 'badTime', args: { text } });
	}
	return time;
}
