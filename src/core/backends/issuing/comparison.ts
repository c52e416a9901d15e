/** What came back, compared with what was asked for. */
import { readCertificate } from '../../x509/certificate.js';
import { isIssuerOf, verifySignature } from '../../x509/chain.js';
import { decode } from '../../decode/decode.js';
import type { CertificateFacts, SubjectAltName } from '../../x509/model.js';
import { normalDnsName, normalEmail, normalIp } from '../../x509/names/nameKinds.js';
import { firstPemDer } from '../../find/pem.js';
import type { CertificateUsage } from '../contract/backend.js';

/** What is left out is not compared. */
export interface Asked {
	readonly commonName?: string;
	/** RFC 4514; of a request whose whole subject counts. */
	readonly subject?: string;
	readonly altNames?: readonly SubjectAltName[];
	readonly usage?: CertificateUsage;
	/** Of a request: RFC 5280 names or OIDs. */
	readonly extendedKeyUsage?: readonly string[];
	readonly keyUsage?: readonly string[];
	readonly ttlSeconds?: number;
	/** SHA-256 of the public key that was sent. */
	readonly publicKeySha256?: string;
	/** The kind of key that the server was to make. */
	readonly key?: { readonly keyType: string; readonly keyBits?: number };
	/** The authority that was to sign. */
	readonly issuer?: { readonly subject?: string };
	readonly isCa?: boolean;
}

/** PEM. */
export interface Answered {
	readonly certificatePem: string;
	readonly chainPem: readonly string[];
	readonly privateKeyPem?: string;
}

export type DifferenceCode =
	/** The certificate cannot be read. */
	| 'unreadable'
	/** The private key that came or was made is not this certificate's; or its public key is not the one sent. */
	| 'otherKey'
	/** `asked`, `got`. */
	| 'otherKeyKind'
	| 'notCa'
	| 'unexpectedCa'
	/** No certificate of the chain signed it, or one further up (`name`). */
	| 'chainBroken'
	/** Another authority signed it (`asked`, `got`). */
	| 'otherIssuer'
	/** `names`, separated by commas. */
	| 'namesMissing'
	| 'namesAdded'
	/** `asked`, `got`. */
	| 'otherSubject'
	/** `usages`, separated by commas. */
	| 'usagesMissing'
	| 'usagesAdded'
	/** `seconds`: asked for. */
	| 'endsEarlier'
	| 'endsLater';

export interface Difference {
	readonly code: DifferenceCode;
	readonly args: Readonly<Record<string, string | number>>;
}

/** Such a certificate is of no use, or a danger. */
export function isSevere({ code }: Difference): boolean {
	return ['unreadable', 'otherKey', 'notCa', 'unexpectedCa', 'chainBroken'].includes(code);
}

/**
 * What is not as it was asked for, the gravest first. The same name in another spelling, a common name that stands among
 * the alternative names as well, and a beginning set back a little are no differences.
 */
export function compareIssued(asked: Asked, answered: Answered, now: Date): readonly Difference[] {
	const der = firstPemDer(answered.certificatePem);
	const got = der && readCertificate(der);
	if (!got || got.publicKeySha256 === '') return [{ code: 'unreadable', args: {} }];
	const found = [
		...keyDifferences(asked, got, answered.privateKeyPem),
		...caDifferences(asked, got),
		...chainDifferences(der, got, answered.chainPem),
		...issuerDifferences(asked, got),
		...nameDifferences(asked, got),
		...usageDifferences(asked, got),
		...lifetimeDifferences(asked, got, now),
	];
	return [...found.filter(isSevere), ...found.filter((difference) => !isSevere(difference))];
}

function keyDifferences(
	{ publicKeySha256, key }: Asked,
	got: CertificateFacts,
	privateKeyPem: string | undefined,
): readonly Difference[] {
	const own = privateKeyPem === undefined ? undefined : publicKeyOf(privateKeyPem);
	const expected = [publicKeySha256, own].filter((hash) => hash !== undefined);
	if (expected.some((hash) => hash !== got.publicKeySha256)) {
		return [{ code: 'otherKey', args: {} }];
	}
	if (key === undefined) return [];
	const bits = got.keyBits ?? Number(/^P-(\d+)$/.exec(got.curve ?? '')?.[1] ?? 0);
	const isSame = got.keyType === key.keyType && (key.keyBits === undefined || bits === key.keyBits);
	if (isSame) return [];
	const words = (type: string, size = 0) => (size === 0 ? type : `${type} ${size}`);
	const args = { asked: words(key.keyType, key.keyBits), got: words(got.keyType, bits) };
	return [{ code: 'otherKeyKind', args }];
}

/** Undefined where the public half cannot be told. */
function publicKeyOf(privateKeyPem: string): string | undefined {
	for (const { facts } of decode(privateKeyPem)) {
		if (facts?.kind === 'privateKey') return facts.publicKeySha256;
	}
	return undefined;
}

function caDifferences({ isCa = false }: Asked, got: CertificateFacts): readonly Difference[] {
	if (got.isCa === isCa) return [];
	return [{ code: isCa ? 'notCa' : 'unexpectedCa', args: {} }];
}

/**
 * A chain may hold more than one path, so every certificate is compared with all that have its issuer's name. What
 * node:crypto cannot verify is not called broken.
 */
function chainDifferences(
	der: Uint8Array,
	got: CertificateFacts,
	chainPem: readonly string[],
): readonly Difference[] {
	const leaf = { der, facts: got };
	const chain = chainPem
		.map((pem) => firstPemDer(pem))
		.filter((above) => above !== undefined)
		.map((above) => ({ der: above, facts: readCertificate(above) }));
	const broken = [leaf, ...chain].find((item) => {
		const named = chain.filter(({ facts }) => facts.subject === item.facts.issuer);
		if (named.length === 0) return item === leaf && chain.length > 0;
		return !named.some(
			(above) =>
				isIssuerOf(above.facts, item.facts) && verifySignature(above.der, item.der) !== false,
		);
	});
	return broken ? [{ code: 'chainBroken', args: { name: broken.facts.name } }] : [];
}

