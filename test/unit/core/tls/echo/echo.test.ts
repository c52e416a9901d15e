/** The echo server and client: what each tells of the other, also of those that are refused. */
import assert from 'node:assert/strict';
import { createServer as createPlainServer } from 'node:net';
import { get as getPlain } from 'node:http';
import { createServer } from 'node:tls';
import { isPkiError } from '../../../../../src/core/common/errors.js';
import type {
	EchoClientInput,
	EchoCounts,
	EchoServerInput,
	EchoTold,
} from '../../../../../src/core/tls/echo/echo.js';
import { run as runClient } from '../../../../../src/core/tls/echo/clientJob.js';
import { startTlsJob, type TlsThread } from '../../../../../src/services/tls/thread.js';
import { makePki } from '../../../../matrix/scene.js';
import { makeCertificate, makeRoot } from '../../../../matrix/material.js';
import { brainpoolCa } from '../../../../support/brainpool.js';
import { Listening } from '../../../../support/listening.js';

const pki = makePki();
const listening = new Listening();
const threads: TlsThread<EchoCounts>[] = [];

const server: EchoServerInput = {
	certificate: pki.server.pem + pki.issuing.pem,
	key: pki.server.keyPem,
	ca: pki.root.pem,
	host: '127.0.0.1',
	port: 0,
	requireClientCertificate: true,
	minVersion: 'TLSv1.2',
	maxVersion: 'TLSv1.3',
};
const client: Omit<EchoClientInput, 'port'> = {
	certificate: pki.client.pem,
	key: pki.client.keyPem,
	ca: pki.root.pem,
	host: '127.0.0.1',
	serverName: 'localhost',
};

/** A running server, and what it tells. */
class Echo {
	readonly told: EchoTold[] = [];
	#wake: () => void = () => undefined;
	readonly thread;

	constructor(input: Partial<EchoServerInput> = {}) {
		const tell = (message: EchoTold) => {
			this.told.push(message);
			this.#wake();
		};
		this.thread = startTlsJob(process.cwd(), 'echoServer', { ...server, ...input }, { tell });
		threads.push(this.thread);
	}

