/** Watching handshakes by its commands: a real client through the extension's thread. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import * as vscode from 'vscode';
import type { StopWatchResult, WatchOptions, WatchResult } from '../../src/api.js';
import { refusal } from '../support/commandDoor.js';
import { Listening } from '../support/listening.js';
import { makeCa, type Pair, type TestCa } from '../support/tlsCertificates.js';

const demanding = { requestCert: true, rejectUnauthorized: true } as const;

describe('watching handshakes', () => {
	let folder: string;
	let ca: TestCa;
	let pair: Pair;
	let listening: Listening;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-test-'));
		ca = await makeCa('Watch CA');
		pair = await ca.issue({ name: 'server', usage: 'server', dns: ['watch.test'] });
	});
	beforeEach(() => (listening = new Listening()));
	afterEach(() => listening.close());
	after(() => rm(folder, { recursive: true }));

	const start = (options: WatchOptions) =>
		vscode.commands.executeCommand<WatchResult>('pki.watch', options);
	const stop = (id: string) =>
		vscode.commands.executeCommand<StopWatchResult>('pki.stopWatch', { id });

	async function demandingServer(): Promise<number> {
		const options = { cert: pair.certificate, key: pair.key, ca: ca.certificate };
		return listening.listen(createServer({ ...options, ...demanding }));
	}

	/** Resolves once the connection is over; answers its key log. */
	function knock(port: number, maxVersion: 'TLSv1.2' | 'TLSv1.3'): Promise<string> {
		return new Promise((resolve) => {
			let keys = '';
			const to = { port, host: '127.0.0.1', servername: 'watch.test', maxVersion };
			const socket: TLSSocket = connect({ ...to, ca: ca.certificate });
			socket.on('keylog', (line: Buffer) => (keys += line.toString()));
			socket.on('error', () => socket.destroy()).resume();
			socket.on('close', () => resolve(keys));
		});
	}

	it('answers what it saw of a client without certificate', async () => {
		const port = await demandingServer();
		const watch = await start({ mode: 'passThrough', host: '127.0.0.1', port });
		await knock(watch.port, 'TLSv1.2');
		const { connections } = await stop(watch.id);
		const [seen] = connections;
		assert.ok(seen && connections.length === 1);
		assert.deepEqual([seen.outcome, seen.by], ['alert', 'server']);
		assert.deepEqual([seen.host, seen.port], ['127.0.0.1', port]);
		assert.equal(seen.client?.serverName, 'watch.test');
		assert.equal(seen.server?.version, 'TLSv1.2');
		assert.deepEqual(seen.clientCertificates, []);
		assert.deepEqual(seen.clientCertificateRequest !== undefined, true);
		assert.equal(seen.serverCertificates?.[0], pair.certificate);
		assert.equal(seen.alerts[0]?.number, 40);
		assert.ok(seen.explanation);
	});

	it('reads the encrypted part of TLS 1.3 with the key log of the client', async () => {
		const port = await demandingServer();
		const keyLogFile = join(folder, 'keys.log');
		const watch = await start({ mode: 'passThrough', host: '127.0.0.1', port, keyLogFile });
		await writeFile(keyLogFile, await knock(watch.port, 'TLSv1.3'));
		await vscode.commands.executeCommand('pki.showWatchedHandshakes', { id: watch.id });
		const report = await reportWith('certificate_required (116)');
		assert.ok(!report.includes('SECRET'));
		const { connections } = await stop(watch.id);
		const [seen] = connections;
		assert.equal(seen?.outcome, 'alert');
		assert.equal(seen.alerts[0]?.description, 'certificate_required');
		assert.deepEqual(seen.clientCertificateRequest, {
			acceptedIssuers: ['CN=Watch CA'],
			signatureAlgorithms:
				typeof seen.clientCertificateRequest === 'object'
					? seen.clientCertificateRequest.signatureAlgorithms
					: [],
		});
	});

	it('refuses options that make no sense, and watches that are not there', async () => {
		assert.equal((await refusal('pki.watch', { mode: 'passThrough' })).code, 'invalid');
		assert.equal((await refusal('pki.watch', { mode: 'sniff' })).code, 'invalid');
		assert.equal((await refusal('pki.watch', { host: 'a b' })).code, 'invalid');
		assert.equal((await refusal('pki.watch', { listenPort: 1.5 })).code, 'invalid');
		assert.equal((await refusal('pki.stopWatch', { id: 'watch-none' })).code, 'notFound');
		const taken = await listening.listen(createServer());
		assert.equal((await refusal('pki.watch', { listenPort: taken })).code, 'exists');
	});
});
