/** Certificates that this extension issues, and a real server that demands one of its clients. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import type { CertificateUsage } from '../../../../src/core/backends/contract/backend.js';
import type { SubjectAltName } from '../../../../src/core/x509/model.js';
import {
	makeIssuer,
	writeIntermediate,
	writeLeaf,
	writeRoot,
	type Issuer,
} from '../../../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../../../src/core/x509/write/keys.js';

export interface Issued {
	readonly pem: string;
	readonly keyPem: string;
}

interface Authority extends Issued {
	readonly issuer: Issuer;
}

async function makeAuthority(name: string, above?: Authority): Promise<Authority> {
	const { privateKeyPem: keyPem } = await generateKey('P-256');
	const key = await loadSigningKey(keyPem);
	const request = { subject: `CN=${name}`, now: new Date(), ttlSeconds: 86_400 };
	const { pem } = above
		? await writeIntermediate({ ...request, publicKey: key.publicKey }, above.issuer)
		: await writeRoot(request, key);
	return { pem, keyPem, issuer: makeIssuer(pem, key) };
}

async function issue(
	{ issuer }: Authority,
	name: string,
	usage: CertificateUsage,
	names: readonly SubjectAltName[] = [],
): Promise<Issued> {
	const { privateKeyPem: keyPem, publicKey } = await generateKey('P-256');
	const subject = `CN=${name}`;
	const request = { subject, names, usage, publicKey, now: new Date(), ttlSeconds: 3600 };
	return { pem: (await writeLeaf(request, issuer)).pem, keyPem };
}

/** A two-level CA, a server behind it, a client, and a client of another CA. */
export interface Lab {
	readonly folder: string;
	readonly url: string;
	readonly root: Issued;
	readonly issuing: Issued;
	readonly client: Issued;
	/** Of `localhost`, `vault.lab.test` and 127.0.0.1. */
	readonly server: Issued;
	readonly stranger: Issued;
	/** Writes a file of the lab's folder and answers its path. */
	file(name: string, content: string): Promise<string>;
	close(): Promise<void>;
}

export async function openLab(): Promise<Lab> {
	const root = await makeAuthority('Lab Root');
	const issuing = await makeAuthority('Lab Issuing CA', root);
	const server = await issue(issuing, 'server', 'server', [
		{ type: 'dns', value: 'localhost' },
		{ type: 'dns', value: 'vault.lab.test' },
		{ type: 'ip', value: '127.0.0.1' },
	]);
	const client = await issue(issuing, 'agent', 'client');
	const stranger = await issue(await makeAuthority('Other Root'), 'agent', 'client');
	const folder = await mkdtemp(join(tmpdir(), "pki lab 'ü' "));
	const listener = await listen(server, issuing, root);
	return {
		folder,
		url: `https://localhost:${(listener.address() as AddressInfo).port}`,
		root,
		issuing,
		client,
		server,
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
async function listen(server: Issued, issuing: Issued, root: Issued): Promise<Server> {
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
