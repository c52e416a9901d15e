/** The frame of a certificate (RFC 5280, 4.1): where its parts stand, and the parts that every reader needs. */
import { DerCursor, problemOf, type Span, tags } from './asn1/der.js';
import type { ReadProblem } from './model.js';
import { type NameText, readName } from './names/distinguishedName.js';
import { readTime } from './asn1/time.js';
import { integerHex } from './asn1/values.js';

/** Where the parts of a certificate stand; those behind a structural fault are missing. */
export interface CertificateFrame {
	version?: Span;
	serial?: Span;
	issuer?: Span;
	validity?: Span;
	subject?: Span;
	publicKey?: Span;
	/** The first of the issuer's and the subject's unique identifiers. */
	uniqueId?: Span;
	extensions?: Span;
	signatureAlgorithm?: Span;
}

export interface OpenCertificate {
	readonly cursor: DerCursor;
	readonly frame: CertificateFrame;
	readonly problems: ReadProblem[];
}

/** Walks the structure once; a structural fault goes to `problems` as `structure`. */
export function openCertificate(der: Uint8Array): OpenCertificate {
	const cursor = DerCursor.over(der);
	const frame: CertificateFrame = {};
	const problems: ReadProblem[] = [];
	try {
		const outer = cursor.expect(tags.sequence).enter();
		frameBody(outer.expect(tags.sequence).enter(), frame);
		frame.signatureAlgorithm = outer.expect(tags.sequence).span();
		outer.expect(tags.bitString).finish();
	} catch (error) {
		problems.push(problemOf('structure', error));
	}
	return { cursor, frame, problems };
}

/** TBSCertificate. */
function frameBody(body: DerCursor, frame: CertificateFrame): void {
	if (body.optional(0xa0)) {
		frame.version = body.span();
	}
	frame.serial = body.expect(tags.integer).span();
	body.expect(tags.sequence);
	frame.issuer = body.expect(tags.sequence).span();
	frame.validity = body.expect(tags.sequence).span();
	frame.subject = body.expect(tags.sequence).span();
	frame.publicKey = body.expect(tags.sequence).span();
	while (!body.atEnd) {
		const { tag } = body.read();
		if (tag === 0xa3) {
			frame.extensions = body.enter().expect(tags.sequence).span();
		} else if (tag === 0x81 || tag === 0x82) {
			frame.uniqueId ??= body.span();
		}
	}
}

export interface CertificateHead {
	readonly subject: string;
	readonly commonName: string | undefined;
	readonly issuer: string;
	readonly serialNumber: string;
	readonly notBefore: string | undefined;
	readonly notAfter: string | undefined;
}

/** Names, serial and times; what cannot be read is empty (undefined for a time) and named in `problems`. */
export function readHead({ cursor, frame, problems }: OpenCertificate): CertificateHead {
	const subject = nameAt(cursor, frame.subject, 'subject', problems);
	const issuer = isSameName(cursor.bytes, frame)
		? subject
		: nameAt(cursor, frame.issuer, 'issuer', problems);
	return {
		subject: subject.text,
		commonName: subject.commonName,
		issuer: issuer.text,
		serialNumber: readSerial(cursor, frame.serial, problems),
		...readValidity(cursor, frame.validity, problems),
	};
}

function nameAt(
	cursor: DerCursor,
	span: Span | undefined,
	field: string,
	problems: ReadProblem[],
): NameText {
	return span === undefined
		? { text: '', commonName: undefined }
		: readName(cursor, span, field, problems);
}

/** True for a self-issued certificate, whose issuer need not be read again. */
function isSameName(bytes: Buffer, { subject, issuer }: CertificateFrame): boolean {
	return (
		subject !== undefined &&
		issuer !== undefined &&
		subject.end - subject.start === issuer.end - issuer.start &&
		bytes.compare(bytes, issuer.start, issuer.end, subject.start, subject.end) === 0
	);
}

function readSerial(cursor: DerCursor, span: Span | undefined, problems: ReadProblem[]): string {
	if (span === undefined) {
		return '';
	}
	try {
		return integerHex(elementAt(cursor, span));
	} catch (error) {
		problems.push(problemOf('serialNumber', error));
		return '';
	}
}

/** A cursor that has just read the element at `span`. */
function elementAt(cursor: DerCursor, { start, end }: Span): DerCursor {
	return new DerCursor(cursor.bytes, start, end, 1, cursor.notes).read();
}

function readValidity(
	cursor: DerCursor,
	span: Span | undefined,
	problems: ReadProblem[],
): Pick<CertificateHead, 'notBefore' | 'notAfter'> {
	let notBefore: string | undefined;
	let notAfter: string | undefined;
	if (span !== undefined) {
		try {
			const validity = cursor.enter(span);
			notBefore = readTime(validity.read(), 'notBefore', problems);
			notAfter = readTime(validity.read(), 'notAfter', problems);
		} catch (error) {
			problems.push(problemOf('validity', error));
		}
	}
	return { notBefore, notAfter };
}
