/**
 * DER as a tree that is opened element by element (ITU-T X.690): each answer reads one level, so that neither depth nor
 * size of the whole matters.
 */
import { DerCursor, DerError, type Span, tags } from './der.js';

/** An element with what can be opened in it. */
export interface Asn1Element extends Span {
	/** Where its children stand: its content, or that of a string that holds an element itself. */
	readonly children?: Range;
	/** The children stand in an OCTET STRING or BIT STRING, not in a constructed element. */
	readonly encapsulates: boolean;
}

/** Offsets in the whole. */
export interface Range {
	readonly start: number;
	readonly end: number;
}

export interface Asn1Level {
	readonly elements: readonly Asn1Element[];
	/** Where the next ones begin, where there are more than were asked for. */
	readonly next?: number;
	/** Why the rest cannot be read, and where that is. */
	readonly fault?: { readonly code: string; readonly offset: number };
}

/** The elements that stand one after the other in a range, `limit` of them at most. */
export function elementsIn(der: Uint8Array, { start, end }: Range, limit: number): Asn1Level {
	const cursor = DerCursor.over(der.subarray(start, end));
	const elements: Asn1Element[] = [];
	try {
		while (!cursor.atEnd) {
			if (elements.length >= limit) return { elements, next: start + cursor.end };
			elements.push(elementAt(der, moved(cursor.read().span(), start)));
		}
		return { elements };
	} catch (error) {
		if (!(error instanceof DerError)) throw error;
		return { elements, fault: { code: error.code, offset: start + error.offset } };
	}
}

/** Where the children of the element that begins at an offset stand; undefined where nothing can be opened. */
export function childrenAt(der: Uint8Array, offset: number): Range | undefined {
	return elementsIn(der, { start: offset, end: der.length }, 1).elements[0]?.children;
}

function moved({ tag, start, contentStart, end }: Span, by: number): Span {
	return { tag, start: start + by, contentStart: contentStart + by, end: end + by };
}

function elementAt(der: Uint8Array, span: Span): Asn1Element {
	if ((span.tag & 0x20) !== 0) {
		const children = { start: span.contentStart, end: span.end };
		return span.contentStart === span.end
			? { ...span, encapsulates: false }
			: { ...span, children, encapsulates: false };
	}
	const children = encapsulated(der, span);
	return children ? { ...span, children, encapsulates: true } : { ...span, encapsulates: false };
}

/** What an extension's value begins with (RFC 5280, 4.2): other bytes are as likely as not a number or a hash. */
const likely: readonly number[] = [
	tags.sequence,
	tags.set,
	tags.octetString,
	tags.bitString,
	tags.integer,
	tags.enumerated,
	tags.ia5String,
	tags.utf8String,
];

/** One element and nothing behind it, whose own first child can be read: any deeper look would cost more than it tells. */
function encapsulated(der: Uint8Array, { tag, contentStart, end }: Span): Range | undefined {
	const isBits = tag === tags.bitString;
	if (!isBits && tag !== tags.octetString) return undefined;
	// A point of an elliptic curve begins with 4 as well, so of bits only whole structures count.
	if (isBits && (der[contentStart] !== 0 || der[contentStart + 1] !== tags.sequence)) {
		return undefined;
	}
	const start = isBits ? contentStart + 1 : contentStart;
	if (!likely.includes(der[start] ?? -1)) return undefined;
	try {
		const inner = DerCursor.over(der.subarray(start, end)).read();
		if (start + inner.end !== end) return undefined;
		if ((inner.tag & 0x20) !== 0 && inner.contentStart < inner.end) inner.enter().read();
		return { start, end };
	} catch (error) {
		if (error instanceof DerError) return undefined;
		throw error;
	}
}
