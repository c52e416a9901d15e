/** Certificates: roots, intermediates and leaves (RFC 5280, 4). */
import { createHash, randomBytes } from 'node:crypto';
import type { CertificateUsage } from '../kinds.js';
import { PkiError } from '../../common/errors.js';
import { DerCursor, tags } from '../asn1/der.js';
import { readCertificate } from '../certificate.js';
import type { SubjectAltName } from '../model.js';
import { toPem } from '../../find/pem.js';
import { readKeyAlgorithm } from '../keys/spki.js';
import { bitStringBytes } from '../asn1/values.js';
import { altNameExtension, normalizeAltNames } from './altNames.js';
import { withSubject } from './encodedSubject.js';
import type { SigningKey } from './keys.js';
import { parseName } from './name.js';
import { x509 } from './provider.js';

/** Clocks differ by seconds: a certificate is valid from a minute before it is made. */
const backDatingMs = 60_000;

export interface Validity {
	readonly now: Date;
	readonly ttlSeconds: number;
}

export interface WrittenCertificate {
	readonly pem: string;
	readonly der: Buffer;
	/** Lower-case hex, 20 bytes. */
	readonly serialNumber: string;
	/** ISO 8601 without a fraction. */
	readonly notAfter: string;
	/** True when the issuer's end came before the end asked for. */
	readonly capped: boolean;
}

/** A CA certificate with its key: what signs. */
export interface Issuer {
	readonly name: x509.Name;
	/** Hex. */
	readonly keyIdentifier: string;
	/** What points from its certificates and lists to this key. */
	readonly authorityKeyIdentifier: x509.Extension;
	readonly notBefore: Date;
	readonly notAfter: Date;
	readonly key: SigningKey;
}

export interface CaRequest extends Validity {
	/** RFC 4514 or a common name. */
	readonly subject: string;
}

/** A self-signed CA. */
export function writeRoot(request: CaRequest, key: SigningKey): Promise<WrittenCertificate> {
	const name = parseName(request.subject);
	const start = startOf(request.now);
	const self: Issuer = {
		name,
		...identifiersOf(key),
		notBefore: start,
		notAfter: new Date(8_640_000_000_000_000),
		key,
	};
	return write({ ...request, name, publicKey: key.publicKey, extensions: caExtensions() }, self);
}

/** A CA under another one, which may sign leaves only. `publicKey` is a SubjectPublicKeyInfo, DER. */
export function writeIntermediate(
	request: CaRequest & { readonly publicKey: Buffer },
	issuer: Issuer,
): Promise<WrittenCertificate> {
	const name = parseName(request.subject);
	return write({ ...request, name, extensions: caExtensions(0) }, issuer);
}

export interface LeafRequest extends Validity {
	/** RFC 4514, a common name, or an encoded Name, which is copied; where it is empty, the names are critical. */
	readonly subject: string | Buffer;
	readonly names: readonly SubjectAltName[];
	readonly usage: CertificateUsage;
	/** SubjectPublicKeyInfo, DER. */
	readonly publicKey: Buffer;
}

/** Rejects with `invalid`: `subject`, `noNames`, `issuerExpired`, or the reason of a name that cannot be. */
export function writeLeaf(request: LeafRequest, issuer: Issuer): Promise<WrittenCertificate> {
	const { subject } = request;
	const isEncoded = typeof subject !== 'string';
	const names = normalizeAltNames(request.names);
	const isEmpty = isEncoded ? subject.length === emptyName.length : subject.trim() === '';
	if (isEmpty && names.length === 0) throw new PkiError('invalid', { reason: 'noNames' });
	const extensions = [
		notCa,
		leafKeyUsage(request.publicKey),
		purposes[request.usage],
		...(names.length > 0 ? [altNameExtension(names, isEmpty)] : []),
	];
	const name = parseName(isEncoded ? '' : subject);
	const encodedName = isEncoded ? subject : undefined;
	return write({ ...request, name, encodedName, extensions }, issuer);
}

/** A sequence of no RDNs. */
const emptyName = Buffer.of(tags.sequence, 0);

const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';
// Made once: they are the same in every certificate.
const purposes: Readonly<Record<CertificateUsage, x509.Extension>> = {
	server: new x509.ExtendedKeyUsageExtension([serverAuth]),
	client: new x509.ExtendedKeyUsageExtension([clientAuth]),
	both: new x509.ExtendedKeyUsageExtension([serverAuth, clientAuth]),
};
const notCa = new x509.BasicConstraintsExtension(false, undefined, true);
const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
const rsaKeyUsage = new x509.KeyUsagesExtension(digitalSignature | keyEncipherment, true);
const signatureOnly = new x509.KeyUsagesExtension(digitalSignature, true);

