/** Keys and certificates for the matrix: as good or as bad as a fault needs them, written as DER by hand. */
import {
	createHash,
	generateKeyPairSync,
	randomBytes,
	sign,
	constants,
	type KeyObject,
} from 'node:crypto';
import { toPem } from '../../src/core/find/pem.js';
import {
	bits,
	boolean,
	commonName,
	extension,
	generalizedTime,
	integer,
	octets,
	oid,
	sequence,
	spkiOf,
	subjectAltName,
	tlv,
	utcTime,
	type Part,
} from '../support/der.js';

export interface Keys {
	readonly publicKey: KeyObject;
	readonly privateKey: KeyObject;
}

export type Digest = 'md5' | 'sha1' | 'sha256';

export interface Certificate {
	readonly pem: string;
	readonly der: Buffer;
	readonly name: string;
	readonly keys: Keys;
	/** PKCS #8. */
	readonly keyPem: string;
}

export interface Wish {
	readonly name: string;
	readonly keys?: Keys;
	/** Absent: it signs itself. */
	readonly issuer?: Pick<Certificate, 'name' | 'keys'>;
	readonly digest?: Digest;
	/** RSASSA-PSS where the issuer's key is RSA. */
	readonly pss?: boolean;
	/** 1: no extensions. */
	readonly version?: 1 | 3;
	/** Hex, as it stands in the certificate. */
	readonly serial?: string;
	/** Days from now. */
	readonly from?: number;
	readonly to?: number;
	/** A notAfter without seconds, which RFC 5280 (4.1.2.5.1) forbids. */
	readonly badDates?: boolean;
	/** Absent: no basic constraints. */
	readonly ca?: boolean;
	readonly pathLength?: number;
	/** The first octet of the bit string. */
	readonly keyUsage?: number;
	readonly usages?: readonly Usage[];
	readonly dns?: readonly string[];
	readonly ips?: readonly string[];
	/** Whose key the authority key identifier names. Absent: the issuer's. */
	readonly authority?: Keys;
	readonly extensions?: readonly Buffer[];
}

export type Usage = 'serverAuth' | 'clientAuth' | 'codeSigning';
const usageNumbers: Readonly<Record<Usage, number>> = {
	serverAuth: 1,
	clientAuth: 2,
	codeSigning: 3,
};

/** First octets of a KeyUsage (RFC 5280, 4.2.1.3). */
export const keyUsages = {
	digitalSignature: 0x80,
	keyEncipherment: 0x20,
	keyAgreement: 0x08,
	keyCertSign: 0x04,
	certAndCrlSign: 0x06,
};

export function ecKeys(namedCurve = 'P-256'): Keys {
	return generateKeyPairSync('ec', { namedCurve });
}

const rsaCache = new Map<number, Keys>();

/** One pair a size: which key it is does not matter, and large ones take their time. */
export function rsaKeys(modulusLength = 2048): Keys {
	const keys = rsaCache.get(modulusLength) ?? generateKeyPairSync('rsa', { modulusLength });
	rsaCache.set(modulusLength, keys);
	return keys;
}

export function makeCertificate(wish: Wish): Certificate {
	const keys = wish.keys ?? ecKeys();
	const issuer = wish.issuer ?? { name: wish.name, keys };
	const algorithm = signatureAlgorithm(issuer.keys.privateKey, wish);
	const body = sequence(
		...(wish.version === 1 ? [] : [tlv(0xa0, integer('02'))]),
		integer(wish.serial ?? `01${randomBytes(8).toString('hex')}`),
		algorithm,
		commonName(issuer.name),
		sequence(time(wish.from ?? -1), wish.badDates ? utcTime('4901010000Z') : time(wish.to ?? 30)),
		commonName(wish.name),
		spkiOf(keys.publicKey),
		...(wish.version === 1 ? [] : [tlv(0xa3, sequence(...extensionsOf(wish, keys, issuer.keys)))]),
	);
	const der = sequence(body, algorithm, bits(signature(body, issuer.keys.privateKey, wish)));
	return { pem: toPem('CERTIFICATE', der), der, name: wish.name, keys, keyPem: pkcs8(keys) };
}

