/** Values of extensions as lines for display: data (URLs, names, numbers), never sentences. */
import { type DerCursor, tags } from '../asn1/der.js';
import { unknownLines } from './extensionText.js';
import { readGeneralName, readGeneralNames } from '../names/generalNames.js';
import {
	each,
	type LineContext,
	oidPairs,
	policyConstraints,
	type ReadLines,
	shownString,
	singleTime,
	stringLines,
	timeLine,
} from './lineReading.js';
import { microsoftReaders } from './microsoftExtensions.js';
import { readRelativeName } from '../names/distinguishedName.js';
import { accessMethodName, extensionOids, revocationReasonNames } from '../asn1/oid.js';
import { isStringTag, stringText, visibleText } from '../asn1/strings.js';
import {
	booleanValue,
	decimalText,
	integerHex,
	namedBits,
	readOid,
	smallInteger,
} from '../asn1/values.js';

/** Whether lines say all that such an extension holds, where it can be read. */
export function hasLineReader(oid: string): boolean {
	return readers[oid] !== undefined;
}

/** The lines of an extension that has no field of its own; the texts in one that is not known. */
export function extensionLines(context: LineContext): readonly string[] {
	return (readers[context.oid] ?? unknownLines)(context);
}

function general({ cursor, oid, problems }: LineContext, at: DerCursor = cursor): string[] {
	return readGeneralNames(at, at.span(), oid, problems).map(line);
}

function line({ type, value }: { type: string; value: string }): string {
	return `${type}:${value}`;
}

const reasonFlags: readonly (string | undefined)[] = [
	undefined,
	'keyCompromise',
	'cACompromise',
	'affiliationChanged',
	'superseded',
	'cessationOfOperation',
	'certificateHold',
	'privilegeWithdrawn',
	'aACompromise',
];

function reasonLines(cursor: DerCursor): string[] {
	return namedBits(cursor).map((bit) => `reason:${reasonFlags[bit] ?? `bit${bit}`}`);
}

/** RFC 5280, 4.2.1.13: full names, the issuers of an indirect CRL, reasons. */
function distributionPoints(context: LineContext): string[] {
	return each(context.cursor, (element) => {
		const parts = element.enter();
		const lines: string[] = [];
		if (parts.optional(0xa0)) {
			lines.push(...pointName(context, parts.enter()));
		}
		if (parts.optional(0x81)) {
			lines.push(...reasonLines(parts));
		}
		if (parts.optional(0xa2)) {
			lines.push(...general(context, parts).map((name) => `crlIssuer:${name}`));
		}
		return lines;
	});
}

/** DistributionPointName: names in full, or an RDN below the issuer's name. */
function pointName(context: LineContext, choice: DerCursor): string[] {
	if (choice.optional(0xa0)) {
		return general(context, choice);
	}
	const { oid, problems } = context;
	return [`relativeName:${readRelativeName(choice.expect(0xa1).enter(), oid, problems)}`];
}

/** RFC 5280, 4.2.2.1. */
function accessDescriptions({ cursor, oid, problems }: LineContext): string[] {
	return each(cursor, (element) => {
		const parts = element.enter();
		const method = accessMethodName(readOid(parts));
		const location = readGeneralName(parts.read(), oid, problems);
		return location === undefined ? [] : [`${method}:${line(location)}`];
	});
}

/** RFC 5280, 4.2.1.4: policies, each with the CPS addresses and notices that qualify it. */
function policies({ cursor }: LineContext): string[] {
	return each(cursor, (element) => {
		const parts = element.enter();
		const policy = readOid(parts);
		const qualifiers = parts.atEnd
			? []
			: each(parts, (qualifier) => qualifierLine(qualifier.enter()));
		return [policy, ...qualifiers.map((text) => `${policy}:${text}`)];
	});
}

function qualifierLine(qualifier: DerCursor): string[] {
	const kind = readOid(qualifier);
	const value = qualifier.read();
	if (kind === '1.3.6.1.5.5.7.2.1' && isStringTag(value.tag)) {
		return [visibleText(stringText(value, () => undefined))];
	}
	if (kind === '1.3.6.1.5.5.7.2.2' && value.tag === tags.sequence) {
		const notice = value.enter();
		const texts: string[] = [];
		while (!notice.atEnd) {
			notice.read();
			if (isStringTag(notice.tag)) {
				texts.push(visibleText(stringText(notice, () => undefined)));
			} else if (notice.tag === tags.sequence) {
				texts.push(noticeReference(notice.enter()));
			}
		}
		return texts;
	}
	return [`${kind}:#${value.element().toString('hex')}`];
}

/** Whose notices, and which of them by their numbers: `Example CA 1, 2`. */
function noticeReference(reference: DerCursor): string {
	const organization = reference.read();
	const name = isStringTag(organization.tag) ? stringText(organization, () => undefined) : '';
	const numbers = each(reference, (element) => [integerHex(element)]).map(decimalText);
	return `${visibleText(name)} ${numbers.join(', ')}`.trim();
}

