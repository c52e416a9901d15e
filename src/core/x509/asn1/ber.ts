/**
 * The DER form of what was written in BER (X.690, 8): certificates, requests and CRLs are signed over it (RFC 5280,
 * 4.1.1.3). Indefinite lengths become definite, and strings that come in pieces are joined; all else stays as it is.
 */
import { DerCursor, DerError, tags } from './der.js';
import { derElement } from './derWriter.js';
import type { ReadProblem } from '../model.js';

/** What DER forbids and BER allows. */
type BerForm = 'indefiniteLength' | 'constructedString';

interface Conversion {
	/** The first that was met. */
	found?: { readonly code: BerForm; readonly offset: number };
	/** How many more elements may be written anew. */
	budget: number;
}

const constructed = 0x20;
const maximumConverted = 20_000;

/**
 * What `read` says of the bytes or, where they are BER, of their DER form, with the problem that says so. The offsets of
 * other problems are left out then, since they count in other bytes.
 */
export function readInDer<Facts extends { readonly problems: readonly ReadProblem[] }>(
	read: (der: Buffer) => Facts,
	bytes: Buffer,
): { facts: Facts; der: Buffer } {
	const facts = read(bytes);
	if (!mayBeBer(bytes, facts.problems)) return { facts, der: bytes };
	const { der, problem } = derForm(bytes);
	if (problem === undefined) return { facts, der: bytes };
	const again = read(der);
	const problems = [problem, ...again.problems.map(withoutOffset)];
	return { facts: { ...again, problems }, der };
}

function withoutOffset({ args, ...problem }: ReadProblem): ReadProblem {
	const others = Object.entries(args ?? {}).filter(([name]) => name !== 'offset');
	return others.length === 0 ? problem : { ...problem, args: Object.fromEntries(others) };
}

/** Whether what could not be read may be BER, so that its DER form is worth a look at all the bytes. */
function mayBeBer(bytes: Buffer, problems: readonly ReadProblem[]): boolean {
	return problems.some(({ code, args }) => {
		if (code === 'indefiniteLength') return true;
		const offset = args?.['offset'];
		return code === 'unexpectedTag' && typeof offset === 'number' && isString(bytes[offset] ?? 0);
	});
}

/** The bytes in DER, and a problem that says what was not; the bytes themselves and none where nothing was to be done. */
export function derForm(bytes: Buffer): { der: Buffer; problem?: ReadProblem } {
	const conversion: Conversion = { budget: maximumConverted };
	try {
		const cursor = DerCursor.overBer(bytes);
		cursor.notes.budget = Number.POSITIVE_INFINITY;
		const der = converted(cursor.read(), conversion);
		const { found } = conversion;
		if (der === undefined || found === undefined) return { der: bytes };
		const behind = bytes.subarray(cursor.start + cursor.element().length);
		const { code, offset } = found;
		return {
			der: behind.length === 0 ? der : Buffer.concat([der, behind]),
			problem: { field: 'encoding', code, args: { offset } },
		};
	} catch (error) {
		if (error instanceof DerError) return { der: bytes };
		throw error;
	}
}

/** The element that the cursor read last in DER; undefined where it is already. */
function converted(cursor: DerCursor, conversion: Conversion): Buffer | undefined {
	const { tag, start } = cursor;
	if ((tag & constructed) === 0) return undefined;
	if (isString(tag)) {
		return written(conversion, { code: 'constructedString', offset: start }, () =>
			derElement(tag & ~constructed, joined(cursor.enter(), tag & ~constructed)),
		);
	}
	if (cursor.isIndefinite) {
		return written(conversion, { code: 'indefiniteLength', offset: start }, () =>
			derElement(singleOctet(tag, start), contents(cursor, conversion).parts),
		);
	}
	const { parts, changed } = contents(cursor, conversion);
	return changed ? derElement(singleOctet(tag, start), parts) : undefined;
}

function written(
	conversion: Conversion,
	form: { readonly code: BerForm; readonly offset: number },
	write: () => Buffer,
): Buffer {
	conversion.found ??= form;
	conversion.budget -= 1;
	if (conversion.budget < 0) throw new DerError('tooMany', form.offset);
	return write();
}

/** What is inside, with neighbours that stay as they are in one piece. */
function contents(
	cursor: DerCursor,
	conversion: Conversion,
): { parts: Buffer[]; changed: boolean } {
	const parts: Buffer[] = [];
	let from = cursor.contentStart;
	let changed = false;
	const { bytes, end } = cursor;
	const inner = cursor.enter();
	while (!inner.atEnd) {
		const whole = inner.read().element();
		const { start } = inner;
		const part = converted(inner, conversion);
		if (part !== undefined) {
			parts.push(bytes.subarray(from, start), part);
			from = start + whole.length;
			changed = true;
		}
	}
	parts.push(bytes.subarray(from, end));
	return { parts, changed };
}

/** OCTET STRING, BIT STRING, the character strings and times, in pieces. */
function isString(tag: number): boolean {
	return [0x23, 0x24, 0x2c].includes(tag) || (tag >= 0x32 && tag <= 0x3e);
}

/** The content of the whole; of a BIT STRING the last piece's count of unused bits stands before all. */
function joined(pieces: DerCursor, tag: number): Buffer[] {
	const found: Buffer[] = [];
	gather(pieces, tag, found);
	return tag === tags.bitString
		? [found.at(-1)?.subarray(0, 1) ?? Buffer.of(0), ...found.map((piece) => piece.subarray(1))]
		: found;
}

function gather(pieces: DerCursor, tag: number, found: Buffer[]): void {
	while (!pieces.atEnd) {
		pieces.read();
		if (pieces.tag === (tag | constructed)) {
			gather(pieces.enter(), tag, found);
		} else if (pieces.tag === tag || pieces.tag === tags.octetString) {
			found.push(pieces.content());
		} else {
			throw new DerError('unexpectedTag', pieces.start);
		}
	}
}

/** Tags above 30, which have more octets, stand nowhere in what is read here. */
function singleOctet(tag: number, offset: number): number {
	if (tag > 0xff) throw new DerError('badTag', offset);
	return tag;
}
