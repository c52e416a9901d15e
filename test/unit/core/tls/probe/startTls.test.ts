/** Protocols in which TLS begins after some words in clear, and the way through a proxy. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { startTlsProtocols } from '../../../../../src/core/tls/probe/startTls/protocols.js';
import { makePki } from '../../../../matrix/scene.js';
import { Listening } from '../../../../support/listening.js';
import { probeServer, silentTls } from '../../../../support/probing.js';
import { startProxy } from '../../../../support/proxies.js';
import { startTlsServer } from '../../../../support/startTlsServers.js';

const pki = makePki();
const ca = [pki.root.pem];
const pair = { certificate: pki.server.pem + pki.issuing.pem, key: pki.server.keyPem };
const isOldRefused = ['refused', 'refused', 'offered', 'offered'];

describe('a probe behind other words', () => {
	let listening: Listening;
	beforeEach(() => (listening = new Listening()));
	afterEach(() => listening.close());

	for (const startTls of startTlsProtocols) {
		it(`starts TLS over ${startTls}, for each version anew`, async () => {
			const report = await probeServer(listening, startTlsServer(startTls, { pair }), {
				...{ ca, startTls },
			});
			assert.deepEqual(report.problems, []);
			assert.ok(report.verdict.ok);
			assert.equal(report.protocol, 'TLSv1.3');
			assert.equal('alpn' in report, false);
			assert.equal(report.chain.length, 2);
			assert.deepEqual(
				report.versions.map(({ status }) => status),
				isOldRefused,
			);
		});

		it(`says that a server has no TLS over ${startTls}`, async () => {
			const server = startTlsServer(startTls, { pair, refuses: true });
			const report = await probeServer(listening, server, { ca, startTls });
			assert.equal(report.problems[0]?.error?.reason, 'startTlsRefused');
			assert.equal(report.problems[0].error.args['protocol'], startTls);
			assert.equal(report.verdict.ok, false);
		});

		it(`says that a server speaks something else than ${startTls}, or nothing`, async () => {
			const other = createServer((socket) => {
				socket.on('error', () => socket.destroy()).write('* OK IMAP4rev1 Service Ready\r\n');
			});
			const report = await probeServer(listening, other, { ca, startTls, timeoutMs: 500 });
			const [problem] = report.problems;
			// The words of this one begin as an endless packet of MySQL would.
			const expected = startTls === 'mysql' ? /^(ETIMEDOUT|startTlsUnexpected)$/ : /Unexpected$/;
			assert.match(problem?.error?.reason ?? problem?.failure?.code ?? '', expected);
			const silent = await probeServer(listening, createServer(), {
				...{ ca, startTls, timeoutMs: 200 },
			});
			assert.equal(silent.problems[0]?.failure?.code, 'ETIMEDOUT');
		});
	}

	for (const startTls of ['smtp', 'postgresql'] as const) {
		it(`takes nothing for TLS that was sent in clear before it, over ${startTls}`, async () => {
			const server = startTlsServer(startTls, { pair, injects: '250 injected\r\n' });
			const report = await probeServer(listening, server, { ca, startTls });
			assert.equal(report.problems[0]?.error?.reason, 'startTlsUnexpected');
		});
	}

	it('goes through a proxy, for each version anew, and says so', async () => {
		const proxy = await startProxy(listening, { credentials: 'me:secret' });
		const report = await probeServer(
			listening,
			silentTls({ cert: pair.certificate, key: pair.key }),
			{
				...{
					ca,
					proxy: {
						url: proxy.address,
						verify: true,
						source: 'test',
						credentials: { user: 'me', password: 'secret' },
					},
				},
			},
		);
		assert.ok(report.verdict.ok);
		assert.equal(report.proxy, proxy.address);
		assert.equal(report.address, undefined);
		assert.deepEqual(
			report.versions.map(({ status }) => status),
			isOldRefused,
		);
		assert.equal(proxy.asked.length, 4);
		assert.doesNotMatch(JSON.stringify(report), /secret/);
	});

	it('says what a proxy refused', async () => {
		const proxy = await startProxy(listening, { status: 403 });
		const report = await probeServer(listening, createServer(), {
			...{ ca, proxy: { url: proxy.address, verify: true, source: 'test' } },
		});
		assert.equal(report.problems[0]?.error?.reason, 'proxyRefused');
	});
});
