/**
 * UTCTime and GeneralizedTime. RFC 5280 (4.1.2.5) has one form of each; what else X.680 (46, 47) allows and a moment can
 * be told from is read too and named. No date is ever invented.
 */
import { type DerCursor, tags } from './der.js';
import type { ReadProblem } from '../model.js';
import { visibleText } from './strings.js';

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The time of the element read last as ISO 8601 (`2026-12-05T14:03:00Z`), or undefined when it is not exactly
 * `YYMMDDHHMMSSZ` (UTCTime; years 1950 to 2049) or `YYYYMMDDHHMMSSZ` (GeneralizedTime) of a day that exists.
 */
export function isoTime(cursor: DerCursor): string | undefined {
	const { bytes, tag, contentStart, end } = cursor;
	const yearDigits = yearDigitsOf(tag);
	if (yearDigits === 0 || end - contentStart !== yearDigits + 11 || bytes[end - 1] !== 0x5a) {
		return undefined;
	}
	for (let index = contentStart; index < end - 1; index += 1) {
		const octet = bytes[index] ?? 0;
		if (octet < 0x30 || octet > 0x39) {
			return undefined;
		}
	}
	const full = fullYear(bytes.toString('latin1', contentStart, end - 1), yearDigits);
	return exists(full) ? isoText(full) : undefined;
}

function yearDigitsOf(tag: number): number {
	return tag === tags.utcTime ? 2 : tag === tags.generalizedTime ? 4 : 0;
}

/** UTCTime's years are 1950 to 2049. */
function fullYear(digits: string, yearDigits: number): string {
	return yearDigits === 4 ? digits : `${digits < '50' ? '20' : '19'}${digits}`;
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

/** The zone must be given: without it no moment is meant. */
const looseUtcTime = /^(\d{2})(\d{6})(\d{2})(\d{2})?()(?:Z|([+-])(\d{2})(\d{2})?)$/;

/** Minutes and seconds may be left out, and what stands last may have a fraction. */
const looseGeneralizedTime =
	/^(\d{4})(\d{6})(?:(\d{2})(\d{2})?)?(?:[.,](\d{1,20}))?(?:Z|([+-])(\d{2})(\d{2})?)$/;

/** Longer texts are no times. */
const longestTime = 48;

/** UTC at the start of the second, of the forms that RFC 5280 forbids; undefined where the moment cannot be told. */
function looseTime({ bytes, tag, contentStart, end }: DerCursor): string | undefined {
	const yearDigits = yearDigitsOf(tag);
	if (yearDigits === 0 || end - contentStart > longestTime) return undefined;
	const text = bytes.toString('latin1', contentStart, end);
	const form = yearDigits === 2 ? looseUtcTime : looseGeneralizedTime;
	const [, year, day = '', minute, second, fraction, sign, zoneHour, zoneMinute] =
		form.exec(text) ?? [];
	if (year === undefined) return undefined;
	const digits = fullYear(`${year}${day}${minute ?? '00'}${second ?? '00'}`, yearDigits);
	const offset = zoneSeconds(sign, zoneHour, zoneMinute);
	if (offset === undefined || !exists(digits)) return undefined;
	const unit = second !== undefined ? 1 : minute !== undefined ? 60 : 3600;
	const seconds = Math.floor(Number(`0.${fraction ?? ''}`) * unit) - offset;
	const moment = new Date(Date.parse(isoText(digits)) + seconds * 1000);
	const iso = moment.toISOString();
	// A year before 0 or after 9999 has a sign.
	return /^\d{4}-/.test(iso) ? iso.replace(/\.\d+Z$/, 'Z') : undefined;
}

/** East of Greenwich; undefined for a zone that is nowhere. */
function zoneSeconds(sign = '+', hour = '00', minute = '00'): number | undefined {
	const seconds = Number(hour) * 3600 + Number(minute) * 60;
	if (Number(minute) > 59 || seconds > 14 * 3600) return undefined;
	return sign === '-' ? -seconds : seconds;
}

/**
 * The time of the element read last. One in a form that RFC 5280 forbids is read and goes to `problems` too
 * (`timeForm`), one that cannot be read (`badTime`) only there, each with what stands there.
 */
export function readTime(
	cursor: DerCursor,
	field: string,
	problems: ReadProblem[],
): string | undefined {
	const strict = isoTime(cursor);
	if (strict !== undefined) return strict;
	const time = looseTime(cursor);
	const shownEnd = Math.min(cursor.end, cursor.contentStart + longestTime);
	const text = visibleText(cursor.bytes.toString('latin1', cursor.contentStart, shownEnd));
	problems.push({ field, code: time === undefined ? 'badTime' : 'timeForm', args: { text } });
	return time;
}
