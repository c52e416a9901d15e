/**
 * What clients will not accept of a certificate, although a CA would sign it: from what is asked for, before it is made,
 * or from what came back. Help, never a refusal.
 */
import { appleLimit } from '../../x509/appleLimit.js';
import type { CertificateFacts, SubjectAltName } from '../../x509/model.js';
import {
	endsInNumber,
	hostOfAddress,
	nameInCommonName,
	normalIp,
} from '../../x509/names/nameKinds.js';
import type { CertificateUsage } from '../contract/backend.js';
import { altNamesOf, type NameWishes } from './nameWishes.js';

export type AdviceCode =
	/** The common name is an IP address (`name`), and no alternative name has it. */
	| 'ipOnlyInCommonName'
	/** An address, or a name that ends in a number (`name`), stands among the DNS names. */
	| 'ipAsDnsName'
	/** The common name is a URI (`name`), and no alternative name has it. */
	| 'uriOnlyInCommonName'
	/** `*`, or a wildcard directly below a top-level name (`name`). */
	| 'wildcardTooWide'
	/** The address of a server (`name`) stands among the URIs, and its `host` nowhere. */
	| 'addressAsUri'
	/** A server's certificate without a host name or IP address. */
	| 'noServerName'
	/** The same of one that clients may use as well. */
	| 'clientOnly'
	/** Longer than the 64 characters of RFC 5280 (`length`). */
	| 'commonNameTooLong'
	/** A server's certificate that lives for more than 825 days (`days`). */
	| 'livesTooLong'
	/** It ends after its issuer (`issuerEnd`, ISO 8601), and is worth nothing from then on. */
	| 'outlivesIssuer';

export interface Advice {
	/** Where it was typed. */
	readonly field: 'commonName' | 'altNames' | 'ttl';
	readonly code: AdviceCode;
	readonly args: Readonly<Record<string, string | number>>;
}

/** A certificate, wished for or there. */
export interface Presented {
	readonly commonName?: string;
	readonly altNames: readonly SubjectAltName[];
	/** Undefined: unknown, and nothing is said that depends on it. */
	readonly usage?: CertificateUsage;
	readonly lifetimeSeconds?: number;
	/** ISO 8601. */
	readonly notAfter?: string;
	readonly issuerNotAfter?: string;
}

export function adviceFor(certificate: Presented): readonly Advice[] {
	return [
		...commonNameAdvice(certificate),
		...altNameAdvice(certificate),
		...serverNameAdvice(certificate),
		...lifetimeAdvice(certificate),
	];
}

/** RFC 5280, appendix A: ub-common-name. */
const longestCommonName = 64;

function commonNameAdvice({ commonName = '', altNames, usage }: Presented): readonly Advice[] {
	const name = commonName.trim();
	const found: Advice[] = [];
	const add = (code: AdviceCode, args: Advice['args']) =>
		found.push({ field: 'commonName', code, args });
	const has = (value: string) => altNames.some((other) => other.value === value);
	const address = normalIp(name);
	if (address !== undefined && usage !== 'client' && !hasAddress(altNames, address)) {
		add('ipOnlyInCommonName', { name });
	}
	const isUriLike = /^([a-z][a-z0-9+.-]*:\/\/|urn:)/i.test(name);
	if (isUriLike && !has(name)) add('uriOnlyInCommonName', { name });
	if (usage !== 'client' && isWideWildcard(name)) add('wildcardTooWide', { name });
	const { length } = [...name];
	if (length > longestCommonName) add('commonNameTooLong', { length });
	return found;
}

function hasAddress(altNames: readonly SubjectAltName[], address: string): boolean {
	return altNames.some(({ type, value }) => type === 'ip' && normalIp(value) === address);
}

/** Node.js, OpenSSL and browsers want two labels behind a wildcard. */
function isWideWildcard(name: string): boolean {
	return /^\*(\.[^.]+)?\.?$/.test(name);
}

function altNameAdvice({ commonName, altNames, usage }: Presented): readonly Advice[] {
	if (usage === 'client') return [];
	return altNames.flatMap(({ type, value }): readonly Advice[] => {
		const advice = (code: AdviceCode, args: Advice['args']): readonly Advice[] => [
			{ field: 'altNames', code, args },
		];
		const isCommonName = value === commonName;
		if (type === 'dns') {
			if (isWideWildcard(value) && !isCommonName) return advice('wildcardTooWide', { name: value });
			const address = normalIp(value);
			// Of an address that is the common name, `ipOnlyInCommonName` is said.
			const isSaid = address !== undefined && (isCommonName || hasAddress(altNames, address));
			return endsInNumber(value) && !isSaid ? advice('ipAsDnsName', { name: value }) : [];
		}
		const host = type === 'uri' ? hostOfAddress(value) : undefined;
		const isNamed = altNames.some((other) => other.type !== 'uri' && other.value === host);
		return host === undefined || isNamed || host === commonName
			? []
			: advice('addressAsUri', { name: value, host });
	});
}

