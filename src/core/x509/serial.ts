/** Serial numbers as people copy them, from any program that shows one. */
import { unseenCharacter } from '../common/hiddenCharacters.js';

export interface SerialNumber {
	/** Lower-case hex in pairs, without separators and leading zeros, as certificates are read here. */
	readonly hex: string;
	/** The same form of the other reading, where nothing but decimal digits stood there and they mean another number. */
	readonly ifDecimal?: string;
}

/** A number with separators; what is longer is something else. */
const longestText = 1000;

/** Far above the 20 octets of RFC 5280, 4.1.2.2: longer ones are met, and read all the same. */
const maximumDigits = 128;

/** `serial=`, `Serial Number:`, `"serial_number": `, `Serial number (hex):` and the like; the note says how it is written. */
const label =
	/serial(?:[\s_-]*(?:number|num|no|nr))?["'’]?(?:\s*\((hex|hexadecimal|dec|decimal)\))?(?![a-z0-9])[\s.#:=|"'“]*/i;

/** The last word of a label in any language, `Seriennummer:`: no pair of hex digits. */
const anyLabel =
	// eslint-disable-next-line regexp/no-super-linear-backtracking -- Asked of at most `longestText` characters.
	/^["'“]?[\p{L}\p{M}\s_.-]*(?![\da-f]*["'”]?\s*[:=])[\p{L}\p{M}]+["'”]?\s*[:=][\s"'“]*/iu;

/**
 * Reads one serial number: hex with or without separators, `0x…`, what openssl prints (`serial=0ABC`, `4660 (0x1234)`,
 * a line below its label), a line of JSON; invisible characters count as not there. Digits alone are hex, as every
 * server and most programs write them, and `ifDecimal` has the other reading. Undefined for anything else, as for a
 * negative number.
 */
export function parseSerialNumber(text: string): SerialNumber | undefined {
	const { value, note } = withoutLabel(seenText(text));
	if (value.length > longestText) return undefined;
	const [, first = '', inner = ''] =
		// eslint-disable-next-line regexp/no-super-linear-backtracking -- Asked of at most `longestText` characters.
		/^(?:[-*•]\s+)?([^()]*?)(?:\s*\(([^()]*)\))?[\s,;.|"'”]*$/.exec(value) ?? [];
	const written = first.trim().replace(/^["'“]+|(?<!["'”,;.])["'”,;.]+$/g, '');
	const said = /^(hex|hexadecimal|dec|decimal)$/i.test(inner) ? inner : note;
	// A program may have cut the second notation off.
	if (inner !== '' && said !== inner && !inner.endsWith('...')) return bothWays(written, inner);
	if (said?.toLowerCase().startsWith('dec')) return single(fromDecimal(written));
	const hex = fromHex(written);
	if (hex === undefined) return undefined;
	const ifDecimal = said === undefined ? fromDecimal(written) : undefined;
	return ifDecimal === undefined || ifDecimal === hex ? { hex } : { hex, ifDecimal };
}

/** As much of one as was typed, for looking it up in a list; empty where it is none. */
export function partialSerialNumber(text: string): string {
	const { value } = withoutLabel(seenText(text));
	const digits = withoutSeparators(value);
	return /^[\da-f]+$/i.test(digits) ? digits.toLowerCase() : '';
}

const unseen = new RegExp(unseenCharacter, 'gu');

/** Full-width forms become plain ones; marks that no eye sees, such as those of Windows' dialog, go. */
function seenText(text: string): string {
	return text.slice(0, 100_000).normalize('NFKC').replace(unseen, '');
}

/** What stands behind the label, on its line or the next one that is not empty; without a label all of it. */
function withoutLabel(text: string): { readonly value: string; readonly note?: string } {
	const found = label.exec(text);
	if (!found) {
		const value = text.trim();
		return { value: value.length > longestText ? value : value.replace(anyLabel, '') };
	}
	const rest = text.slice(found.index + found[0].length).trimStart();
	// Only what is no part of a name may stand before it on its line.
	const before = text.slice(text.lastIndexOf('\n', found.index) + 1, found.index);
	if (/[^\s"'“{*#>|-]/.test(before)) return { value: text.trim() };
	const value = rest.split('\n', 1)[0] ?? '';
	return { value: value.trim(), ...(found[1] !== undefined && { note: found[1] }) };
}

/** `4660 (0x1234)` and the other way round: two notations of one number. */
function bothWays(outer: string, inner: string): SerialNumber | undefined {
	const isInnerHex = /^0x/i.test(inner);
	const hex = fromHex(isInnerHex ? inner : outer);
	const other = isInnerHex ? outer : inner;
	return hex !== undefined && [fromDecimal(other), fromHex(other)].includes(hex)
		? { hex }
		: undefined;
}

function single(hex: string | undefined): SerialNumber | undefined {
	return hex === undefined ? undefined : { hex };
}

function fromHex(text: string): string | undefined {
	if (/^[-\p{Pd}−]/u.test(text)) return undefined;
	return canonical(withoutSeparators(text));
}

function withoutSeparators(text: string): string {
	return text.replace(/^0x/i, '').replace(/[\s:\p{Pd}]/gu, '');
}

function fromDecimal(text: string): string | undefined {
	return /^\d+$/.test(text) && text.length <= maximumDigits
		? canonical(BigInt(text).toString(16))
		: undefined;
}

function canonical(digits: string): string | undefined {
	if (digits.length > maximumDigits || !/^[\da-f]+$/i.test(digits)) return undefined;
	const significant = digits.toLowerCase().replace(/^0+(?=.)/, '');
	return significant.length % 2 === 0 ? significant : `0${significant}`;
}