function issuerDifferences({ issuer }: Asked, got: CertificateFacts): readonly Difference[] {
	const { subject } = issuer ?? {};
	if (subject === undefined || subject === got.issuer) return [];
	return [{ code: 'otherIssuer', args: { asked: subject, got: got.issuer } }];
}

function nameDifferences(asked: Asked, got: CertificateFacts): readonly Difference[] {
	const { altNames = [], subject } = asked;
	const commonName = asked.commonName?.trim() ?? '';
	const wanted = new Map(altNames.map((name) => [keyOf(name), name.value]));
	const present = new Map(got.subjectAltNames.map((name) => [keyOf(name), name.value]));
	const isAbout = (text: string, names: ReadonlyMap<string, string>) =>
		text === '' || commonNameKeys(text).some((key) => names.has(key));
	const isSameText = commonNameKeys(commonName).some((key) =>
		commonNameKeys(got.commonName ?? '').includes(key),
	);
	const missing = [...wanted].filter(([key]) => !present.has(key)).map(([, value]) => value);
	const added = [...present]
		.filter(([key]) => !wanted.has(key) && !commonNameKeys(commonName).includes(key))
		.map(([, value]) => value);
	if (!isSameText && !isAbout(commonName, present)) missing.unshift(commonName);
	const own = got.commonName ?? '';
	if (!isSameText && !isAbout(own, wanted)) added.unshift(own);
	const isOtherSubject = subject !== undefined && subject !== got.subject;
	return [
		...listed('namesMissing', 'names', missing),
		...listed('namesAdded', 'names', added),
		...(isOtherSubject
			? [{ code: 'otherSubject' as const, args: { asked: subject, got: got.subject } }]
			: []),
	];
}

function listed(
	code: DifferenceCode,
	arg: 'names' | 'usages',
	values: readonly string[],
): readonly Difference[] {
	return values.length === 0 ? [] : [{ code, args: { [arg]: [...new Set(values)].join(', ') } }];
}

/** One key for all spellings of a name. */
function keyOf({ type, value }: SubjectAltName): string {
	switch (type) {
		case 'dns':
			return `dns ${(normalDnsName(value) ?? value.replace(/\.$/, '')).toLowerCase()}`;
		case 'ip':
			return `ip ${plainIp(value)}`;
		case 'email': {
			const [local = '', host = ''] = (normalEmail(value) ?? value).split('@');
			return `email ${local}@${host.toLowerCase()}`;
		}
		case 'uri':
		case 'directoryName':
		case 'registeredId':
		case 'otherName':
		case 'x400Address':
		case 'ediPartyName':
			return `${type} ${value}`;
	}
}

/** Go writes `::ffff:10.0.0.7` as the IPv4 address that it means. */
function plainIp(value: string): string {
	const address = normalIp(value) ?? value;
	const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ?? [];
	if (high === undefined || low === undefined) return address;
	const [a, b] = [parseInt(high, 16), parseInt(low, 16)];
	return [a >> 8, a & 0xff, b >> 8, b & 0xff].join('.');
}

/** A common name is compared as a text and as each kind of name. */
function commonNameKeys(text: string): readonly string[] {
	const kinds = ['dns', 'ip', 'email', 'uri'] as const;
	return kinds.map((type) => keyOf({ type, value: text }));
}

function usageDifferences(asked: Asked, got: CertificateFacts): readonly Difference[] {
	const { usage, extendedKeyUsage = [], keyUsage = [] } = asked;
	const purposes = {
		server: ['serverAuth'],
		client: ['clientAuth'],
		both: ['serverAuth', 'clientAuth'],
	};
	const wanted = usage === undefined ? extendedKeyUsage : purposes[usage];
	// Without any, a certificate is for everything (RFC 5280, 4.2.1.12 and 4.2.1.3).
	const isOpen = got.extendedKeyUsage.length === 0;
	const tls = ['serverAuth', 'clientAuth'];
	const missing = isOpen ? [] : wanted.filter((name) => !got.extendedKeyUsage.includes(name));
	const added =
		wanted.length === 0
			? []
			: got.extendedKeyUsage.filter((name) => tls.includes(name) && !wanted.includes(name));
	const lost =
		got.keyUsage.length === 0 ? [] : keyUsage.filter((name) => !got.keyUsage.includes(name));
	return [
		...listed('usagesMissing', 'usages', [...missing, ...lost]),
		...listed('usagesAdded', 'usages', added),
	];
}

/** Clocks differ, and servers set the beginning back a little. */
const toleranceSeconds = 120;
const backDatingSeconds = 900;

function lifetimeDifferences(
	{ ttlSeconds }: Asked,
	{ notBefore, notAfter }: CertificateFacts,
	now: Date,
): readonly Difference[] {
	if (ttlSeconds === undefined || notBefore === undefined || notAfter === undefined) return [];
	const end = Date.parse(notAfter);
	const whole = (end - Date.parse(notBefore)) / 1000 - ttlSeconds;
	// The server's own clock says that it granted it, whatever ours shows.
	if (whole >= 0 && whole <= backDatingSeconds) return [];
	const over = whole < 0 ? whole : (end - now.getTime()) / 1000 - ttlSeconds;
	if (Math.abs(over) <= toleranceSeconds) return [];
	return [{ code: over < 0 ? 'endsEarlier' : 'endsLater', args: { seconds: ttlSeconds } }];
}
