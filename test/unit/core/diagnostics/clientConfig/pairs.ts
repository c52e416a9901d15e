/** Certificates of every kind that a user may have, also such as this extension does not issue. */
import 'reflect-metadata';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { MaterialFile } from '../../../../../src/core/diagnostics/clientConfig/material.js';
import { decode } from '../../../../../src/core/decode/decode.js';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface Pair {
	readonly certificate: x509.X509Certificate;
	readonly keys: webcrypto.CryptoKeyPair;
	readonly pem: string;
	readonly keyPem: string;
}

export interface Wish {
	readonly name: string;
	readonly issuer?: Pair;
	readonly ca?: boolean;
	readonly usages?: readonly ('serverAuth' | 'clientAuth')[];
	readonly dns?: readonly string[];
	readonly ips?: readonly string[];
	/** Days from now. */
	readonly from?: number;
	readonly to?: number;
}

export async function makePair(wish: Wish): Promise<Pair> {
	const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
	const day = (days: number) => new Date(Date.now() + days * 86_400_000);
	const { issuer } = wish;
	const certificate = await x509.X509CertificateGenerator.create({
		serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex'),
		subject: `CN=${wish.name}`,
		issuer: issuer?.certificate.subject ?? `CN=${wish.name}`,
		notBefore: day(wish.from ?? -1),
		notAfter: day(wish.to ?? 30),
		publicKey: keys.publicKey,
		signingKey: issuer?.keys.privateKey ?? keys.privateKey,
		signingAlgorithm: algorithm,
		extensions: [
			new x509.BasicConstraintsExtension(wish.ca === true, undefined, true),
			await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
			await x509.AuthorityKeyIdentifierExtension.create(issuer?.keys.publicKey ?? keys.publicKey),
			...leafExtensions(wish),
		],
	});
	const der = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
	return {
		certificate,
		keys,
		pem: `${certificate.toString('pem')}\n`,
		keyPem: `${x509.PemConverter.encode(der, 'PRIVATE KEY')}\n`,
	};
}

function leafExtensions({ usages, dns = [], ips = [] }: Wish): x509.Extension[] {
	const names = [
		...dns.map((value) => ({ type: 'dns' as const, value })),
		...ips.map((value) => ({ type: 'ip' as const, value })),
	];
	return [
		...(usages
			? [new x509.ExtendedKeyUsageExtension(usages.map((u) => x509.ExtendedKeyUsage[u]))]
			: []),
		...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
	];
}

/** A file as the command would have read it. */
export function material(path: string, content: string | Uint8Array, mode = 0o600): MaterialFile {
	return {
		path,
		text: typeof content === 'string' ? content : Buffer.from(content).toString('utf8'),
		blocks: decode(content),
		mode,
	};
}

/** The same key, encrypted as PKCS #8. */
export function encryptedKey(passphrase: string): string {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	return privateKey
		.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
		.toString();
}
