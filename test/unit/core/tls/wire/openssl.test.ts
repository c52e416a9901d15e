/** Handshakes of OpenSSL's own programs: early data, new keys, other ciphers, and a client that says why it leaves. */
import * as assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HandshakeFacts } from '../../../../../src/core/tls/wire/facts.js';
import { eventually } from '../../../../support/eventually.js';
import { decode } from '../../../../support/handshakes.js';
import { Listening } from '../../../../support/listening.js';
import { makeCa } from '../../../../support/tlsCertificates.js';
import { startWiretap } from '../../../../support/wiretap.js';

describe('core/tls/wire with openssl', () => {
	let folder: string;
	let listening: Listening;
	const running: ChildProcessWithoutNullStreams[] = [];

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-test-'));
		const ca = await makeCa('OpenSSL CA');
		const pair = await ca.issue({ name: 'server', usage: 'server', dns: ['openssl.test'] });
		await writeFile(file('ca.crt'), ca.certificate);
		await writeFile(file('server.crt'), pair.certificate);
		await writeFile(file('server.key'), pair.key, { mode: 0o600 });
		await writeFile(file('early.txt'), 'early words\n');
	});
	beforeEach(() => (listening = new Listening()));
	afterEach(async () => {
		for (const child of running.splice(0)) child.kill();
		await listening.close();
	});
	after(() => rm(folder, { recursive: true }));

	const file = (name: string) => join(folder, name);

	/** Resolves with its port once it listens. */
	function serve(...options: readonly string[]): Promise<number> {
		const files = ['-cert', file('server.crt'), '-key', file('server.key')];
		const child = spawn('openssl', ['s_server', '-accept', '0', ...files, ...options]);
		running.push(child);
		let output = '';
		// It is heard to its end: a program whose output nobody reads stands still.
		return new Promise((resolve, reject) => {
			child.stdout.on('data', (part: Buffer) => {
				output += part.toString();
				const port = /ACCEPT \S*:(\d+)\s/.exec(output)?.[1];
				if (port !== undefined) resolve(Number(port));
			});
			child.stderr.resume();
			child.once('exit', () => reject(new Error(`openssl s_server did not listen: ${output}`)));
		});
	}

	/** What passed while a client talked, with its key log. `says` is sent to it where `when` was printed; it leaves once the file `written` is there. */
	async function talk(
		port: number,
		options: readonly string[],
		says: readonly { readonly when: RegExp; readonly say: string }[] = [],
		written?: string,
	): Promise<HandshakeFacts> {
		const tap = await startWiretap(listening, port);
		const keyLogFile = file('keys.log');
		await rm(keyLogFile, { force: true });
		const way = ['-connect', `127.0.0.1:${tap.port}`, '-servername', 'openssl.test'];
		const log = ['-keylogfile', keyLogFile];
		const client = spawn('openssl', ['s_client', ...way, ...log, ...options]);
		running.push(client);
		// It may leave early, and what nobody waits for yet is not heard.
		const closed = once(client, 'close');
		const left = [...says];
		let output = '';
		const hear = (part: Buffer) => {
			output += part.toString();
			while (left[0]?.when.test(output)) client.stdin.write(left.shift()?.say ?? '');
		};
		client.stdout.on('data', hear);
		client.stderr.on('data', hear);
		if (written !== undefined) {
			const isWritten = eventually(written, () => (existsSync(written) ? true : undefined));
			await Promise.race([isWritten, closed]);
			assert.ok(existsSync(written), output);
			client.stdin.write('Q\n');
		} else if (says.length === 0) {
			client.stdin.end();
		}
		await Promise.all([closed, tap.closed]);
		const keyLog = await readFile(keyLogFile, 'utf8').catch(() => '');
		return decode({ passed: tap.passed, keyLog });
	}

	const ready = /Verify return code/;
	const quit = { when: ready, say: 'Q\n' };

	it('reads past early data, which has keys of its own', async () => {
		const port = await serve('-early_data', '-num_tickets', '1');
		const first = await talk(port, ['-sess_out', file('session')], [], file('session'));
		assert.equal(first.resumed, false);
		const early = ['-sess_in', file('session'), '-early_data', file('early.txt')];
		const second = await talk(port, early, [quit]);
		assert.equal(second.clientHello?.earlyData, true);
		assert.equal(second.resumed, true);
		assert.deepEqual(second.decrypted, { client: true, server: true });
		assert.deepEqual(second.finished, { client: true, server: true });
	});

	it('follows new keys of TLS 1.3', async () => {
		const port = await serve();
		const updated = { when: /KEYUPDATE/, say: 'Q\n' };
		const facts = await talk(port, ['-tls1_3'], [{ when: ready, say: 'K\n' }, updated]);
		// The farewell is read with the keys behind the change.
		assert.deepEqual(facts.alerts[0], {
			...{ from: 'client', level: 'warning', number: 0, description: 'close_notify' },
		});
	});

	it('reads CCM, with a short tag too', async () => {
		const suites = 'TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256';
		const port = await serve('-ciphersuites', suites);
		for (const suite of suites.split(':')) {
			const facts = await talk(port, ['-ciphersuites', suite, '-tls1_3'], [quit]);
			assert.equal(facts.serverHello?.cipherSuite, suite);
			assert.equal(facts.certificateRequest, 'notAsked');
			assert.ok(typeof facts.certificates.server === 'object');
		}
	});

	it('reads CBC, with the MAC inside and outside', async () => {
		const suites = [
			['ECDHE-ECDSA-AES128-SHA', 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'],
			['ECDHE-ECDSA-AES128-SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256'],
			['ECDHE-ECDSA-AES256-SHA384', 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'],
		] as const;
		const port = await serve('-tls1_2');
		for (const [suite, name] of suites) {
			for (const mac of [[], ['-no_etm']]) {
				const facts = await talk(port, ['-tls1_2', '-cipher', suite, ...mac], [quit]);
				assert.equal(facts.serverHello?.cipherSuite, name);
				assert.deepEqual(facts.finished, { client: true, server: true });
				assert.deepEqual(facts.decrypted, { client: true, server: true }, `${name} ${String(mac)}`);
				// Only who can read it knows that it is no error.
				assert.deepEqual(facts.alerts[0], {
					...{ from: 'client', level: 'warning', number: 0, description: 'close_notify' },
				});
			}
		}
	});

	it('shows why a client leaves a server that it does not trust, in TLS 1.2 and 1.3', async () => {
		const port = await serve();
		for (const version of ['-tls1_2', '-tls1_3']) {
			const facts = await talk(port, [version, '-verify_return_error']);
			const [alert] = facts.alerts;
			assert.equal(alert?.from, 'client', version);
			assert.equal(alert.description, 'unknown_ca');
		}
	});

	it('shows a stapled OCSP response, byte for byte', async () => {
		const response = Buffer.from('30030a0106', 'hex');
		await writeFile(file('ocsp.der'), response);
		const port = await serve('-status_file', file('ocsp.der'));
		for (const version of ['-tls1_2', '-tls1_3']) {
			const facts = await talk(port, [version, '-status'], [quit]);
			assert.ok(facts.ocspResponse, version);
			assert.deepEqual(Buffer.from(facts.ocspResponse), response);
			assert.equal(facts.clientHello?.asksForOcsp, true);
		}
	});
});
