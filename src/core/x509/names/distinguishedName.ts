/** Distinguished names (RFC 5280, 4.1.2.4) as RFC 4514 strings. */
import { type DerCursor, DerError, problemOf, type Span, tags } from '../asn1/der.js';
import type { ReadProblem } from '../model.js';
import { attributeName } from '../asn1/oid.js';
import {
	asciiText,
	isPrintableAscii,
	isStringTag,
	stringText,
	visibleText,
} from '../asn1/strings.js';
import { bitStringBytes, oidText } from '../asn1/values.js';

export interface NameText {
	/** RFC 4514, the last RDN first, no spaces around separators; hidden characters as `\XX`. Empty when empty. */
	readonly text: string;
	/** The last CN, unescaped but for hidden characters. */
	readonly commonName: string | undefined;
}

/**
 * Reads a Name that stands at `span`. An RDN that cannot be read goes to `problems` under `field`; the others are still
 * shown. A string whose bytes do not fit its type is shown with those bytes as `\XX` and named too (`badString`).
 */
export function readName(
	cursor: DerCursor,
	span: Span,
	field: string,
	problems: ReadProblem[],
): NameText {
	let text = '';
	let commonName: string | undefined;
	try {
		const sequence = cursor.enter(span);
		while (!sequence.atEnd) {
			sequence.read();
			const rdn = readRdn(sequence, field, problems);
			commonName = rdn.commonName ?? commonName;
			text = rdn.text === '' || text === '' ? rdn.text || text : `${rdn.text},${text}`;
		}
	} catch (error) {
		problems.push(problemOf(field, error));
	}
	return { text, commonName };
}

function readRdn(sequence: DerCursor, field: string, problems: ReadProblem[]): NameText {
	let text = '';
	let commonName: string | undefined;
	try {
		if (sequence.tag !== tags.set) {
			throw new DerError('unexpectedTag', sequence.start);
		}
		if (sequence.end === sequence.contentStart) {
			throw new DerError('empty', sequence.start);
		}
		const set = sequence.enter();
		while (!set.atEnd) {
			const part = readAttribute(set.expect(tags.sequence).enter(), field, problems);
			commonName = part.commonName ?? commonName;
			text = text === '' ? part.text : `${text}+${part.text}`;
		}
	} catch (error) {
		problems.push(problemOf(field, error));
	}
	return { text, commonName };
}

/** The attributes of one RDN from a cursor over its content, as RFC 4514 has them; throws `DerError`. */
export function readRelativeName(set: DerCursor, field: string, problems: ReadProblem[]): string {
	const parts: string[] = [];
	while (!set.atEnd) {
		parts.push(readAttribute(set.expect(tags.sequence).enter(), field, problems).text);
	}
	return parts.join('+');
}

function readAttribute(pair: DerCursor, field: string, problems: ReadProblem[]): NameText {
	const type = attributeType(pair);
	pair.read();
	const name = attributeName(type);
	if (name === undefined || !(isStringTag(pair.tag) || pair.tag === tags.bitString)) {
		return { text: `${name ?? type}=#${pair.element().toString('hex')}`, commonName: undefined };
	}
	if (pair.tag === tags.bitString) {
		return { text: `${name}=${bitText(pair)}`, commonName: undefined };
	}
	const { bytes, contentStart, end } = pair;
	if (pair.tag < tags.universalString && isPrintableAscii(bytes, contentStart, end)) {
		const value = bytes.toString('latin1', contentStart, end);
		return {
			text: `${name}=${special.test(value) ? escapeValue(value) : value}`,
			commonName: name === 'CN' ? value : undefined,
		};
	}
	const value = stringText(pair, () => {
		problems.push({ field, code: 'badString', args: { offset: pair.start } });
	});
	const shown = visibleText(value);
	return {
		text: `${name}=${special.test(value) ? escapeValue(value) : shown}`,
		commonName: name === 'CN' ? shown : undefined,
	};
}

/** The OID, without decoding for the X.500 attributes that nearly every name consists of. */
function attributeType(pair: DerCursor): string {
	const { bytes } = pair;
	const start = pair.expect(tags.oid).contentStart;
	const isX500 = pair.end - start === 3 && bytes[start] === 0x55 && bytes[start + 1] === 4;
	const known = isX500 ? x500Types[bytes[start + 2] ?? 0] : undefined;
	return known ?? oidText(pair);
}

const x500Types = Array.from({ length: 128 }, (_, number) => `2.5.4.${number}`);

const special = /[",+;<>\\]|^[ #]| $/;

/** RFC 4514, 2.4. */
function escapeValue(value: string): string {
	const escaped = value
		.replace(/[",+;<>\\]/g, '\\$&')
		.replace(/^[ #]/, '\\$&')
		.replace(/ $/, '\\ ');
	return visibleText(value === ' ' ? '\\ ' : escaped);
}

/** A BIT STRING as RFC 4517, 3.3.2, writes it: `'0101'B`. */
function bitText(cursor: DerCursor): string {
	const bytes = bitStringBytes(cursor);
	if (bytes.length > 64) {
		return `#${cursor.element().toString('hex')}`;
	}
	const bits = [...bytes].map((octet) => octet.toString(2).padStart(8, '0')).join('');
	const unused = cursor.bytes[cursor.contentStart] ?? 0;
	return `'${bits.slice(0, bits.length - unused)}'B`;
}

/** The text of an IA5String (in a GeneralName), fit to show. */
export function ia5Text(cursor: DerCursor, onFault: () => void): string {
	const { bytes, contentStart, end } = cursor;
	if (isPrintableAscii(bytes, contentStart, end)) {
		return bytes.toString('latin1', contentStart, end);
	}
	return visibleText(asciiText(bytes, contentStart, end, onFault));
}
