/**
 * What a role is expected to refuse, said before anything is sent. It helps and is no gate: what is not known here is
 * left to the server, and `test/server/vault/roleCheck.test.ts` asks real servers that nothing is refused that they
 * issue.
 */
import { isIP } from 'node:net';
import type { CertificateWishes, RoleRules } from '../contract/backend.js';
import {
	checkName,
	isDnsName,
	isGlobDomain,
	isPlainName,
	matchesGlob,
	type NameFinding,
} from './roleNames.js';

export type ViolationCode =
	/** The name is none of those that `args.allowed` describes. */
	| 'nameNotAllowed'
	/** It is an allowed domain itself, and only what lies below is allowed. */
	| 'bareDomainNotAllowed'
	/** It lies below an allowed domain (`args.domain`), and only that itself is allowed. */
	| 'subdomainNotAllowed'
	| 'wildcardNotAllowed'
	| 'notHostname'
	| 'commonNameMissing'
	/** The common name must be an e-mail address. */
	| 'commonNameNotEmail'
	/** The common name must not be an e-mail address. */
	| 'commonNameIsEmail'
	| 'ipNotAllowed'
	| 'notIp'
	| 'uriNotAllowed'
	/** A warning: the server cuts it to `args.maximum` seconds. */
	| 'ttlTooLong';

export interface Violation {
	readonly field: 'commonName' | 'altNames' | 'ipSans' | 'uriSans' | 'ttl';
	readonly code: ViolationCode;
	/** `certain`: every server that has these rules refuses it. `likely`: this one probably does. */
	readonly certainty: 'certain' | 'likely';
	/** `name`: what was asked for; `allowed`: patterns, separated by commas. */
	readonly args: Readonly<Record<string, string | number>>;
}

/** The names that a request carries itself. */
export type RequestNames = Pick<
	CertificateWishes,
	'commonName' | 'altNames' | 'ipSans' | 'uriSans'
>;

/**
 * What is wrong with the wishes, name by name. Rules that are absent allow: they are unknown, and the server decides.
 *
 * @param request The names in the request that goes with the wishes; they count where the role takes names from there.
 */
export function checkWishes(
	rules: RoleRules,
	wishes: CertificateWishes,
	request?: RequestNames,
): readonly Violation[] {
	const { commonName, altNames, ipSans, uriSans, takesNames } = effective(rules, wishes, request);
	const maximum = rules.maxTtlSeconds;
	const { ttlSeconds } = wishes;
	const isTooLong = ttlSeconds !== undefined && maximum !== undefined && ttlSeconds > maximum;
	return [
		...checkCommonName(rules, commonName),
		...altNames.flatMap((name) => checkAltName(rules, name, takesNames)),
		...ipSans.flatMap((name) => checkIp(rules, name)),
		...uriSans.flatMap((name) => checkUri(rules, name)),
		...(isTooLong
			? [violation('ttl', 'ttlTooLong', 'likely', { seconds: ttlSeconds, maximum })]
			: []),
	];
}

/** The host names a role allows, as patterns for people: `*.example.com`, `example.com`; empty: any, or unknown. */
export function allowedNames(rules: RoleRules): readonly string[] {
	if (rules.allowAnyName === true || rules.allowedDomains === undefined) return [];
	const patterns = rules.allowedDomains.flatMap((domain) => [
		...(rules.allowSubdomains !== false && !domain.includes('*') ? [`*.${domain}`] : []),
		...(rules.allowBareDomains === true || isGlobDomain(rules, domain) ? [domain] : []),
	]);
	return rules.allowLocalhost === true ? [...patterns, 'localhost'] : patterns;
}

interface Effective {
	/** Undefined where it cannot be told. */
	readonly commonName: string | undefined;
	readonly altNames: readonly string[];
	readonly ipSans: readonly string[];
	readonly uriSans: readonly string[];
	/** The names come from a request, where a server reads all of them. */
	readonly takesNames: boolean;
}

