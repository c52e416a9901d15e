/** Real clients and servers with the watch between them. */
import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, get } from 'node:http';
import { connect as connectSocket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	connect,
	type ConnectionOptions,
	createServer as createTlsServer,
	type TlsOptions,
	type TLSSocket,
} from 'node:tls';
import { promisify } from 'node:util';
import { explainFailure } from '../../../../../src/core/tls/explain/explanation.js';
import { type Outcome, outcomeOf } from '../../../../../src/core/tls/watch/outcome.js';
import type { WatchedConnection } from '../../../../../src/core/tls/watch/watch.js';
import { Listening } from '../../../../support/listening.js';
import { makeCa, type Pair, type TestCa } from '../../../../support/tlsCertificates.js';
import {
	closedPort,
	openThrough,
	type RunningWatch,
	startWatch,
} from '../../../../support/watching.js';

const execute = promisify(execFile);
const demanding = { requestCert: true, rejectUnauthorized: true } as const;

describe('core/tls/watch', () => {
	let folder: string;
	let ca: TestCa;
	let pair: Pair;
	let clientPair: Pair;
	let listening: Listening;
	let watch: RunningWatch | undefined;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-test-'));
		ca = await makeCa('Watch CA');
		pair = await ca.issue({ name: 'server', usage: 'server', dns: ['watch.test', 'localhost'] });
		clientPair = await ca.issue({ name: 'developer', usage: 'client' });
		await writeFile(join(folder, 'ca.crt'), ca.certificate);
		await writeFile(join(folder, 'client.crt'), clientPair.certificate);
		await writeFile(join(folder, 'client.key'), clientPair.key, { mode: 0o600 });
	});
	beforeEach(() => (listening = new Listening()));
	afterEach(async () => {
		await watch?.stop();
		await listening.close();
	});
	after(() => rm(folder, { recursive: true }));

	function tlsServer(options: TlsOptions = {}): Promise<number> {
		const own = { cert: pair.certificate, key: pair.key, ca: ca.certificate };
		const server = createTlsServer({ ...own, ...options }, (socket) => {
			socket.on('error', () => socket.destroy());
			socket.on('data', (bytes: Buffer) => socket.end(bytes));
		});
		return listening.listen(server);
	}

	/** What the server gave back, or the client's error. */
	function talk(options: ConnectionOptions, watched?: RunningWatch): Promise<string> {
		return new Promise((resolve) => {
			let answer = '';
			const known = { ca: ca.certificate, servername: 'watch.test' };
			const socket: TLSSocket = connect({ ...known, ...options });
			socket.on('keylog', (line: Buffer) => watched?.send({ keyLog: line.toString() }));
			socket.on('secureConnect', () => socket.write('hello'));
			socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
			socket.on('error', (error: Error) => (answer = error.message));
			socket.on('close', () => resolve(answer));
		});
	}

	const isOver = ({ isClosed }: WatchedConnection) => isClosed;
	const kindOf = ({ kind, by }: Outcome) => `${kind}${by ? ` ${by}` : ''}`;
	const shown = () => ({ cert: clientPair.certificate, key: clientPair.key });

	for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
		it(`shows both sides of a handshake that is passed through, ${maxVersion}`, async () => {
			const port = await tlsServer(demanding);
			watch = await startWatch({ mode: 'passThrough', host: '127.0.0.1', port, hasKeyLog: true });
			const way = { port: watch.port, host: '127.0.0.1', maxVersion };
			assert.equal(await talk({ ...way, ...shown() }, watch), 'hello');
			const row = await watch.until(isOver);
			assert.deepEqual(row.target, { host: '127.0.0.1', port });
			const { clientHello, serverHello, certificateRequest, certificates } = row.facts;
			assert.equal(clientHello?.serverName, 'watch.test');
			assert.equal(serverHello?.version, maxVersion);
			assert.ok(typeof certificateRequest === 'object');
			assert.equal(certificateRequest.acceptedIssuers[0]?.name, 'CN=Watch CA');
			assert.ok(typeof certificates.client === 'object');
			assert.equal(kindOf(outcomeOf(row)), 'established');
			assert.ok(row.bytes.client > 300 && row.bytes.server > 300);
		});

		it(`shows by which alert a client without certificate was refused, ${maxVersion}`, async () => {
			const port = await tlsServer(demanding);
			watch = await startWatch({ mode: 'passThrough', host: '127.0.0.1', port, hasKeyLog: true });
			const error = await talk({ port: watch.port, host: '127.0.0.1', maxVersion }, watch);
			assert.match(error, /alert number (?:40|116)/);
			const row = await watch.until((one) => isOver(one) && outcomeOf(one).kind === 'alert');
			const outcome = outcomeOf(row);
			assert.equal(outcome.by, 'server');
			assert.equal(outcome.failure?.alert, maxVersion === 'TLSv1.2' ? 40 : 116);
			assert.deepEqual(row.facts.certificates.client, []);
			assert.ok(explainFailure(outcome.failure));
		});
	}

	it('says that the end is not visible in TLS 1.3 without a key log', async () => {
		const port = await tlsServer(demanding);
		watch = await startWatch({ mode: 'passThrough', host: '127.0.0.1', port });
		await talk({ port: watch.port, host: '127.0.0.1' });
		const row = await watch.until(isOver);
		assert.equal(kindOf(outcomeOf(row)), 'notVisible');
		assert.equal(row.facts.certificateRequest, 'notVisible');
	});

	it('shows a connection whose key log comes after its end', async () => {
		const port = await tlsServer(demanding);
		watch = await startWatch({ mode: 'passThrough', host: '127.0.0.1', port, hasKeyLog: true });
		const lines: string[] = [];
		const socket = connect({
			port: watch.port,
			host: '127.0.0.1',
			ca: ca.certificate,
			servername: 'watch.test',
		});
		listening.follow(socket);
		socket.on('keylog', (line: Buffer) => lines.push(line.toString())).resume();
		assert.equal(kindOf(outcomeOf(await watch.until(isOver))), 'notVisible');
		watch.send({ keyLog: lines.join('') });
		const row = await watch.until((one) => outcomeOf(one).kind === 'alert');
		assert.equal(row.facts.alerts[0]?.description, 'certificate_required');
	});

	it('tells that Node left a server that it does not trust', async () => {
		const other = await makeCa('Other CA');
		const port = await tlsServer();
		watch = await startWatch({ mode: 'passThrough', host: '127.0.0.1', port, hasKeyLog: true });
		const way = { port: watch.port, host: '127.0.0.1', ca: other.certificate };
		assert.match(await talk(way, watch), /certificate/);
		const row = await watch.until((one) => isOver(one) && one.facts.decrypted.server);
		const outcome = outcomeOf(row);
		assert.ok(['closedEarly', 'closedSilently'].includes(outcome.kind), outcome.kind);
		assert.equal(outcome.by, 'client');
	});

	it('keeps the server name of a client that comes through the proxy', async () => {
		const port = await tlsServer();
		watch = await startWatch({ hasKeyLog: true });
		const socket = await openThrough(watch.port, `localhost:${port}`);
		listening.follow(socket);
		assert.equal(await talk({ socket, servername: 'localhost' }, watch), 'hello');
		const row = await watch.until(isOver);
		assert.deepEqual(row.target, { host: 'localhost', port });
		assert.equal(row.facts.clientHello?.serverName, 'localhost');
		assert.equal(kindOf(outcomeOf(row)), 'established');
	});

	it('shows what curl does through HTTPS_PROXY, with its key log', async () => {
		const server = createTlsServer(
			{ cert: pair.certificate, key: pair.key, ca: ca.certificate, ...demanding },
			(socket) => {
				socket.on('error', () => socket.destroy());
				socket.on('data', () => socket.end('HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi'));
			},
		);
		const port = await listening.listen(server);
		watch = await startWatch({});
		const proxy = `http://127.0.0.1:${watch.port}`;
		const env = { ...process.env, HTTPS_PROXY: proxy, NO_PROXY: '', no_proxy: '' };
		const url = `https://localhost:${port}/`;
		const known = ['--cacert', join(folder, 'ca.crt'), '--tls-max', '1.2', '-sS'];
		const files = ['--cert', join(folder, 'client.crt'), '--key', join(folder, 'client.key')];
		const { stdout } = await execute('curl', [...known, ...files, url], { env });
		assert.equal(stdout, 'hi');
		const good = await watch.until(isOver);
		assert.equal(good.facts.clientHello?.serverName, 'localhost');
		assert.ok(typeof good.facts.certificates.client === 'object');
		assert.equal(kindOf(outcomeOf(good)), 'established');
		await assert.rejects(execute('curl', [...known, url], { env }));
		const bad = await watch.until((one) => isOver(one) && one.id === 2);
		assert.equal(kindOf(outcomeOf(bad)), 'alert server');
		// A client that does not trust the server says so: curl's library sends an alert.
		await assert.rejects(execute('curl', ['-sS', '--tls-max', '1.2', url], { env }));
		const untrusted = await watch.until((one) => isOver(one) && one.id === 3);
		assert.equal(kindOf(outcomeOf(untrusted)), 'alert client');
		assert.equal(untrusted.facts.alerts[0]?.description, 'unknown_ca');
	});

	it('tells plain HTTP from TLS, whoever speaks it', async () => {
		const http = createHttpServer((_, response) => response.end('plain'));
		const plainPort = await listening.listen(http);
		watch = await startWatch({ mode: 'passThrough', host: '127.0.0.1', port: plainPort });
		await talk({ port: watch.port, host: '127.0.0.1' });
		const wrongPort = await watch.until(isOver);
		assert.equal(kindOf(outcomeOf(wrongPort)), 'notTls server');
		assert.equal(
			explainFailure(outcomeOf(wrongPort).failure ?? { saidBy: 'self' })?.id,
			'httpsToHttp',
		);
		await new Promise((resolve) =>
			get({ port: watch?.port, host: '127.0.0.1', agent: false }, (response) =>
				response.resume().on('end', resolve),
			),
		);
		const wrongScheme = await watch.until((one) => isOver(one) && one.id === 2);
		assert.equal(kindOf(outcomeOf(wrongScheme)), 'notTls client');
		assert.equal(
			explainFailure(outcomeOf(wrongScheme).failure ?? { saidBy: 'self' })?.id,
			'httpToHttps',
		);
	});

	it('answers what is not CONNECT, and says what came', async () => {
		watch = await startWatch({});
		const { port } = watch;
		const status = await new Promise((resolve) =>
			get(
				{ port, host: '127.0.0.1', path: 'http://plain.test/x', agent: false },
				({ statusCode }) => resolve(statusCode),
			),
		);
		assert.equal(status, 405);
		const asked = await watch.until(({ id }) => id === 1);
		assert.equal(asked.rejected, 'notConnect');
		assert.deepEqual(asked.target, { host: 'plain.test', port: 80 });
		await talk({ port, host: '127.0.0.1' });
		assert.equal(
			(await watch.until(({ id, isClosed }) => id === 2 && isClosed)).rejected,
			'tlsToProxy',
		);
	});

	it('leads to the host that it is for, and to nothing else', async () => {
		const port = await tlsServer();
		watch = await startWatch({ host: 'localhost', port });
		await assert.rejects(openThrough(watch.port, `127.0.0.1:${port}`), /403 Forbidden/);
		await assert.rejects(openThrough(watch.port, 'localhost:1'), /403 Forbidden/);
		(await openThrough(watch.port, `LOCALHOST:${port}`)).destroy();
		const rows = [...watch.rows.values()].map(({ rejected }) => rejected);
		assert.deepEqual(rows, ['otherHost', 'otherHost', undefined]);
	});

	it('does not connect to itself', async () => {
		watch = await startWatch({});
		await assert.rejects(openThrough(watch.port, `127.0.0.1:${watch.port}`), /403/);
		assert.equal([...watch.rows.values()][0]?.rejected, 'itself');
	});

	it('tells a server that is not there', async () => {
		const port = await closedPort();
		watch = await startWatch({});
		await assert.rejects(openThrough(watch.port, `127.0.0.1:${port}`), /502 Bad Gateway/);
		const row = await watch.until(isOver);
		assert.equal(row.unreachable, 'ECONNREFUSED');
		await watch.stop();
		watch = await startWatch({ mode: 'passThrough', host: '127.0.0.1', port });
		assert.match(await talk({ port: watch.port, host: '127.0.0.1' }), /ECONNRESET|disconnected/);
		assert.equal((await watch.until(isOver)).unreachable, 'ECONNREFUSED');
	});

	it('remembers a bounded number of connections, the latest', async () => {
		const port = await closedPort();
		watch = await startWatch({});
		for (let count = 0; count < 210; count += 1) {
			await assert.rejects(openThrough(watch.port, `127.0.0.1:${port}`));
		}
		const kept = await watch.stop();
		assert.equal(kept.length, 200);
		assert.equal(kept.at(-1)?.id, 210);
		watch = undefined;
	});

	it('lets go of a client that was refused and does not hang up', async () => {
		watch = await startWatch({});
		for (const authority of [`127.0.0.1:${await closedPort()}`, 'nowhere']) {
			const socket = connectSocket({ port: watch.port, host: '127.0.0.1', allowHalfOpen: true });
			listening.follow(socket);
			socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
			await new Promise((resolve) => socket.resume().once('end', resolve));
			// It still holds its half, until the proxy has closed the whole.
			const gone = new Promise((resolve) => socket.once('close', resolve));
			const more = setInterval(() => socket.write('x'), 100);
			await gone.finally(() => clearInterval(more));
		}
	});

	it('says which port is taken', async () => {
		const taken = await listening.listen(createServer());
		await assert.rejects(startWatch({ listenPort: taken }), {
			code: 'exists',
			reason: 'portInUse',
		});
		watch = undefined;
	});
});
