/** Certificate revocation lists (RFC 5280, 5.1), whatever their size in one pass. */
import { DerCursor, problemOf, type Span, tags } from './asn1/der.js';
import {
	emptyExtensionSet,
	type ExtensionSet,
	frameExtension,
	readExtensions,
} from './extensions/extensions.js';
import { reasonName } from './extensions/extensionLines.js';
import { readGeneralNames } from './names/generalNames.js';
import type { CrlFacts, ReadProblem, RevokedEntry } from './model.js';
import { readName } from './names/distinguishedName.js';
import { extensionOids, signatureName } from './asn1/oid.js';
import { noteEncoding, readAlgorithm } from './signedObject.js';
import { readTime } from './asn1/time.js';
import { integerHex } from './asn1/values.js';

/** How many entries are read in full; the others are counted. */
export const maximumRevokedEntries = 10_000;

interface CrlParts {
	issuer: string;
	thisUpdate: string | undefined;
	nextUpdate: string | undefined;
	revoked: RevokedEntry[];
	revokedCount: number;
	set: ExtensionSet;
	signatureAlgorithm: string;
}

/** Everything about a CRL. Never throws: what cannot be read is empty and named in `problems`. */
export function readCrl(der: Uint8Array): CrlFacts {
	return readCrlWith(der, readEntries);
}

export interface OpenCrl {
	/** Without its entries. */
	readonly facts: CrlFacts;
	/** Over the entries, not read yet; undefined where there are none. */
	readonly entries: DerCursor | undefined;
}

/** The same for a reader that goes through the entries itself: `readEntry` takes each of them. */
export function openCrl(der: Uint8Array): OpenCrl {
	let entries: DerCursor | undefined;
	const facts = readCrlWith(der, (list) => {
		entries = list;
	});
	return { facts, entries };
}

type EntriesReader = (list: DerCursor, parts: CrlParts, problems: ReadProblem[]) => void;

function readCrlWith(der: Uint8Array, onEntries: EntriesReader): CrlFacts {
	const cursor = DerCursor.over(der);
	const problems: ReadProblem[] = [];
	const parts: CrlParts = {
		issuer: '',
		thisUpdate: undefined,
		nextUpdate: undefined,
		revoked: [],
		revokedCount: 0,
		set: emptyExtensionSet(),
		signatureAlgorithm: '',
	};
	try {
		const outer = cursor.expect(tags.sequence).enter();
		readBody(outer.expect(tags.sequence).enter(), parts, problems, onEntries);
		const algorithm = outer.expect(tags.sequence).span();
		parts.signatureAlgorithm = readAlgorithm(outer, algorithm, signatureName, problems);
		outer.expect(tags.bitString).finish();
	} catch (error) {
		problems.push(problemOf('structure', error));
	}
	noteEncoding(cursor, problems);
	const { set, nextUpdate, ...rest } = parts;
	const { crlNumber, baseCrlNumber, authorityKeyIdentifier, extensions } = set;
	return {
		kind: 'crl',
		...rest,
		...(nextUpdate === undefined ? {} : { nextUpdate }),
		...(crlNumber === undefined ? {} : { crlNumber }),
		...(baseCrlNumber === undefined ? {} : { baseCrlNumber }),
		...(authorityKeyIdentifier === undefined ? {} : { authorityKeyIdentifier }),
		extensions,
		problems,
	};
}

/** TBSCertList. */
function readBody(
	body: DerCursor,
	parts: CrlParts,
	problems: ReadProblem[],
	onEntries: EntriesReader,
): void {
	body.optional(tags.integer);
	body.expect(tags.sequence);
	const issuer: Span = body.expect(tags.sequence).span();
	parts.issuer = readName(body, issuer, 'issuer', problems).text;
	parts.thisUpdate = readTime(body.read(), 'thisUpdate', problems);
	if (body.peek() === tags.utcTime || body.peek() === tags.generalizedTime) {
		parts.nextUpdate = readTime(body.read(), 'nextUpdate', problems);
	}
	if (body.optional(tags.sequence)) {
		onEntries(body.enterUnlimited(), parts, problems);
	}
	if (body.optional(0xa0)) {
		const list = body.enter().expect(tags.sequence);
		parts.set = readExtensions(list, list, problems);
	}
	body.finish();
}

/** More findings of the same kind say nothing more; a list may have one in each of its entries. */
const mostEntryProblems = 20;

function readEntries(list: DerCursor, parts: CrlParts, problems: ReadProblem[]): void {
	while (!list.atEnd) {
		list.expect(tags.sequence);
		parts.revokedCount += 1;
		if (parts.revokedCount > maximumRevokedEntries) {
			continue;
		}
		const own: ReadProblem[] = [];
		try {
			parts.revoked.push(readEntry(list.enter(), own));
		} catch (error) {
			own.push(problemOf('revoked', error));
		}
		if (problems.length < mostEntryProblems) {
			problems.push(...own);
		}
	}
}

/** One entry, from a cursor over its content; throws a `DerError` where it is damaged. */
export function readEntry(entry: DerCursor, problems: ReadProblem[]): RevokedEntry {
	const serialNumber = integerHex(entry.expect(tags.integer));
	const revokedAt = readTime(entry.read(), 'revoked', problems);
	return { serialNumber, revokedAt, ...readEntryExtensions(entry, problems) };
}

type EntryDetails = Omit<RevokedEntry, 'serialNumber' | 'revokedAt'>;

/** RFC 5280, 5.3; one that cannot be read hides no other. */
function readEntryExtensions(entry: DerCursor, problems: ReadProblem[]): EntryDetails {
	let details: EntryDetails = {};
	if (!entry.optional(tags.sequence)) return details;
	const list = entry.enter();
	while (!list.atEnd) {
		const { oid, value } = frameExtension(list.read());
		try {
			details = { ...details, ...entryDetail(oid, list.enter(value), problems) };
		} catch (error) {
			problems.push(problemOf('revoked', error));
		}
	}
	return details;
}

function entryDetail(oid: string, value: DerCursor, problems: ReadProblem[]): EntryDetails {
	switch (oid) {
		case extensionOids.reasonCode:
			return { reason: reasonName(value) };
		case extensionOids.invalidityDate: {
			const invalidityDate = readTime(value.read(), 'revoked', problems);
			return invalidityDate === undefined ? {} : { invalidityDate };
		}
		case extensionOids.certificateIssuer: {
			const list = value.expect(tags.sequence);
			const names = readGeneralNames(list, list, 'revoked', problems);
			// Others may stand beside the distinguished name, which alone says who it is.
			const name = names.find(({ type }) => type === 'directoryName') ?? names[0];
			return name === undefined ? {} : { certificateIssuer: name.value };
		}
		default:
			return {};
	}
}