function serverNameAdvice({ commonName = '', altNames, usage }: Presented): readonly Advice[] {
	const hasHost =
		altNames.some(({ type }) => type === 'dns' || type === 'ip') ||
		// Of an address more is said above.
		normalIp(commonName.trim()) !== undefined;
	// Programs that speak SPIFFE look at the URI alone.
	const isWorkload = altNames.some(({ value }) => /^spiffe:/i.test(value));
	if (hasHost || isWorkload || usage === undefined || usage === 'client') return [];
	if (altNames.some(({ type, value }) => type === 'uri' && hostOfAddress(value))) return [];
	const code = usage === 'server' ? 'noServerName' : 'clientOnly';
	return [{ field: 'altNames', code, args: {} }];
}

const daySeconds = 86_400;
/** A beginning that was set back a little is no longer lifetime worth a word. */
const backDatingSeconds = 3600;

function lifetimeAdvice(certificate: Presented): readonly Advice[] {
	const { usage, lifetimeSeconds = 0, notAfter, issuerNotAfter } = certificate;
	const found: Advice[] = [];
	const isServer = usage === 'server' || usage === 'both';
	if (isServer && lifetimeSeconds > appleLimit.days * daySeconds + backDatingSeconds) {
		const days = Math.floor(lifetimeSeconds / daySeconds);
		found.push({ field: 'ttl', code: 'livesTooLong', args: { days } });
	}
	if (notAfter !== undefined && issuerNotAfter !== undefined) {
		if (Date.parse(notAfter) > Date.parse(issuerNotAfter)) {
			const args = { issuerEnd: issuerNotAfter };
			found.push({ field: 'ttl', code: 'outlivesIssuer', args });
		}
	}
	return found;
}

export interface WishedLifetime {
	readonly ttlSeconds?: number;
	/** What the role or the mount caps it at. */
	readonly maxTtlSeconds?: number;
	readonly issuerNotAfter?: string;
	readonly now: Date;
}

/** A certificate as it will be: servers put a host name or e-mail address of the common name among the others. */
export function wishedCertificate(
	names: NameWishes,
	usage: CertificateUsage | undefined,
	lifetime?: WishedLifetime,
): Presented {
	const own = nameInCommonName(names.commonName ?? '');
	const isCopied = own?.type === 'dns' || own?.type === 'email';
	const { commonName } = names;
	const altNames = [...altNamesOf(names), ...(isCopied ? [own] : [])];
	if (lifetime?.ttlSeconds === undefined) return { commonName, altNames, usage };
	const { ttlSeconds, maxTtlSeconds = Infinity, issuerNotAfter, now } = lifetime;
	const lifetimeSeconds = Math.min(ttlSeconds, maxTtlSeconds);
	// A lifetime may be too long for a date; then it is beyond every issuer's.
	const end = Math.min(now.getTime() + lifetimeSeconds * 1000, 8.64e15);
	const notAfter = new Date(end).toISOString();
	return { commonName, altNames, usage, lifetimeSeconds, notAfter, issuerNotAfter };
}

/** A certificate that is there, with the ends (ISO 8601) of those above it. */
export function presentedBy(
	facts: CertificateFacts,
	endsAbove: readonly (string | undefined)[],
): Presented {
	const { commonName, subjectAltNames, notBefore, notAfter } = facts;
	const ends = endsAbove.filter((end) => end !== undefined);
	const known = notBefore !== undefined && notAfter !== undefined;
	return {
		commonName,
		altNames: subjectAltNames,
		usage: usageIn(facts.extendedKeyUsage),
		...(known && { lifetimeSeconds: (Date.parse(notAfter) - Date.parse(notBefore)) / 1000 }),
		notAfter,
		issuerNotAfter: ends.sort((a, b) => Date.parse(a) - Date.parse(b))[0],
	};
}

/** Without any, a certificate is for everything (RFC 5280, 4.2.1.12). */
function usageIn(extendedKeyUsage: readonly string[]): CertificateUsage | undefined {
	const any = extendedKeyUsage.length === 0 || extendedKeyUsage.includes('anyExtendedKeyUsage');
	const server = any || extendedKeyUsage.includes('serverAuth');
	const client = any || extendedKeyUsage.includes('clientAuth');
	if (server) return client ? 'both' : 'server';
	return client ? 'client' : undefined;
}
