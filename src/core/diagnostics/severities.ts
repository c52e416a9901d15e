/** How grave each finding may be, and the setting that says otherwise. */
import type { Rule, Severity } from './rule.js';
import type * as rules from './rules/index.js';

type RuleOf = (typeof rules)[keyof typeof rules];
type CodeOf<R> = R extends Rule<string, infer Code> ? Code : never;
type Code = CodeOf<RuleOf>;

/**
 * Every rule with its codes, each with the gravest severity that it has where the setting is silent; one line a rule. What
 * a file is used for may make a finding less grave.
 */
const gravest: { readonly [R in RuleOf as R['id']]: Readonly<Record<CodeOf<R>, Severity>> } = {
	'authority-flags': { caWithoutKeyCertSign: 'error', leafWithCaTrue: 'information' },
	'authority-key': { akiMismatch: 'error' },
	'ca-key': { caKeyUnencrypted: 'information' },
	'ca-key-beside': { caKeyUnencrypted: 'information' },
	'chain-contents': {
		duplicateCertificate: 'information',
		missingIntermediate: 'warning',
		unrelatedCertificate: 'information',
		rootIncluded: 'information',
	},
	'chain-order': { leafNotFirst: 'error', chainOutOfOrder: 'information' },
	'contradictory-dates': { contradictoryDates: 'error' },
	'critical-extension': { unknownCriticalExtension: 'error' },
	'crl-currency': { crlOutOfDate: 'warning', crlNotYetValid: 'warning' },
	'deceptive-names': { hiddenCharactersInName: 'warning', mixedScriptsInName: 'warning' },
	'der-encoding': { nonCanonicalDer: 'warning', trailingData: 'error', dateForm: 'error' },
	'dns-names': { wildcardMisuse: 'error', ipAddressAsDnsName: 'error', invalidDnsName: 'error' },
	'embedded-lines': {
		foldedYaml: 'error',
		lineBreaksInJson: 'error',
		escapedInShell: 'information',
	},
	expiry: { expired: 'error', expiresSoon: 'warning', notYetValid: 'warning' },
	'foreign-key': { foreignKey: 'error' },
	'jwk-key': { jwkKeyMismatch: 'warning' },
	framing: {
		wrongLabel: 'error',
		labelMismatch: 'error',
		spoiltBegin: 'error',
		spoiltEnd: 'error',
		missingBegin: 'error',
		missingEnd: 'error',
		tornBase64: 'error',
		gluedBlocks: 'error',
		severalObjects: 'warning',
		bareBase64: 'information',
	},
	'issuer-key': { issuerKeyMismatch: 'error' },
	'issuer-rights': {
		issuerNotCa: 'error',
		pathLengthExceeded: 'error',
		issuerUsageConflict: 'error',
	},
	'key-beside': { keyBesideMismatch: 'warning' },
	'key-encryption': { outdatedKeyEncryption: 'error' },
	'key-in-git': { keyTrackedByGit: 'warning', keyNotIgnored: 'hint' },
	'key-mode': { keyModeTooWide: 'warning' },
	'key-usage': { keyUsageConflict: 'warning' },
	lifetime: { tooLongForBrowsers: 'warning', tooLongForApple: 'information' },
	'lost-indentation': { lostIndentation: 'warning' },
	'name-constraints': { nameConstraintViolated: 'error' },
	'openssh-key': { opensshTlsKey: 'warning' },
	'outlives-issuer': { outlivesIssuer: 'information' },
	'path-chain': { pathChainMismatch: 'warning' },
	'path-expiry': { pathExpired: 'error', pathExpiresSoon: 'warning', pathNotYetValid: 'warning' },
	'path-host': { pathHostNotCovered: 'hint' },
	'path-encoding': { pathInUtf16: 'error' },
	'path-kind': { pathWrongKind: 'error' },
	'path-missing': { pathNotFound: 'warning' },
	'path-pair': {
		pathKeyMismatch: 'error',
		pathCertificateMismatch: 'error',
		pathOpensshKey: 'error',
	},
	'pem-layout': {
		indentedPem: 'error',
		pemOnOneLine: 'error',
		literalLineBreaks: 'error',
		blankLineInPem: 'error',
		carriageReturnsOnly: 'error',
		unusualBlanks: 'warning',
		byteOrderMark: 'warning',
		textBeforeBegin: 'error',
		pemInUtf16: 'error',
	},
	'public-key': {
		weakRsaKey: 'error',
		weakCurve: 'error',
		unknownCurve: 'error',
		explicitEcParameters: 'error',
		oddRsaExponent: 'warning',
		uncommonKeyType: 'warning',
	},
	'published-key': { publishedTestKey: 'warning' },
	purpose: { serverWithoutServerAuth: 'warning', clientWithoutClientAuth: 'warning' },
	requests: { challengePasswordPresent: 'information', requestSignatureInvalid: 'warning' },
	'revoked-here': { certificateRevokedHere: 'warning', crlSignatureInvalid: 'warning' },
	'serial-numbers': {
		negativeSerialNumber: 'warning',
		paddedSerialNumber: 'error',
		zeroSerialNumber: 'information',
		longSerialNumber: 'information',
	},
	'server-names': { noSubjectAltName: 'error', commonNameNotInSan: 'warning' },
	signature: { md5Signature: 'error', sha1Signature: 'error' },
	structure: {
		unknownVersion: 'warning',
		versionConflict: 'warning',
		duplicateExtension: 'warning',
		unreadableExtension: 'warning',
	},
	unreadable: { unreadableBlock: 'warning', unreadableValidity: 'warning' },
};