export function pkcs8({ privateKey }: Keys): string {
	return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function makeRoot(name: string, wish: Partial<Wish> = {}): Certificate {
	return makeCertificate({ name, ca: true, keyUsage: keyUsages.keyCertSign, ...wish });
}

function extensionsOf(wish: Wish, keys: Keys, issuerKeys: Keys): Buffer[] {
	const { ca, pathLength, keyUsage, usages, dns = [], ips = [], extensions = [] } = wish;
	const names = [
		...dns.map((name) => tlv(0x82, name)),
		...ips.map((ip) => tlv(0x87, Buffer.from(ip.split('.').map(Number)))),
	];
	return [
		...(ca === undefined ? [] : [basicConstraints(ca, pathLength)]),
		...(keyUsage === undefined
			? []
			: [extension('2.5.29.15', tlv(0x03, Buffer.of(0, keyUsage)), true)]),
		...(usages === undefined
			? []
			: [
					extension(
						'2.5.29.37',
						sequence(...usages.map((u) => oid(`1.3.6.1.5.5.7.3.${usageNumbers[u]}`))),
					),
				]),
		extension('2.5.29.14', octets(keyIdentifier(keys))),
		extension('2.5.29.35', sequence(tlv(0x80, keyIdentifier(wish.authority ?? issuerKeys)))),
		...(names.length === 0 ? [] : [subjectAltName(...names)]),
		...extensions,
	];
}

function basicConstraints(ca: boolean, pathLength: number | undefined): Buffer {
	const length = pathLength === undefined ? [] : [integer(`0${pathLength}`)];
	return extension('2.5.29.19', sequence(...(ca ? [boolean(true)] : []), ...length), true);
}

/** Only these names below, or none of them (RFC 5280, 4.2.1.10). */
export function nameConstraints(kind: 'permitted' | 'excluded', dns: string): Buffer {
	const tag = kind === 'permitted' ? 0xa0 : 0xa1;
	return extension('2.5.29.30', sequence(tlv(tag, sequence(tlv(0x82, dns)))), true);
}

function keyIdentifier({ publicKey }: Keys): Buffer {
	return createHash('sha1').update(spkiOf(publicKey)).digest();
}

function time(days: number): Buffer {
	const iso = new Date(Date.now() + days * 86_400_000).toISOString();
	return generalizedTime(`${iso.slice(0, 19).replace(/[-:T]/g, '')}Z`);
}

const ecdsaOids: Readonly<Partial<Record<Digest, string>>> = {
	sha1: '1.2.840.10045.4.1',
	sha256: '1.2.840.10045.4.3.2',
};
const rsaOids: Readonly<Record<Digest, string>> = {
	md5: '1.2.840.113549.1.1.4',
	sha1: '1.2.840.113549.1.1.5',
	sha256: '1.2.840.113549.1.1.11',
};
const none = tlv(0x05);

function signatureAlgorithm(key: KeyObject, { digest = 'sha256', pss }: Wish): Buffer {
	switch (key.asymmetricKeyType) {
		case 'ed25519':
			return sequence(oid('1.3.101.112'));
		case 'ed448':
			return sequence(oid('1.3.101.113'));
		case 'ec':
			return sequence(oid(ecdsaOids[digest] ?? ''));
		case 'rsa-pss':
			return pssAlgorithm;
		case 'rsa':
			return pss === true ? pssAlgorithm : sequence(oid(rsaOids[digest]), none);
		default:
			return sequence(oid(mlDsa65));
	}
}

/** The only other kind that is made. */
const mlDsa65 = '2.16.840.1.101.3.4.3.18';

const sha256Oid = sequence(oid('2.16.840.1.101.3.4.2.1'), none);

/** RSASSA-PSS with SHA-256 and a salt of 32 bytes (RFC 4055, 3.1). */
const pssAlgorithm = sequence(
	oid('1.2.840.113549.1.1.10'),
	sequence(
		tlv(0xa0, sha256Oid),
		tlv(0xa1, sequence(oid('1.2.840.113549.1.1.8'), sha256Oid)),
		tlv(0xa2, integer('20')),
	),
);

function signature(body: Part, key: KeyObject, { digest = 'sha256', pss }: Wish): Buffer {
	const data = Buffer.from(body);
	const type = key.asymmetricKeyType;
	if (type !== 'ec' && !type?.startsWith('rsa')) return sign(null, data, key);
	if (pss === true || type === 'rsa-pss') {
		const padding = constants.RSA_PKCS1_PSS_PADDING;
		return sign('sha256', data, { key, padding, saltLength: 32 });
	}
	return sign(digest, data, key);
}
