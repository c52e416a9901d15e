/** A preflight tells what each end thinks of the other: by real handshakes, one kind of failure after the other. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { isPkiError } from '../../../../../src/core/common/errors.js';
import { run } from '../../../../../src/core/tls/preflight/job.js';
import { LoopbackServer } from '../../../../../src/core/tls/preflight/loopbackServer.js';
import type {
	CheckName,
	PreflightAnswer,
	PreflightInput,
} from '../../../../../src/core/tls/preflight/preflight.js';
import { shakeHands } from '../../../../../src/core/tls/preflight/shakeHands.js';
import { makeStandIn } from '../../../../../src/core/tls/preflight/standIn.js';
import { startTlsJob } from '../../../../../src/services/tls/thread.js';
import { makeCertificate, makeRoot, rsaKeys } from '../../../../matrix/material.js';
import { makePki } from '../../../../matrix/scene.js';
import { brainpoolCa } from '../../../../support/brainpool.js';

const pki = makePki();
const never = new AbortController().signal;

/** Everything in order. */
function good(): PreflightInput {
	return {
		client: { certificate: pki.client.pem, key: pki.client.keyPem, ca: pki.root.pem },
		server: {
			certificate: pki.server.pem + pki.issuing.pem,
			key: pki.server.keyPem,
			ca: pki.root.pem,
		},
		serverName: 'localhost',
	};
}

function with_(client: Partial<PreflightInput['client']>, server = {}, serverName = 'localhost') {
	const input = good();
	return {
		client: { ...input.client, ...client },
		server: { ...input.server, ...server },
		serverName,
	};
}

const preflight = (input: PreflightInput) => run(input, { signal: never });

/** `TLSv1.3 clientAccepted CERT_HAS_EXPIRED`, of every check that failed. */
function failures({ checks }: PreflightAnswer): readonly string[] {
	return checks
		.filter(({ ok }) => ok === false)
		.map(({ name, version, failure }) => `${version ?? '-'} ${name} ${failure?.code ?? ''}`);
}

/** The code of one check in every version. */
const everywhere = (name: CheckName, code: string) =>
	['any', 'TLSv1.3', 'TLSv1.2'].map((version) => `${version} ${name} ${code}`);

