/** DER as people look at it: an indented ASN.1 outline and a hex dump, both cut to what a person reads. */
import { DerCursor, DerError } from '../../core/x509/asn1/der.js';
import { oidText } from '../../core/x509/asn1/values.js';
import { visible } from '../../ui/words/visible.js';

const maximumLines = 1000;
const maximumHexBytes = 4096;
const shownBytes = 24;

/** Where something was left out, so that the caller can say so in words. */
export interface Outline {
	readonly text: string;
	readonly complete: boolean;
}

const names: Readonly<Record<number, string>> = {
	0x01: 'BOOLEAN',
	0x02: 'INTEGER',
	0x03: 'BIT STRING',
	0x04: 'OCTET STRING',
	0x05: 'NULL',
	0x06: 'OBJECT IDENTIFIER',
	0x0a: 'ENUMERATED',
	0x0c: 'UTF8String',
	0x12: 'NumericString',
	0x13: 'PrintableString',
	0x14: 'T61String',
	0x16: 'IA5String',
	0x17: 'UTCTime',
	0x18: 'GeneralizedTime',
	0x1a: 'VisibleString',
	0x1c: 'UniversalString',
	0x1e: 'BMPString',
	0x30: 'SEQUENCE',
	0x31: 'SET',
};

const textTags = new Set([0x0c, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a]);

/** One element a line: its byte offset, its type, and a short form of its value. */
export function asn1Outline(der: Uint8Array): Outline {
	const lines: string[] = [];
	const complete = outlineInto(lines, DerCursor.over(der), 0);
	return { text: lines.join('\n'), complete };
}

/** False when the outline ends before the input does. */
function outlineInto(lines: string[], cursor: DerCursor, depth: number): boolean {
	try {
		while (!cursor.atEnd) {
			if (lines.length >= maximumLines) return false;
			cursor.read();
			const indent = `${String(cursor.start).padStart(5)}  ${'  '.repeat(depth)}`;
			const nested = nestedIn(cursor);
			lines.push(`${indent}${describe(cursor, nested !== undefined)}`);
			if (nested && !outlineInto(lines, nested, depth + 1)) return false;
		}
		return true;
	} catch (error) {
		if (!(error instanceof DerError)) throw error;
		lines.push(`${String(error.offset).padStart(5)}  ${'  '.repeat(depth)}!! ${error.code}`);
		return false;
	}
}

/** Constructed elements, and OCTET STRINGs that hold DER themselves (as every extension's value does). */
function nestedIn(cursor: DerCursor): DerCursor | undefined {
	if ((cursor.tag & 0x20) !== 0) return cursor.enter();
	if (cursor.tag !== 0x04 || !holdsOneElement(cursor)) return undefined;
	return cursor.enter();
}

function holdsOneElement(cursor: DerCursor): boolean {
	const first = cursor.bytes[cursor.contentStart];
	if (first !== 0x30 && first !== 0x03 && first !== 0x04) return false;
	try {
		return cursor.enter().read().end === cursor.end;
	} catch (error) {
		if (error instanceof DerError) return false;
		throw error;
	}
}

function describe(cursor: DerCursor, hasChildren: boolean): string {
	const size = cursor.end - cursor.contentStart;
	const name = names[cursor.tag] ?? contextName(cursor.tag);
	if (hasChildren) return `${name} (${size} bytes)`;
	const value = shortValue(cursor);
	return value === '' ? name : `${name} ${value}`;
}

function contextName(tag: number): string {
	const octet = tag > 0xff ? tag % 256 : tag;
	const number = tag > 0xff ? Math.floor(tag / 256) : tag & 0x1f;
	const kind = ['UNIVERSAL ', 'APPLICATION ', '', 'PRIVATE '][octet >> 6] ?? '';
	return `[${kind}${number}]`;
}

function shortValue(cursor: DerCursor): string {
	const content = cursor.content();
	if (cursor.tag === 0x06) return oidText(cursor);
	if (cursor.tag === 0x01) return content[0] === 0 ? 'FALSE' : 'TRUE';
	if (textTags.has(cursor.tag)) {
		const text = visible(content.subarray(0, 200).toString('utf8'));
		return content.length > 200 ? `"${text}…"` : `"${text}"`;
	}
	const hex = content.subarray(0, shownBytes).toString('hex');
	return content.length > shownBytes ? `${hex}… (${content.length} bytes)` : hex;
}

/** Offset, 16 bytes and their ASCII characters a line. */
export function hexDump(der: Uint8Array): Outline {
	const lines: string[] = [];
	const end = Math.min(der.length, maximumHexBytes);
	for (let offset = 0; offset < end; offset += 16) {
		const bytes = [...der.subarray(offset, Math.min(end, offset + 16))];
		const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
		const ascii = bytes
			.map((byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.'))
			.join('');
		lines.push(`${offset.toString(16).padStart(5, '0')}  ${hex.padEnd(47)}  ${ascii}`);
	}
	return { text: lines.join('\n'), complete: end === der.length };
}