/** RFC 5280, 4.2.1.10. */
function nameConstraints({ cursor, oid, problems }: LineContext): string[] {
	const parts = cursor.expect(tags.sequence).enter();
	const lines: string[] = [];
	while (!parts.atEnd) {
		parts.read();
		const kind = parts.tag === 0xa0 ? 'permitted' : 'excluded';
		const subtrees = parts.enter();
		while (!subtrees.atEnd) {
			const base = subtrees.expect(tags.sequence).enter().read();
			const name = readGeneralName(base, oid, problems);
			lines.push(...(name === undefined ? [] : [`${kind}:${line(name)}`]));
		}
	}
	return lines;
}

/** RFC 5280, 5.2.5. */
function issuingDistributionPoint(context: LineContext): string[] {
	const flags: Readonly<Partial<Record<number, string>>> = {
		0x81: 'onlyContainsUserCerts',
		0x82: 'onlyContainsCACerts',
		0x84: 'indirectCRL',
		0x85: 'onlyContainsAttributeCerts',
	};
	return each(context.cursor, (element) => {
		if (element.tag === 0xa0) {
			return pointName(context, element.enter());
		}
		if (element.tag === 0x83) {
			return reasonLines(element);
		}
		const name = flags[element.tag];
		return name === undefined ? [] : [`${name}:${booleanValue(element)}`];
	});
}

/** RFC 6960, 4.4.2: where and which CRL. */
function crlReference({ cursor, oid, problems }: LineContext): string[] {
	return each(cursor, (element) => {
		const value = element.enter().read();
		switch (element.tag) {
			case 0xa0:
				return [`uri:${shownString(value, oid, problems)}`];
			case 0xa1:
				return [`crlNumber:${integerHex(value)}`];
			default:
				return timeLine({ cursor: value, oid, problems }, 'thisUpdate:');
		}
	});
}

const tlsFeatures: Readonly<Partial<Record<number, string>>> = {
	5: 'status_request',
	17: 'status_request_v2',
};

/** RFC 7633. */
function tlsFeature({ cursor }: LineContext): string[] {
	return each(cursor, (element) => {
		const number = smallInteger(element);
		return [tlsFeatures[number] ?? String(number)];
	});
}

const netscapeTypes = [
	'sslClient',
	'sslServer',
	'smime',
	'objectSigning',
	'reserved',
	'sslCa',
	'smimeCa',
	'objectSigningCa',
];

/** RFC 3280, 4.2.1.4: two GeneralizedTimes with implicit tags. */
function privateKeyUsagePeriod({ cursor, oid, problems }: LineContext): string[] {
	return each(cursor, (element) => {
		const name = element.tag === 0x80 ? 'notBefore:' : 'notAfter:';
		element.tag = tags.generalizedTime;
		return timeLine({ cursor: element, oid, problems }, name);
	});
}

const readers: Readonly<Partial<Record<string, ReadLines>>> = {
	[extensionOids.issuerAltName]: (context) =>
		general(context, context.cursor.expect(tags.sequence)),
	[extensionOids.certificateIssuer]: (context) =>
		general(context, context.cursor.expect(tags.sequence)),
	[extensionOids.privateKeyUsagePeriod]: privateKeyUsagePeriod,
	[extensionOids.reasonCode]: ({ cursor }) => [reasonName(cursor)],
	[extensionOids.invalidityDate]: singleTime,
	[extensionOids.expiredCertsOnCrl]: singleTime,
	[extensionOids.issuingDistributionPoint]: issuingDistributionPoint,
	[extensionOids.nameConstraints]: nameConstraints,
	[extensionOids.crlDistributionPoints]: distributionPoints,
	[extensionOids.freshestCrl]: distributionPoints,
	[extensionOids.certificatePolicies]: policies,
	[extensionOids.policyMappings]: oidPairs,
	[extensionOids.policyConstraints]: policyConstraints,
	[extensionOids.inhibitAnyPolicy]: ({ cursor }) => [
		String(smallInteger(cursor.expect(tags.integer))),
	],
	[extensionOids.authorityInfoAccess]: accessDescriptions,
	[extensionOids.subjectInfoAccess]: accessDescriptions,
	[extensionOids.tlsFeature]: tlsFeature,
	[extensionOids.ocspNonce]: ({ cursor }) => [nonceHex(cursor)],
	[extensionOids.ocspCrlReferences]: crlReference,
	[extensionOids.ocspArchiveCutoff]: singleTime,
	[extensionOids.smimeCapabilities]: ({ cursor }) =>
		each(cursor, (element) => [readOid(element.enter())]),
	[extensionOids.netscapeCertType]: ({ cursor }) =>
		namedBits(cursor.expect(tags.bitString)).map((bit) => netscapeTypes[bit] ?? `bit${bit}`),
	[extensionOids.netscapeComment]: stringLines,
	...microsoftReaders,
};

/** RFC 6960, 4.4.1; old servers wrote the bytes without an OCTET STRING around them. */
function nonceHex(cursor: DerCursor): string {
	const whole = cursor.rest().toString('hex');
	const isFramed = cursor.optional(tags.octetString) && cursor.atEnd;
	return isFramed ? cursor.content().toString('hex') : whole;
}

/** CRLReason (RFC 5280, 5.3.1) from a cursor over the extension's value; a number that has no name as it is. */
export function reasonName(cursor: DerCursor): string {
	const number = smallInteger(cursor.expect(tags.enumerated));
	return revocationReasonNames[number] ?? String(number);
}
