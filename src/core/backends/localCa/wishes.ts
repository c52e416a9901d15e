/** From what was asked for to what stands in a certificate: subject, names, lifetime, purpose. */
import { PkiError } from '../../common/errors.js';
import { formatDuration } from '../../common/duration.js';
import type { SubjectAltName } from '../../x509/model.js';
import { nameInCommonName } from '../../x509/names/nameKinds.js';
import { normalizeAltNames } from '../../x509/write/altNames.js';
import { checkName, subjectOf } from '../../x509/write/name.js';
import type { ProvenRequest } from '../../x509/write/proof.js';
import type { CertificateUsage, CertificateWishes } from '../contract/backend.js';
import { altNamesOf } from '../issuing/nameWishes.js';
import { type Profile, defaultTtlSeconds } from './profiles.js';

export interface Plan {
	/** RFC 4514, empty: none; or a request's own Name, DER. */
	readonly subject: string | Buffer;
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
	const { commonName = '' } = wishes;
	const purpose = purposeOf(wishes, profile);
	const names = normalizeAltNames([...wishedNames(wishes), ...requested]);
	if (commonName.trim() === '' && names.length === 0) {
		throw new PkiError('invalid', { reason: 'noNames' });
	}
	const { subject, warnings } = subjectFor(commonName.trim(), names);
	checkName(subject);
	return { ...purpose, subject, warnings, names };
}

function purposeOf(
	{ usage, ttlSeconds = defaultTtlSeconds }: Partial<Pick<Plan, 'usage' | 'ttlSeconds'>>,
	profile: Profile,
): Pick<Plan, 'usage' | 'ttlSeconds'> {
	if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 1) {
		throw new PkiError('invalid', { reason: 'ttl', args: { seconds: ttlSeconds } });
	}
	return { usage: profile.usage ?? usage ?? 'both', ttlSeconds };
}

function wishedNames(wishes: CertificateWishes): readonly SubjectAltName[] {
	const fromCommonName = nameInCommonName(wishes.commonName ?? '');
	return [...(fromCommonName ? [fromCommonName] : []), ...altNamesOf(wishes)];
}

function subjectFor(
	commonName: string,
	names: readonly SubjectAltName[],
): { readonly subject: string; readonly warnings: readonly string[] } {
	if (commonName === '') return { subject: '', warnings: [] };
	const isTooLong = [...commonName].length > longestCommonName;
	if (!isTooLong || !names.some(({ value }) => value === commonName)) {
		return { subject: subjectOf(commonName), warnings: [] };
	}
	return {
		subject: '',
		warnings: [
			`The common name is longer than ${longestCommonName} characters, so it is an alternative name only.`,
		],
	};
}

/**
 * The names of a request stand unless the wishes have names of their own; the same goes for its subject, which is
 * copied as it is encoded.
 */
export function planOfRequest(
	{ facts, subject }: Pick<ProvenRequest, 'facts' | 'subject'>,
	wishes: CertificateWishes & { readonly usage?: CertificateUsage },
	profile: Profile,
): Plan {
	const { commonName, altNames = [], ipSans = [], uriSans = [] } = wishes;
	const isNamed = altNames.length + ipSans.length + uriSans.length > 0;
	const requested = isNamed ? [] : facts.subjectAltNames;
	if (commonName !== undefined) return planOf(wishes, profile, requested);
	const all = wishedNames({ ...wishes, commonName: facts.commonName });
	const names = normalizeAltNames([...all, ...requested]);
	if (facts.subject === '' && names.length === 0) {
		throw new PkiError('invalid', { reason: 'noNames' });
	}
	return { ...purposeOf(wishes, profile), subject, names, warnings: [] };
}

/** Said when the end asked for lies behind the issuer's. */
export function cappedWarning(ttlSeconds: number, notAfter: string): string {
	return `The issuer expires before the requested ${formatDuration(ttlSeconds)} are over, so the certificate is valid until ${notAfter}.`;
}
