/** A service in Go that requires client certificates, and a client of one, talk to the echo client and server. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { provideGo } from '../../scripts/lib/peers.mjs';
import type { EchoTold } from '../../src/core/tls/echo/echo.js';
import { explainFailure } from '../../src/core/tls/explain/explanation.js';
import { startTlsJob } from '../../src/services/tls/thread.js';
import { makePki } from '../matrix/scene.js';

const execute = promisify(execFile);

describe('A service in Go', function () {
	this.timeout(180_000);
	const pki = makePki();
	let folder: string;
	let program: string;
	let files: Readonly<Record<'ca' | 'client' | 'clientKey' | 'server' | 'serverKey', string>>;

	before(async () => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-go-'));
		program = join(folder, 'peer');
		await (await provideGo()).build('mtlsPeer.go', program);
		const write = (name: string, text: string) => {
			writeFileSync(join(folder, name), text, { mode: 0o600 });
			return join(folder, name);
		};
		files = {
			ca: write('ca.crt', pki.root.pem),
			client: write('client.crt', pki.client.pem),
			clientKey: write('client.key', pki.client.keyPem),
			server: write('server.crt', pki.server.pem + pki.issuing.pem),
			serverKey: write('server.key', pki.server.keyPem),
		};
	});
	after(() => rmSync(folder, { recursive: true }));

	const asClient = async (url: string, ...pair: readonly string[]) => {
		const { stdout } = await execute(program, ['client', url, files.ca, ...pair]);
		return JSON.parse(stdout) as { status?: number; body?: string; error?: string };
	};

	it('is answered by the echo server, which refuses it without its certificate', async () => {
		const told: EchoTold[] = [];
		let listens: (port: number) => void = () => undefined;
		const listening = new Promise<number>((resolve) => (listens = resolve));
		const thread = startTlsJob(
			process.cwd(),
			'echoServer',
			{
				certificate: pki.server.pem + pki.issuing.pem,
				key: pki.server.keyPem,
				ca: pki.root.pem,
				...{ host: '127.0.0.1', port: 0, requireClientCertificate: true },
				...{ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' },
			},
			{
				tell: (message) => {
					told.push(message);
					if (message.type === 'listening') listens(message.port);
				},
			},
		);
		try {
			const url = `https://localhost:${await listening}/status`;
			const { status, body = '' } = await asClient(url, files.client, files.clientKey);
			assert.equal(status, 200);
			const seen = JSON.parse(body) as { path: string; client: { subject: string } };
			assert.deepEqual([seen.path, seen.client.subject], ['/status', 'CN=agent']);
			const refused = await asClient(url);
			assert.match(refused.error ?? '', /certificate required/);
			await thread.stop();
			assert.deepEqual(await thread.done, { accepted: 1, refused: 1 });
			const failure = told.find(({ type }) => type === 'refused');
			assert.equal(
				failure?.type === 'refused' && failure.failure.code,
				'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE',
			);
		} finally {
			await thread.stop();
		}
	});

	it('accepts the echo client, and refuses it without its certificate', async () => {
		const child = spawn(program, ['server', files.server, files.serverKey, files.ca], {
			stdio: ['pipe', 'pipe', 'ignore'],
		});
		try {
			const [port = ''] = await firstLine(child.stdout);
			const connect = (own: object) =>
				startTlsJob(process.cwd(), 'echoClient', {
					...{ host: '127.0.0.1', port: Number(port), serverName: 'localhost' },
					...{ ca: pki.root.pem, ...own },
				}).done;
			const seen = await connect({ certificate: pki.client.pem, key: pki.client.keyPem });
			assert.equal(seen.failure, undefined);
			assert.deepEqual([seen.answer?.status, seen.answer?.body], [200, 'hello agent']);
			const without = await connect({});
			assert.ok(without.failure);
			assert.equal(without.failure.saidBy, 'peer');
			assert.equal(explainFailure(without.failure)?.side, 'client');
			const purpose = pki.clientOf({ usages: ['serverAuth'] });
			const wrong = await connect({ certificate: purpose.pem, key: purpose.keyPem });
			assert.equal(wrong.failure?.alert, 42);
		} finally {
			child.stdin.end();
			child.kill();
		}
	});
});

async function firstLine(stream: NodeJS.ReadableStream): Promise<readonly string[]> {
	for await (const line of createInterface({ input: stream })) return [line];
	return [];
}
