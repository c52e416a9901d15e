/** From what was asked for to what stands in a certificate: subject, names, lifetime, purpose. */
import { isIP } from 'node:net';
import { PkiError } from '../../common/errors.js';
import { formatDuration } from '../../common/duration.js';
import type { RequestFacts, SubjectAltName } from '../../x509/model.js';
import { normalDnsName, normalizeAltNames } from '../../x509/write/altNames.js';
import { checkName, subjectOf } from '../../x509/write/name.js';
import type { CertificateUsage, CertificateWishes } from '../backend.js';
import { type Profile, defaultTtlSeconds } from './profiles.js';

export interface Plan {
	/** RFC 4514; empty: none. */
	readonly subject: string;
	readonly names: readonly SubjectAltName[];
	readonly usage: CertificateUsage;
	readonly ttlSeconds: number;
	readonly warnings: readonly string[];
}

/** RFC 5280, appendix A: ub-common-name. */
const longestCommonName = 64;

/**
 * Checks everything before a key is made; `requested` are names that a request carries besides. Rejects with `invalid`: `noNames`, `ttl` (args `seconds`), or the reason of a
 * name that cannot be.
 */
export function planOf(
	wishes: CertificateWishes & { readonly usage?: CertificateUsage },
	profile: Profile,
	requested: readonly SubjectAltName[] = [],
): Plan {
	const { commonName = '', ttlSeconds = defaultTtlSeconds } = wishes;
	if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 1) {
		throw new PkiError('invalid', { reason: 'ttl', args: { seconds: ttlSeconds } });
	}
	const names = normalizeAltNames([...wishedNames(wishes), ...requested]);
	if (commonName.trim() === '' && names.length === 0) {
		throw new PkiError('invalid', { reason: 'noNames' });
	}
	const { subject, warnings } = subjectFor(commonName.trim(), names);
	checkName(subject);
	return {
		subject,
		warnings,
		names,
		usage: profile.usage ?? wishes.usage ?? 'both',
		ttlSeconds,
	};
}

function wishedNames(wishes: CertificateWishes): readonly SubjectAltName[] {
	const { commonName = '', altNames = [], ipSans = [], uriSans = [] } = wishes;
	const fromCommonName = nameInCommonName(commonName.trim());
	return [
		...(fromCommonName ? [fromCommonName] : []),
		...altNames.map((value): SubjectAltName => ({
			type: value.includes('@') ? 'email' : 'dns',
			value,
		})),
		...ipSans.map((value): SubjectAltName => ({ type: 'ip', value })),
		...uriSans.map((value): SubjectAltName => ({ type: 'uri', value })),
	];
}

/** Clients look for host names among the alternative names only (RFC 9525, 2), so it is put there too. */
function nameInCommonName(text: string): SubjectAltName | undefined {
	if (isIP(text) !== 0) return { type: 'ip', value: text };
	if (/^[^\s@]+@[^\s@]+$/.test(text)) return { type: 'email', value: text };
	return normalDnsName(text) === undefined ? undefined : { type: 'dns', value: text };
}

function subjectFor(
	commonName: string,
	names: readonly SubjectAltName[],
): Pick<Plan, 'subject' | 'warnings'> {
	if (commonName === '') return { subject: '', warnings: [] };
	const isTooLong = [...commonName].length > longestCommonName;
	if (!isTooLong || !names.some(({ value }) => value === commonName)) {
		return { subject: subjectOf(commonName), warnings: [] };
	}
	return {
		subject: '',
		warnings: [
			`The common name is longer than ${longestCommonName} characters: it stands among the alternative names only.`,
		],
	};
}

/** The names of a request stand unless the wishes have names of their own; the same goes for its subject. */
export function planOfRequest(
	facts: RequestFacts,
	wishes: CertificateWishes & { readonly usage?: CertificateUsage },
	profile: Profile,
): Plan {
	const { commonName, altNames = [], ipSans = [], uriSans = [] } = wishes;
	const isNamed = altNames.length + ipSans.length + uriSans.length > 0;
	const plan = planOf(
		{ ...wishes, commonName: commonName ?? facts.commonName },
		profile,
		isNamed ? [] : facts.subjectAltNames,
	);
	if (commonName !== undefined) return plan;
	checkName(facts.subject);
	return { ...plan, subject: facts.subject, warnings: [] };
}

/** Said when the end asked for lies behind the issuer's. */
export function cappedWarning(ttlSeconds: number, notAfter: string): string {
	return `The issuer ends before the ${formatDuration(ttlSeconds)} asked for are over: valid until ${notAfter}.`;
}