/** What is known of a code. */
export interface KnownCode {
	readonly code: Code;
	/** Those that find it. */
	readonly rules: readonly string[];
	/** The gravest that it has where the setting is silent. */
	readonly severity: Severity;
}

/** All codes, each once, rule by rule. */
export const knownCodes: readonly KnownCode[] = readTable();

function readTable(): readonly KnownCode[] {
	const known = new Map<string, KnownCode>();
	for (const [rule, codes] of Object.entries(gravest)) {
		for (const [code, severity] of Object.entries(codes)) {
			const before = known.get(code)?.rules ?? [];
			known.set(code, { code: code as Code, rules: [...before, rule], severity });
		}
	}
	return [...known.values()];
}

const byCode: ReadonlyMap<string, KnownCode> = new Map(
	knownCodes.map((known) => [known.code, known]),
);

/** The rules that find a code. */
export function rulesOf(code: Code): readonly string[] {
	return byCode.get(code)?.rules ?? [];
}

/** The gravest that a code has where the setting is silent. */
export function severityOf(code: Code): Severity {
	return byCode.get(code)?.severity ?? 'warning';
}

/** What may stand in the setting. */
export const severityChoices = ['error', 'warning', 'information', 'hint', 'off'] as const;
export type SeverityChoice = (typeof severityChoices)[number];

/** By code, or by a rule's id for all its codes. */
export type SeverityChoices = ReadonlyMap<string, SeverityChoice>;

/**
 * Reads the setting, an object such as `{ "expired": "warning", "server-names": "off" }`. What does not fit is left out,
 * and named in `unknown`: keys that are no code or rule, and those with another value.
 */
export function parseSeverities(value: unknown): {
	readonly choices: SeverityChoices;
	readonly unknown: readonly string[];
} {
	const choices = new Map<string, SeverityChoice>();
	const unknown: string[] = [];
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
	for (const [name, wanted] of Object.entries(isObject ? value : {})) {
		const choice = severityChoices.find((known) => known === wanted);
		if (choice && (byCode.has(name) || Object.hasOwn(gravest, name))) choices.set(name, choice);
		else unknown.push(name);
	}
	return { choices, unknown };
}

/** The findings as the setting wants them, without those that are off. A code counts before its rule. */
export function applySeverities<F extends { readonly code: Code; readonly severity: Severity }>(
	findings: readonly F[],
	choices: SeverityChoices,
): readonly F[] {
	if (choices.size === 0) return findings;
	return findings.flatMap((finding) => {
		const names = [finding.code, ...rulesOf(finding.code)];
		const name = names.find((known) => choices.has(known));
		const choice = name === undefined ? undefined : choices.get(name);
		if (choice === 'off') return [];
		return choice === undefined ? [finding] : [{ ...finding, severity: choice }];
	});
}
