/** What is read out of real handshakes is what both ends say of them. */
import * as assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions, TlsOptions } from 'node:tls';
import type { HandshakeFacts } from '../../../../../src/core/tls/wire/facts.js';
import {
	decode,
	observeHandshake,
	type ObservedHandshake,
} from '../../../../support/handshakes.js';
import { randomly } from '../../../../support/random.js';
import { makeCa, type Pair, type TestCa } from '../../../../support/tlsCertificates.js';

const demanding = { requestCert: true, rejectUnauthorized: true } as const;

describe('core/tls/wire/decoder', () => {
	let ca: TestCa;
	let other: TestCa;
	let serverPair: Pair;
	let clientPair: Pair;
	let server: TlsOptions;
	let client: ConnectionOptions;

	before(async () => {
		ca = await makeCa('Wire CA');
		other = await makeCa('Other CA');
		serverPair = await ca.issue({ name: 'server', usage: 'server', dns: ['wire.test'] });
		clientPair = await ca.issue({ name: 'client', usage: 'client' });
		server = { cert: serverPair.certificate, key: serverPair.key, ca: ca.certificate };
		client = { ca: ca.certificate, servername: 'wire.test' };
	});

	const shown = () => ({ cert: clientPair.certificate, key: clientPair.key });
	const der = ({ certificate }: Pair) => new X509Certificate(certificate).raw;

	function agrees(facts: HandshakeFacts, { client: ours, server: theirs }: ObservedHandshake) {
		assert.ok(ours && theirs);
		const { serverHello, clientHello, certificates } = facts;
		assert.ok(serverHello && clientHello);
		assert.equal(serverHello.version, ours.protocol);
		assert.equal(serverHello.cipherSuite, ours.cipherSuite);
		assert.equal(serverHello.alpn ?? false, ours.alpn);
		assert.equal(facts.resumed, ours.isResumed);
		assert.deepEqual(facts.finished, { client: true, server: true });
		assert.deepEqual(facts.applicationData, { client: true, server: true });
		if (ours.isResumed) return;
		assert.equal(clientHello.serverName, theirs.serverName);
		assert.ok(typeof certificates.server === 'object');
		assert.deepEqual(bufferOf(certificates.server[0]), ours.peerCertificate);
		const shown = certificates.client === 'notVisible' ? undefined : certificates.client?.[0];
		assert.deepEqual(bufferOf(shown), theirs.peerCertificate);
	}

	const suites = {
		'TLSv1.3': ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
		'TLSv1.2': [
			'ECDHE-ECDSA-AES128-GCM-SHA256',
			'ECDHE-ECDSA-AES256-GCM-SHA384',
			'ECDHE-ECDSA-CHACHA20-POLY1305',
			'ECDHE-ECDSA-AES256-SHA',
			'ECDHE-ECDSA-AES128-CCM8:@SECLEVEL=0',
		],
	} as const;

	for (const seed of Array.from({ length: 24 }, (_, index) => index + 1)) {
		it(`agrees with Node on a handshake of any kind (${seed})`, async () => {
			const random = randomly(seed * 7919);
			const version = random.one(['TLSv1.2', 'TLSv1.3'] as const);
			const suite = random.one(suites[version]);
			const isAsked = random.chance(0.5);
			const way = { minVersion: version, maxVersion: version, ciphers: suite };
			const observed = await observeHandshake(
				{
					...server,
					...way,
					...(isAsked && { requestCert: true, rejectUnauthorized: false }),
					...(random.chance(0.5) && { ALPNProtocols: ['h2', 'http/1.1'] }),
				},
				{
					...client,
					...way,
					// TLS 1.2 needs the curve of the server's key among them.
					ecdhCurve: random.one(['P-256', 'P-384:P-256', 'X25519:P-256', 'P-521:P-256']),
					...(random.chance(0.5) && { ALPNProtocols: ['http/1.1', 'x'] }),
					...(random.chance(0.6) && shown()),
				},
			);
			const whole = decode(observed);
			agrees(whole, observed);
			const { certificateRequest } = whole;
			assert.equal(typeof certificateRequest === 'object', isAsked);
			if (isAsked) assert.notEqual(whole.certificates.client, undefined);
			assert.deepEqual(
				whole.serverHello?.group?.replace('secp256r1', 'prime256v1').toLowerCase(),
				observed.client?.group?.toLowerCase(),
			);
			for (const cut of [() => 1, () => random.below(50) + 1]) {
				assert.deepEqual(decode(observed, cut), whole);
			}
		});
	}

	it('names the issuers that the server accepts, in TLS 1.2 and 1.3', async () => {
		for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
			const observed = await observeHandshake(
				{ ...server, ...demanding, ca: [ca.certificate, other.certificate] },
				{ ...client, ...shown(), maxVersion: version },
			);
			const { certificateRequest, certificates } = decode(observed);
			assert.ok(typeof certificateRequest === 'object');
			const { acceptedIssuers, signatureAlgorithms } = certificateRequest;
			assert.deepEqual(acceptedIssuers.map(({ name }) => name).sort(), [
				'CN=Other CA',
				'CN=Wire CA',
			]);
			assert.ok(signatureAlgorithms.includes('ecdsa_secp256r1_sha256'));
			assert.ok(typeof certificates.client === 'object');
			assert.deepEqual(bufferOf(certificates.client[0]), der(clientPair));
		}
	});

	it('hides what TLS 1.3 encrypts where there is no key log', async () => {
		const { passed } = await observeHandshake(
			{ ...server, ...demanding },
			{ ...client, ...shown() },
		);
		const facts = decode({ passed });
		assert.equal(facts.serverHello?.version, 'TLSv1.3');
		assert.equal(facts.certificateRequest, 'notVisible');
		assert.deepEqual(facts.certificates, { server: 'notVisible', client: 'notVisible' });
		assert.deepEqual(facts.alerts, []);
		assert.deepEqual(facts.finished, { client: false, server: false });
	});

	it('shows the alert by which a server refuses to go on without a client certificate', async () => {
		for (const [maxVersion, number] of [
			['TLSv1.2', 40],
			['TLSv1.3', 116],
		] as const) {
			const observed = await observeHandshake(
				{ ...server, ...demanding },
				{ ...client, maxVersion },
			);
			const facts = decode(observed);
			assert.deepEqual(facts.certificates.client, []);
			const [first] = facts.alerts;
			assert.equal(first?.number, number);
			assert.equal(first.from, 'server');
			assert.equal(first.level, 'fatal');
		}
	});

	it('shows encrypted alerts of TLS 1.2 as such, and with the key log by name', async () => {
		const observed = await observeHandshake(server, {
			...{ ...client, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' },
		});
		const closed = { from: 'server', level: 'warning', number: 0, description: 'close_notify' };
		assert.deepEqual(decode({ passed: observed.passed }).alerts[0], { from: 'server' });
		assert.deepEqual(decode(observed).alerts[0], closed);
	});

	it('tells what there was to choose from', async () => {
		const observed = await observeHandshake(
			{ ...server, ecdhCurve: 'P-384' },
			{
				...client,
				ecdhCurve: 'X25519:P-384',
				sigalgs: 'ECDSA+SHA256:RSA-PSS+SHA384:ed25519',
				ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES256-GCM-SHA384',
				ALPNProtocols: ['h2', 'spdy/3'],
			},
		);
		const { clientHello, helloRetry, serverHello } = decode(observed);
		assert.ok(clientHello);
		assert.deepEqual(clientHello.versions, ['TLSv1.3', 'TLSv1.2']);
		assert.deepEqual(clientHello.alpn, ['h2', 'spdy/3']);
		assert.deepEqual(clientHello.groups, ['x25519', 'secp384r1']);
		assert.deepEqual(clientHello.signatureAlgorithms, [
			'ecdsa_secp256r1_sha256',
			'rsa_pss_rsae_sha384',
			'ed25519',
		]);
		assert.deepEqual(clientHello.cipherSuites, [
			'TLS_AES_128_GCM_SHA256',
			'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
		]);
		assert.deepEqual(helloRetry, { group: 'secp384r1' });
		assert.deepEqual(clientHello.keyShares, ['secp384r1']);
		assert.equal(serverHello?.group, 'secp384r1');
	});

	it('knows a session that goes on', async () => {
		for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
			const first = await observeHandshake({ ...server, ticketKeys }, { ...client, maxVersion });
			assert.equal(decode(first).resumed, false);
			const { session } = first;
			const second = await observeHandshake(
				{ ...server, ticketKeys },
				{ ...client, maxVersion, session },
			);
			const facts = decode(second);
			agrees(facts, second);
			assert.equal(facts.resumed, true);
			assert.equal(facts.clientHello?.offersResumption, true);
			assert.equal(facts.certificateRequest, 'notAsked');
			assert.deepEqual(facts.certificates, {});
		}
	});

	it('reads the oldest versions', async () => {
		for (const version of ['TLSv1', 'TLSv1.1'] as const) {
			const old = { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' } as const;
			const observed = await observeHandshake(
				{ ...server, ...old, ...demanding },
				{ ...client, ...old, ...shown() },
			);
			const facts = decode(observed);
			agrees(facts, observed);
			assert.ok(typeof facts.certificateRequest === 'object');
			assert.deepEqual(facts.certificateRequest.acceptedIssuers[0]?.name, 'CN=Wire CA');
			assert.deepEqual(facts.clientHello?.versions, [version]);
		}
	});
});

const ticketKeys = Buffer.alloc(48, 7);

function bufferOf(bytes: Uint8Array | undefined): Buffer | undefined {
	return bytes && Buffer.from(bytes);
}
