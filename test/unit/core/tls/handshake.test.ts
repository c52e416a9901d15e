/** Servers that end the handshake: what is said of the cause is what was seen. */
import * as assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectSocket, createServer, type Server } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Backend } from '../../../../src/core/backends/contract/backend.js';
import { findHandshakeFacts, HandshakeReader } from '../../../../src/core/tls/handshake.js';
import { Listening } from '../../../support/listening.js';
import { connectTo } from '../../../support/openbao.js';
import { rejectsWith } from '../../../support/rejections.js';
import { makeCa, type Pair, type TestCa } from '../../../support/tlsCertificates.js';

describe('core/backends/vault/handshake', () => {
	let folder: string;
	let ca: TestCa;
	let leaf: Pair;
	let clientFields: Record<string, string>;
	let listening: Listening;
	const clients: Backend[] = [];

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-test-'));
		ca = await makeCa('Handshake CA');
		leaf = await ca.issue({ name: 'vault', usage: 'server', ip: ['127.0.0.1'] });
		const client = await ca.issue({ name: 'developer', usage: 'client' });
		clientFields = {
			clientCertificateFile: await file('client.crt', client.certificate),
			clientKeyFile: await file('client.key', client.key),
		};
	});
	beforeEach(() => (listening = new Listening()));
	afterEach(async () => {
		clients.splice(0).forEach((client) => client.dispose());
		await listening.close();
	});
	after(() => rm(folder, { recursive: true }));

	async function file(name: string, text: string): Promise<string> {
		const path = join(folder, name);
		await writeFile(path, text, { mode: 0o600 });
		return path;
	}

	async function connect(server: Server, fields: Record<string, string> = {}) {
		const caFile = await file('ca.crt', ca.certificate);
		const address = `https://127.0.0.1:${await listening.listen(server)}`;
		const client = await connectTo(address, 'x', { fields: { caFile, ...fields } });
		clients.push(client);
		return client;
	}

	const tlsServer = (options: TlsOptions) =>
		createTlsServer({ cert: leaf.certificate, key: leaf.key, ...options });

	const demanding = { requestCert: true, rejectUnauthorized: true } as const;

	const cases: [string, TlsOptions, string, string, number][] = [
		// The server's key is EC: with this cipher it cannot be used at all.
		[
			'no cipher',
			{ ciphers: 'AES128-SHA256', maxVersion: 'TLSv1.2' },
			'unreachable',
			'nothingInCommon',
			40,
		],
		[
			'no curve',
			{ ecdhCurve: 'brainpoolP256r1', maxVersion: 'TLSv1.2' },
			'unreachable',
			'nothingInCommon',
			40,
		],
		['no curve in TLS 1.3', { ecdhCurve: 'secp256k1' }, 'unreachable', 'nothingInCommon', 40],
		[
			'no signature algorithm',
			{ sigalgs: 'RSA+SHA256', maxVersion: 'TLSv1.2' },
			'unreachable',
			'nothingInCommon',
			40,
		],
		[
			'a client certificate, TLS 1.2',
			{ ...demanding, maxVersion: 'TLSv1.2' },
			'untrusted',
			'clientCertificateRequired',
			40,
		],
		['a client certificate, TLS 1.3', demanding, 'untrusted', 'clientCertificateRequired', 116],
	];
	for (const [title, options, code, reason, alert] of cases) {
		it(`tells a server that finds or gets ${title}`, async () => {
			const backend = await connect(tlsServer(options));
			const error = await rejectsWith(backend.status(), code as 'untrusted', reason);
			assert.equal(error.args.alert, alert);
		});
	}

	it('says nothing of a client certificate that was not looked at', async () => {
		const server = tlsServer({ ciphers: 'AES128-SHA256', maxVersion: 'TLSv1.2' });
		const backend = await connect(server, clientFields);
		await rejectsWith(backend.status(), 'unreachable', 'nothingInCommon');
	});

	/** Answers the first bytes of each connection with these records. */
	function replying(...records: readonly string[]): Server {
		return createServer((socket) => {
			socket.once('data', () => socket.write(Buffer.from(records.join(''), 'hex')));
		});
	}

	const alert = (number: number) => `150303000202${number.toString(16).padStart(2, '0')}`;

	it('says what is certain of alerts about certificates, and no more', async () => {
		for (const [number, code, without, withOne] of [
			[40, 'unreachable', 'nothingInCommon', 'nothingInCommon'],
			[42, 'unreachable', 'tlsAlert', 'clientCertificateRefused'],
			[45, 'unreachable', 'tlsAlert', 'clientCertificateExpired'],
			[48, 'unreachable', 'tlsAlert', 'clientIssuerUnknown'],
			[51, 'unreachable', 'tlsAlert', 'tlsAlert'],
			[70, 'unreachable', 'tlsVersion', 'tlsVersion'],
			[80, 'unreachable', 'tlsAlert', 'tlsAlert'],
			[116, 'untrusted', 'clientCertificateRequired', 'clientCertificateNotSent'],
		] as const) {
			const none = await connect(replying(alert(number)));
			await rejectsWith(none.status(), code, without);
			const one = await connect(replying(alert(number)), clientFields);
			const error = await one.status().catch((reason: unknown) => reason);
			assert.ok(error instanceof Error && 'reason' in error);
			assert.equal(error.reason, withOne, String(number));
		}
	});

	for (const [title, options, askedForCertificate] of [
		['asks for a certificate', demanding, true],
		['asks for none', {}, false],
		['hides it', { ...demanding, minVersion: 'TLSv1.3' }, undefined],
	] as const) {
		it(`finds out of a server in TLS 1.3 that it ${title}`, async () => {
			const port = await listening.listen(tlsServer(options));
			const tls = { connection: {}, hasClientCertificate: false, caFileDamaged: false };
			const { signal } = new AbortController();
			const facts = await findHandshakeFacts(
				() => Promise.resolve(connectSocket({ port, host: '127.0.0.1' })),
				{
					...{ tls, way: {}, signal },
				},
			);
			assert.equal(facts?.answered, true);
			assert.equal(facts.askedForCertificate, askedForCertificate);
		});
	}

	it('names the server in the second handshake as in the first', async () => {
		const isNamed: boolean[] = [];
		const server = createServer((socket) => {
			socket.once('data', (hello) => {
				isNamed.push(hello.includes('localhost'));
				socket.write(Buffer.from(alert(40), 'hex'));
			});
		});
		const port = await listening.listen(server);
		const client = await connectTo(`https://localhost:${port}`, 'x');
		clients.push(client);
		await rejectsWith(client.status(), 'unreachable', 'nothingInCommon');
		assert.deepEqual(isNamed, [true, true]);
	});

	it('ends with the deadline where the second handshake is not answered', async () => {
		let count = 0;
		const server = createServer((socket) => {
			// Refused once, then held.
			if (++count === 1) socket.once('data', () => socket.write(Buffer.from(alert(40), 'hex')));
		});
		const backend = await connect(server);
		await rejectsWith(backend.status({ timeoutMs: 300 }), 'timeout');
		assert.equal(count, 2);
	});

	it('reads records however they are cut, and stops at what is none', () => {
		const random = '5a'.repeat(32);
		const hello = `160303002a020000260303${random}00c02b00`;
		const hello13 = `16030300320200002e0303${random}001301000006002b00020304`;
		const asked = '16030300100d00000801400002040300000e000000';
		for (const [hex, facts] of [
			[hello + asked, { answered: true, askedForCertificate: true }],
			[`${hello}16030300040e000000`, { answered: true, askedForCertificate: false }],
			[hello, { answered: true }],
			[`${hello13}140303000101`, { answered: true }],
			[alert(40), { answered: false, askedForCertificate: false }],
			['485454502f312e31203430300d0a', undefined],
		] as const) {
			const bytes = Buffer.from(hex, 'hex');
			for (const step of [1, 3, bytes.length]) {
				const reader = new HandshakeReader();
				for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step));
				assert.deepEqual(reader.facts, facts, `${hex} by ${step}`);
			}
		}
		assert.equal(new HandshakeReader().push(Buffer.alloc(300_000, 22)), true);
	});
});
