/** Certificates (RFC 5280, 4.1): all facts, or only those that lists need. Never throws: problems are data. */
import {
	type CertificateHead,
	openCertificate,
	type OpenCertificate,
	readHead,
} from './certificateFrame.js';
import { boundedApart, type DerCursor, DerError, problemOf, type Span, tags } from './asn1/der.js';
import {
	emptyExtensionSet,
	type ExtensionSet,
	readBasicConstraints,
	readExtensions,
} from './extensions/extensions.js';
import { readGeneralNames } from './names/generalNames.js';
import type {
	CertificateFacts,
	CertificateListFacts,
	ReadProblem,
	SubjectAltName,
} from './model.js';
import { extensionOids, signatureName } from './asn1/oid.js';
import { firstPemDer } from '../find/pem.js';
import { firstOf, noteEncoding, readAlgorithm } from './signedObject.js';
import { hashHex, type PublicKeyParts, readPublicKeyInfo } from './keys/spki.js';
import { booleanValue, smallInteger } from './asn1/values.js';

function nameOf(head: CertificateHead, names: readonly SubjectAltName[]): string {
	return firstOf(head.commonName, names[0]?.value, head.serialNumber);
}

/**
 * What lists need, in one pass: no key, no hash, no extension but basic constraints and SANs. A part that cannot be
 * read is empty (undefined for a time) and named in `problems`; under `structure` when nothing behind the fault could
 * be read.
 */
export function readCertificateListFacts(der: Uint8Array): CertificateListFacts {
	return listFactsOf(openCertificate(der));
}

function listFactsOf(open: OpenCertificate): CertificateListFacts {
	const head = readHead(open);
	const { isCa, subjectAltNames } = readListExtensions(open);
	noteEncoding(open.cursor, open.problems);
	const { subject, issuer, serialNumber, notBefore, notAfter } = head;
	const name = nameOf(head, subjectAltNames);
	const { problems } = open;
	return {
		name,
		subject,
		issuer,
		serialNumber,
		notBefore,
		notAfter,
		isCa,
		subjectAltNames,
		problems,
	};
}

/** The same of the first certificate in a PEM text; undefined when there is none that is whole. */
export function readPemListFacts(pem: string): CertificateListFacts | undefined {
	const der = firstPemDer(pem);
	return der === undefined ? undefined : readCertificateListFacts(der);
}

interface ListExtensions {
	isCa: boolean | undefined;
	subjectAltNames: readonly SubjectAltName[] | undefined;
}

function readListExtensions({ cursor, frame, problems }: OpenCertificate): {
	isCa: boolean;
	subjectAltNames: readonly SubjectAltName[];
} {
	const found: ListExtensions = { isCa: undefined, subjectAltNames: undefined };
	if (frame.extensions !== undefined) {
		try {
			const list = cursor.enter(frame.extensions);
			while (!list.atEnd) {
				readListExtension(list.read(), found, problems);
			}
		} catch (error) {
			problems.push(problemOf('extensions', error));
		}
	}
	return { isCa: found.isCa ?? false, subjectAltNames: found.subjectAltNames ?? [] };
}

/** Reads the Extension that the cursor read last if lists need it; of two of a kind the first counts. */
function readListExtension(list: DerCursor, found: ListExtensions, problems: ReadProblem[]): void {
	let field = 'extensions';
	try {
		if (list.tag !== tags.sequence) throw new DerError('unexpectedTag', list.start);
		const parts = list.enter().expect(tags.oid);
		const number = certificateExtensionNumber(parts);
		if (number === 17 && found.subjectAltNames === undefined) {
			field = extensionOids.subjectAltName;
			found.subjectAltNames = [];
			found.subjectAltNames = boundedApart(list.notes, () => {
				const value = extensionValue(parts).expect(tags.sequence);
				value.finish();
				return readGeneralNames(value, value, field, problems);
			});
		} else if (number === 19 && found.isCa === undefined) {
			field = extensionOids.basicConstraints;
			found.isCa = false;
			found.isCa = readBasicConstraints(extensionValue(parts)).isCa;
		}
	} catch (error) {
		problems.push(problemOf(field, error));
	}
}

