/** Where it is written what a code goes by: RFCs, and what browsers and Apple publish. The only place that says so. */
import type { FindingCode } from '../../../core/diagnostics/analyze.js';

export interface Reference {
	readonly title: string;
	readonly url: string;
}

/** Absent for what no document says. */
export const references: Readonly<Partial<Record<FindingCode, Reference>>> = {
	akiMismatch: rfc(5280, '4.2.1.2'),
	blankLineInPem: rfc(7468, '3'),
	caWithoutKeyCertSign: rfc(5280, '4.2.1.3'),
	certificateRevokedHere: rfc(5280, '5.1.2.6'),
	chainOutOfOrder: rfc(5246, '7.4.2'),
	challengePasswordPresent: rfc(2985, '5.4.1'),
	clientWithoutClientAuth: rfc(5280, '4.2.1.12'),
	commonNameNotInSan: rfc(9110, '4.3.4'),
	contradictoryDates: rfc(5280, '4.1.2.5'),
	crlNotYetValid: rfc(5280, '5.1.2.4'),
	crlOutOfDate: rfc(5280, '5.1.2.5'),
	crlSignatureInvalid: rfc(5280, '5.1.1.3'),
	dateForm: rfc(5280, '4.1.2.5'),
	duplicateExtension: rfc(5280, '4.2'),
	explicitEcParameters: rfc(5480, '2.1.1'),
	expired: rfc(5280, '4.1.2.5'),
	expiresSoon: rfc(5280, '4.1.2.5'),
	foldedYaml: { title: 'YAML 1.2.2, 8.1.3', url: 'https://yaml.org/spec/1.2.2/#813-folded-style' },
	gluedBlocks: rfc(7468, '2'),
	indentedPem: rfc(7468, '2'),
	invalidDnsName: rfc(5280, '4.2.1.6'),
	ipAddressAsDnsName: rfc(5280, '4.2.1.6'),
	issuerNotCa: rfc(5280, '4.2.1.9'),
	jwkKeyMismatch: rfc(7517, '4.7'),
	keyUsageConflict: rfc(5280, '4.2.1.12'),
	labelMismatch: rfc(7468, '2'),
	leafNotFirst: rfc(5246, '7.4.2'),
	leafWithCaTrue: rfc(5280, '4.2.1.9'),
	lineBreaksInJson: rfc(8259, '7'),
	lostIndentation: {
		title: 'YAML 1.2.2, 6.1',
		url: 'https://yaml.org/spec/1.2.2/#61-indentation-spaces',
	},
	longSerialNumber: rfc(5280, '4.1.2.2'),
	md5Signature: rfc(8446, '4.4.2.4'),
	missingBegin: rfc(7468, '2'),
	missingEnd: rfc(7468, '2'),
	missingIntermediate: rfc(5246, '7.4.2'),
	mixedScriptsInName: { title: 'Unicode UTS #39', url: 'https://www.unicode.org/reports/tr39/' },
	nameConstraintViolated: rfc(5280, '4.2.1.10'),
	negativeSerialNumber: rfc(5280, '4.1.2.2'),
	noSubjectAltName: rfc(9110, '4.3.4'),
	nonCanonicalDer: rfc(5280, '4.1'),
	notYetValid: rfc(5280, '4.1.2.5'),
	oddRsaExponent: rfc(8017, '3.1'),
	paddedSerialNumber: {
		title: 'ITU-T X.690, 8.3.2',
		url: 'https://www.itu.int/rec/T-REC-X.690',
	},
	pathLengthExceeded: rfc(5280, '4.2.1.9'),
	pemOnOneLine: rfc(7468, '2'),
	requestSignatureInvalid: rfc(2986, '4.2'),
	rootIncluded: rfc(5246, '7.4.2'),
	serverWithoutServerAuth: rfc(5280, '4.2.1.12'),
	sha1Signature: rfc(8446, '4.4.2.4'),
	spoiltBegin: rfc(7468, '2'),
	spoiltEnd: rfc(7468, '2'),
	textBeforeBegin: rfc(7468, '2'),
	tooLongForApple: {
		title: 'Apple, requirements for trusted certificates',
		url: 'https://support.apple.com/103769',
	},
	tooLongForBrowsers: {
		title: 'CA/Browser Forum, Ballot SC-081v3',
		url: 'https://cabforum.org/2025/04/11/ballot-sc081v3-introduce-schedule-of-reducing-validity-and-data-reuse-periods/',
	},
	tornBase64: rfc(7468, '3'),
	unknownCriticalExtension: rfc(5280, '4.2'),
	unknownVersion: rfc(5280, '4.1.2.1'),
	unrelatedCertificate: rfc(8446, '4.4.2'),
	versionConflict: rfc(5280, '4.1.2.1'),
	wildcardMisuse: rfc(9525, '6.3'),
	wrongLabel: rfc(7468, '4'),
	zeroSerialNumber: rfc(5280, '4.1.2.2'),
};

function rfc(number: number, section: string): Reference {
	return {
		title: `RFC ${number}, ${section}`,
		url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
	};
}
