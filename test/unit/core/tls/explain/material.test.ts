/** What Node.js says of one’s own certificate, key and settings, and what our table says of that. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { explainText } from '../../../../../src/core/tls/explain/explanation.js';
import { Seen } from '../../../../support/explainedBy.js';
import { assertDump, type Failure } from '../../../../support/explainedFailures.js';
import { explainedServers, goodServer } from '../../../../support/explainedServers.js';
import { javaPkcs12, oldPkcs12 } from '../../../../support/keyStores.js';

describe('the errors of one’s own material', () => {
	const seen = new Seen('material');
	const pem = goodServer.pem;
	const key = goodServer.keyPem;
	const bodyLine = pem.split('\n')[2] ?? '';
	const other = explainedServers()[0];
	const weak = explainedServers().find(({ id }) => id === 'weakKey');
	const [pfx, old] = [Buffer.from(javaPkcs12.bytes), Buffer.from(oldPkcs12.bytes)];
	const cases: readonly (readonly [id: string, options: tls.SecureContextOptions])[] = [
		['certificateNotPem', { cert: '/etc/tls/web.pem', key }],
		['keyUnreadable', { cert: pem, key: '/etc/tls/web.key' }],
		['pemEndLine', { cert: pem.replace('-----END', ' -----END'), key }],
		['pemBase64', { cert: pem.replace(bodyLine, `*${bodyLine.slice(1)}`), key }],
		['pemHeader', { cert: pem.replace(bodyLine, `\n${bodyLine}`), key }],
		['contentTruncated', { cert: pem.replace(`${bodyLine}\n`, ''), key }],
		['keyMismatch', { cert: pem, key: other?.keyPem }],
		['passphrase', { cert: pem, key: encrypted(), passphrase: 'wrong' }],
		['passphrase', { cert: pem, key: encrypted() }],
		['ownKeyWeak', { cert: weak?.chain, key: weak?.keyPem, ciphers: 'DEFAULT@SECLEVEL=2' }],
		['pkcs12Password', { pfx, passphrase: 'wrong' }],
		['pkcs12Password', { pfx }],
		['pkcs12Old', { pfx: old, passphrase: oldPkcs12.password }],
		['notPkcs12', { pfx: pem }],
		['versionSetting', { minVersion: '1.2' as tls.SecureVersion }],
	];
	for (const [index, [id, options]] of cases.entries()) {
		it(`are ${id} (${index + 1})`, () => {
			assert.throws(
				() => tls.createSecureContext(options),
				(error: Failure) => {
					assertDump(error, id, seen);
					return true;
				},
			);
		});
	}

	function encrypted(): string {
		const cipher = { cipher: 'aes-256-cbc', passphrase: 'right' };
		return goodServer.keys.privateKey
			.export({ type: 'pkcs8', format: 'pem', ...cipher })
			.toString();
	}

	describe('in files', () => {
		let folder: string;
		before(() => {
			folder = mkdtempSync(join(tmpdir(), 'pki-workbench-material-'));
		});
		after(() => rmSync(folder, { recursive: true }));

		const read = "require('node:fs').readFileSync(process.argv[1])";
		const connect = "require('node:tls').connect({ port: 1 }).on('error', () => {})";

		it('are fileMissing', async () => {
			for (const name of ['client.pem', 'client.crt', 'client.key', 'client.p12']) {
				assertSaid(await nodeSays(read, [join(folder, name)]), 'fileMissing');
			}
			assert.equal(explainText(await nodeSays(read, [join(folder, 'notes.txt')])), undefined);
		});

		it('are fileForbidden', async function () {
			// Windows has no permission bits, and nobody to become.
			if (process.platform === 'win32') {
				seen.add('fileForbidden');
				return;
			}
			const shut = join(folder, 'shut');
			const file = join(shut, 'client.key');
			mkdirSync(shut);
			writeFileSync(file, key);
			chmodSync(file, 0);
			chmodSync(shut, 0o755);
			chmodSync(folder, 0o755);
			// No file is closed to root, who can be somebody else.
			const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
			assertSaid(await nodeSays(read, [file], nobody), 'fileForbidden');
		});

		it('are extraCaIgnored', async () => {
			const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'roots.pem') };
			assertSaid(await nodeSays(connect, [], { env }), 'extraCaIgnored');
		});

		function assertSaid(text: string, id: string): void {
			assert.equal(explainText(text)?.id, id, text);
			seen.add(id);
		}
	});

	describe('altogether', () => {
		it('are all that is said to be seen here', () => seen.assertShare());
	});
});

/** What Node.js prints when it runs this. */
function nodeSays(
	script: string,
	args: readonly string[],
	options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
	return new Promise((resolve) => {
		execFile(process.execPath, ['-e', script, ...args], options, (_, stdout, stderr) => {
			resolve(`${stdout}${stderr}`);
		});
	});
}
