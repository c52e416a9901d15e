/** ASN.1 string types as text, lossless where their bytes are damaged, and safe to show. */
import { hiddenCharacters } from '../../common/hiddenCharacters.js';
import { type DerCursor, tags } from './der.js';

/** Hidden characters of one run; a name may have millions of them. */
const longestRun = 1024;

/**
 * Hidden characters and lone surrogates, which also carry undecodable bytes (see `undecodable`). Not the joiners: words
 * of Persian and of Indian languages are spelt with them, and names may hold them (RFC 5892, appendix A.1).
 */
const hidden = new RegExp(
	String.raw`[[${hiddenCharacters}\p{Cs}]--\p{Join_Control}]{1,${longestRun}}`,
	'gv',
);

/** An undecodable byte travels as a lone surrogate U+DC80 to U+DCFF and is shown as `\XX`. */
const undecodable = 0xdc00;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Hidden characters as the `\XX` pairs of their UTF-8 bytes (RFC 4514, 2.4), all else as it is. */
export function visibleText(text: string): string {
	return text.replace(hidden, hexPairs);
}

/** A unit of UTF-16 is three bytes of UTF-8 at most, each of them three characters. */
const pairs = Buffer.alloc(longestRun * 9);
const digits = Buffer.from('0123456789ABCDEF');

function hexPairs(run: string): string {
	let length = 0;
	const put = (octet: number) => {
		pairs[length] = backslash;
		pairs[length + 1] = digits[octet >> 4] ?? 0;
		pairs[length + 2] = digits[octet & 15] ?? 0;
		length += 3;
	};
	for (let index = 0; index < run.length;) {
		const code = run.codePointAt(index) ?? 0;
		const isByte = code >= undecodable + 0x80 && code <= undecodable + 0xff;
		if (isByte) put(code - undecodable);
		else if (code < 0x80) put(code);
		else if (code < 0x800) {
			put(0xc0 | (code >> 6));
			put(0x80 | (code & 0x3f));
		} else Buffer.from(String.fromCodePoint(code), 'utf8').forEach(put);
		index += code > 0xffff ? 2 : 1;
	}
	return pairs.toString('latin1', 0, length);
}

const backslash = 0x5c;

/** True when every byte is printable ASCII, so that the text is its bytes and needs no look for hidden characters. */
export function isPrintableAscii(bytes: Buffer, start: number, end: number): boolean {
	for (let index = start; index < end; index += 1) {
		const octet = bytes[index] ?? 0;
		if (octet < 0x20 || octet > 0x7e) {
			return false;
		}
	}
	return true;
}

/** Told `badString` when the bytes do not fit the string's type; the text is answered nevertheless. */
export type OnFault = () => void;

export function isStringTag(tag: number): boolean {
	return decoders[tag] !== undefined;
}

/**
 * The text of the string element read last, with undecodable bytes as lone surrogates: pass it through `visibleText`
 * (or a name's escaping) before it leaves this folder.
 */
export function stringText(cursor: DerCursor, onFault: OnFault): string {
	const { bytes, contentStart, end } = cursor;
	const decode = decoders[cursor.tag] ?? asciiText;
	return decode(bytes, contentStart, end, onFault);
}

type Decode = (bytes: Buffer, start: number, end: number, onFault: OnFault) => string;

/** ASCII types; bytes above 127 are a fault, and are read as UTF-8 where they are, since that is what issuers meant. */
export function asciiText(bytes: Buffer, start: number, end: number, onFault: OnFault): string {
	for (let index = start; index < end; index += 1) {
		if ((bytes[index] ?? 0) > 0x7f) {
			onFault();
			return utf8Text(bytes, start, end, () => undefined);
		}
	}
	return bytes.toString('latin1', start, end);
}

/** UTF-8; bytes that are none are a fault and stand in the text as lone surrogates. */
export function utf8Text(bytes: Buffer, start: number, end: number, onFault: OnFault): string {
	if (isPrintableAscii(bytes, start, end)) {
		return bytes.toString('latin1', start, end);
	}
	try {
		return utf8.decode(bytes.subarray(start, end));
	} catch {
		onFault();
		return tolerantUtf8(bytes.subarray(start, end));
	}
}

