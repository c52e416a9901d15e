/** Primitive DER values: INTEGER, OBJECT IDENTIFIER, BOOLEAN, BIT STRING. All take the element a cursor read last. */
import { type DerCursor, DerError, tags } from './der.js';

/**
 * An INTEGER as lower-case hex with an even number of digits: the value, without the sign byte that DER puts before
 * a high bit (`00`), so that it equals what Vault and the RFC 5280 tools show. Zero is `00`. A negative one (forbidden
 * by RFC 5280, 4.1.2.2, but met) is its magnitude behind a `-`. Any length is shown in full.
 */
export function integerHex(cursor: DerCursor): string {
	const { bytes, end } = cursor;
	let start = cursor.contentStart;
	if (start >= end) {
		throw new DerError('badInteger', cursor.start);
	}
	if ((bytes[start] ?? 0) > 0x7f) {
		return `-${negatedHex(cursor.content())}`;
	}
	while (start < end - 1 && bytes[start] === 0) {
		start += 1;
	}
	return bytes.toString('hex', start, end);
}

/** Longer numbers say nothing in decimal, and take ever longer to be written so. */
const longestDecimal = 64;

/** What `integerHex` answered, in decimal; of a long number the hex, behind `0x`. */
export function decimalText(hex: string): string {
	const [sign, digits] = hex.startsWith('-') ? ['-', hex.slice(1)] : ['', hex];
	const number = `0x${digits}`;
	return `${sign}${digits.length > longestDecimal ? number : BigInt(number)}`;
}

/** Magnitude of a negative two's complement number. */
function negatedHex(content: Buffer): string {
	const magnitude = Buffer.from(content);
	let carry = 1;
	for (let index = magnitude.length - 1; index >= 0; index -= 1) {
		const sum = (~(magnitude[index] ?? 0) & 0xff) + carry;
		magnitude[index] = sum & 0xff;
		carry = sum >> 8;
	}
	let start = 0;
	while (start < magnitude.length - 1 && magnitude[start] === 0) {
		start += 1;
	}
	return magnitude.toString('hex', start);
}

/** More would be no safe integer. */
const mostOctets = 6;

/** A small non-negative INTEGER or ENUMERATED (version, path length, reason). */
export function smallInteger(cursor: DerCursor): number {
	const { bytes, contentStart, end } = cursor;
	const length = end - contentStart;
	if (length < 1 || length > mostOctets || (bytes[contentStart] ?? 0) > 0x7f) {
		throw new DerError('badInteger', cursor.start);
	}
	return bytes.readUIntBE(contentStart, length);
}

/** Number of bits of a positive INTEGER's value. */
export function bitLength(cursor: DerCursor): number {
	const { bytes, end } = cursor;
	let start = cursor.contentStart;
	while (start < end && bytes[start] === 0) {
		start += 1;
	}
	return start === end ? 0 : (end - start) * 8 - Math.clz32((bytes[start] ?? 0) << 24);
}

/** BOOLEAN; any byte but zero is true, as BER has it. */
export function booleanValue(cursor: DerCursor): boolean {
	if (cursor.end - cursor.contentStart !== 1) {
		throw new DerError('badBoolean', cursor.start);
	}
	return cursor.bytes[cursor.contentStart] !== 0;
}

/** Arcs longer than this (a UUID arc has 19 bytes) are no OIDs. */
const maximumOidBytes = 128;

/** An OBJECT IDENTIFIER in dotted form. */
export function oidText(cursor: DerCursor): string {
	const { bytes, contentStart, end } = cursor;
	if (end === contentStart || end - contentStart > maximumOidBytes) {
		throw new DerError('badOid', cursor.start);
	}
	if ((bytes[end - 1] ?? 0) > 0x7f) {
		throw new DerError('badOid', cursor.start);
	}
	let text = '';
	let arc = 0;
	let arcStart = contentStart;
	for (let index = contentStart; index < end; index += 1) {
		const octet = bytes[index] ?? 0;
		arc = arc * 128 + (octet & 0x7f);
		if (octet > 0x7f) {
			continue;
		}
		const shown = Number.isSafeInteger(arc) ? String(arc) : bigArc(bytes, arcStart, index);
		text = text === '' ? firstArcs(arc, shown) : `${text}.${shown}`;
		arc = 0;
		arcStart = index + 1;
	}
	return text;
}

function firstArcs(arc: number, shown: string): string {
	if (arc < 80) {
		return arc < 40 ? `0.${arc}` : `1.${arc - 40}`;
	}
	return `2.${Number.isSafeInteger(arc) ? String(arc - 80) : String(BigInt(shown) - 80n)}`;
}

function bigArc(bytes: Buffer, start: number, last: number): string {
	let arc = 0n;
	for (let index = start; index <= last; index += 1) {
		arc = (arc << 7n) | BigInt((bytes[index] ?? 0) & 0x7f);
	}
	return String(arc);
}

/** A BIT STRING's bytes (no copy); throws unless its unused-bits octet makes sense. */
export function bitStringBytes(cursor: DerCursor): Buffer {
	const content = cursor.content();
	const unused = content[0];
	if (unused === undefined || unused > 7 || (unused > 0 && content.length === 1)) {
		throw new DerError('badBitString', cursor.start);
	}
	return content.subarray(1);
}

/** The numbers of the bits that are set in a named BIT STRING (key usage, reasons); those said to be unused are none. */
export function namedBits(cursor: DerCursor): number[] {
	const octets = bitStringBytes(cursor);
	const count = octets.length * 8 - (cursor.bytes[cursor.contentStart] ?? 0);
	const bits: number[] = [];
	for (let bit = 0; bit < Math.min(count, 64); bit += 1) {
		if (((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) bits.push(bit);
	}
	return bits;
}

/** Reads the next element, which must be an OBJECT IDENTIFIER. */
export function readOid(cursor: DerCursor): string {
	return oidText(cursor.expect(tags.oid));
}
