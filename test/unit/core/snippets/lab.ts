/** Real certificates, keys and an mTLS server, made when the tests run. */
import 'reflect-metadata';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import * as x509 from '@peculiar/x509';
import type { MaterialFile } from '../../../../src/core/snippets/material.js';
import { decode } from '../../../../src/core/x509/decode.js';

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

/** A two-level CA, a server behind it, a client, and a client of another CA. */
export interface Lab {
	readonly folder: string;
	readonly url: string;
	readonly root: Pair;
	readonly issuing: Pair;
	readonly client: Pair;
	readonly stranger: Pair;
	/** Writes a file of the lab's folder and answers its path. */
	file(name: string, content: string): Promise<string>;
	close(): Promise<void>;
}

export async function openLab(): Promise<Lab> {
	const root = await makePair({ name: 'Lab Root', ca: true });
	const issuing = await makePair({ name: 'Lab Issuing CA', ca: true, issuer: root });
	const server = await makePair({
		name: 'server',
		issuer: issuing,
		usages: ['serverAuth'],
		dns: ['localhost', 'vault.lab.test'],
		ips: ['127.0.0.1'],
	});
	const client = await makePair({ name: 'agent', issuer: issuing, usages: ['clientAuth'] });
	const otherRoot = await makePair({ name: 'Other Root', ca: true });
	const stranger = await makePair({ name: 'agent', issuer: otherRoot, usages: ['clientAuth'] });
	const folder = await mkdtemp(join(tmpdir(), "pki lab 'ü' "));
	const listener = await listen(server, issuing, root);
	return {
		folder,
		url: `https://localhost:${(listener.address() as AddressInfo).port}`,
		root,
		issuing,
		client,
		stranger,
		file: async (name, content) => {
			await writeFile(join(folder, name), content, { mode: 0o600 });
			return join(folder, name);
		},
		close: async () => {
			listener.closeAllConnections();
			await new Promise((resolve) => listener.close(resolve));
			await rm(folder, { recursive: true });
		},
	};
}

/** Answers with the name of the client and the server name it asked for; refuses who has no certificate of the root. */
async function listen(server: Pair, issuing: Pair, root: Pair): Promise<Server> {
	const listener = createServer(
		{
			key: server.keyPem,
			cert: server.pem + issuing.pem,
			ca: root.pem,
			requestCert: true,
			rejectUnauthorized: true,
			minVersion: 'TLSv1.2',
		},
		(request, response) => {
			const { socket } = request;
			if (!(socket instanceof TLSSocket)) throw new Error('not a TLS connection');
			const peer = socket.getPeerX509Certificate()?.subject ?? '';
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ client: peer, sni: socket.servername, version: 'lab' }));
		},
	);
	await new Promise<void>((resolve) => listener.listen(0, resolve));
	return listener;
}

/** The same key, encrypted as PKCS #8. */
export function encryptedKey(passphrase: string): string {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	return privateKey
		.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
		.toString();
}
