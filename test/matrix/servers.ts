/** The servers of a run: lenient ones that show anything and take any client, and strict ones that judge clients. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { TLSSocket } from 'node:tls';
import { startServer } from '../../scripts/lib/openbao.mjs';
import { root as projectRoot } from '../../scripts/lib/paths.mjs';
import type { ServerWish } from './scene.js';

export interface Running {
	readonly port: number;
	stop(): Promise<void>;
}

/** OpenSSL's lowest security level: the server shows what a client would refuse. */
const anything = 'DEFAULT@SECLEVEL=0';

/** Answers with whether the client sent a certificate. */
export async function listen(wish: ServerWish): Promise<Running> {
	const options = { ...wish, ciphers: anything, requestCert: true, rejectUnauthorized: false };
	const server = createServer({ minVersion: 'TLSv1', ...options }, ({ socket }, response) => {
		const sent = socket instanceof TLSSocket && socket.getPeerX509Certificate() !== undefined;
		response.statusCode = 400;
		response.end(JSON.stringify({ errors: [`sent=${sent ? 'yes' : 'no'}`] }));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return { port: (server.address() as AddressInfo).port, stop: () => close(server) };
}

async function close(server: Server): Promise<void> {
	const closed = once(server, 'close');
	server.close();
	server.closeAllConnections();
	await closed;
}

/** Paths of what a strict server is started with. */
export interface StrictFiles {
	readonly cert: string;
	readonly key: string;
	readonly ca: string;
}

export async function startStrictNode(node: string, files: StrictFiles): Promise<Running> {
	const script = join(projectRoot, 'scripts/matrix/server.mjs');
	const child = spawn(node, [script, files.cert, files.key, files.ca], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const [port] = (await once(createInterface(child.stdout), 'line')) as [string];
	return {
		port: Number(port),
		async stop() {
			const gone = once(child, 'close');
			child.stdin.end();
			await gone;
		},
	};
}

export interface StrictPem {
	readonly certificate: string;
	readonly key: string;
	/** Of the server's own certificate. */
	readonly ca: string;
	readonly clientCa: string;
	readonly client: { readonly certificate: string; readonly key: string };
}

/** OpenBao, whose TLS is Go's. */
export async function startStrictGo(bao: string, pem: StrictPem): Promise<Running> {
	const { clientCa, client, ...tls } = pem;
	const server = await startServer({ bao, tls, clientCa, client, state: 'uninitialized' });
	return { port: Number(new URL(server.address).port), stop: server.stop };
}