	async next<T extends EchoTold['type']>(type: T): Promise<Extract<EchoTold, { type: T }>> {
		for (;;) {
			const found = this.told.find((each) => each.type === type);
			if (found) return found as Extract<EchoTold, { type: T }>;
			await Promise.race([
				new Promise<void>((resolve) => (this.#wake = resolve)),
				this.thread.done,
			]);
		}
	}

	async port(): Promise<number> {
		return (await this.next('listening')).port;
	}
}

const connect = async (echo: Echo, input: Partial<EchoClientInput> = {}) =>
	runClient(
		{ ...client, port: await echo.port(), ...input },
		{ signal: new AbortController().signal },
	);

describe('the echo server', () => {
	afterEach(async () => {
		await Promise.all(threads.splice(0).map((thread) => thread.stop()));
		await listening.close();
	});

	it('answers with what it saw of the client, and counts', async () => {
		const echo = new Echo();
		const { answer, failure, protocol, server: seen, address } = await connect(echo);
		assert.equal(failure, undefined);
		assert.equal(protocol, 'TLSv1.3');
		assert.equal(address, `127.0.0.1:${await echo.port()}`);
		assert.equal(seen?.subject, 'CN=server');
		assert.deepEqual(seen.subjectAltNames, ['dns:localhost']);
		assert.deepEqual(seen.chain, ['CN=Matrix Issuing']);
		assert.equal(answer?.status, 200);
		assert.match(answer.type ?? '', /^application\/json/);
		const body = JSON.parse(answer.body) as Record<string, unknown>;
		const { method, path, protocol: used, serverName, authorized } = body;
		assert.deepEqual(
			{ method, path, used, serverName, authorized },
			{ method: 'GET', path: '/', used: 'TLSv1.3', serverName: 'localhost', authorized: true },
		);
		const shown = body.client as Record<string, unknown>;
		assert.equal(shown.subject, 'CN=agent');
		assert.deepEqual(shown.extendedKeyUsage, ['clientAuth']);
		assert.deepEqual(shown.chain, []);
		assert.match(String(body.cipher), /^TLS_/);
		await echo.thread.stop();
		assert.deepEqual(await echo.thread.done, { accepted: 1, refused: 0 });
	});

	it('is told the name without the dot at its end, which the certificate has not either', async () => {
		const echo = new Echo();
		const { failure } = await connect(echo, { serverName: 'localhost.' });
		assert.equal(failure, undefined);
		assert.equal((await echo.next('accepted')).serverName, 'localhost');
	});

	it('refuses as it should and says why', async () => {
		const stranger = makeCertificate({ name: 'stranger', usages: ['clientAuth'], ca: false });
		const expired = pki.clientOf({ from: -9, to: -2 });
		const cases: readonly (readonly [Partial<EchoClientInput>, string, 'self' | 'peer'])[] = [
			[
				{ certificate: undefined, key: undefined },
				'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE',
				'self',
			],
			[{ certificate: expired.pem, key: expired.keyPem }, 'CERT_HAS_EXPIRED', 'self'],
			[{ certificate: stranger.pem, key: stranger.keyPem }, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'self'],
		];
		for (const [input, code, saidBy] of cases) {
			for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
				const echo = new Echo({ maxVersion });
				const { answer, failure } = await connect(echo, input);
				assert.equal(answer, undefined);
				assert.equal(failure?.saidBy, 'peer');
				const { failure: refused, from } = await echo.next('refused');
				assert.deepEqual([refused.code, refused.saidBy, refused.seenBy], [code, saidBy, 'server']);
				assert.match(from, /^127\.0\.0\.1:\d+$/);
				await echo.thread.stop();
				assert.deepEqual(await echo.thread.done, { accepted: 0, refused: 1 });
			}
		}
	});

	it('takes a client without a certificate where none is required, and says so', async () => {
		const echo = new Echo({ requireClientCertificate: false });
		const { answer } = await connect(echo, { certificate: undefined, key: undefined });
		const none = JSON.parse(answer?.body ?? '') as Record<string, unknown>;
		assert.deepEqual([none.authorized, none.client], [false, undefined]);
		const stranger = makeCertificate({ name: 'stranger', usages: ['clientAuth'], ca: false });
		const other = await connect(echo, { certificate: stranger.pem, key: stranger.keyPem });
		const body = JSON.parse(other.answer?.body ?? '') as Record<string, unknown>;
		assert.deepEqual([body.authorized, body.reason], [false, 'DEPTH_ZERO_SELF_SIGNED_CERT']);
	});

	it('speaks the versions that it is told to', async () => {
		const echo = new Echo({ maxVersion: 'TLSv1.2' });
		assert.equal((await connect(echo)).protocol, 'TLSv1.2');
		const newer = new Echo({ minVersion: 'TLSv1.3' });
		assert.equal((await connect(newer)).protocol, 'TLSv1.3');
	});

	it('tells of a client that does not speak TLS', async () => {
		const echo = new Echo();
		const request = getPlain({ host: '127.0.0.1', port: await echo.port() });
		request.on('error', () => undefined);
		const { failure } = await echo.next('refused');
		assert.equal(failure.code, 'ERR_SSL_HTTP_REQUEST');
	});

	it('does not start where its port is taken, or its files are none', async () => {
		const port = await listening.listen(createPlainServer());
		await assert.rejects(
			new Echo({ port }).thread.done,
			(error) => isPkiError(error, 'exists') && error.reason === 'portInUse',
		);
		await assert.rejects(
			new Echo({ key: pki.client.keyPem }).thread.done,
			(error) =>
				isPkiError(error, 'invalid') && error.args.code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
		);
	});
});

describe('the echo client', () => {
	afterEach(async () => {
		await Promise.all(threads.splice(0).map((thread) => thread.stop()));
		await listening.close();
	});

	it('tells why it refuses a server, and which certificate it saw', async () => {
		const echo = new Echo();
		const renamed = await connect(echo, { serverName: 'other.test' });
		assert.equal(renamed.failure?.code, 'ERR_TLS_CERT_ALTNAME_INVALID');
		assert.equal(renamed.server?.subject, 'CN=server');
		const untrusted = await connect(echo, { ca: makeRoot('Other').pem });
		assert.equal(untrusted.failure?.code, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY');
		const torn = await connect(echo, { key: pki.server.keyPem });
		assert.equal(torn.failure?.code, 'ERR_OSSL_X509_KEY_VALUES_MISMATCH');
	});

	it('survives a chain whose key is not known', async () => {
		const ca = brainpoolCa('Brainpool CA');
		const { certificate, key } = ca.issue('127.0.0.1');
		const echo = new Echo({ certificate, key });
		const seen = await connect(echo, { ca: ca.certificate, serverName: '127.0.0.1' });
		assert.equal(seen.failure, undefined);
		assert.equal(seen.server?.subject, 'CN=vault');
	});

	it('is content with a server that speaks something else', async () => {
		const other = createServer({ cert: server.certificate, key: server.key }, (socket) => {
			socket.on('error', () => socket.destroy());
			socket.end('220 ready\r\n');
		});
		const port = await listening.listen(other);
		const seen = await runClient({ ...client, port }, { signal: new AbortController().signal });
		assert.deepEqual([seen.failure, seen.answer, seen.protocol], [undefined, undefined, 'TLSv1.3']);
	});

	it('tells where nobody listens', async () => {
		const port = await listening.listen(createPlainServer());
		await listening.close();
		const seen = await runClient({ ...client, port }, { signal: new AbortController().signal });
		assert.equal(seen.failure?.code, 'ECONNREFUSED');
	});
});