/** The last arc of an OID `2.5.29.x` that the cursor read last, else -1. */
function certificateExtensionNumber({ bytes, contentStart, end }: DerCursor): number {
	return end - contentStart === 3 && bytes[contentStart] === 0x55 && bytes[contentStart + 1] === 29
		? (bytes[contentStart + 2] ?? -1)
		: -1;
}

/** A cursor over `extnValue`, which follows after `critical`. */
function extensionValue(parts: DerCursor): DerCursor {
	if (parts.optional(tags.boolean)) {
		booleanValue(parts);
	}
	return parts.expect(tags.octetString).enter();
}

/**
 * Everything about a certificate. What cannot be read is empty (undefined for a time) and named in `problems`; under
 * `structure` when nothing behind the fault could be read.
 */
export function readCertificate(der: Uint8Array): CertificateFacts {
	const open = openCertificate(der);
	const { cursor, frame, problems } = open;
	const head = readHead(open);
	const whole = wholeOf(cursor, der);
	const set =
		frame.extensions === undefined
			? emptyExtensionSet()
			: readExtensions(cursor, frame.extensions, problems);
	const facts = {
		version: readVersion(cursor, frame.version, problems),
		...keyAt(cursor, frame.publicKey, problems),
		signatureAlgorithm: readAlgorithm(cursor, frame.signatureAlgorithm, signatureName, problems),
		sha256Fingerprint: hashHex('sha256', whole),
		sha1Fingerprint: hashHex('sha1', whole),
	};
	noteEncoding(cursor, problems);
	const { commonName, ...names } = head;
	return {
		kind: 'certificate',
		name: nameOf(head, set.subjectAltNames),
		...names,
		...(commonName === undefined ? {} : { commonName }),
		...extensionFacts(set),
		...facts,
		problems,
	};
}

/** What nobody asks of an index. */
const leftOutOfIndex = {
	version: 0,
	keyType: 'unknown',
	signatureAlgorithm: '',
	sha1Fingerprint: '',
	keyUsage: [],
	extendedKeyUsage: [],
	extensions: [],
} as const;

/**
 * The facts that an index keeps, `CertificateIndexFacts`, in a fraction of the time; the others are empty. Faults in
 * extensions that lists do not need are not met, BER there neither: the digest is that of the bytes as they are then.
 */
export function readCertificateForIndex(der: Uint8Array): CertificateFacts {
	const open = openCertificate(der);
	const { cursor, frame } = open;
	const { publicKey } = frame;
	return {
		kind: 'certificate',
		...listFactsOf(open),
		publicKeySha256: publicKey
			? hashHex('sha256', cursor.bytes.subarray(publicKey.start, publicKey.end))
			: '',
		sha256Fingerprint: hashHex('sha256', wholeOf(cursor, der)),
		...leftOutOfIndex,
	};
}

/** Without what may stand behind it. */
function wholeOf(cursor: DerCursor, der: Uint8Array): Uint8Array {
	return cursor.end > 0 ? cursor.element() : der;
}

/** The same of the first certificate in a PEM text; undefined when there is none that is whole. */
export function readPemFacts(pem: string): CertificateFacts | undefined {
	const der = firstPemDer(pem);
	return der === undefined ? undefined : readCertificate(der);
}

function extensionFacts(set: ExtensionSet): Omit<ExtensionSet, 'crlNumber' | 'baseCrlNumber'> {
	const { crlNumber, baseCrlNumber, ...others } = set;
	return crlNumber === undefined && baseCrlNumber === undefined ? set : others;
}

function keyAt(cursor: DerCursor, span: Span | undefined, problems: ReadProblem[]): PublicKeyParts {
	return span === undefined
		? { keyType: 'unknown', publicKeySha256: '' }
		: readPublicKeyInfo(cursor, span, problems);
}

/** 1 to 3 as people count them: the DER has one less, and nothing for version 1. */
function readVersion(cursor: DerCursor, span: Span | undefined, problems: ReadProblem[]): number {
	if (span === undefined) {
		return 1;
	}
	try {
		return smallInteger(cursor.enter(span).expect(tags.integer)) + 1;
	} catch (error) {
		problems.push(problemOf('version', error));
		return 0;
	}
}
