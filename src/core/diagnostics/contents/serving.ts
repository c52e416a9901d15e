/** Whether a certificate is one that a server shows, and which of its names clients can match. */
import type { CertificateFacts, SubjectAltName } from '../../x509/model.js';
import { normalDnsName } from '../../x509/names/nameKinds.js';

/**
 * `only`: for servers and nothing else. `also`: for servers and others. `maybe`: it does not say. `never`: a CA, or for
 * others only.
 */
export type Serving = 'only' | 'also' | 'maybe' | 'never';

export function servingOf({ isCa, extendedKeyUsage: usages }: CertificateFacts): Serving {
	if (isCa) return 'never';
	if (usages.length === 0) return 'maybe';
	if (usages.includes('anyExtendedKeyUsage')) return 'also';
	if (!usages.includes('serverAuth')) return 'never';
	return usages.length === 1 ? 'only' : 'also';
}

export type WildcardFault = 'bare' | 'topLevel' | 'several' | 'inside' | 'partial';

/** What is wrong with the wildcard of a DNS name; undefined where it is the whole first label (RFC 6125, 6.4.3). */
export function wildcardFault(name: string): WildcardFault | undefined {
	const count = name.split('*').length - 1;
	if (count === 0) return undefined;
	if (/^\*\.?$/.test(name)) return 'bare';
	if (count > 1) return 'several';
	const [first = ''] = name.split('.');
	if (!first.includes('*')) return 'inside';
	if (first !== '*') return 'partial';
	return /^\*\.[^.]+\.?$/.test(name) ? 'topLevel' : undefined;
}

/** Whether one of the names is such that clients can take the certificate for a host. */
export function hasUsableName(names: readonly SubjectAltName[]): boolean {
	return names.some(
		({ type, value }) =>
			type === 'ip' ||
			(type === 'dns' && normalDnsName(value) !== undefined && wildcardFault(value) === undefined),
	);
}
