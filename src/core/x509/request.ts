/** PKCS #10 requests (RFC 2986). */
import {
	challengeValues,
	extensionRequest,
	extensionRequests,
	readAttributeFacts,
} from './attributes.js';
import { DerCursor, DerError, problemOf, type Span, tags } from './asn1/der.js';
import { emptyExtensionSet, type ExtensionSet, readExtensions } from './extensions/extensions.js';
import type { AttributeFacts, ReadProblem, RequestFacts } from './model.js';
import { type NameText, readName } from './names/distinguishedName.js';
import { signatureName } from './asn1/oid.js';
import { firstOf, noteEncoding, readAlgorithm } from './signedObject.js';
import { isStringTag, stringText } from './asn1/strings.js';
import { type PublicKeyParts, readPublicKeyInfo } from './keys/spki.js';

interface Attribute {
	readonly type: string;
	readonly start: number;
	readonly values: Span;
}

interface RequestParts {
	subject: NameText;
	key: PublicKeyParts;
	attributes: AttributeFacts[];
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
		attributes: [],
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
	const { subject, key, attributes, set, signatureAlgorithm } = parts;
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
		attributes,
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
		parts.set = readAttributes(body.enter(), parts.attributes, problems);
	}
	body.finish();
}

/** Of several requests for extensions the standard one counts, else the first; the others are `duplicate`. */
function readAttributes(
	list: DerCursor,
	all: AttributeFacts[],
	problems: ReadProblem[],
): ExtensionSet {
	const found: Attribute[] = [];
	while (!list.atEnd) {
		const facts = readAttributeFacts(list.read(), problems);
		if (facts === undefined) continue;
		all.push(facts);
		if (extensionRequests.includes(facts.oid)) {
			found.push(...extensionRequestAt(list, facts.oid));
		}
	}
	const chosen = found.find(({ type }) => type === extensionRequest) ?? found[0];
	for (const { start } of found.filter((other) => other !== chosen)) {
		problems.push({ field: 'attributes', code: 'duplicate', args: { offset: start } });
	}
	return chosen === undefined ? emptyExtensionSet() : readExtensions(list, chosen.values, problems);
}

/** The extensions in the attribute that the cursor read last; none where it holds something else. */
function extensionRequestAt(cursor: DerCursor, type: string): Attribute[] {
	const attribute = cursor.enter();
	attribute.expect(tags.oid);
	const values = attribute.expect(tags.set).enter();
	return values.peek() === tags.sequence
		? [{ type, start: cursor.start, values: values.read().span() }]
		: [];
}

/** The challenge password of a request, which is in no facts; undefined where there is none that can be read. */
export function challengePasswordOf(der: Uint8Array): string | undefined {
	const [value] = challengesIn(der);
	if (value === undefined || !isStringTag(value.tag)) return undefined;
	const element = DerCursor.over(der.subarray(value.start, value.end)).read();
	return stringText(element, () => undefined);
}

/** The same bytes with asterisks in place of challenge passwords, for views of the bytes. */
export function withoutChallengePassword(der: Uint8Array): Uint8Array {
	const values = challengesIn(der);
	if (values.length === 0) return der;
	const masked = Buffer.from(der);
	for (const { contentStart, end } of values) {
		masked.fill('*', contentStart, end);
	}
	return masked;
}

function challengesIn(der: Uint8Array): readonly Span[] {
	try {
		const outer = DerCursor.over(der).expect(tags.sequence).enter();
		const body = outer.expect(tags.sequence).enter();
		body.expect(tags.integer);
		body.expect(tags.sequence);
		body.expect(tags.sequence);
		return challengeValues(body.expect(0xa0).enter());
	} catch (error) {
		if (error instanceof DerError) return [];
		throw error;
	}
}