/** RSA keys may also carry keys across (TLS 1.2 without forward secrecy); elliptic curves only sign (RFC 8813, 3). */
function leafKeyUsage(publicKey: Buffer): x509.Extension {
	const spki = DerCursor.over(publicKey).expect(tags.sequence).enter();
	const { keyType } = readKeyAlgorithm(spki.expect(tags.sequence).enter());
	return keyType === 'rsa' ? rsaKeyUsage : signatureOnly;
}

function caExtensions(pathLength?: number): x509.Extension[] {
	const { keyCertSign, cRLSign } = x509.KeyUsageFlags;
	return [
		new x509.BasicConstraintsExtension(true, pathLength, true),
		new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
	];
}

interface Body extends Validity {
	readonly name: x509.Name;
	/** Stands in place of `name`. */
	readonly encodedName?: Buffer;
	readonly publicKey: Buffer;
	readonly extensions: readonly x509.Extension[];
}

async function write(body: Body, issuer: Issuer): Promise<WrittenCertificate> {
	const { now, ttlSeconds, publicKey } = body;
	if (issuer.notAfter <= now) throw new PkiError('invalid', { reason: 'issuerExpired' });
	// A number: a lifetime may be too long for a date.
	const wished = Math.floor(now.getTime() / 1000) * 1000 + ttlSeconds * 1000;
	const capped = wished > issuer.notAfter.getTime();
	const notAfter = capped ? issuer.notAfter : new Date(wished);
	const start = startOf(now);
	const serialNumber = randomSerial();
	const certificate = await x509.X509CertificateGenerator.create({
		serialNumber,
		issuer: issuer.name,
		subject: body.name,
		// Never valid before its issuer, which may have been made within the minute of back-dating.
		notBefore: start < issuer.notBefore ? issuer.notBefore : start,
		notAfter,
		publicKey: new Uint8Array(publicKey),
		signingKey: issuer.key.keys.privateKey,
		signingAlgorithm: issuer.key.algorithm,
		extensions: [
			...body.extensions,
			new x509.SubjectKeyIdentifierExtension(keyIdentifierOf(publicKey)),
			issuer.authorityKeyIdentifier,
		],
	});
	const written = Buffer.from(certificate.rawData);
	const { encodedName } = body;
	const der = encodedName ? withSubject(written, encodedName, issuer.key) : written;
	return {
		pem: toPem('CERTIFICATE', der),
		der,
		serialNumber,
		notAfter: isoSeconds(notAfter),
		capped,
	};
}

function startOf(now: Date): Date {
	return new Date(Math.floor((now.getTime() - backDatingMs) / 1000) * 1000);
}

/** Positive, 20 bytes (RFC 5280, 4.1.2.2), and never with a leading zero, so that every reader prints it the same. */
function randomSerial(): string {
	const bytes = randomBytes(20);
	bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
	return bytes.toString('hex');
}

/** RFC 7093, 2, method 1: 160 bits of the SHA-256 of the key, in hex. */
export function keyIdentifierOf(publicKey: Buffer): string {
	const spki = DerCursor.over(publicKey).expect(tags.sequence).enter();
	spki.expect(tags.sequence);
	const key = bitStringBytes(spki.expect(tags.bitString));
	return createHash('sha256').update(key).digest('hex').slice(0, 40);
}

function identifiersOf(
	{ publicKey }: SigningKey,
	keyIdentifier = keyIdentifierOf(publicKey),
): Pick<Issuer, 'keyIdentifier' | 'authorityKeyIdentifier'> {
	const authorityKeyIdentifier = new x509.AuthorityKeyIdentifierExtension(keyIdentifier);
	return { keyIdentifier, authorityKeyIdentifier };
}

/** `2026-12-05T14:03:00Z`. */
function isoSeconds(date: Date): string {
	return `${date.toISOString().slice(0, 19)}Z`;
}

/** What signs, from a CA certificate's PEM or DER and its key. Rejects with `keyLost` when they are no pair. */
export function makeIssuer(source: string | Buffer, key: SigningKey): Issuer {
	const certificate = new x509.X509Certificate(
		typeof source === 'string' ? source : new Uint8Array(source),
	);
	const { subjectName, publicKey, notBefore, notAfter } = certificate;
	if (!Buffer.from(publicKey.rawData).equals(key.publicKey)) {
		throw new PkiError('keyLost', { reason: 'otherKey' });
	}
	// Its own, however it was made: what it signs points to it (RFC 5280, 4.2.1.1).
	const own = readCertificate(Buffer.from(certificate.rawData)).subjectKeyIdentifier;
	return { name: subjectName, ...identifiersOf(key, own), notBefore, notAfter, key };
}
