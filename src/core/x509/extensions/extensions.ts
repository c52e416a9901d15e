/** Extensions (RFC 5280, 4.2 and 5.2): each read on its own, so that a broken one hides no other. */
import { boundedApart, type DerCursor, DerError, problemOf, type Span, tags } from '../asn1/der.js';
import { extensionLines, hasLineReader } from './extensionLines.js';
import { readGeneralNames } from '../names/generalNames.js';
import type { LineContext } from './lineReading.js';
import type { ExtensionFacts, ReadProblem, SubjectAltName, TimestampFacts } from '../model.js';
import { readTimestamps, timestampLine } from './timestamps.js';
import { extensionOids, keyUsageNames, purposeName } from '../asn1/oid.js';
import {
	booleanValue,
	integerHex,
	namedBits,
	oidText,
	readOid,
	smallInteger,
} from '../asn1/values.js';

/** What the extensions say in fields of their own, beside the list for display. */
export interface ExtensionSet {
	extensions: ExtensionFacts[];
	isCa: boolean;
	pathLength?: number;
	keyUsage: readonly string[];
	extendedKeyUsage: readonly string[];
	subjectAltNames: readonly SubjectAltName[];
	subjectKeyIdentifier?: string;
	authorityKeyIdentifier?: string;
	crlNumber?: string;
	baseCrlNumber?: string;
	timestamps?: readonly TimestampFacts[];
}

export function emptyExtensionSet(): ExtensionSet {
	return {
		extensions: [],
		isCa: false,
		keyUsage: [],
		extendedKeyUsage: [],
		subjectAltNames: [],
	};
}

/** One Extension's frame: its `value` is the span of the OCTET STRING. */
export interface ExtensionFrame {
	readonly oid: string;
	readonly critical: boolean;
	readonly value: Span;
}

/** Reads the Extension that the cursor read last. */
export function frameExtension(cursor: DerCursor): ExtensionFrame {
	if (cursor.tag !== tags.sequence) {
		throw new DerError('unexpectedTag', cursor.start);
	}
	const parts = cursor.enter();
	const oid = readOid(parts);
	const critical = parts.optional(tags.boolean) && booleanValue(parts);
	return { oid, critical, value: parts.expect(tags.octetString).span() };
}

/**
 * Reads the `SEQUENCE OF Extension` at `span`. Whatever cannot be read is named in `problems` by the extension's OID
 * and in the extension itself. Of an extension that stands twice the first counts; the second is `duplicate`.
 */
export function readExtensions(
	cursor: DerCursor,
	span: Span,
	problems: ReadProblem[],
): ExtensionSet {
	const set = emptyExtensionSet();
	const seen = new Set<string>();
	try {
		const list = cursor.enter(span);
		while (!list.atEnd) {
			list.read();
			addExtension(list, set, seen, problems);
		}
	} catch (error) {
		problems.push(problemOf('extensions', error));
	}
	return set;
}

function addExtension(
	list: DerCursor,
	set: ExtensionSet,
	seen: Set<string>,
	problems: ReadProblem[],
): void {
	let frame: ExtensionFrame;
	try {
		frame = frameExtension(list);
	} catch (error) {
		problems.push(problemOf('extensions', error));
		return;
	}
	const { oid, critical, value } = frame;
	const own: ReadProblem[] = [];
	let lines: readonly string[] = [];
	if (seen.has(oid)) {
		own.push({ field: oid, code: 'duplicate', args: { offset: list.start } });
	} else {
		seen.add(oid);
		lines = readValue(list, frame, set, own);
	}
	problems.push(...own);
	const valueHex = list.bytes.toString('hex', value.contentStart, value.end);
	const [problem] = own;
	set.extensions.push({ oid, critical, valueHex, lines, ...(problem ? { problem } : {}) });
}

function readValue(
	list: DerCursor,
	{ oid, value }: ExtensionFrame,
	set: ExtensionSet,
	problems: ReadProblem[],
): readonly string[] {
	try {
		const cursor = list.enter(value);
		const context: LineContext = { cursor, oid, problems };
		const read = fieldReaders[oid];
		return boundedApart(list.notes, () =>
			read === undefined ? extensionLines(context) : read(context, set),
		);
	} catch (error) {
		problems.push(problemOf(oid, error));
		return [];
	}
}

/** Whether `lines` say all that such an extension holds; of others they are the texts that stand in it. */
export function isReadInFull(oid: string): boolean {
	return fieldReaders[oid] !== undefined || hasLineReader(oid);
}

