/** Attributes of requests (RFC 2986, 4.1): names, and values as lines for display, each attribute read on its own. */
import { readCertificateListFacts } from './certificate.js';
import { boundedApart, type DerCursor, DerError, problemOf, type Span, tags } from './asn1/der.js';
import { unknownLines } from './extensions/extensionText.js';
import { shownString } from './extensions/lineReading.js';
import type { AttributeFacts, ReadProblem } from './model.js';
import { attributeName } from './asn1/oid.js';
import { isStringTag } from './asn1/strings.js';
import { readTime } from './asn1/time.js';
import { oidText, readOid, smallInteger } from './asn1/values.js';

/** RFC 2985, 5.4.1: what the device and the CA agreed on. */
const challengePassword = '1.2.840.113549.1.9.7';

/** PKCS #9 `extensionRequest`, which every CA reads, and Microsoft's older attribute for the same. */
export const extensionRequest = '1.2.840.113549.1.9.14';
export const extensionRequests: readonly string[] = [extensionRequest, '1.3.6.1.4.1.311.2.1.14'];

/** RFC 2985 and [MS-WCCE], 2.2.2.7; the names of X.500 attributes are those in subjects. */
const names: Readonly<Partial<Record<string, string>>> = {
	'1.2.840.113549.1.9.3': 'contentType',
	'1.2.840.113549.1.9.4': 'messageDigest',
	'1.2.840.113549.1.9.5': 'signingTime',
	[challengePassword]: 'challengePassword',
	'1.2.840.113549.1.9.13': 'signingDescription',
	[extensionRequest]: 'extensionRequest',
	'1.2.840.113549.1.9.15': 'smimeCapabilities',
	'1.2.840.113549.1.9.20': 'friendlyName',
	'1.2.840.113549.1.9.21': 'localKeyId',
	'1.3.6.1.4.1.311.2.1.14': 'microsoftExtensionRequest',
	'1.3.6.1.4.1.311.13.1': 'microsoftRenewalCertificate',
	'1.3.6.1.4.1.311.13.2.1': 'microsoftEnrollmentNameValue',
	'1.3.6.1.4.1.311.13.2.2': 'microsoftCryptographicProvider',
	'1.3.6.1.4.1.311.13.2.3': 'microsoftOsVersion',
	'1.3.6.1.4.1.311.21.20': 'microsoftClientInformation',
};

/** Reads the Attribute that the cursor read last; what cannot be read goes to `problems` as `attributes`. */
export function readAttributeFacts(
	cursor: DerCursor,
	problems: ReadProblem[],
): AttributeFacts | undefined {
	try {
		if (cursor.tag !== tags.sequence) throw new DerError('unexpectedTag', cursor.start);
		const attribute = cursor.enter();
		const oid = readOid(attribute);
		const values = attribute.expect(tags.set).enter();
		const name = names[oid] ?? attributeName(oid);
		const facts = { oid, ...(name === undefined ? {} : { name }) };
		if (oid === challengePassword) return { ...facts, lines: [], hidden: true };
		const lines = boundedApart(cursor.notes, () => valueLines(oid, values, problems));
		return { ...facts, lines };
	} catch (error) {
		problems.push(problemOf('attributes', error));
		return undefined;
	}
}

/** One value is the rule; each is read on its own, and one that does not fit its type is shown in hex. */
function valueLines(oid: string, values: DerCursor, problems: ReadProblem[]): string[] {
	const lines: string[] = [];
	while (!values.atEnd) {
		const value = values.read();
		const own: ReadProblem[] = [];
		try {
			lines.push(...(readers[oid] ?? anyLines)(value, own));
		} catch (error) {
			own.push(problemOf('attributes', error));
			lines.push(hexLine(value));
		}
		problems.push(...own);
	}
	return lines;
}

function hexLine(value: DerCursor): string {
	return `#${value.element().toString('hex')}`;
}

type ReadValue = (value: DerCursor, problems: ReadProblem[]) => readonly string[];

const readers: Readonly<Partial<Record<string, ReadValue>>> = {
	'1.2.840.113549.1.9.5': (value, problems) => {
		const time = readTime(value, 'attributes', problems);
		return time === undefined ? [] : [time];
	},
	'1.2.840.113549.1.9.14': extensionOidLines,
	'1.3.6.1.4.1.311.2.1.14': extensionOidLines,
	'1.3.6.1.4.1.311.13.1': renewalCertificate,
	'1.3.6.1.4.1.311.13.2.1': (value, problems) => {
		const pair = value.enter();
		return [`${text(pair.read(), problems)}=${text(pair.read(), problems)}`];
	},
	'1.3.6.1.4.1.311.13.2.2': (value, problems) => {
		const parts = value.enter();
		const keySpec = smallInteger(parts.expect(tags.integer));
		return [`provider:${text(parts.read(), problems)}`, `keySpec:${keySpec}`];
	},
	'1.3.6.1.4.1.311.21.20': clientInformation,
};

/** OIDs of the extensions asked for; the extensions themselves are the request's. */
function extensionOidLines(value: DerCursor): readonly string[] {
	const oids: string[] = [];
	const list = value.enter();
	while (!list.atEnd) {
		oids.push(readOid(list.expect(tags.sequence).enter()));
	}
	return oids;
}

/** The certificate that is to be renewed. */
function renewalCertificate(value: DerCursor): readonly string[] {
	const { subject, serialNumber, problems } = readCertificateListFacts(value.element());
	if (problems.some(({ field }) => field === 'structure')) return [hexLine(value)];
	return [`subject:${subject}`, `serial:${serialNumber}`];
}

/** Which program asked, on which machine and for whom. */
function clientInformation(value: DerCursor, problems: ReadProblem[]): readonly string[] {
	const parts = value.enter();
	smallInteger(parts.expect(tags.integer));
	return ['machine', 'user', 'process'].map((name) => `${name}:${text(parts.read(), problems)}`);
}

function text(element: DerCursor, problems: ReadProblem[]): string {
	if (!isStringTag(element.tag)) throw new DerError('unexpectedTag', element.start);
	return shownString(element, 'attributes', problems);
}

/** Strings, OIDs and the texts in a structure; else hex. */
function anyLines(value: DerCursor, problems: ReadProblem[]): readonly string[] {
	if (isStringTag(value.tag)) return [shownString(value, 'attributes', problems)];
	if (value.tag === tags.oid) return [oidText(value)];
	const isNested = (value.tag & 0x20) !== 0;
	const lines = isNested
		? unknownLines({ cursor: value.enter(), oid: 'attributes', problems })
		: [];
	return lines.length === 0 ? [hexLine(value)] : lines;
}

/** The values of all challenge passwords in the attributes that the cursor is over; throws `DerError`. */
export function challengeValues(list: DerCursor): Span[] {
	const found: Span[] = [];
	while (!list.atEnd) {
		const attribute = list.expect(tags.sequence).enter();
		if (readOid(attribute) !== challengePassword) continue;
		const values = attribute.expect(tags.set).enter();
		while (!values.atEnd) {
			found.push(values.read().span());
		}
	}
	return found;
}