describe('a preflight', () => {
	it('says that a pair works, in both versions and with which ciphers', async () => {
		const answer = await preflight(good());
		assert.deepEqual(failures(answer), []);
		assert.ok(answer.works);
		const shaken = answer.checks.filter(({ name }) => name === 'handshake');
		assert.deepEqual(
			shaken.map(({ version, protocol }) => [version, protocol]),
			[
				['any', 'TLSv1.3'],
				['TLSv1.3', 'TLSv1.3'],
				['TLSv1.2', 'TLSv1.2'],
			],
		);
		assert.ok(shaken.every(({ cipher }) => cipher?.includes('AES')));
		assert.ok(answer.checks.every(({ ok }) => ok === true));
		assert.equal(answer.handshakes, 3);
		assert.equal(answer.stack.name, 'OpenSSL');
	});

	it('takes nobody else who connects for the client', async () => {
		const { client, server: files } = good();
		const server = new LoopbackServer({
			...{ cert: files.certificate, key: files.key, ca: pki.root.pem },
		});
		const host = '127.0.0.1';
		const port = await server.listen(host);
		try {
			// The first that comes, and one in the middle that begins TLS.
			const stranger = connectSocket({ host, port }).end();
			await once(stranger, 'connect');
			const hello = connectTls({ host, port, rejectUnauthorized: false });
			let isLetIn = false;
			hello.on('error', () => undefined).on('secureConnect', () => (isLetIn = true));
			const trusted = { cert: client.certificate, key: client.key, ca: pki.root.pem };
			const request = { server, host, port, client: trusted, signal: never };
			for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
				const result = await shakeHands({ ...request, version });
				assert.deepEqual(
					{ ...result, cipher: undefined },
					{ protocol: version, cipher: undefined },
				);
			}
			assert.equal(isLetIn, false);
			hello.destroy();
		} finally {
			server.close();
		}
	});

	it('tells what the server holds against the client', async () => {
		const stranger = makeCertificate({ name: 'stranger', usages: ['clientAuth'], ca: false });
		const unsent = pki.clientOf({ issuer: pki.issuing });
		const cases: readonly (readonly [PreflightInput, string])[] = [
			[with_(pemsOf(stranger)), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
			[with_(pemsOf(unsent)), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
			[with_(pemsOf(pki.clientOf({ from: -9, to: -2 }))), 'CERT_HAS_EXPIRED'],
			[with_(pemsOf(pki.clientOf({ from: 2, to: 9 }))), 'CERT_NOT_YET_VALID'],
			[with_(pemsOf(pki.clientOf({ usages: ['serverAuth'] }))), 'INVALID_PURPOSE'],
			[
				with_({ ...pemsOf(pki.client), key: rsaKeyPem() }),
				'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE',
			],
		];
		for (const [input, code] of cases) {
			const answer = await preflight(input);
			assert.deepEqual(failures(answer), everywhere('clientAccepted', code));
			assert.equal(answer.works, false);
		}
	});

	it('takes a client whose intermediate is sent along', async () => {
		const leaf = pki.clientOf({ issuer: pki.issuing });
		const answer = await preflight(
			with_({ certificate: leaf.pem + pki.issuing.pem, key: leaf.keyPem }),
		);
		assert.deepEqual(failures(answer), []);
		assert.ok(answer.works);
	});

	it('tells what the client holds against the server', async () => {
		const other = makeRoot('Other Root');
		const cases: readonly (readonly [PreflightInput, string])[] = [
			[with_({}, pemsOf(pki.serverOf({ from: -9, to: -2 }))), 'CERT_HAS_EXPIRED'],
			[with_({}, pemsOf(pki.serverOf({ usages: ['clientAuth'] }))), 'INVALID_PURPOSE'],
			[with_({}, { certificate: pki.server.pem }), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
			[with_({ ca: other.pem }), 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
		];
		for (const [input, code] of cases) {
			const answer = await preflight(input);
			assert.deepEqual(failures(answer), everywhere('serverAccepted', code));
		}
	});

	it('tells both verdicts where both ends refuse', async () => {
		const answer = await preflight(
			with_(
				pemsOf(pki.clientOf({ from: -9, to: -2 })),
				pemsOf(pki.serverOf({ usages: ['clientAuth'] })),
			),
		);
		assert.deepEqual(
			failures(answer).filter((line) => line.startsWith('TLSv1.3')),
			['TLSv1.3 serverAccepted INVALID_PURPOSE', 'TLSv1.3 clientAccepted CERT_HAS_EXPIRED'],
		);
	});

	it('compares the name as Node does, also an address', async () => {
		const [line = '', ...others] = failures(await preflight(with_({}, {}, 'other.test')));
		assert.equal(line, '- serverName ERR_TLS_CERT_ALTNAME_INVALID');
		assert.deepEqual(others, everywhere('serverAccepted', 'ERR_TLS_CERT_ALTNAME_INVALID'));
		const byAddress = pki.serverOf({ dns: [], ips: ['10.0.0.7'] });
		assert.ok((await preflight(with_({}, pemsOf(byAddress), '10.0.0.7'))).works);
		assert.equal((await preflight(with_({}, pemsOf(byAddress), '10.0.0.8'))).works, false);
		const unnamed = await preflight({ ...good(), serverName: undefined });
		const named = unnamed.checks.find(({ name }) => name === 'serverName');
		assert.deepEqual(named, { name: 'serverName', ok: 'notTried', notTried: 'noServerName' });
	});

	it('tells which file the TLS library does not take, and tries nothing then', async () => {
		const mismatch = await preflight(with_({ key: pki.server.keyPem }));
		assert.deepEqual(failures(mismatch), ['- clientFiles ERR_OSSL_X509_KEY_VALUES_MISMATCH']);
		assert.equal(mismatch.handshakes, 0);
		const torn = await preflight(with_({}, { certificate: '/etc/ssl/server.crt' }));
		assert.deepEqual(failures(torn), ['- serverFiles ERR_OSSL_PEM_NO_START_LINE']);
		const encrypted = generateKeyPairSync('ec', {
			namedCurve: 'P-256',
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
		});
		const locked = await preflight(with_({ key: encrypted.privateKey, passphrase: 'y' }));
		assert.deepEqual(failures(locked), ['- clientFiles ERR_OSSL_BAD_DECRYPT']);
	});

	it('tries the client alone where the server is not at hand, and says what it did not try', async () => {
		const standIn = await makeStandIn();
		const server = { ca: pki.root.pem };
		const answer = await preflight({ client: good().client, server, standIn });
		assert.deepEqual(failures(answer), []);
		assert.deepEqual(summaryOf(answer), {
			clientFiles: true,
			serverFiles: 'noServerCertificate',
			serverName: 'noServerName',
			handshake: true,
			serverAccepted: 'noServerCertificate',
			clientAccepted: true,
			data: 'noServerCertificate',
		});
		assert.equal(answer.works, false);
		const expired = { ...good().client, ...pemsOf(pki.clientOf({ from: -9, to: -2 })) };
		const refused = await preflight({ client: expired, server, standIn });
		assert.deepEqual(failures(refused), everywhere('clientAccepted', 'CERT_HAS_EXPIRED'));
	});

	it('tries the server alone where the client has no key, and looks at the name without any', async () => {
		const { client, ...rest } = good();
		const answer = await preflight({ ...rest, client: { ca: client.ca } });
		assert.deepEqual(summaryOf(answer), {
			clientFiles: 'noClientCertificate',
			serverFiles: true,
			serverName: true,
			handshake: true,
			serverAccepted: true,
			clientAccepted: 'noClientCertificate',
			data: 'noClientCertificate',
		});
		const keyless = await preflight(with_({}, { key: undefined }, 'other.test'));
		assert.deepEqual(failures(keyless), ['- serverName ERR_TLS_CERT_ALTNAME_INVALID']);
		assert.equal(summaryOf(keyless).handshake, 'noServerKey');
	});

	it('says whose CAs were used', async () => {
		const { client, server, serverName } = good();
		const same = await preflight({ client, server: { ...server, ca: undefined }, serverName });
		assert.equal(same.serverTrust, 'sameAsClient');
		assert.ok(same.works);
		const none = await preflight({
			client: { ...client, ca: undefined },
			server: { ...server, ca: undefined },
			serverName,
		});
		assert.deepEqual([none.clientTrust, none.serverTrust], ['runtime', 'none']);
		assert.equal(summaryOf(none).clientAccepted, 'noServerCa');
		assert.deepEqual(
			failures(none),
			everywhere('serverAccepted', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
		);
		const system = await preflight({
			client: { ...client, ca: { from: 'system' } },
			server,
			serverName,
		});
		assert.equal(system.clientTrust, 'system');
		assert.deepEqual(
			failures(system),
			everywhere('serverAccepted', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
		);
	});

	it('tells where the ends have no signature in common', async () => {
		const keys = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
		const odd = await preflight(with_({}, pemsOf(pki.serverOf({ keys }))));
		const [line = ''] = failures(odd).filter((each) => each.startsWith('TLSv1.3'));
		assert.match(line, /^TLSv1\.3 handshake ERR_SSL_/);
		const failed = odd.checks.find(({ name, ok }) => name === 'handshake' && ok === false);
		assert.equal(failed?.failure?.saidBy, 'self');
	});

	it('survives certificates whose keys are not known, and in its thread too', async () => {
		const ca = brainpoolCa('Brainpool CA');
		const server = { ...ca.issue('127.0.0.1'), ca: pki.root.pem };
		const input: PreflightInput = {
			client: { ...good().client, ca: ca.certificate },
			server,
			serverName: '127.0.0.1',
		};
		const here = await preflight(input);
		const there = await startTlsJob(process.cwd(), 'preflight', input).done;
		assert.deepEqual(there, here);
		assert.equal(summaryOf(there).serverFiles, true);
	});

	it('ends when it is cancelled', async () => {
		const controller = new AbortController();
		const thread = startTlsJob(process.cwd(), 'preflight', good(), { signal: controller.signal });
		controller.abort();
		await assert.rejects(thread.done, (error) => isPkiError(error, 'cancelled'));
		await assert.rejects(run(good(), { signal: AbortSignal.abort() }));
	});
});

function pemsOf({ pem, keyPem }: { readonly pem: string; readonly keyPem: string }) {
	return { certificate: pem, key: keyPem };
}

function rsaKeyPem(): string {
	return rsaKeys().privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Of the checks without a version, and with both offered. */
function summaryOf({ checks }: PreflightAnswer): Partial<Record<CheckName, unknown>> {
	const shown = checks.filter(({ version = 'any' }) => version === 'any');
	return Object.fromEntries(shown.map(({ name, ok, notTried }) => [name, notTried ?? ok]));
}
