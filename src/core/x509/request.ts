/** PKCS #10 requests (RFC 2986). */
import { DerCursor, problemOf, type Span, tags } from './der.js';
import { emptyExtensionSet, type ExtensionSet, readExtensions } from './extensions.js';
import type { ReadProblem, RequestFacts } from './model.js';
import { type NameText, readName } from './names.js';
import { signatureName } from './oid.js';
import { firstOf, noteEncoding, readAlgorithm } from './parts.js';
import { type PublicKeyParts, readPublicKeyInfo } from './spki.js';
import { readOid } from './values.js';

/** PKCS #9 `extensionRequest`, which every CA reads, and Microsoft's older attribute for the same. */
const extensionRequest = '1.2.840.113549.1.9.14';
const extensionRequests = [extensionRequest, '1.3.6.1.4.1.311.2.1.14'];

interface Attribute {
	readonly type: string;
	readonly start: number;
	readonly values: Span;
}

interface RequestParts {
	subject: NameText;
	key: PublicKeyParts;
	set: ExtensionSet;
	signatureAlgorithm: string;
}

/** Everything about a request. Never throws: what cannot be read is empty and named in `problems`. */
export function readRequest(der: Uint8Array): RequestFacts {
	const cursor = DerCursor.over(der);
	const problems: ReadProblem[] = [];
	const parts: RequestParts = {
		subject: { text: '', commonName: undefined },
		key: { keyType: 'unknown', publicKeySha256: '' },
		set: emptyExtensionSet(),
		signatureAlgorithm: '',
	};
	try {
		const outer = cursor.expect(tags.sequence).enter();
		readBody(outer.expect(tags.sequence).enter(), parts, problems);
		const algorithm = outer.expect(tags.sequence).span();
		parts.signatureAlgorithm = readAlgorithm(outer, algorithm, signatureName, problems);
		outer.expect(tags.bitString).finish();
	} catch (error) {
		problems.push(problemOf('structure', error));
	}
	noteEncoding(cursor, problems);
	const { subject, key, set, signatureAlgorithm } = parts;
	return {
		kind: 'request',
		name: firstOf(subject.commonName, set.subjectAltNames[0]?.value, subject.text),
		subject: subject.text,
		...(subject.commonName === undefined ? {} : { commonName: subject.commonName }),
		subjectAltNames: set.subjectAltNames,
		...key,
		signatureAlgorithm,
		isCa: set.isCa,
		keyUsage: set.keyUsage,
		extendedKeyUsage: set.extendedKeyUsage,
		extensions: set.extensions,
		problems,
	};
}

/** CertificationRequestInfo. */
function readBody(body: DerCursor, parts: RequestParts, problems: ReadProblem[]): void {
	body.expect(tags.integer);
	const subject: Span = body.expect(tags.sequence).span();
	parts.subject = readName(body, subject, 'subject', problems);
	parts.key = readPublicKeyInfo(body, body.expect(tags.sequence).span(), problems);
	if (body.optional(0xa0)) {
		parts.set = readAttributes(body.enter(), problems);
	}
	body.finish();
}

/** Of several requests for extensions the standard one counts, else the first; the others are `duplicate`. */
function readAttributes(list: DerCursor, problems: ReadProblem[]): ExtensionSet {
	const found: Attribute[] = [];
	while (!list.atEnd) {
		const attribute = readAttribute(list.read(), problems);
		if (attribute !== undefined) {
			found.push(attribute);
		}
	}
	const chosen = found.find(({ type }) => type === extensionRequest) ?? found[0];
	for (const { start } of found.filter((other) => other !== chosen)) {
		problems.push({ field: 'attributes', code: 'duplicate', args: { offset: start } });
	}
	return chosen === undefined ? emptyExtensionSet() : readExtensions(list, chosen.values, problems);
}

/** The attribute that the cursor read last, if it asks for extensions. */
function readAttribute(cursor: DerCursor, problems: ReadProblem[]): Attribute | undefined {
	try {
		const attribute = cursor.enter();
		const type = readOid(attribute);
		if (!extensionRequests.includes(type)) {
			return undefined;
		}
		const values = attribute.expect(tags.set).enter().expect(tags.sequence).span();
		return { type, start: cursor.start, values };
	} catch (error) {
		problems.push(problemOf('attributes', error));
		return undefined;
	}
}
