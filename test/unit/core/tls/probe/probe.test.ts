/** What a probe sees of real servers: Node's own, in all their moods. */
import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createSocketServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { explainFailure } from '../../../../../src/core/tls/explain/explanation.js';
import type { ProbeInput, ProbeReport } from '../../../../../src/core/tls/probe/model.js';
import { probe } from '../../../../../src/core/tls/probe/probe.js';
import { makeCertificate, makeRoot } from '../../../../matrix/material.js';
import { makePki } from '../../../../matrix/scene.js';
import { brainpoolCa } from '../../../../support/brainpool.js';
import { Listening } from '../../../../support/listening.js';
import { atLocalhost, probeServer, silentTls } from '../../../../support/probing.js';
import { rejectsWith } from '../../../../support/rejections.js';

const pki = makePki();
const ca = [pki.root.pem];
const chain = pki.server.pem + pki.issuing.pem;
const own = { cert: chain, key: pki.server.keyPem };
const asked = { ...own, requestCert: true, rejectUnauthorized: false, ca: [pki.root.pem] };
const demanding = { ...asked, rejectUnauthorized: true };
const client = { certificate: pki.client.pem, key: pki.client.keyPem };

const statuses = ({ versions }: ProbeReport) =>
	Object.fromEntries(versions.map(({ version, status }) => [version, status]));
const codes = ({ problems }: ProbeReport) =>
	problems.map(({ stage, failure, error }) => `${stage} ${failure?.code ?? error?.reason ?? ''}`);