/** The names that the server will look at. Where the role does not say which, none is found fault with. */
function effective(
	rules: RoleRules,
	wishes: CertificateWishes,
	request: RequestNames | undefined,
): Effective {
	const takesNames = request !== undefined && rules.takesAltNamesFromRequest === true;
	const { altNames = [], ipSans = [], uriSans = [] } = takesNames ? request : wishes;
	return {
		commonName: effectiveCommonName(rules, wishes.commonName ?? '', request),
		...{ altNames, ipSans, uriSans, takesNames },
	};
}

function effectiveCommonName(
	{ takesCommonNameFromRequest }: RoleRules,
	given: string,
	request: RequestNames | undefined,
): string | undefined {
	const own = request?.commonName ?? '';
	if (request === undefined || own === given) return given;
	if (takesCommonNameFromRequest === undefined) return undefined;
	return takesCommonNameFromRequest && own !== '' ? own : given;
}

function violation(
	field: Violation['field'],
	code: ViolationCode,
	certainty: Violation['certainty'],
	args: Violation['args'] = {},
): Violation {
	return { field, code, certainty, args };
}

function checkCommonName(rules: RoleRules, name: string | undefined): readonly Violation[] {
	if (name === undefined) return [];
	if (name === '') {
		return rules.requireCommonName === true
			? [violation('commonName', 'commonNameMissing', 'certain')]
			: [];
	}
	const { commonNameChecks = [] } = rules;
	if (commonNameChecks.includes('disabled')) return [];
	const isEmail = name.includes('@');
	const other = isEmail ? 'hostname' : 'email';
	if (commonNameChecks.length > 0 && commonNameChecks.every((check) => check === other)) {
		const code = isEmail ? 'commonNameIsEmail' : 'commonNameNotEmail';
		return [violation('commonName', code, 'certain', { name })];
	}
	return nameViolations('commonName', rules, name, checkName(rules, name));
}

/**
 * An alternative name. One that is no host name is left out of the certificate by the servers tried, which refuse only
 * what they would put in; from a request they read every name.
 */
function checkAltName(rules: RoleRules, name: string, takesNames: boolean): readonly Violation[] {
	const text = name.trim();
	// Names go out as one text with commas between them.
	if (text === '' || text.includes(',')) return [];
	if (!takesNames && !text.includes('@') && !isDnsName(text)) return [];
	return nameViolations('altNames', rules, text, checkName(rules, text));
}

function nameViolations(
	field: 'commonName' | 'altNames',
	rules: RoleRules,
	name: string,
	finding: NameFinding | undefined,
): readonly Violation[] {
	if (!finding) return [];
	const { code, domain } = finding;
	const isSure = isPlainName(name) && code !== 'notHostname' && finding.isSure;
	const args = {
		name,
		allowed: allowedNames(rules).join(', '),
		...(domain !== undefined && { domain }),
	};
	return [violation(field, code, isSure ? 'certain' : 'likely', args)];
}

function checkIp(rules: RoleRules, name: string): readonly Violation[] {
	const address = name.trim();
	// Addresses go out as one text with commas between them.
	if (address === '' || address.includes(',')) return [];
	if (isIP(address) === 0) return [violation('ipSans', 'notIp', 'certain', { name })];
	return rules.allowIpSans === false
		? [violation('ipSans', 'ipNotAllowed', 'certain', { name })]
		: [];
}

function checkUri({ allowedUriSans, urisHaveTemplates }: RoleRules, name: string) {
	if (allowedUriSans === undefined || name === '' || name.includes(',')) return [];
	const isTemplate = (glob: string) => urisHaveTemplates !== false && glob.includes('{{');
	if (allowedUriSans.some((glob) => isTemplate(glob) || matchesGlob(glob, name))) return [];
	const certainty = /^[\w:/.~-]+$/.test(name) ? 'certain' : 'likely';
	const allowed = allowedUriSans.join(', ');
	return [violation('uriSans', 'uriNotAllowed', certainty, { name, allowed })];
}
