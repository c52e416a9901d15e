/** Connections that come to no handshake, or end after it, and what our table says of the errors that Node.js then has. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import { inspect } from 'node:util';
import * as undici from 'undici';
import { explainText } from '../../../../../src/core/tls/explain/explanation.js';
import { Seen } from '../../../../support/explainedBy.js';
import {
	assertDump,
	assertExplained,
	type Failure,
	failureOf,
} from '../../../../support/explainedFailures.js';
import { explainedClients, goodServer, trustedRoot } from '../../../../support/explainedServers.js';
import { Listening } from '../../../../support/listening.js';

const ca = trustedRoot.pem;
const good = { cert: goodServer.pem, key: goodServer.keyPem, ca };

describe('the errors of connections', () => {
	const listening = new Listening();
	const seen = new Seen('connections');
	afterEach(() => listening.close());

	/** Does something with the socket once the client has said hello. */
	const answering = (answer: (socket: net.Socket) => void) =>
		listening.listen(net.createServer((socket) => socket.once('data', () => answer(socket))));

	it('tell a server without TLS from one that closes', async () => {
		const plain = http.createServer((_, response) => response.end('hello'));
		assertExplained(await failureOf({ port: await listening.listen(plain) }), 'httpsToHttp', seen);
		const closing = await answering((socket) => socket.end());
		assertExplained(await failureOf({ port: closing }), 'closedInHandshake', seen);
	});

	it('are a reset where the server resets, after the client’s first message', async () => {
		const port = await answering((socket) => socket.resetAndDestroy());
		const reset = await failureOf({ port });
		assert.deepEqual([reset.code, reset.syscall], ['ECONNRESET', 'read']);
		assertExplained(reset, 'connectionReset', seen);
	});

	it('name the address at which nobody listens, and a name that nobody has', async () => {
		const port = await answering((socket) => socket.end());
		await listening.close();
		const refused = await failureOf({ port });
		assertExplained(refused, 'connectionRefused', seen);
		const { host, port: told } = explainText(inspect(refused)) ?? {};
		assert.deepEqual([host, told], ['127.0.0.1', port]);
		assertExplained(await failureOf({ port, host: 'nothing.invalid' }), 'unknownHost', seen);
	});

	it('are no route from an address that this machine does not have', async () => {
		const port = await answering((socket) => socket.end());
		const error = await failureOf({ port, localAddress: '203.0.113.9' });
		assertExplained(error, 'noRoute', seen);
	});

	it('are no answer from a server that accepts and says nothing', async () => {
		const port = await answering(() => undefined);
		const dispatcher = new undici.Agent({ connect: { ca, timeout: 50 } });
		const url = `https://127.0.0.1:${port}`;
		const error: unknown = await undici.fetch(url, { dispatcher }).catch((each: unknown) => each);
		assertDump(error, 'noAnswer', seen);
		await dispatcher.destroy();
	});

	it('are the missing renegotiation extension of an old server', async () => {
		const port = await answering((socket) => socket.write(oldServerHello()));
		const error = await failureOf({ port, maxVersion: 'TLSv1.2' });
		assertExplained(error, 'legacyRenegotiation', seen);
	});

	describe('with a server that demands client certificates', () => {
		const start = async () => {
			const server = https.createServer({ ...good, requestCert: true, rejectUnauthorized: true });
			return { server, port: await listening.listen(server) };
		};
		const get = (url: string, options: https.RequestOptions = {}) =>
			new Promise<Failure>((resolve) => {
				const client = url.startsWith('https') ? https : http;
				client.get(url, options).once('error', resolve);
			});
		const refusedClient = () => {
			const [stranger] = explainedClients();
			assert.ok(stranger);
			return { ca, cert: stranger.chain, key: stranger.keyPem };
		};

		it('are plain HTTP, as the server tells it', async () => {
			const { server, port } = await start();
			const failed = once(server, 'tlsClientError') as Promise<[Failure]>;
			await get(`http://127.0.0.1:${port}`);
			assertDump((await failed)[0], 'httpToHttps', seen);
		});

		it('are a refused client: after the handshake in TLS 1.3, within it in TLS 1.2', async () => {
			const { port } = await start();
			const url = `https://127.0.0.1:${port}`;
			const options = { ...refusedClient(), agent: false as const };
			assertExplained(await get(url, options), 'closedAfterHandshake', seen);
			const older = await get(url, { ...options, maxVersion: 'TLSv1.2' });
			assertExplained(older, 'closedInHandshake', seen);
		});

		it('are the same where fetch says them, whose error has the cause within', async () => {
			const { port } = await start();
			const url = `https://127.0.0.1:${port}`;
			const refused = refusedClient();
			const ask = async (connect: undici.buildConnector.BuildOptions) => {
				const dispatcher = new undici.Agent({ connect });
				const error: unknown = await undici
					.fetch(url, { dispatcher })
					.catch((each: unknown) => each);
				await dispatcher.destroy();
				return error;
			};
			// The server has its own root at hand and sends it too, and this client does not know it.
			const builtIn: unknown = await fetch(url).catch((each: unknown) => each);
			assertDump(builtIn, 'selfSignedInChain', seen);
			// In TLS 1.3 undici is done with the socket before it reads the alert, and only tells of the end.
			assertDump(await ask({ ca }), 'closedAfterHandshake', seen);
			assertDump(await ask({ ca, maxVersion: 'TLSv1.2' }), 'handshakeFailure', seen);
			assertDump(await ask(refused), 'closedAfterHandshake', seen);
			assertDump(await ask({ ...refused, maxVersion: 'TLSv1.2' }), 'closedInHandshake', seen);
		});
	});

	describe('altogether', () => {
		it('are all that is said to be seen here', () => seen.assertShare());
	});
});

/** Of TLS 1.2, with one cipher suite and without extensions, as before RFC 5746. */
function oldServerHello(): Buffer {
	const hello = Buffer.concat([
		...[Buffer.of(3, 3), Buffer.alloc(32, 7), Buffer.of(0)],
		...[Buffer.of(0xc0, 0x2b), Buffer.of(0)],
	]);
	const message = Buffer.concat([Buffer.of(2, 0, 0, hello.length), hello]);
	return Buffer.concat([Buffer.of(22, 3, 3, 0, message.length), message]);
}
