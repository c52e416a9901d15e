/** Which rows of the table a certificate answers to: by its key, its signature and its dates. */
import type { CertificateFacts, KeyFacts } from '../../x509/model.js';
import { hasEnded } from '../../x509/verdict.js';
import type { Fault } from '../../tls/clientBehavior.js';
import { judged, known, type ConfigWarning, type Found, type WarningCode } from './warning.js';

/** The certificate that the client sends; an issuer that it sends with it; one of the CA file; the server's own there. */
export type Role = 'client' | 'client-issuer' | 'ca' | 'pinned';

type UnusualKey =
	| ('rsa-919' | 'rsa-1023' | 'rsa-1962' | 'rsa-pss-key')
	| ('p-192' | 'p-224' | 'secp256k1' | 'brainpool' | 'other-curve' | 'explicit-curve')
	| ('ed448' | 'ml-dsa');

/** The kind of key that some programs may mind; undefined for those that all take, and for kinds never tried. */
export function unusualKey({ keyType, keyBits = 0, curve = '' }: KeyFacts): UnusualKey | undefined {
	switch (keyType) {
		case 'rsa':
			// OpenSSL's security levels 1 and 2, by its own rounding, and Go's limit.
			if (keyBits < 920) return 'rsa-919';
			if (keyBits < 1024) return 'rsa-1023';
			return keyBits < 1963 ? 'rsa-1962' : undefined;
		case 'rsa-pss':
			return 'rsa-pss-key';
		case 'ec':
			return unusualCurve(curve);
		case 'ed448':
			return 'ed448';
		case 'ml-dsa-44':
		case 'ml-dsa-65':
		case 'ml-dsa-87':
			return 'ml-dsa';
		default:
			return undefined;
	}
}

function unusualCurve(curve: string): UnusualKey | undefined {
	switch (curve) {
		case 'P-256':
		case 'P-384':
		case 'P-521':
			return undefined;
		case 'P-192':
			return 'p-192';
		case 'P-224':
			return 'p-224';
		case 'secp256k1':
			return 'secp256k1';
		case 'explicit':
			return 'explicit-curve';
		default:
			return /^brainpoolP(256|384|512)r1$/.test(curve) ? 'brainpool' : 'other-curve';
	}
}

export function* checkPublicKey(facts: CertificateFacts, role: Role): Found {
	const kind = unusualKey(facts);
	if (kind === undefined) return;
	const { name, keyType, keyBits, curve } = facts;
	const size = keyType === 'rsa' ? ` ${keyBits ?? ''}` : '';
	const key = `${curve ?? keyNames[keyType] ?? keyType.toUpperCase()}${size}`;
	yield* unlessHarmless('unusualKey', `${role}-${kind}`, { name, key });
}

const keyNames: Readonly<Partial<Record<string, string>>> = {
	'rsa-pss': 'RSA-PSS',
	ed448: 'Ed448',
};

/** Signed with MD5 or SHA-1 (or older); a root's own signature is not looked at by any program. */
export function isWeak(algorithm: string): boolean {
	return /md[245]|sha-?1(?!\d)/i.test(algorithm);
}

export function* checkSignature(
	{ name, signatureAlgorithm: algorithm }: CertificateFacts,
	role: 'client' | 'client-issuer',
): Found {
	if (!isWeak(algorithm)) return;
	const digest = /md/i.test(algorithm) ? 'md5' : 'sha1';
	yield known('weakSignature', `${role}-${digest}`, { name, algorithm });
}

type Dated = Readonly<Record<'expired' | 'notYetValid' | 'badDates', Fault>>;

const dateFaults: Readonly<Record<Role, Dated>> = {
	client: {
		expired: 'client-expired',
		notYetValid: 'client-not-yet-valid',
		badDates: 'client-bad-dates',
	},
	'client-issuer': {
		expired: 'client-issuer-expired',
		notYetValid: 'client-issuer-not-yet-valid',
		badDates: 'client-bad-dates',
	},
	ca: { expired: 'ca-expired', notYetValid: 'ca-not-yet-valid', badDates: 'ca-bad-dates' },
	pinned: {
		expired: 'pinned-expired',
		notYetValid: 'pinned-not-yet-valid',
		badDates: 'ca-bad-dates',
	},
};

export function* checkValidity(facts: CertificateFacts, role: Role, now: Date): Found {
	const { name, notBefore = '', notAfter = '' } = facts;
	const [from, to] = [Date.parse(notBefore), Date.parse(notAfter)];
	const { expired, notYetValid, badDates } = dateFaults[role];
	if (hasEnded(notAfter, now)) yield known('expired', expired, { name, notAfter });
	else if (from > now.getTime()) yield known('notYetValid', notYetValid, { name, notBefore });
	else if (Number.isNaN(from) || Number.isNaN(to))
		yield known('validityUnknown', badDates, { name });
	else if (facts.problems.some(({ code }) => code === 'timeForm'))
		yield known('dateForm', badDates, { name });
}

/** Encoded as RFC 5280 forbids: read by some programs, by others not. */
export function* checkEncoding(facts: CertificateFacts, role: 'client' | 'ca'): Found {
	const { name, serialNumber, problems } = facts;
	if (serialNumber.startsWith('-')) {
		yield known('negativeSerial', `${role}-serial-negative`, { name });
	}
	if (role === 'client' && problems.some(({ code }) => code === 'trailingData')) {
		yield known('trailingData', 'client-trailing-data', { name });
	}
	if (problems.some(({ code }) => code === 'duplicate')) {
		yield known('duplicateExtension', `${role}-duplicate-extension`, { name });
	}
}

function* unlessHarmless(code: WarningCode, fault: Fault, args: ConfigWarning['args']): Found {
	const warning = known(code, fault, args);
	if (warning.severity !== 'info') yield warning;
}

/** The same fault where another certificate of the file can take its place. */
export function asAside({ code, args }: ConfigWarning): ConfigWarning {
	return judged(code, 'info', args);
}

/** Whether an EKU, where there is one, allows this use. */
export function allows(
	{ extendedKeyUsage: usages }: CertificateFacts,
	usage: 'serverAuth' | 'clientAuth',
): boolean {
	const fitting = [usage, 'anyExtendedKeyUsage', '2.5.29.37.0'];
	return usages.length === 0 || usages.some((each) => fitting.includes(each));
}
