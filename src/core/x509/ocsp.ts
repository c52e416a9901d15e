/** OCSP responses (RFC 6960, 4.2.1). Never throws: what cannot be read is empty and named in `problems`. */
import { DerCursor, DerError, problemOf, type Span, tags } from './asn1/der.js';
import { digestName, revocationReasonNames, signatureName } from './asn1/oid.js';
import { readTime } from './asn1/time.js';
import { integerHex, readOid, smallInteger } from './asn1/values.js';
import { readCertificateListFacts } from './certificate.js';
import { readExtensions } from './extensions/extensions.js';
import type {
	CertificateListFacts,
	ExtensionFacts,
	OcspFacts,
	OcspResponder,
	OcspSingleResponse,
	ReadProblem,
} from './model.js';
import { readName } from './names/distinguishedName.js';
import { noteEncoding, readAlgorithm } from './signedObject.js';

const basicResponse = '1.3.6.1.5.5.7.48.1.1';

/** RFC 6960, 4.2.1: OCSPResponseStatus; 4 is not used. */
const statuses: readonly (string | undefined)[] = [
	'successful',
	'malformedRequest',
	'internalError',
	'tryLater',
	undefined,
	'sigRequired',
	'unauthorized',
];

interface OcspParts {
	status: string;
	responder: OcspResponder | undefined;
	producedAt: string | undefined;
	responses: OcspSingleResponse[];
	certificates: CertificateListFacts[];
	signatureAlgorithm: string;
	extensions: readonly ExtensionFacts[];
}

/** Everything about an OCSP response; of one that is no success there is only its status. */
export function readOcspResponse(der: Uint8Array): OcspFacts {
	const cursor = DerCursor.over(der);
	const problems: ReadProblem[] = [];
	const parts: OcspParts = {
		status: '',
		responder: undefined,
		producedAt: undefined,
		responses: [],
		certificates: [],
		signatureAlgorithm: '',
		extensions: [],
	};
	try {
		const outer = cursor.expect(tags.sequence).enter();
		const status = smallInteger(outer.expect(tags.enumerated));
		parts.status = statuses[status] ?? String(status);
		if (outer.optional(0xa0)) {
			readResponseBytes(outer.enter().expect(tags.sequence).enter(), parts, problems);
		} else if (status === 0) {
			throw new DerError('truncated', outer.start);
		}
		outer.finish();
	} catch (error) {
		problems.push(problemOf('structure', error));
	}
	noteEncoding(cursor, problems);
	const { responder, producedAt, ...rest } = parts;
	return {
		kind: 'ocsp',
		...rest,
		...(responder === undefined ? {} : { responder }),
		...(producedAt === undefined ? {} : { producedAt }),
		problems,
	};
}

/** ResponseBytes: its type, and a BasicOCSPResponse. */
function readResponseBytes(bytes: DerCursor, parts: OcspParts, problems: ReadProblem[]): void {
	const type = readOid(bytes);
	if (type !== basicResponse) throw new DerError('unexpectedTag', bytes.start);
	const basic = bytes.expect(tags.octetString).enter().expect(tags.sequence).enter();
	readResponseData(basic.expect(tags.sequence).enter(), parts, problems);
	const algorithm = basic.expect(tags.sequence).span();
	parts.signatureAlgorithm = readAlgorithm(basic, algorithm, signatureName, problems);
	basic.expect(tags.bitString);
	if (!basic.optional(0xa0)) return;
	const list = basic.enter().expect(tags.sequence).enter();
	while (!list.atEnd) {
		parts.certificates.push(readCertificateListFacts(list.expect(tags.sequence).element()));
	}
}

/** ResponseData. */
function readResponseData(data: DerCursor, parts: OcspParts, problems: ReadProblem[]): void {
	data.optional(0xa0);
	parts.responder = readResponder(data.read(), problems);
	parts.producedAt = readTime(data.read(), 'producedAt', problems);
	const list = data.expect(tags.sequence).enter();
	while (!list.atEnd) {
		try {
			parts.responses.push(readSingle(list.expect(tags.sequence).enter(), problems));
		} catch (error) {
			problems.push(problemOf('responses', error));
		}
	}
	parts.extensions = explicitExtensions(data, problems).extensions;
}

/** ResponderID: a name, or the SHA-1 of a public key. */
function readResponder(choice: DerCursor, problems: ReadProblem[]): OcspResponder {
	const inner = choice.enter();
	if (choice.tag === 0xa2) {
		return { keyHash: inner.expect(tags.octetString).content().toString('hex') };
	}
	if (choice.tag !== 0xa1) throw new DerError('unexpectedTag', choice.start);
	const name: Span = inner.expect(tags.sequence).span();
	return { name: readName(inner, name, 'responder', problems).text };
}

function readSingle(single: DerCursor, problems: ReadProblem[]): OcspSingleResponse {
	const certificate = readCertificateId(single.expect(tags.sequence).enter());
	const status = readStatus(single.read(), problems);
	const thisUpdate = readTime(single.read(), 'thisUpdate', problems);
	const nextUpdate = single.optional(0xa0)
		? readTime(single.enter().read(), 'nextUpdate', problems)
		: undefined;
	return {
		...certificate,
		...status,
		thisUpdate,
		...(nextUpdate === undefined ? {} : { nextUpdate }),
		...explicitExtensions(single, problems),
	};
}

type CertificateId = Pick<
	OcspSingleResponse,
	'hashAlgorithm' | 'issuerNameHash' | 'issuerKeyHash' | 'serialNumber'
>;

/** CertID: the certificate's serial number, and digests of its issuer's name and key. */
function readCertificateId(id: DerCursor): CertificateId {
	const hashAlgorithm = digestName(readOid(id.expect(tags.sequence).enter()));
	const [issuerNameHash, issuerKeyHash] = [0, 1].map(() =>
		id.expect(tags.octetString).content().toString('hex'),
	);
	return {
		hashAlgorithm,
		issuerNameHash: issuerNameHash ?? '',
		issuerKeyHash: issuerKeyHash ?? '',
		serialNumber: integerHex(id.expect(tags.integer)),
	};
}

type CertificateStatus = Pick<OcspSingleResponse, 'certificateStatus' | 'revokedAt' | 'reason'>;

/** CertStatus. */
function readStatus(choice: DerCursor, problems: ReadProblem[]): CertificateStatus {
	switch (choice.tag) {
		case 0x80:
			return { certificateStatus: 'good' };
		case 0x82:
			return { certificateStatus: 'unknown' };
		case 0xa1: {
			const info = choice.enter();
			const revokedAt = readTime(info.read(), 'revoked', problems);
			const number = info.optional(0xa0)
				? smallInteger(info.enter().expect(tags.enumerated))
				: undefined;
			return {
				certificateStatus: 'revoked',
				...(revokedAt === undefined ? {} : { revokedAt }),
				...(number === undefined
					? {}
					: { reason: revocationReasonNames[number] ?? String(number) }),
			};
		}
		default:
			throw new DerError('unexpectedTag', choice.start);
	}
}

/** Extensions behind the explicit tag 1, which may be absent. */
function explicitExtensions(
	cursor: DerCursor,
	problems: ReadProblem[],
): Pick<OcspSingleResponse, 'extensions' | 'timestamps'> {
	if (!cursor.optional(0xa1)) return { extensions: [] };
	const list = cursor.enter().expect(tags.sequence);
	const { extensions, timestamps } = readExtensions(list, list, problems);
	return { extensions, ...(timestamps === undefined ? {} : { timestamps }) };
}
