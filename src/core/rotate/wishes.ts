/** What is asked for so that a new certificate is as the old one, and which roles would grant it. */
import type { IssueRequest, RoleRules } from '../backends/contract/backend.js';
import type { Asked } from '../backends/issuing/comparison.js';
import { usageOf } from '../backends/issuing/nameWishes.js';
import { checkWishes } from '../backends/roles/roleCheck.js';
import type { CertificateUsage, KeyKind } from '../x509/kinds.js';
import type { CertificateFacts, SubjectAltNameType } from '../x509/model.js';

/** The same names, usages and lifetime. */
export function wishesLike(
	facts: CertificateFacts,
	place: { readonly mount: string; readonly role: string },
	rules: RoleRules = {},
): IssueRequest {
	const of = (...types: readonly SubjectAltNameType[]) =>
		facts.subjectAltNames.filter(({ type }) => types.includes(type)).map(({ value }) => value);
	const { commonName } = facts;
	const usage = usageLike(facts);
	const keyType = keyKindLike(facts);
	const ttlSeconds = lifetimeLike(facts, rules.maxTtlSeconds);
	return {
		...{ mount: place.mount, role: place.role },
		...(commonName !== undefined && { commonName }),
		altNames: of('dns', 'email'),
		ipSans: of('ip'),
		uriSans: of('uri'),
		...(ttlSeconds !== undefined && { ttlSeconds }),
		...(usage && { usage }),
		...(keyType && { keyType }),
	};
}

/** Undefined where it says nothing of TLS. Without any usage a certificate is for everything (RFC 5280, 4.2.1.12). */
export function usageLike({ extendedKeyUsage }: CertificateFacts): CertificateUsage | undefined {
	const isServer = extendedKeyUsage.includes('serverAuth');
	const isClient = extendedKeyUsage.includes('clientAuth');
	if (isServer) return isClient ? 'both' : 'server';
	return isClient ? 'client' : extendedKeyUsage.length === 0 ? 'both' : undefined;
}

/** Undefined for a kind that is not made here. */
export function keyKindLike({
	keyType,
	keyBits = 0,
	curve,
}: CertificateFacts): KeyKind | undefined {
	switch (keyType) {
		case 'ec':
			return curve === 'P-256' || curve === 'P-384' ? curve : undefined;
		case 'ed25519':
			return 'Ed25519';
		case 'rsa':
			return keyBits > 2048 ? 'RSA-4096' : 'RSA-2048';
		default:
			return undefined;
	}
}

/** CAs set the beginning back by half a minute or some minutes, which is no part of what was asked for. */
function lifetimeLike(
	{ notBefore, notAfter }: CertificateFacts,
	most = Infinity,
): number | undefined {
	if (notBefore === undefined || notAfter === undefined) return undefined;
	const whole = Math.round((Date.parse(notAfter) - Date.parse(notBefore)) / 1000);
	const asked = whole > 60 && whole % 60 === 30 ? whole - 30 : whole;
	return asked > 0 ? Math.min(asked, most) : undefined;
}

/**
 * Whether a role would issue the same: names that it allows, the same usages, the same kind of key. `perhaps`: it leaves the
 * usages to who asks, or does not tell them.
 */
export function fitOfRole(
	facts: CertificateFacts,
	rules: RoleRules,
): 'exact' | 'perhaps' | undefined {
	const wishes = wishesLike(facts, { mount: '', role: '' });
	if (checkWishes(rules, wishes).some(({ field }) => field !== 'ttl')) return undefined;
	const { keyType = 'any' } = rules;
	if (keyType !== 'any' && keyType !== facts.keyType) return undefined;
	const own = usageOf(rules, undefined);
	if (own === undefined) return 'perhaps';
	return own === usageLike(facts) ? 'exact' : undefined;
}

/** What the new certificate is compared with. */
export function askedLike(facts: CertificateFacts): Asked {
	const { commonName, subject, subjectAltNames, keyUsage, extendedKeyUsage } = facts;
	const ttlSeconds = lifetimeLike(facts);
	return {
		...(commonName !== undefined && { commonName }),
		...{ subject, altNames: subjectAltNames, keyUsage, extendedKeyUsage },
		...(ttlSeconds !== undefined && { ttlSeconds }),
		isCa: false,
	};
}
