/** Watching handshakes by its commands: a real client through the extension's thread. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import * as vscode from 'vscode';
import type { StopWatchResult, WatchOptions, WatchResult } from '../../src/api.js';
import type { CommandContext } from '../../src/commands/command.js';
import { environmentLine } from '../../src/commands/watch/environment.js';
import { showWatch, watchShown } from '../../src/commands/watch/showWatch.js';
import { run as watchHandshakes } from '../../src/commands/watch/watch.js';
import type { RunningEntry } from '../../src/services/ports/running.js';
import { Watches, type WatchRequest } from '../../src/services/tls/watches.js';
import { codeOf } from '../support/commandDoor.js';
import { closeEditors } from '../support/editor.js';
import { eventually } from '../support/eventually.js';
import { standInServices } from '../support/standInContext.js';
import { Listening } from '../support/listening.js';
import { closedPort } from '../support/watching.js';
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
	const watchRefusal = (options: object) =>
		codeOf(Promise.resolve(vscode.commands.executeCommand('pki.watch', options)));
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

	it('follows a connection in its row and in the report, which hold no key', async () => {
		const standIn = standInServices();
		const entries: RunningEntry[] = [];
		const running = { add: (entry: RunningEntry) => Promise.resolve(void entries.push(entry)) };
		const context = { ...standIn.services, views: { running } } as unknown as CommandContext;
		try {
			const port = await demandingServer();
			const keyLogFile = join(folder, 'more-keys.log');
			const options = { mode: 'passThrough', host: '127.0.0.1', port, keyLogFile };
			const given = { options, selection: [], interactive: false };
			const { id, port: watchPort } = await watchHandshakes(context, given);
			const keys = await knock(watchPort, 'TLSv1.3');
			await writeFile(keyLogFile, keys);
			const [entry] = entries;
			assert.ok(entry);
			const row = await eventually('the refusal in a row', () =>
				entry
					.describe()
					.details.find(({ label }) => label === 'Server refused: certificate_required (116)'),
			);
			assert.match(row.tooltip ?? '', /watch\.test/);
			assert.match(entry.describe().description, /^1 failed · 1 connection · /);
			const watch = (await standIn.services.watches()).get(id);
			await showWatch(context, watch);
			const drawn = () => JSON.stringify(watchShown()?.message);
			assert.match(drawn(), /1 of 1 connections failed/);
			assert.match(drawn(), /CN=Watch CA/);
			// A second connection appears by itself.
			await knock(watchPort, 'TLSv1.2');
			await eventually('the second connection', () =>
				drawn().includes('2 of 2 connections failed') ? true : undefined,
			);
			await watchShown()?.receive({ type: 'action', id: 'asMarkdown' });
			const markdown = vscode.window.activeTextEditor?.document.getText() ?? '';
			assert.match(markdown, /handshake\\_failure \(40\)/);
			const secrets = [...keys.matchAll(/[0-9a-f]{64,}$/gm)].map(([secret]) => secret);
			assert.ok(secrets.length >= 4);
			for (const secret of secrets)
				assert.ok(!drawn().includes(secret) && !markdown.includes(secret));
			await entry.stop();
			await entry.done;
			await eventually('the end in the report', () =>
				drawn().includes('This watch is stopped.') ? true : undefined,
			);
		} finally {
			watchShown()?.dispose();
			standIn.dispose();
			await closeEditors();
		}
	});

	it('lets go of its port where the key log cannot be followed', async () => {
		const extensionPath = vscode.extensions.getExtension(
			'pki-workbench.pki-workbench',
		)?.extensionPath;
		const log = vscode.window.createOutputChannel('watches', { log: true });
		const watches = new Watches({ extensionPath: extensionPath ?? '', log });
		try {
			const listenPort = await closedPort();
			const request = { mode: 'proxy', listenPort } as const;
			await assert.rejects(watches.start({ ...request, keyLogFile: '/no\0where' }));
			const watch = await watches.start(request);
			assert.equal(watch.port, listenPort);
			await watches.stop(watch.id);
		} finally {
			watches.dispose();
			log.dispose();
		}
	});

	it('tells clients how to come, and is copied as one line', () => {
		const proxy = { mode: 'proxy', listenPort: 0, keyLogFile: '/tmp/my keys.log' } as const;
		const through: WatchRequest = {
			...{ mode: 'passThrough', listenPort: 0 },
			host: 'vault.test',
			port: 8200,
		} as const;
		assert.equal(
			environmentLine({ request: proxy, port: 4000 }, 'linux'),
			"HTTPS_PROXY=http://127.0.0.1:4000 SSLKEYLOGFILE='/tmp/my keys.log'",
		);
		assert.equal(
			environmentLine({ request: through, port: 4000 }, 'linux'),
			'VAULT_ADDR=https://127.0.0.1:4000 VAULT_TLS_SERVER_NAME=vault.test',
		);
		assert.equal(
			environmentLine({ request: { ...through, host: 'vault.test.' }, port: 4000 }, 'linux'),
			'VAULT_ADDR=https://127.0.0.1:4000 VAULT_TLS_SERVER_NAME=vault.test',
		);
		assert.equal(
			environmentLine({ request: { ...through, host: '10.0.0.7' }, port: 4000 }, 'win32'),
			"$env:VAULT_ADDR='https://127.0.0.1:4000'",
		);
	});

	it('refuses options that make no sense, and watches that are not there', async () => {
		assert.equal(await watchRefusal({ mode: 'passThrough' }), 'invalid');
		assert.equal(await watchRefusal({ mode: 'passThrough', host: 'a.test' }), 'invalid');
		assert.equal(await watchRefusal({ mode: 'sniff' }), 'invalid');
		assert.equal(await watchRefusal({ host: 'a b' }), 'invalid');
		assert.equal(await watchRefusal({ listenPort: 1.5 }), 'invalid');
		assert.equal(await watchRefusal({ keyLogFile: 'relative.log' }), 'invalid');
		const taken = await listening.listen(createServer());
		assert.equal(await watchRefusal({ listenPort: taken }), 'exists');
		assert.equal(await codeOf(Promise.resolve(stop('watch-none'))), 'notFound');
	});
});