/** UTF-8 with every byte that is no part of a valid sequence kept as a lone surrogate. */
function tolerantUtf8(bytes: Buffer): string {
	const units = new Uint16Array(bytes.length);
	let count = 0;
	for (let index = 0; index < bytes.length;) {
		const first = bytes[index] ?? 0;
		const length = lengthOf(first);
		const code = length === 0 ? undefined : codeOf(bytes, index, length);
		if (code === undefined) {
			units[count] = undecodable + first;
		} else if (code <= 0xffff) {
			units[count] = code;
		} else {
			units[count] = 0xd7c0 + (code >> 10);
			count += 1;
			units[count] = 0xdc00 + (code & 0x3ff);
		}
		count += 1;
		index += code === undefined ? 1 : length;
	}
	return utf16Text(units.subarray(0, count));
}

/** Of the sequence that a byte begins, by itself; 0 where it begins none. */
function lengthOf(first: number): number {
	if (first < 0x80) return 1;
	if (first < 0xc2 || first > 0xf4) return 0;
	return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** The code point of a sequence of that length; undefined where it is cut off, overlong or none (RFC 3629, 3). */
function codeOf(bytes: Buffer, start: number, length: number): number | undefined {
	const first = bytes[start] ?? 0;
	if (length === 1) return first;
	let code = first & (0x7f >> length);
	for (let index = start + 1; index < start + length; index += 1) {
		const next = bytes[index] ?? 0;
		if ((next & 0xc0) !== 0x80) return undefined;
		code = (code << 6) | (next & 0x3f);
	}
	const isSurrogate = code >= 0xd800 && code <= 0xdfff;
	const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
	return code < least || isSurrogate || code > 0x10ffff ? undefined : code;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function utf16Text(units: Uint16Array): string {
	const bytes = Buffer.from(units.buffer, units.byteOffset, units.byteLength);
	return (isLittleEndian ? bytes : bytes.swap16()).toString('utf16le');
}

/** T.61 as everyone writes it: Latin-1. */
function latin1Text(bytes: Buffer, start: number, end: number): string {
	return bytes.toString('latin1', start, end);
}

function bmpText(bytes: Buffer, start: number, end: number, onFault: OnFault): string {
	const whole = Buffer.from(bytes.subarray(start, end - ((end - start) % 2)));
	const text = whole.swap16().toString('utf16le');
	if ((end - start) % 2 !== 0 || !isWellFormed(text)) {
		onFault();
	}
	return wellFormed(text);
}

function universalText(bytes: Buffer, start: number, end: number, onFault: OnFault): string {
	const codes: string[] = [];
	let faulty = (end - start) % 4 !== 0;
	for (let index = start; index + 3 < end; index += 4) {
		const code = bytes.readUInt32BE(index);
		const valid = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
		faulty ||= !valid;
		codes.push(valid ? String.fromCodePoint(code) : '\ufffd');
	}
	if (faulty) {
		onFault();
	}
	return codes.join('');
}

const loneSurrogate = /\p{Cs}/gu;

function isWellFormed(text: string): boolean {
	return text.search(loneSurrogate) === -1;
}

function wellFormed(text: string): string {
	return text.replace(loneSurrogate, '\ufffd');
}

const decoders: Readonly<Partial<Record<number, Decode>>> = {
	[tags.utf8String]: utf8Text,
	[tags.numericString]: asciiText,
	[tags.printableString]: asciiText,
	[tags.t61String]: latin1Text,
	[tags.videotexString]: latin1Text,
	[tags.ia5String]: asciiText,
	[tags.graphicString]: latin1Text,
	[tags.visibleString]: asciiText,
	[tags.generalString]: latin1Text,
	[tags.universalString]: universalText,
	[tags.bmpString]: bmpText,
};
