/** Real handshakes that fail, and what our table says of the errors that Node.js then has. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { inspect } from 'node:util';
import { alertNames } from '../../../../../src/core/tls/explain/alertNames.js';
import { explainFailure, explainText } from '../../../../../src/core/tls/explain/explanation.js';
import { entryOfNumber } from '../../../../../src/core/tls/explain/table.js';
import {
	explainedClients,
	explainedServers,
	goodServer,
	trustedRoot,
} from '../../../../support/explainedServers.js';
import { Listening } from '../../../../support/listening.js';

interface Failure extends Error {
	readonly code?: string;
}

/** What ends a connection, before or after the handshake. */
async function failureOf(options: tls.ConnectionOptions): Promise<Failure> {
	const socket = tls.connect({ host: '127.0.0.1', servername: 'localhost', ...options });
	try {
		const [error] = (await Promise.race([
			once(socket, 'never'),
			new Promise<[Error]>((resolve) => socket.once('error', (error) => resolve([error]))),
			new Promise<[Error]>((resolve) => socket.once('close', () => resolve([new Error('closed')]))),
		])) as [Failure];
		return error;
	} finally {
		socket.destroy();
	}
}

/** By its dump, as a terminal has it, and by its code. */
function assertExplained(error: Failure, id: string): void {
	assert.equal(explainText(inspect(error))?.id, id, inspect(error));
	const { code, message } = error;
	const saidBy = /ALERT|alert/.test(`${code ?? ''} ${message}`) ? 'peer' : 'self';
	const failure = { message, saidBy, ...(code === undefined ? {} : { code }) } as const;
	assert.equal(explainFailure(failure)?.id, id, `${code ?? ''} ${message}`);
}

const good = { cert: goodServer.pem, key: goodServer.keyPem };

