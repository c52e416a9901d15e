/** TLS that begins in the middle of another protocol, with the watch in between: OpenSSL's client speaks them all. */
import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { outcomeOf } from '../../../../../src/core/tls/watch/outcome.js';
import { decode } from '../../../../support/handshakes.js';
import { Listening } from '../../../../support/listening.js';
import { startTlsServer, type WatchedProtocol } from '../../../../support/startTlsServers.js';
import { makeCa, type Pair } from '../../../../support/tlsCertificates.js';
import { type RunningWatch, startWatch } from '../../../../support/watching.js';

/** OpenSSL's names. */
const protocols: readonly (readonly [WatchedProtocol, string])[] = [
	['smtp', 'smtp'],
	['imap', 'imap'],
	['postgresql', 'postgres'],
	['mysql', 'mysql'],
	['ldap', 'ldap'],
];

describe('core/tls/watch with STARTTLS', () => {
	let folder: string;
	let pair: Pair;
	let listening: Listening;
	let watch: RunningWatch | undefined;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-test-'));
		pair = await (await makeCa('Mail CA')).issue({ name: 'server', usage: 'server' });
	});
	beforeEach(() => (listening = new Listening()));
	afterEach(async () => {
		await watch?.stop();
		await listening.close();
	});
	after(() => rm(folder, { recursive: true }));

	/** Talks to a server behind a watch until that says farewell; answers its key log. */
	async function talk(port: number, protocol: string, version: string): Promise<string> {
		const keyLog = join(folder, 'keys.log');
		await rm(keyLog, { force: true });
		const way = ['-connect', `127.0.0.1:${port}`, '-starttls', protocol, version];
		const child = spawn('openssl', ['s_client', ...way, '-keylogfile', keyLog, '-ign_eof']);
		const closed = once(child, 'close');
		child.stdout.resume();
		child.stderr.resume();
		await closed;
		return readFile(keyLog, 'utf8');
	}

	for (const [protocol, name] of protocols) {
		it(`passes on the words of ${protocol} and reads the handshake behind them`, async () => {
			for (const [option, version] of [
				['-tls1_2', 'TLSv1.2'],
				['-tls1_3', 'TLSv1.3'],
			] as const) {
				const server = startTlsServer(protocol, {
					pair,
					secured: (socket) => socket.end('bye\r\n'),
				});
				const port = await listening.listen(server);
				const target = { mode: 'passThrough', host: '127.0.0.1', port } as const;
				const running = (watch = await startWatch({ ...target, hasKeyLog: true }));
				running.send({ keyLog: await talk(running.port, name, option) });
				const { facts } = await running.until(
					({ isClosed, facts: { applicationData } }) => isClosed && applicationData.server,
				);
				assert.equal(facts.startTls, true);
				assert.equal(facts.notTls, undefined);
				assert.equal(facts.serverHello?.version, version);
				assert.deepEqual(facts.finished, { client: true, server: true });
				assert.ok(Array.isArray(facts.certificates.server));
				assert.equal(facts.certificates.server.length, 1);
				await running.stop();
			}
		});
	}

	it('reads a hello that comes in one piece with the last words, or in several', async () => {
		const greeting = { from: 'server', bytes: Buffer.from('J\0\0\0\n8.0.40\0') } as const;
		const request = { from: 'client', bytes: sslRequest } as const;
		const hello = { from: 'client', bytes: await helloOf() } as const;
		const both = { from: 'client', bytes: Buffer.concat([sslRequest, hello.bytes]) } as const;
		for (const cut of [undefined, 1, 7, 40]) {
			for (const words of [[both], [request, hello]]) {
				const facts = decode(
					{ passed: [greeting, ...words] },
					cut === undefined ? undefined : () => cut,
				);
				assert.equal(facts.startTls, true);
				assert.equal(facts.notTls, undefined);
				assert.equal(facts.clientHello?.serverName, 'mail.test');
			}
		}
	});

	it('says of a server without TLS that something else was spoken', async () => {
		const port = await listening.listen(startTlsServer('postgresql', { pair, refuses: true }));
		watch = await startWatch({ mode: 'passThrough', host: '127.0.0.1', port });
		await talk(watch.port, 'postgres', '-tls1_3').catch(() => '');
		const row = await watch.until(({ isClosed }) => isClosed);
		assert.equal(row.facts.startTls, undefined);
		assert.equal(outcomeOf(row).kind, 'notTls');
	});
});

/** As MySQL's clients ask for TLS. */
const sslRequest = Buffer.concat([Buffer.from([32, 0, 0, 1, 0, 0x8a, 0, 0]), Buffer.alloc(28)]);

/** The first bytes that Node's client says. */
function helloOf(): Promise<Buffer> {
	return new Promise((resolve) => {
		const way = new Duplex({
			read: () => undefined,
			write: (bytes: Buffer, _, done) => {
				resolve(bytes);
				done();
			},
		});
		connect({ socket: way, servername: 'mail.test' }).on('error', () => undefined);
	});
}
