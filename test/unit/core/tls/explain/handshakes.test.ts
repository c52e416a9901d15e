/** Real handshakes that fail, and what our table says of the errors that Node.js then has. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { alertNames } from '../../../../../src/core/tls/explain/alertNames.js';
import { entryOfNumber } from '../../../../../src/core/tls/explain/table.js';
import { Seen } from '../../../../support/explainedBy.js';
import {
	assertDump,
	assertExplained,
	type Failure,
	failureOf,
} from '../../../../support/explainedFailures.js';
import { explainedServers, goodServer, trustedRoot } from '../../../../support/explainedServers.js';
import { Listening } from '../../../../support/listening.js';

const good = { cert: goodServer.pem, key: goodServer.keyPem };
const ca = trustedRoot.pem;

describe('the errors of real handshakes', () => {
	const listening = new Listening();
	const seen = new Seen('handshakes');
	afterEach(() => listening.close());

	describe('on a server’s certificate', () => {
		for (const server of explainedServers()) {
			it(`are ${server.id}`, async () => {
				const { chain, keyPem, crl, serverName = 'localhost' } = server;
				const ciphers = 'DEFAULT@SECLEVEL=0';
				const port = await listening.listen(
					tls.createServer({ cert: chain, key: keyPem, ciphers }),
				);
				// What is weak at level 2 a client takes at 1, as Node 20 has it.
				const level = { ciphers: 'DEFAULT@SECLEVEL=2' };
				const error = await failureOf({
					port,
					ca: server.ca,
					servername: serverName,
					...level,
					...(crl === undefined ? {} : { crl }),
				});
				assertExplained(error, server.id, seen);
			});
		}
	});

	describe('that end with an alert', () => {
		for (const [alert, name] of alertNames) {
			it(`${alert} (${name}), of which only the number is real`, async () => {
				const server = net.createServer((socket) => {
					socket.once('data', () => socket.end(Buffer.of(21, 3, 3, 0, 2, 2, alert)));
				});
				const error = await failureOf({ port: await listening.listen(server) });
				const id = entryOfNumber('alert', alert)?.id ?? 'otherAlert';
				// Nobody refused anything here: such an alert is no evidence of its cause.
				assertExplained(error, id, new Seen('handshakes'));
			});
		}

		it('for lack of a client certificate, in TLS 1.3 and 1.2', async () => {
			const server = tls.createServer({ ...good, requestCert: true, ca });
			const refused = once(server, 'tlsClientError') as Promise<[Failure]>;
			const port = await listening.listen(server);
			assertExplained(await failureOf({ port, ca }), 'clientCertificateRequired', seen);
			const [atServer] = await refused;
			assertDump(atServer, 'clientCertificateRequired', seen);
			assertExplained(
				await failureOf({ port, ca, maxVersion: 'TLSv1.2' }),
				'handshakeFailure',
				seen,
			);
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
				assertExplained(await failureOf({ port, ca, ...options }), id, seen);
			}
		});

		it('for a pre-shared key that the server does not know: one without an entry of its own', async () => {
			const shared = { ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' } as const;
			const port = await listening.listen(
				tls.createServer({ ...shared, pskCallback: () => null, pskIdentityHint: 'any' }),
			);
			const pskCallback = () => ({ psk: Buffer.from('aa', 'hex'), identity: 'nobody' });
			const error = await failureOf({
				...{ port, ...shared, pskCallback },
				checkServerIdentity: () => undefined,
			});
			assert.equal(error.code, 'ERR_SSL_TLSV1_ALERT_UNKNOWN_PSK_IDENTITY');
			assertExplained(error, 'otherAlert', seen);
		});
	});

	describe('altogether', () => {
		it('are all that is said to be seen here', () => seen.assertShare());
	});
});
