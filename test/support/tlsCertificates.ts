/** Certificates for tests, made at test time with keys of their own. */
import { webcrypto } from 'node:crypto';
import type * as peculiar from '@peculiar/x509';
import { x509 } from '../../src/core/x509/write/provider.js';

export interface Pair {
	/** PEM. */
	readonly certificate: string;
	/** PKCS#8 PEM. */
	readonly key: string;
}

export interface TestCa extends Pair {
	issue(wishes: LeafWishes): Promise<Pair>;
}

export interface LeafWishes {
	readonly name: string;
	readonly usage: 'server' | 'client';
	readonly dns?: readonly string[];
	readonly ip?: readonly string[];
	readonly notBefore?: Date;
	readonly notAfter?: Date;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;

export async function makeCa(name: string): Promise<TestCa> {
	const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
	const certificate = await x509.X509CertificateGenerator.createSelfSigned({
		name: `CN=${name}`,
		keys,
		signingAlgorithm: algorithm,
		notBefore: new Date(Date.now() - dayMs),
		notAfter: new Date(Date.now() + dayMs),
		extensions: [
			new x509.BasicConstraintsExtension(true, undefined, true),
			new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
			await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
		],
	});
	const signer = { certificate, privateKey: keys.privateKey };
	return {
		certificate: `${certificate.toString('pem')}\n`,
		key: await keyPem(keys.privateKey),
		issue: (wishes) => issueLeaf(signer, wishes),
	};
}

/** A certificate that is its own issuer, without being a CA. */
export async function makeSelfSigned(wishes: LeafWishes): Promise<Pair> {
	const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
	const certificate = await x509.X509CertificateGenerator.createSelfSigned({
		...leafParameters(wishes),
		name: `CN=${wishes.name}`,
		keys,
	});
	return {
		certificate: `${certificate.toString('pem')}\n`,
		key: await keyPem(keys.privateKey),
	};
}

async function issueLeaf(
	signer: { certificate: peculiar.X509Certificate; privateKey: webcrypto.CryptoKey },
	wishes: LeafWishes,
): Promise<Pair> {
	const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
	const certificate = await x509.X509CertificateGenerator.create({
		...leafParameters(wishes),
		subject: `CN=${wishes.name}`,
		issuer: signer.certificate.subject,
		publicKey: keys.publicKey,
		signingKey: signer.privateKey,
	});
	return {
		certificate: `${certificate.toString('pem')}\n`,
		key: await keyPem(keys.privateKey),
	};
}

function leafParameters({ usage, dns = [], ip = [], notBefore, notAfter }: LeafWishes) {
	const purpose = x509.ExtendedKeyUsage[usage === 'server' ? 'serverAuth' : 'clientAuth'];
	return {
		signingAlgorithm: algorithm,
		notBefore: notBefore ?? new Date(Date.now() - dayMs),
		notAfter: notAfter ?? new Date(Date.now() + dayMs / 2),
		extensions: [
			new x509.ExtendedKeyUsageExtension([purpose]),
			new x509.SubjectAlternativeNameExtension([
				...dns.map((value) => ({ type: 'dns' as const, value })),
				...ip.map((value) => ({ type: 'ip' as const, value })),
			]),
		],
	};
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
	const der = await webcrypto.subtle.exportKey('pkcs8', key);
	return `${x509.PemConverter.encode(der, 'PRIVATE KEY')}\n`;
}

/** A PKCS#10 request with a key of its own, which is thrown away. */
export async function makeRequest(commonName: string): Promise<string> {
	const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
	const request = await x509.Pkcs10CertificateRequestGenerator.create({
		name: `CN=${commonName}`,
		keys,
		signingAlgorithm: algorithm,
	});
	return `${request.toString('pem')}\n`;
}