describe('the errors of real handshakes', () => {
	const listening = new Listening();
	afterEach(() => listening.close());

	describe('on a server’s certificate', () => {
		for (const server of explainedServers()) {
			it(`are ${server.id}`, async () => {
				const { chain, keyPem, ca, crl, serverName = 'localhost' } = server;
				const ciphers = 'DEFAULT@SECLEVEL=0';
				const port = await listening.listen(
					tls.createServer({ cert: chain, key: keyPem, ciphers }),
				);
				// What is weak at level 2 a client takes at 1, as Node 20 has it.
				const level = { ciphers: 'DEFAULT@SECLEVEL=2' };
				const error = await failureOf({
					port,
					ca,
					servername: serverName,
					...level,
					...(crl === undefined ? {} : { crl }),
				});
				assertExplained(error, server.id);
			});
		}
	});

	describe('that end with an alert', () => {
		for (const [alert, name] of alertNames) {
			it(`${alert} (${name})`, async () => {
				const server = net.createServer((socket) => {
					socket.once('data', () => socket.end(Buffer.of(21, 3, 3, 0, 2, 2, alert)));
				});
				const error = await failureOf({ port: await listening.listen(server) });
				const id = entryOfNumber('alert', alert)?.id ?? 'otherAlert';
				assertExplained(error, id);
			});
		}

		it('for lack of a client certificate, in TLS 1.3 and 1.2', async () => {
			const server = tls.createServer({ ...good, requestCert: true, ca: trustedRoot.pem });
			const refused = once(server, 'tlsClientError') as Promise<[Failure]>;
			const port = await listening.listen(server);
			const ca = trustedRoot.pem;
			assertExplained(await failureOf({ port, ca }), 'clientCertificateRequired');
			const [atServer] = await refused;
			assert.equal(explainText(inspect(atServer))?.id, 'clientCertificateRequired');
			assertExplained(await failureOf({ port, ca, maxVersion: 'TLSv1.2' }), 'handshakeFailure');
		});

		it('for versions, ciphers and protocols that have nothing in common', async () => {
			const port = await listening.listen(
				tls.createServer({
					...good,
					minVersion: 'TLSv1.2',
					maxVersion: 'TLSv1.2',
					ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384',
					ALPNProtocols: ['h2'],
				}),
			);
			const cases = {
				protocolVersion: { minVersion: 'TLSv1.3' },
				handshakeFailure: { ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' },
				noApplicationProtocol: { ALPNProtocols: ['nothing/1'] },
			} as const;
			for (const [id, options] of Object.entries(cases)) {
				assertExplained(await failureOf({ port, ca: trustedRoot.pem, ...options }), id);
			}
		});
	});

	describe('of the connection', () => {
		it('are told apart: no TLS there, closed, reset, refused, unknown', async () => {
			const plain = http.createServer((_, response) => response.end('hello'));
			assertExplained(await failureOf({ port: await listening.listen(plain) }), 'httpsToHttp');
			const closing = net.createServer((socket) => {
				socket.once('data', () => socket.end());
			});
			assertExplained(
				await failureOf({ port: await listening.listen(closing) }),
				'closedInHandshake',
			);
			const resetting = net.createServer((socket) => {
				socket.once('data', () => socket.resetAndDestroy());
			});
			const port = await listening.listen(resetting);
			const reset = await failureOf({ port });
			assert.ok(
				['connectionReset', 'closedInHandshake'].includes(explainText(inspect(reset))?.id ?? ''),
			);
			await listening.close();
			const refused = await failureOf({ port });
			assertExplained(refused, 'connectionRefused');
			assert.deepEqual(
				[explainText(inspect(refused))?.host, explainText(inspect(refused))?.port],
				['127.0.0.1', port],
			);
			assertExplained(await failureOf({ port, host: 'nothing.invalid' }), 'unknownHost');
		});

		it('are those of plain HTTP at a TLS port, and of a refused client in TLS 1.3', async () => {
			const server = https.createServer({
				...{ ...good, ca: trustedRoot.pem, requestCert: true, rejectUnauthorized: true },
			});
			const failures: Failure[] = [];
			server.on('tlsClientError', (error) => failures.push(error));
			const port = await listening.listen(server);
			const get = (url: string, options: https.RequestOptions = {}) =>
				new Promise<Failure>((resolve) => {
					const client = url.startsWith('https') ? https : http;
					client.get(url, options).once('error', resolve);
				});
			await get(`http://127.0.0.1:${port}`);
			assert.ok(failures.some((failure) => explainText(inspect(failure))?.id === 'httpToHttps'));
			const [stranger] = explainedClients();
			assert.ok(stranger);
			const { chain: cert, keyPem: key } = stranger;
			const options = { ca: trustedRoot.pem, cert, key, agent: false as const };
			assertExplained(await get(`https://127.0.0.1:${port}`, options), 'closedAfterHandshake');
			const cause = await fetch(`https://127.0.0.1:${port}`).catch((error: unknown) => error);
			assert.ok(explainText(inspect(cause)) !== undefined, inspect(cause));
		});
	});

	describe('of one’s own material', () => {
		const pem = goodServer.pem;
		const key = goodServer.keyPem;
		const bodyLine = pem.split('\n')[2] ?? '';
		const other = explainedServers()[0];
		const weak = explainedServers().find(({ id }) => id === 'weakKey');
		const cases: readonly (readonly [id: string, options: tls.SecureContextOptions])[] = [
			['certificateNotPem', { cert: '/etc/tls/web.pem', key }],
			['keyUnreadable', { cert: pem, key: '/etc/tls/web.key' }],
			['pemEndLine', { cert: pem.replace('-----END', ' -----END'), key }],
			['pemBase64', { cert: pem.replace(bodyLine, `*${bodyLine.slice(1)}`), key }],
			['pemHeader', { cert: pem.replace(bodyLine, `\n${bodyLine}`), key }],
			['contentTruncated', { cert: pem.replace(`${bodyLine}\n`, ''), key }],
			['keyMismatch', { cert: pem, key: other?.keyPem }],
			['passphrase', { cert: pem, key: encrypted(), passphrase: 'wrong' }],
			['ownKeyWeak', { cert: weak?.chain, key: weak?.keyPem, ciphers: 'DEFAULT@SECLEVEL=2' }],
			['notPkcs12', { pfx: pem }],
			['versionSetting', { minVersion: '1.2' as tls.SecureVersion }],
		];
		for (const [id, options] of cases) {
			it(`are ${id}`, () => {
				assert.throws(
					() => tls.createSecureContext(options),
					(error: Failure) => {
						assert.equal(explainText(inspect(error))?.id, id, inspect(error));
						return true;
					},
				);
			});
		}

		function encrypted(): string {
			const cipher = { cipher: 'aes-256-cbc', passphrase: 'right' };
			return goodServer.keys.privateKey
				.export({ type: 'pkcs8', format: 'pem', ...cipher })
				.toString();
		}
	});
});