describe('a probe', () => {
	let listening: Listening;
	beforeEach(() => (listening = new Listening()));
	afterEach(() => listening.close());

	const of = (server: Parameters<typeof probeServer>[1], more: Partial<ProbeInput> = {}) =>
		probeServer(listening, server, { ca, ...more });

	it('tells all of a server that is in order', async () => {
		const report = await of(silentTls({ ...own, ALPNProtocols: ['h2'] }));
		assert.deepEqual(codes(report), []);
		assert.deepEqual(report.verdict, { ok: true });
		assert.equal(report.protocol, 'TLSv1.3');
		assert.match(report.cipher ?? '', /^TLS_AES_/);
		assert.equal(report.alpn, 'h2');
		assert.equal(report.address, '127.0.0.1');
		assert.deepEqual(report.addresses, [{ address: '127.0.0.1', state: 'used' }]);
		assert.deepEqual(
			report.chain.map(({ facts }) => facts.name),
			['server', 'Matrix Issuing'],
		);
		assert.ok(report.isAsServed);
		assert.equal(report.trust, 'chosen');
		assert.deepEqual(report.clientCertificate, { requested: false, sent: false });
		assert.deepEqual(statuses(report), {
			TLSv1: 'refused',
			'TLSv1.1': 'refused',
			'TLSv1.2': 'offered',
			'TLSv1.3': 'offered',
		});
		assert.equal(report.versions[0]?.failure?.alert, 70);
	});

	it('finds old versions, and the certificate where there is nothing newer', async () => {
		const all = { ...own, ciphers: 'DEFAULT@SECLEVEL=0' };
		const both = await of(silentTls({ ...all, minVersion: 'TLSv1' }));
		assert.deepEqual([...new Set(Object.values(statuses(both)))], ['offered']);
		const old = await of(silentTls({ ...all, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }));
		assert.equal(old.verdict.ok, false);
		assert.equal(old.verdict.failure?.alert, 70);
		assert.equal(old.protocol, 'TLSv1.1');
		assert.equal(old.chain[0]?.facts.name, 'server');
		assert.deepEqual(Object.values(statuses(old)), ['offered', 'offered', 'refused', 'refused']);
	});

	for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
		it(`sees who is asked for a certificate and whose issuers are taken, in ${maxVersion}`, async () => {
			const other = makeRoot('Other CA');
			const report = await of(silentTls({ ...asked, ca: [pki.root.pem, other.pem], maxVersion }));
			assert.equal(report.protocol, maxVersion);
			const { requested, acceptedIssuers, sent } = report.clientCertificate;
			assert.deepEqual([requested, sent], [true, false]);
			assert.deepEqual([...(acceptedIssuers ?? [])].sort(), ['CN=Matrix Root', 'CN=Other CA']);
		});

		it(`says of a certificate that it is accepted only once data comes, in ${maxVersion}`, async () => {
			const greeting = createTlsServer({ ...demanding, maxVersion }, (socket) => {
				socket.on('error', () => socket.destroy()).end('hello');
			});
			const taken = await of(greeting, client);
			assert.deepEqual(taken.clientCertificate, {
				...{ requested: true, acceptedIssuers: ['CN=Matrix Root'], sent: true, accepted: true },
			});
			const silent = await of(silentTls({ ...demanding, maxVersion }), client);
			assert.equal(silent.clientCertificate.sent, true);
			assert.equal('accepted' in silent.clientCertificate, false);
			assert.ok(silent.verdict.ok);
		});

		it(`does not call a server that hangs up without a word a refusal, in ${maxVersion}`, async () => {
			const stranger = makeCertificate({ name: 'stranger', usages: ['clientAuth'], ca: false });
			const wish = { certificate: stranger.pem, key: stranger.keyPem };
			const report = await of(silentTls({ ...demanding, maxVersion }), wish);
			assert.equal(report.clientCertificate.requested, true);
			assert.equal('accepted' in report.clientCertificate, false);
		});

		it(`sees that a certificate is required, in ${maxVersion}`, async () => {
			const report = await of(silentTls({ ...demanding, maxVersion }));
			assert.equal(report.clientCertificate.required, true);
			const [last] = report.problems.slice(-1);
			assert.equal(last?.failure?.alert, maxVersion === 'TLSv1.3' ? 116 : 40);
			// Under TLS 1.3 the client is through before the server has looked.
			assert.equal(report.verdict.ok, maxVersion === 'TLSv1.3');
			assert.equal(report.chain.length, 2);
		});
	}

	it('keeps the order in which a chain is sent', async () => {
		const odd = pki.server.pem + pki.root.pem + pki.issuing.pem;
		const report = await of(silentTls({ ...own, cert: odd }));
		assert.deepEqual(
			report.chain.map(({ facts }) => facts.name),
			['server', 'Matrix Root', 'Matrix Issuing'],
		);
	});

	it('judges the certificate by its chain, and by its name as well', async () => {
		const expired = pki.serverOf({ from: -9, to: -2 });
		const cases: readonly (readonly [object, Partial<ProbeInput>, readonly string[]])[] = [
			[{ cert: pki.server.pem }, {}, ['certificate UNABLE_TO_VERIFY_LEAF_SIGNATURE']],
			[{}, { ca: [makeRoot('Other').pem] }, ['certificate UNABLE_TO_GET_ISSUER_CERT_LOCALLY']],
			[{}, { serverName: 'a.test' }, ['certificate ERR_TLS_CERT_ALTNAME_INVALID']],
			[
				{ cert: expired.pem, key: expired.keyPem },
				{ serverName: 'a.test' },
				['certificate CERT_HAS_EXPIRED', 'certificate ERR_TLS_CERT_ALTNAME_INVALID'],
			],
		];
		for (const [options, more, expected] of cases) {
			const report = await of(silentTls({ ...own, ...options }), more);
			assert.deepEqual(codes(report), expected);
			assert.equal(report.verdict.ok, false);
			assert.equal(`certificate ${report.verdict.failure?.code}`, expected[0]);
		}
	});

	it('leads to the choice of a CA where the server sends only its leaf, and the CA is another one', async () => {
		const leaf = pki.serverOf();
		const report = await of(silentTls({ ...own, cert: leaf.pem, key: leaf.keyPem }), {
			ca: [makeRoot('Other').pem],
		});
		const { failure } = report.verdict;
		assert.equal(failure?.code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
		const actions = explainFailure(failure)?.actions;
		assert.ok(actions?.includes('chooseCa'), String(actions));
	});

	it('survives keys that Node cannot describe', async () => {
		const authority = brainpoolCa('Brainpool CA');
		const leaf = authority.issue('127.0.0.1');
		const options = { cert: leaf.certificate + authority.certificate, key: leaf.key };
		const report = await of(silentTls(options), {
			...{ ca: [authority.certificate], serverName: undefined },
		});
		assert.ok(report.verdict.ok);
		assert.equal(report.chain[1]?.facts.curve, 'brainpoolP256r1');
	});

	it('names what answers without TLS, or not at all', async () => {
		const http = await of(createHttpServer());
		assert.match(http.verdict.failure?.code ?? '', /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/);
		assert.ok(http.versions.every(({ status }) => status === 'notTried'));
		const closing = await of(createSocketServer((socket) => socket.end()));
		assert.deepEqual(codes(closing), ['handshake ECONNRESET']);
		assert.ok(closing.versions.every(({ status }) => status === 'noAnswer'));
		const garbage = await of(
			createSocketServer((socket) => socket.end(Buffer.alloc(100_000, 0xa5))),
		);
		assert.equal(garbage.verdict.ok, false);
		const silent = await of(createSocketServer(), { timeoutMs: 200 });
		assert.deepEqual(codes(silent), ['handshake ETIMEDOUT']);
		assert.ok(silent.versions.every(({ status }) => status === 'notTried'));
	});

	it('gives up on a server that sends a byte now and then', async () => {
		const dripping = createSocketServer((socket) => {
			const record = Buffer.from('1603030200020001', 'hex');
			let at = 0;
			const timer = setInterval(() => socket.write(record.subarray(at, ++at)), 20);
			socket.on('close', () => clearInterval(timer)).on('error', () => clearInterval(timer));
		});
		assert.deepEqual(codes(await of(dripping, { timeoutMs: 400 })), ['handshake ETIMEDOUT']);
	});

	it('takes a chain of thousands of certificates for what it is', async () => {
		const many = pki.server.pem + pki.issuing.pem.repeat(150);
		const report = await of(silentTls({ ...own, cert: many }));
		assert.equal(report.chainLength, 151);
		assert.equal(report.chain.length, 100);
	});

	it('tells why no address answers', async () => {
		const port = await listening.listen(createSocketServer());
		await listening.close();
		const report = await probe(atLocalhost(port, { ca }), { signal: new AbortController().signal });
		assert.deepEqual(codes(report), ['connect ECONNREFUSED']);
		assert.deepEqual(report.addresses, [
			{ address: '127.0.0.1', state: 'failed', code: 'ECONNREFUSED' },
		]);
		assert.equal(report.verdict.failure?.code, 'ECONNREFUSED');
		const unknown = await probe(
			{ host: 'no-such-host.invalid', port: 443, timeoutMs: 5000 },
			{ signal: new AbortController().signal },
		);
		assert.match(codes(unknown).join(), /^connect (ENOTFOUND|EAI_AGAIN)$/);
	});

	it('sends one HEAD request where it is asked for, and nothing otherwise', async () => {
		const seen: string[] = [];
		const server = () =>
			createHttpsServer(own, (request, response) => {
				seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.host ?? ''}`);
				response.writeHead(204).end();
			});
		const without = await of(server());
		assert.equal('httpStatus' in without, false);
		assert.deepEqual(seen, []);
		const report = await of(server(), { head: true });
		assert.equal(report.httpStatus, 204);
		assert.equal(seen.length, 1);
		assert.match(seen.join(), /^HEAD \/ 127\.0\.0\.1:\d+$/);
	});

	it('asks again without ALPN where the server knows none of what was offered', async () => {
		const report = await of(silentTls({ ...own, ALPNProtocols: ['postgresql'] }));
		assert.ok(report.verdict.ok);
		assert.equal(report.alpn, false);
	});

	it('ends when it is cancelled', async () => {
		const controller = new AbortController();
		const server = createSocketServer(() => controller.abort());
		const running = probeServer(listening, server, { ca }, controller.signal);
		await rejectsWith(running, 'cancelled');
	});

	it('refuses a key that is another one’s before anything is sent', async () => {
		const wrong = { certificate: pki.client.pem, key: pki.server.keyPem };
		await rejectsWith(of(silentTls(asked), wrong), 'invalid', 'clientCertificateUnusable');
	});
});
