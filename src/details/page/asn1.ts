/** ASN.1 as the page's tree shows it: a level at a time, each element with its type, its value and its place. */
import * as vscode from 'vscode';
import { type Asn1Element, childrenAt, elementsIn } from '../../core/x509/asn1/elements.js';
import { asBuffer, DerCursor, DerError, tags } from '../../core/x509/asn1/der.js';
import { oidName } from '../../core/x509/asn1/oidNames.js';
import { isStringTag, stringText, visibleText } from '../../core/x509/asn1/strings.js';
import { oidText } from '../../core/x509/asn1/values.js';
import { count, visibleStart } from '../../ui/facts/text.js';
import { faultWords } from '../../ui/words/errors/faultWords.js';
import type { Asn1ElementView, Asn1LevelView } from '../protocol.js';

/** What is shown at once of one level. */
const pageSize = 500;

const shownBytes = 32;
const shownCharacters = 200;

/** The place of the whole, which no element has. */
export const wholePlace = -1;

/**
 * What stands in the element that begins at `at`, or in the whole; from the element at `from` on. Undefined where
 * nothing can be opened there.
 */
export function asn1Level(
	der: Uint8Array,
	at: number,
	from: number | undefined,
): Asn1LevelView | undefined {
	const range = at === wholePlace ? { start: 0, end: der.length } : childrenAt(der, at);
	if (!range) return undefined;
	const start = from === undefined ? range.start : Math.max(range.start, from);
	if (start > range.end) return undefined;
	const { elements, next, fault } = elementsIn(der, { ...range, start }, pageSize);
	return {
		elements: elements.map((element) => elementView(der, element)),
		...(next === undefined ? {} : { more: { from: next, label: vscode.l10n.t('Show more') } }),
		...(fault ? { problem: problemAt(fault) } : {}),
	};
}

function problemAt({ code, offset }: { readonly code: string; readonly offset: number }): string {
	const words = faultWords(code, {});
	return vscode.l10n.t('Unreadable from offset {0}: {1}', count(offset), words);
}

function elementView(der: Uint8Array, element: Asn1Element): Asn1ElementView {
	const { tag, start, contentStart, end, children, encapsulates } = element;
	const numbers = [start, contentStart - start, end - contentStart].map(count);
	return {
		at: start,
		type: typeNames[tag] ?? contextName(tag),
		value: children ? (encapsulates ? vscode.l10n.t('encapsulates') : '') : valueOf(der, element),
		place: vscode.l10n.t('offset {0}, header {1}, length {2}', ...numbers),
		opens: children !== undefined,
	};
}

/** X.680, 8.4. */
const typeNames: Readonly<Record<number, string>> = {
	0x01: 'BOOLEAN',
	0x02: 'INTEGER',
	0x03: 'BIT STRING',
	0x04: 'OCTET STRING',
	0x05: 'NULL',
	0x06: 'OBJECT IDENTIFIER',
	0x0a: 'ENUMERATED',
	0x0c: 'UTF8String',
	0x0d: 'RELATIVE-OID',
	0x12: 'NumericString',
	0x13: 'PrintableString',
	0x14: 'T61String',
	0x15: 'VideotexString',
	0x16: 'IA5String',
	0x17: 'UTCTime',
	0x18: 'GeneralizedTime',
	0x19: 'GraphicString',
	0x1a: 'VisibleString',
	0x1b: 'GeneralString',
	0x1c: 'UniversalString',
	0x1e: 'BMPString',
	0x30: 'SEQUENCE',
	0x31: 'SET',
};

function contextName(tag: number): string {
	const octet = tag > 0xff ? tag % 256 : tag;
	const number = tag > 0xff ? Math.floor(tag / 256) : tag & 0x1f;
	const kind = ['UNIVERSAL ', 'APPLICATION ', '', 'PRIVATE '][octet >> 6] ?? '';
	return `[${kind}${String(number)}]`;
}

const textTags: ReadonlySet<number> = new Set([tags.utcTime, tags.generalizedTime]);

function valueOf(der: Uint8Array, { tag, start, contentStart, end }: Asn1Element): string {
	const content = asBuffer(der).subarray(contentStart, end);
	try {
		const cursor = DerCursor.over(der.subarray(start, end)).read();
		if (tag === tags.oid) {
			const oid = oidText(cursor);
			const name = oidName(oid);
			return name === undefined ? oid : `${name} (${oid})`;
		}
		if (tag === tags.boolean && content.length === 1) return content[0] === 0 ? 'FALSE' : 'TRUE';
		if (isStringTag(tag))
			return textValue(visibleText(stringText(cut(cursor, content), () => undefined)));
	} catch (error) {
		// A value that its type does not allow is shown as its bytes.
		if (!(error instanceof DerError)) throw error;
	}
	if (textTags.has(tag)) return textValue(content.toString('latin1', 0, shownCharacters + 1));
	if (tag === tags.integer || tag === tags.enumerated) return numberValue(content);
	return tag === tags.bitString ? bitsValue(content) : bytesValue(content);
}

/** The beginning of a text that may have millions of characters. */
function cut(cursor: DerCursor, content: Buffer): DerCursor {
	const most = 4 * (shownCharacters + 1);
	if (content.length > most) cursor.end = cursor.contentStart + most;
	return cursor;
}

function textValue(text: string): string {
	return `“${visibleStart(text, shownCharacters)}”`;
}

/** Small ones as people count, others as bytes. */
function numberValue(content: Buffer): string {
	if (content.length === 0 || content.length > 4) return bytesValue(content);
	return String(content.readIntBE(0, content.length));
}

/** X.690, 8.6.2: the first byte counts the bits at the end that mean nothing. */
function bitsValue(content: Buffer): string {
	const [unused = 0] = content;
	const bits = bytesValue(content.subarray(1));
	return unused === 0 ? bits : vscode.l10n.t('{0} ({1} bits unused)', bits, unused);
}

function bytesValue(content: Buffer): string {
	const hex = content.toString('hex', 0, shownBytes).replace(/..(?=.)/g, '$&:');
	return content.length > shownBytes ? `${hex}…` : hex;
}
