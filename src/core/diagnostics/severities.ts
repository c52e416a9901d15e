/** How grave each finding may be, and the setting that says otherwise. */
import type { Rule, Severity } from './rule.js';
import type * as rules from './rules/index.js';

type RuleOf = (typeof rules)[keyof typeof rules];
type CodeOf<R> = R extends Rule<string, infer Code> ? Code : never;
type RuleId = RuleOf['id'];
type Code = CodeOf<RuleOf>;

/**
 * Every rule with its codes, each with the gravest severity that it has where the setting is silent; one line a rule. What
 * a file is used for may make a finding less grave.
 */
const gravest: { readonly [R in RuleOf as R['id']]: Readonly<Record<CodeOf<R>, Severity>> } = {
	'chain-order': { leafNotFirst: 'error', chainOutOfOrder: 'information' },
	'contradictory-dates': { contradictoryDates: 'error' },
	'crl-currency': { crlOutOfDate: 'error', crlNotYetValid: 'warning' },
	'deceptive-names': { hiddenCharactersInName: 'warning', mixedScriptsInName: 'warning' },
	'der-encoding': { nonCanonicalDer: 'warning', trailingData: 'error' },
	'dns-names': { wildcardMisuse: 'error', ipAddressAsDnsName: 'error', invalidDnsName: 'error' },
	'embedded-lines': {
		foldedYaml: 'error',
		lineBreaksInJson: 'error',
		escapedInShell: 'information',
	},
	expiry: { expired: 'error', expiresSoon: 'warning', notYetValid: 'warning' },
	'foreign-key': { foreignKey: 'error' },
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
	'key-beside': { keyBesideMismatch: 'warning' },
	'pem-layout': {
		indentedPem: 'error',
		pemOnOneLine: 'error',
		literalLineBreaks: 'error',
		blankLineInPem: 'error',
		carriageReturnsOnly: 'error',
		unusualBlanks: 'warning',
		byteOrderMark: 'warning',
	},
	requests: { challengePasswordPresent: 'information', requestSignatureInvalid: 'warning' },
	'revoked-here': { certificateRevokedHere: 'error', crlSignatureInvalid: 'warning' },
	'serial-numbers': {
		negativeSerialNumber: 'warning',
		paddedSerialNumber: 'error',
		zeroSerialNumber: 'information',
		longSerialNumber: 'information',
	},
	'server-names': { noSubjectAltName: 'error', commonNameNotInSan: 'warning' },
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
	readonly rule: RuleId;
	/** The gravest that it has where the setting is silent. */
	readonly severity: Severity;
}

/** All codes, rule by rule. */
export const knownCodes: readonly KnownCode[] = Object.entries(gravest).flatMap(([rule, codes]) =>
	Object.entries(codes).map(([code, severity]) => ({ code, rule, severity }) as KnownCode),
);

const byCode: ReadonlyMap<string, KnownCode> = new Map(
	knownCodes.map((known) => [known.code, known]),
);

/** The rule that a code belongs to. */
export function ruleOf(code: Code): RuleId {
	const known = byCode.get(code);
	if (!known) throw new Error(`a code without a rule: ${code}`);
	return known.rule;
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
		const choice = choices.get(finding.code) ?? choices.get(ruleOf(finding.code));
		if (choice === 'off') return [];
		return choice === undefined ? [finding] : [{ ...finding, severity: choice }];
	});
}
