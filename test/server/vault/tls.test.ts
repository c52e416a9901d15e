import * as assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { makeCa, makeSelfSigned, type Pair, type TestCa } from '../../support/tlsCertificates.js';
import { connectTo, startConfigured } from '../../support/openbao.js';
import { rejectsWith } from '../../support/rejections.js';

type Configured = Awaited<ReturnType<typeof startConfigured>>;

describe('Vault: TLS', function () {
	this.timeout(60_000);
	let folder: string;
	let ca: TestCa;
	let otherCa: TestCa;
	let client: Pair;
	const servers: Configured[] = [];
	const clients: Backend[] = [];

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-test-'));
		ca = await makeCa('TLS Test CA');
		otherCa = await makeCa('Other CA');
		client = await ca.issue({ name: 'developer', usage: 'client' });
	});
	afterEach(() => clients.splice(0).forEach((item) => item.dispose()));
	after(async () => {
		await Promise.all(servers.map((server) => server.stop()));
		await rm(folder, { recursive: true });
	});

	async function start(
		leaf: Pair,
		extra: { clientCa?: string; client?: Pair; listener?: Record<string, unknown> } = {},
	) {
		const tls = { ...leaf, ca: ca.certificate };
		const server = await startConfigured({ tls, ...extra });
		servers.push(server);
		return server;
	}

	/** Answers the path of a file with this text. */
	async function file(name: string, text: string): Promise<string> {
		const path = join(folder, name);
		await writeFile(path, text, { mode: 0o600 });
		return path;
	}

	async function connect(server: Configured, fields: Record<string, string> = {}) {
		const backend = await connectTo(server.address, server.rootToken, { fields });
		clients.push(backend);
		return backend;
	}

	describe('of the server', () => {
		let server: Configured;
		let caFile: string;

		before(async () => {
			const leaf = await ca.issue({ name: 'bao', usage: 'server', ip: ['127.0.0.1'] });
			server = await start(leaf);
			caFile = await file('ca.crt', ca.certificate);
		});

		it('connects with its CA file', async () => {
			const backend = await connect(server, { caFile });
			assert.equal((await backend.status()).state, 'active');
			assert.deepEqual(
				(await backend.permissions?.('pki'))?.administer,
				true,
				'the token went along',
			);
		});

		it('names issuer, subject and fingerprint of a server that it does not trust', async () => {
			const error = await rejectsWith(
				(await connect(server)).status(),
				'untrusted',
				'unknownIssuer',
			);
			assert.equal(error.args.issuer, 'CN=TLS Test CA');
			assert.equal(error.args.subject, 'CN=bao');
			assert.equal(error.args.host, '127.0.0.1');
			assert.match(String(error.args.fingerprint), /^[0-9a-f]{64}$/);
		});

		it('trusts the CA file only', async () => {
			const other = await file('other.crt', otherCa.certificate);
			const backend = await connect(server, { caFile: other });
			await rejectsWith(backend.status(), 'untrusted', 'unknownIssuer');
		});

		it('checks the server name that it was given', async () => {
			const backend = await connect(server, { caFile, serverName: 'vault.example' });
			const error = await rejectsWith(backend.status(), 'untrusted', 'nameMismatch');
			assert.equal(error.args.expected, 'vault.example');
			assert.equal(error.args.names, '127.0.0.1');
		});

		it('is not switched off by variables of the environment', async () => {
			const names = ['VAULT_SKIP_VERIFY', 'NODE_TLS_REJECT_UNAUTHORIZED'];
			const before = names.map((name) => process.env[name]);
			process.env['VAULT_SKIP_VERIFY'] = 'true';
			process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
			try {
				await rejectsWith((await connect(server)).status(), 'untrusted', 'unknownIssuer');
			} finally {
				for (const [index, name] of names.entries()) {
					const value = before[index];
					if (value === undefined) Reflect.deleteProperty(process.env, name);
					else process.env[name] = value;
				}
			}
		});

		it('says when plain HTTP is spoken to it', async () => {
			const backend = await connectTo(server.address.replace('https:', 'http:'), 'x');
			clients.push(backend);
			await rejectsWith(backend.status(), 'unreachable', 'httpToHttps');
		});
	});

	it('tells self-signed and expired certificates apart', async () => {
		const wishes = { name: 'alone', usage: 'server' as const, ip: ['127.0.0.1'] };
		const alone = await makeSelfSigned(wishes);
		const yesterday = new Date(Date.now() - 3_600_000);
		const expired = await ca.issue({ ...wishes, notAfter: yesterday });
		const caFile = await file('ca2.crt', ca.certificate);
		for (const [pair, reason] of [
			[alone, 'selfSigned'],
			[expired, 'expired'],
		] as const) {
			const backend = await connectTo(await tlsSocketServer(pair), 'x', { fields: { caFile } });
			clients.push(backend);
			const error = await rejectsWith(backend.status(), 'untrusted', reason);
			assert.equal(error.args.subject, 'CN=alone');
		}
	});

	it('says when HTTPS is spoken to a plain server', async () => {
		const plain = createServer((socket) => socket.end('HTTP/1.0 400 Bad Request\r\n\r\n'));
		await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
		const { port } = plain.address() as AddressInfo;
		const backend = await connectTo(`https://127.0.0.1:${port}`, 'x');
		clients.push(backend);
		await rejectsWith(backend.status(), 'unreachable', 'httpsToHttp');
		plain.close();
	});

	it('finds out in TLS 1.2, too, that the server demands a client certificate', async () => {
		const leaf = await ca.issue({ name: 'bao', usage: 'server', ip: ['127.0.0.1'] });
		const listener = { tls_max_version: 'tls12' };
		const server = await start(leaf, { clientCa: ca.certificate, client, listener });
		const backend = await connect(server, { caFile: await file('ca4.crt', ca.certificate) });
		await rejectsWith(backend.status(), 'untrusted', 'clientCertificateRequired');
	});

	describe('of the client', () => {
		let server: Configured;
		let fields: Record<string, string>;

		before(async () => {
			const leaf = await ca.issue({ name: 'bao', usage: 'server', ip: ['127.0.0.1'] });
			server = await start(leaf, { clientCa: ca.certificate, client });
			fields = {
				caFile: await file('ca3.crt', ca.certificate),
				clientCertificateFile: await file('client.crt', client.certificate),
				clientKeyFile: await file('client.key', client.key),
			};
		});

		it('connects with a client certificate and its key', async () => {
			assert.equal((await (await connect(server, fields)).status()).state, 'active');
		});

		it('says that the server demands a client certificate', async () => {
			const backend = await connect(server, { caFile: fields.caFile ?? '' });
			await rejectsWith(backend.status(), 'untrusted', 'clientCertificateRequired');
		});

		it('says that the server does not know the issuer of the one it got', async () => {
			const stranger = await otherCa.issue({ name: 'stranger', usage: 'client' });
			const backend = await connect(server, {
				...fields,
				clientCertificateFile: await file('stranger.crt', stranger.certificate),
				clientKeyFile: await file('stranger.key', stranger.key),
			});
			const error = await rejectsWith(backend.status(), 'untrusted');
			assert.match(error.reason ?? '', /^client(IssuerUnknown|CertificateRefused)$/);
		});

		it('uses files that were replaced for new connections, and says when one is torn', async () => {
			const own = await otherCa.issue({ name: 'nobody', usage: 'client' });
			const next = {
				...fields,
				clientCertificateFile: await file('next.crt', own.certificate),
				clientKeyFile: await file('next.key', own.key),
			};
			const backend = await connect(server, next);
			await rejectsWith(backend.status(), 'untrusted');
			await file('next.crt', client.certificate);
			const between = await rejectsWith(backend.status(), 'unreachable', 'clientKeyMismatch');
			assert.equal(between.args.file, next.clientKeyFile);
			await file('next.key', client.key.slice(0, 80));
			await rejectsWith(backend.status(), 'unreachable', 'clientKeyUnreadable');
			await file('next.key', client.key);
			assert.equal((await backend.status()).state, 'active');
			await file('next.crt', client.certificate.slice(0, 90));
			const torn = await rejectsWith(twice(backend), 'unreachable', 'noCertificate');
			assert.equal(torn.args.file, next.clientCertificateFile);
			await file('next.crt', client.certificate);
			await twice(backend);
		});

		it('finds out before connecting what would be passed over in silence', async () => {
			const { clientKeyFile, clientCertificateFile } = fields;
			const stranger = await otherCa.issue({ name: 'stranger', usage: 'client' });
			const wrongKey = await file('wrong.key', stranger.key);
			const cases: [Record<string, string | undefined>, string][] = [
				[{ clientCertificateFile }, 'clientKeyMissing'],
				[{ clientKeyFile }, 'clientCertificateMissing'],
				[{ clientCertificateFile, clientKeyFile: wrongKey }, 'clientKeyMismatch'],
				[{ clientCertificateFile, clientKeyFile: clientCertificateFile }, 'clientKeyUnreadable'],
				[{ caFile: clientKeyFile }, 'noCertificate'],
				[{ caFile: folder }, 'notFile'],
			];
			for (const [wrong, reason] of cases) {
				const given = Object.entries(wrong).flatMap(([name, value]) =>
					value === undefined ? [] : [[name, value] as const],
				);
				const error = await rejectsWith(
					connect(server, Object.fromEntries(given)),
					'invalid',
					reason,
				);
				assert.ok(!JSON.stringify(error).includes('BEGIN'));
			}
		});
	});
});

/** At least one of two calls at the same time needs a new connection. */
function twice(backend: Backend): Promise<unknown> {
	return Promise.all([backend.status(), backend.status()]);
}

/** A TLS server that says nothing: for certificates with which OpenBao itself would not start. */
async function tlsSocketServer({ certificate, key }: Pair): Promise<string> {
	const { createServer: createTlsServer } = await import('node:tls');
	const server = createTlsServer({ cert: certificate, key });
	server.on('tlsClientError', () => server.close());
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
