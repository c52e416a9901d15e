/** Servers that Node cannot be: OpenSSL's own, with alerts of its own, a stapled response, and old versions. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { judgeStapled } from '../../../../../src/core/tls/probe/revocation.js';
import type { ProbeInput, ProbeReport } from '../../../../../src/core/tls/probe/model.js';
import { probe } from '../../../../../src/core/tls/probe/probe.js';
import { readCertificate } from '../../../../../src/core/x509/certificate.js';
import { makeCertificate } from '../../../../matrix/material.js';
import { makePki } from '../../../../matrix/scene.js';
import { Openssl } from '../../../../support/opensslFolder.js';
import { atLocalhost } from '../../../../support/probing.js';

const pki = makePki();
const signal = new AbortController().signal;

describe('a probe of OpenSSL', () => {
	const openssl = new Openssl();
	const running: ChildProcess[] = [];
	before(() => {
		openssl.write('server.pem', pki.server.pem);
		openssl.write('server.key', pki.server.keyPem);
		openssl.write('issuing.pem', pki.issuing.pem);
		openssl.write('issuing.key', pki.issuing.keyPem);
		openssl.write('ca.pem', pki.root.pem);
	});
	afterEach(() => {
		for (const server of running.splice(0)) server.kill();
	});
	after(() => openssl.dispose());

	async function probeServer(
		options: readonly string[],
		more: Partial<ProbeInput> = {},
	): Promise<ProbeReport> {
		const files = ['-cert', 'server.pem', '-key', 'server.key', '-cert_chain', 'issuing.pem'];
		const server = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...files, ...options], {
			cwd: openssl.folder,
			stdio: ['pipe', 'pipe', 'ignore'],
		});
		running.push(server);
		let said = '';
		while (!/ACCEPT 127\.0\.0\.1:\d+/.test(said)) {
			const [bytes] = (await once(server.stdout, 'data')) as [Buffer];
			said += bytes.toString();
		}
		const port = Number(/ACCEPT 127\.0\.0\.1:(\d+)/.exec(said)?.[1]);
		return probe(atLocalhost(port, { ca: [pki.root.pem], ...more }), { signal });
	}

	const strict = ['-Verify', '2', '-verify_return_error', '-CAfile', 'ca.pem'];

	for (const version of ['-tls1_2', '-tls1_3']) {
		it(`hears why a certificate is refused, with ${version}`, async () => {
			const stranger = makeCertificate({ name: 'stranger', usages: ['clientAuth'], ca: false });
			const old = pki.clientOf({ from: -9, to: -2 });
			const cases = [
				[stranger, 48],
				[old, 45],
			] as const;
			for (const [{ pem, keyPem }, alert] of cases) {
				const report = await probeServer([version, ...strict], { certificate: pem, key: keyPem });
				const { requested, sent, accepted } = report.clientCertificate;
				assert.deepEqual([requested, sent, accepted], [true, true, false]);
				assert.equal(report.problems.at(-1)?.failure?.alert, alert);
				assert.equal(report.problems.at(-1)?.failure?.saidBy, 'peer');
			}
		});

		it(`sees that one is required, and from whom, with ${version}`, async () => {
			const report = await probeServer([version, ...strict]);
			assert.equal(report.clientCertificate.required, true);
			assert.deepEqual(report.clientCertificate.acceptedIssuers, ['CN=Matrix Root']);
		});
	}

	it('finds TLS 1.0 where it is all that is offered', async () => {
		const report = await probeServer(['-tls1', '-cipher', 'DEFAULT@SECLEVEL=0']);
		assert.deepEqual(
			report.versions.map(({ status }) => status),
			['offered', 'refused', 'refused', 'refused'],
		);
		assert.equal(report.protocol, 'TLSv1');
		assert.equal(report.chain.length, 2);
	});

	it('reads a stapled response and who signed it', async () => {
		const { serialNumber } = readCertificate(pki.server.der);
		const serial = serialNumber.toUpperCase();
		openssl.write('index.txt', `V\t491231235959Z\t\t${serial}\tunknown\t/CN=server\n`);
		await openssl.run(
			...['ocsp', '-index', 'index.txt', '-CA', 'issuing.pem', '-rsigner', 'issuing.pem'],
			...['-rkey', 'issuing.key', '-issuer', 'issuing.pem', '-serial', `0x${serial}`],
			...['-ndays', '1', '-respout', 'staple.der'],
		);
		const report = await probeServer(['-status_file', 'staple.der']);
		const { stapled } = report;
		assert.ok(stapled);
		assert.equal(stapled.facts.responses[0]?.certificateStatus, 'good');
		const now = new Date();
		const judged = judgeStapled(stapled, report.chain, [], now);
		assert.deepEqual(judged, { certificate: 0, source: 'stapled', status: 'good' });
		const later = new Date(now.getTime() + 3 * 86_400_000);
		assert.equal(judgeStapled(stapled, report.chain, [], later)?.doubt, 'outOfDate');
		const [leaf] = report.chain;
		assert.ok(leaf);
		assert.equal(judgeStapled(stapled, [leaf], [], now)?.doubt, 'noIssuer');
		const torn = { ...stapled, der: new Uint8Array(stapled.der) };
		// A bit of the response data, which the signature is over.
		const at = Buffer.from(torn.der).indexOf(Buffer.from(serialNumber, 'hex'));
		torn.der[at] = (torn.der[at] ?? 0) ^ 1;
		assert.equal(judgeStapled(torn, report.chain, [], now)?.doubt, 'badSignature');
	});
});