type ReadField = (context: LineContext, set: ExtensionSet) => readonly string[];

const fieldReaders: Readonly<Partial<Record<string, ReadField>>> = {
	[extensionOids.basicConstraints]: ({ cursor, oid, problems }, set) => {
		const { isCa, readPathLength } = readBasicConstraints(cursor);
		set.isCa = isCa;
		try {
			const pathLength = readPathLength();
			if (pathLength !== undefined) set.pathLength = pathLength;
		} catch (error) {
			problems.push(problemOf(oid, error));
		}
		const { pathLength } = set;
		return [`CA:${isCa}`, ...(pathLength === undefined ? [] : [`pathLength:${pathLength}`])];
	},
	[extensionOids.keyUsage]: ({ cursor }, set) => {
		const bits = namedBits(cursor.expect(tags.bitString));
		cursor.finish();
		set.keyUsage = bits.map((bit) => keyUsageNames[bit] ?? `bit${bit}`);
		return set.keyUsage;
	},
	[extensionOids.extendedKeyUsage]: ({ cursor }, set) => {
		const purposes: string[] = [];
		const list = onlySequence(cursor).enter();
		while (!list.atEnd) {
			purposes.push(purposeName(oidText(list.expect(tags.oid))));
		}
		set.extendedKeyUsage = purposes;
		return purposes;
	},
	[extensionOids.subjectAltName]: ({ cursor, oid, problems }, set) => {
		set.subjectAltNames = readGeneralNames(cursor, onlySequence(cursor), oid, problems);
		return set.subjectAltNames.map(({ type, value }) => `${type}:${value}`);
	},
	[extensionOids.subjectKeyIdentifier]: ({ cursor }, set) => {
		set.subjectKeyIdentifier = cursor.expect(tags.octetString).content().toString('hex');
		cursor.finish();
		return [set.subjectKeyIdentifier];
	},
	[extensionOids.authorityKeyIdentifier]: readAuthorityKeyIdentifier,
	[extensionOids.crlNumber]: ({ cursor }, set) => {
		set.crlNumber = integerHex(cursor.expect(tags.integer));
		cursor.finish();
		return [set.crlNumber];
	},
	[extensionOids.signedCertificateTimestamps]: readTimestampList,
	[extensionOids.ocspTimestamps]: readTimestampList,
	[extensionOids.deltaCrlIndicator]: ({ cursor }, set) => {
		set.baseCrlNumber = integerHex(cursor.expect(tags.integer));
		cursor.finish();
		return [set.baseCrlNumber];
	},
};

/** RFC 6962, 3.3. */
function readTimestampList(context: LineContext, set: ExtensionSet): readonly string[] {
	set.timestamps = readTimestamps(context);
	return set.timestamps.map(timestampLine);
}

export interface BasicConstraints {
	readonly isCa: boolean;
	/** To be called once; a length that cannot be read (`DerError`) makes no other thing of a CA. */
	readonly readPathLength: () => number | undefined;
}

/** BasicConstraints (RFC 5280, 4.2.1.9) from a cursor over the extension's value. */
export function readBasicConstraints(cursor: DerCursor): BasicConstraints {
	const parts = onlySequence(cursor).enter();
	const isCa = parts.optional(tags.boolean) && booleanValue(parts);
	return {
		isCa,
		readPathLength: () => (parts.optional(tags.integer) ? smallInteger(parts) : undefined),
	};
}

/** RFC 5280, 4.2.1.1. */
function readAuthorityKeyIdentifier(
	{ cursor, oid, problems }: LineContext,
	set: ExtensionSet,
): readonly string[] {
	const lines: string[] = [];
	const parts = onlySequence(cursor).enter();
	if (parts.optional(0x80)) {
		set.authorityKeyIdentifier = parts.content().toString('hex');
		lines.push(set.authorityKeyIdentifier);
	}
	if (parts.optional(0xa1)) {
		const names = readGeneralNames(parts, parts.span(), oid, problems);
		lines.push(...names.map(({ type, value }) => `${type}:${value}`));
	}
	if (parts.optional(0x82)) {
		lines.push(`serial:${integerHex(parts)}`);
	}
	return lines;
}

/** Reads a SEQUENCE behind which nothing may stand. */
function onlySequence(cursor: DerCursor): DerCursor {
	cursor.expect(tags.sequence).finish();
	return cursor;
}
