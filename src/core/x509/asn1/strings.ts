/** ASN.1 string types as text, lossless where their bytes are damaged, and safe to show. */
import { hiddenCharacters } from '../../common/hiddenCharacters.js';
import { type DerCursor, tags } from './der.js';

/**
 * Hidden characters and lone surrogates, which also carry undecodable bytes (see `undecodable`). Not the joiners: words
 * of Persian and of Indian languages are spelt with them, and names may hold them (RFC 5892, appendix A.1).
 */
const hidden = new RegExp(
	// In runs, as a name may have millions of them.
	String.raw`(?:(?!\p{Join_Control})[${hiddenCharacters}\p{Cs}]){1,1024}`,
	'gu',
);

/** An undecodable byte travels as a lone surrogate U+DC80 to U+DCFF and is shown as `\XX`. */
const undecodable = 0xdc00;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Hidden characters as the `\XX` pairs of their UTF-8 bytes (RFC 4514, 2.4), all else as it is. */
export function visibleText(text: string): string {
	return text.replace(hidden, hexPairs);
}

function hexPairs(run: string): string {
	const hex = Buffer.from(bytesOf(run)).toString('hex').toUpperCase();
	return hex.replace(/../g, '\\$&');
}

function bytesOf(run: string): Uint8Array | readonly number[] {
	if (isWellFormed(run)) return Buffer.from(run, 'utf8');
	const bytes: number[] = [];
	for (const character of run) {
		const code = character.codePointAt(0) ?? 0;
		const isByte = code >= undecodable + 0x80 && code <= undecodable + 0xff;
		if (isByte) bytes.push(code - undecodable);
		else bytes.push(...Buffer.from(character, 'utf8'));
	}
	return bytes;
}

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
			return utf8Text(bytes, start, end, onFault);
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
	let text = '';
	let index = 0;
	while (index < bytes.length) {
		const first = bytes[index] ?? 0;
		const length = isContinued(bytes[index + 1]) ? lengthOf(first) : first < 0x80 ? 1 : 0;
		const sequence =
			length === 0 ? undefined : sequenceText(bytes.subarray(index, index + length), length);
		text += sequence ?? String.fromCharCode(undecodable + first);
		index += sequence === undefined ? 1 : length;
	}
	return text;
}

/** Of the sequence that a byte begins, by itself; 0 where it begins none. */
function lengthOf(first: number): number {
	if (first < 0x80) return 1;
	if (first < 0xc2 || first > 0xf4) return 0;
	return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

function isContinued(next = 0): boolean {
	return (next & 0xc0) === 0x80;
}

function sequenceText(sequence: Buffer, length: number): string | undefined {
	if (sequence.length < length) {
		return undefined;
	}
	if (length === 1) {
		return sequence.toString('latin1');
	}
	const text = sequence.toString('utf8');
	return text.includes('\ufffd') && !sequence.equals(replacementBytes) ? undefined : text;
}

const replacementBytes = Buffer.from('\ufffd', 'utf8');

/** T.61 as everyone writes it: Latin-1. */
function latin1Text(bytes: Buffer, start: number, end: number): string {
	return bytes.toString('latin1', start, end);
}

function bmpText(bytes: Buffer, start: number, end: number, onFault: OnFault): string {
	let text = '';
	for (let index = start; index + 1 < end; index += 2) {
		text += String.fromCharCode(bytes.readUInt16BE(index));
	}
	if ((end - start) % 2 !== 0 || !isWellFormed(text)) {
		onFault();
	}
	return wellFormed(text);
}

function universalText(bytes: Buffer, start: number, end: number, onFault: OnFault): string {
	let text = '';
	let faulty = (end - start) % 4 !== 0;
	for (let index = start; index + 3 < end; index += 4) {
		const code = bytes.readUInt32BE(index);
		const valid = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
		faulty ||= !valid;
		text += valid ? String.fromCodePoint(code) : '\ufffd';
	}
	if (faulty) {
		onFault();
	}
	return text;
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
