/**
 * Writes PKCS #12 (RFC 7292): certificate, chain and private key in one file, as browsers and Java import it. Encrypted
 * with PBES2 (RFC 8018: PBKDF2 with HMAC-SHA-256, AES-256-CBC) and sealed with HMAC-SHA-256, as OpenSSL 3 and Java 17
 * write it themselves. The cryptography is Node's.
 */
import {
	createCipheriv,
	createHash,
	createHmac,
	createPrivateKey,
	pbkdf2,
	randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import { firstPemDer } from '../../find/pem.js';
import { PkiError } from '../../common/errors.js';
import { derElement } from '../asn1/derWriter.js';
import { createPacer } from '../../common/pacer.js';
import { digests } from './pkcs12/algorithms.js';
import { bmpPassword, pkcs12Key, purposes } from './pkcs12Key.js';

export interface Pkcs12Entry {
	/** Not encrypted. */
	readonly privateKeyPem: string;
	/** Of this key. */
	readonly certificatePem: string;
	/** What programs call the entry. */
	readonly name: string;
}

export interface Pkcs12Store {
	readonly entries: readonly Pkcs12Entry[];
	/** Chains and whatever else is to be in it: PEM. */
	readonly others: readonly string[];
	/** CAs to trust, as Java marks them. */
	readonly trusted?: readonly { readonly certificatePem: string; readonly name: string }[];
	/** Not empty. OpenSSL takes any; Java only ASCII. */
	readonly password: string;
}

export interface Pkcs12Content extends Pkcs12Entry {
	/** From the issuer up; may hold the root. */
	readonly chainPem: readonly string[];
	/** As in `Pkcs12Store`. */
	readonly password: string;
}

const oids = {
	data: '2a864886f70d010701',
	encryptedData: '2a864886f70d010706',
	shroudedKeyBag: '2a864886f70d010c0a0102',
	certBag: '2a864886f70d010c0a0103',
	x509Certificate: '2a864886f70d01091601',
	friendlyName: '2a864886f70d010914',
	localKeyId: '2a864886f70d010915',
	/** Oracle's `trustedKeyUsage`, without which Java takes no certificate for trusted. */
	trustedKeyUsage: '6086480186f966adca7b0101',
	anyExtendedKeyUsage: '551d2500',
	pbes2: '2a864886f70d01050d',
	pbkdf2: '2a864886f70d01050c',
	hmacSha256: '2a864886f70d0209',
	aes256Cbc: '60864801650304012a',
	sha256: '608648016503040201',
} as const;

const deriveKey = promisify(pbkdf2);
/** Runs on a thread of its own. */
const encryptionIterations = 100_000;
/** Java's number; it takes a few milliseconds. */
const macIterations = 10_000;

const macDigest = digests.sha256;

const sequence = (...parts: readonly Uint8Array[]) => derElement(0x30, parts);
/** X.690, 11.6: in the order of their encodings. */
const set = (...parts: readonly Uint8Array[]) =>
	derElement(
		0x31,
		[...parts].sort((one, other) => Buffer.compare(one, other)),
	);
const octets = (bytes: Uint8Array) => derElement(0x04, [bytes]);
const oid = (name: keyof typeof oids) => derElement(0x06, [Buffer.from(oids[name], 'hex')]);
const explicit = (content: Uint8Array) => derElement(0xa0, [content]);
const nothing = derElement(0x05, []);
const trustedForAll = sequence(oid('trustedKeyUsage'), set(oid('anyExtendedKeyUsage')));

/** One key with its certificate and chain. As `writePkcs12Store`. */
export function writePkcs12({ chainPem, password, ...entry }: Pkcs12Content): Promise<Uint8Array> {
	return writePkcs12Store({ entries: [entry], others: chainPem, password });
}

/** DER. Rejects with `invalid` (reason `noCertificate` or `key`) for PEM that is none. */
export async function writePkcs12Store({
	entries,
	others,
	trusted = [],
	password,
}: Pkcs12Store): Promise<Uint8Array> {
	const certificates = [
		...entries.map(({ certificatePem, name }) =>
			ownCertificateBag(certificateDer(certificatePem), name),
		),
		...others.map((pem) => certificateBag(certificateDer(pem))),
		...trusted.map(({ certificatePem, name }) =>
			certificateBag(certificateDer(certificatePem), set(named(name), trustedForAll)),
		),
	];
	const keys: Buffer[] = [];
	for (const entry of entries) keys.push(await keyBag(entry, password));
	const parts = [
		...(certificates.length > 0
			? [await encryptedContent(sequence(...certificates), password)]
			: []),
		...(keys.length > 0 ? [plainContent(sequence(...keys))] : []),
	];
	const safe = sequence(...parts);
	return sequence(integer(3), plainContent(safe), await seal(safe, password));
}

function ownCertificateBag(der: Uint8Array, name: string): Buffer {
	return certificateBag(der, attributesOf(name, sha1(der)));
}

async function keyBag(
	{ privateKeyPem, certificatePem, name }: Pkcs12Entry,
	password: string,
): Promise<Buffer> {
	const key = await encrypted(keyDer(privateKeyPem), password);
	return sequence(
		oid('shroudedKeyBag'),
		explicit(sequence(key.algorithm, octets(key.bytes))),
		attributesOf(name, sha1(certificateDer(certificatePem))),
	);
}

function sha1(bytes: Uint8Array): Buffer {
	return createHash('sha1').update(bytes).digest();
}

function certificateDer(pem: string): Uint8Array {
	const der = firstPemDer(pem);
	if (!der) throw new PkiError('invalid', { reason: 'noCertificate' });
	return der;
}

function keyDer(pem: string): Buffer {
	try {
		return createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
	} catch {
		// The library's words may hold parts of the input, so they are not passed on.
		throw new PkiError('invalid', { reason: 'key' });
	}
}

/** `localKeyID` says which certificate is the key's. */
function attributesOf(name: string, keyId: Uint8Array): Buffer {
	return set(named(name), sequence(oid('localKeyId'), set(octets(keyId))));
}

function named(name: string): Buffer {
	return sequence(
		oid('friendlyName'),
		set(derElement(0x1e, [Buffer.from(name, 'utf16le').swap16()])),
	);
}

function certificateBag(der: Uint8Array, ...attributes: readonly Uint8Array[]): Buffer {
	const bag = sequence(oid('x509Certificate'), explicit(octets(der)));
	return sequence(oid('certBag'), explicit(bag), ...attributes);
}

function plainContent(bytes: Uint8Array): Buffer {
	return sequence(oid('data'), explicit(octets(bytes)));
}

async function encryptedContent(content: Uint8Array, password: string): Promise<Buffer> {
	const { algorithm, bytes } = await encrypted(content, password);
	const info = sequence(oid('data'), algorithm, derElement(0x80, [bytes]));
	return sequence(oid('encryptedData'), explicit(sequence(integer(0), info)));
}

async function encrypted(content: Uint8Array, password: string) {
	const [salt, iv] = [randomBytes(16), randomBytes(16)];
	const key = await deriveKey(password, salt, encryptionIterations, 32, 'sha256');
	const cipher = createCipheriv('aes-256-cbc', key, iv);
	const bytes = Buffer.concat([cipher.update(content), cipher.final()]);
	const derivation = sequence(
		oid('pbkdf2'),
		sequence(octets(salt), integer(encryptionIterations), sequence(oid('hmacSha256'), nothing)),
	);
	const scheme = sequence(oid('aes256Cbc'), octets(iv));
	return { algorithm: sequence(oid('pbes2'), sequence(derivation, scheme)), bytes };
}

async function seal(safe: Uint8Array, password: string): Promise<Buffer> {
	const salt = randomBytes(20);
	const order = { digest: macDigest, salt, iterations: macIterations } as const;
	const key = await pkcs12Key(
		bmpPassword(password),
		{ ...order, purpose: purposes.integrity, length: macDigest.size },
		createPacer(),
	);
	const mac = createHmac(macDigest.name, key).update(safe).digest();
	const digest = sequence(sequence(oid('sha256'), nothing), octets(mac));
	return sequence(digest, octets(salt), integer(macIterations));
}

function integer(value: number): Buffer {
	const hex = value.toString(16);
	const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
	const [first = 0] = bytes;
	return derElement(0x02, first >= 0x80 ? [Buffer.from([0]), bytes] : [bytes]);
}
