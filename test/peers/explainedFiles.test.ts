/** What programs say of their own certificate, key and CA files before any handshake, and what our table says of that. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import type { Program } from '../../scripts/lib/programs.mjs';
import { explainText } from '../../src/core/tls/explain/explanation.js';
import { Seen } from '../support/explainedBy.js';
import { oldPkcs12 } from '../support/keyStores.js';
import { Listening } from '../support/listening.js';
import { contents, type Files, writeFiles } from './explainedMaterial.js';
import { program, run, withPrograms } from './targets/workbench.js';

type Case = readonly [id: string, certificate: keyof Files, key: keyof Files, ca?: keyof Files];
type Cases = readonly Case[];

describe('what programs say of their files', function () {
	this.timeout(120_000);
	const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-files-'));
	const seen = new Seen('files');
	const listening = new Listening();
	const ran = new Set<Program>();
	const files = writeFiles(folder);
	afterEach(() => listening.close());
	after(() => rmSync(folder, { recursive: true, force: true }));

	/** One test for a program: what it prints for each pair. */
	function programSays(
		needs: readonly Program[],
		title: string,
		cases: Cases,
		ask: (certificate: string, key: string, ca: string) => Promise<string>,
	): void {
		withPrograms(needs, title, () => {
			for (const [id, certificate, key, ca = 'ca'] of cases) {
				it(`${id}, of ${certificate}, ${key} and ${ca}`, async () => {
					const text = await ask(files[certificate], files[key], files[ca]);
					assert.equal(explainText(text)?.id, id, text);
					seen.add(id);
					needs.forEach((name) => ran.add(name));
				});
			}
		});
	}

	/** Where something listens that says nothing: files are read before the first message. */
	const place = async () => `https://127.0.0.1:${await listening.listen(createServer())}`;
	const says = async (name: Program, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
		(await run(program(name), args, { cwd: folder, env })).output;

	programSays(
		['curl'],
		'curl',
		[
			['caFileUnreadable', 'cert', 'key', 'noCert'],
			['caFileUnreadable', 'cert', 'key', 'noPem'],
			// It tells no more of a key than that it could not set it.
			['ownCertificateUnusable', 'cert', 'otherKey'],
			['ownCertificateUnusable', 'cert', 'noKey'],
			['ownCertificateUnusable', 'cert', 'encryptedKey'],
			['keyMismatch', 'cert', 'rsaKey'],
			['certificateNotPem', 'key', 'cert'],
			['fileMissing', 'noCert', 'key'],
			['ownSignatureWeak', 'weak', 'weakKey'],
		],
		async (certificate, key, ca) =>
			says('curl', [
				...['-sS', '--cacert', ca, '--cert', certificate, '--key', key, '--pass', 'wrong'],
				await place(),
			]),
	);

	programSays(
		['curl'],
		'curl, of key stores and CRLs',
		[
			['pkcs12Password', 'store', 'key'],
			['pkcs12Old', 'oldStore', 'key'],
			['notPkcs12', 'cert', 'key'],
		],
		async (store) => {
			const secret = store === files.oldStore ? oldPkcs12.password : 'wrong';
			return says('curl', [
				...['-sS', '--cacert', files.ca, '--cert', `${store}:${secret}`, '--cert-type', 'P12'],
				await place(),
			]);
		},
	);

	programSays(['curl'], 'curl, of a CRL', [['crlMissing', 'noCert', 'key']], async (crl) =>
		says('curl', ['-sS', '--cacert', files.ca, '--crlfile', crl, await place()]),
	);

	programSays(
		['openssl'],
		'openssl s_client',
		[
			['fileMissing', 'cert', 'key', 'noCert'],
			['caFileUnreadable', 'cert', 'key', 'noPem'],
			['keyMismatch', 'cert', 'otherKey'],
			['keyMismatch', 'cert', 'rsaKey'],
			['ownCertificateUnusable', 'cert', 'noPem'],
			['fileMissing', 'cert', 'noKey'],
			['fileMissing', 'noCert', 'key'],
			['passphrase', 'cert', 'encryptedKey'],
			['ownSignatureWeak', 'weak', 'weakKey'],
		],
		(certificate, key, ca) =>
			says('openssl', [
				...['s_client', '-connect', '127.0.0.1:1', '-CAfile', ca],
				...['-cert', certificate, '-key', key, '-pass', 'pass:wrong'],
			]),
	);

	programSays(
		['python3'],
		'Python’s ssl',
		[
			['keyMismatch', 'cert', 'otherKey'],
			['keyTypeMismatch', 'cert', 'rsaKey'],
			['ownCertificateUnusable', 'key', 'cert'],
			['ownCertificateUnusable', 'cert', 'encryptedKey'],
			['ownSignatureWeak', 'weak', 'weakKey'],
			['caFileUnreadable', 'cert', 'key', 'noPem'],
		],
		(certificate, key, ca) => {
			const script = [
				'import ssl, sys',
				'c = ssl.create_default_context(cafile=sys.argv[3])',
				'c.load_cert_chain(sys.argv[1], sys.argv[2], "wrong")',
			];
			return says('python3', ['-c', script.join('\n'), certificate, key, ca]);
		},
	);

	programSays(
		['go'],
		'Go',
		[
			['keyMismatch', 'cert', 'otherKey'],
			['keyTypeMismatch', 'cert', 'rsaKey'],
			['certificateAndKeySwapped', 'key', 'cert'],
			['certificateAndKeySwapped', 'cert', 'cert'],
			['fileMissing', 'cert', 'noKey'],
			['fileMissing', 'noCert', 'key'],
			['certificateNotPem', 'noPem', 'key'],
			['keyUnreadable', 'cert', 'noPem'],
			['keyUnreadable', 'cert', 'encryptedKey'],
		],
		(certificate, key) =>
			says('go', ['run', join(root, 'scripts/peers/loadPair.go'), certificate, key], {
				...{ GOTOOLCHAIN: 'local', GOFLAGS: '' },
				GOCACHE: join(process.env['PKI_TEST_CACHE'] ?? join(root, '.vscode-test'), 'go-build'),
			}),
	);

	programSays(
		['keytool'],
		'keytool',
		[
			['pkcs12Password', 'store', 'key'],
			['notPkcs12', 'cert', 'key'],
			['fileMissing', 'noCert', 'key'],
		],
		(store) => says('keytool', ['-list', '-keystore', store, '-storepass', 'wrong!']),
	);

	programSays(
		['nginx'],
		'nginx',
		[
			['keyMismatch', 'cert', 'otherKey'],
			['certificateNotPem', 'key', 'cert'],
			['fileMissing', 'noCert', 'key'],
			['fileMissing', 'cert', 'noKey'],
			['fileMissing', 'cert', 'key', 'noCert'],
			['caFileUnreadable', 'cert', 'key', 'noPem'],
			['passphrase', 'cert', 'encryptedKey'],
			['ownSignatureWeak', 'weak', 'weakKey'],
		],
		(certificate, key, ca) => {
			const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
			const config = [
				`error_log stderr; pid ${folder}/nginx.pid; events {} http { access_log off;`,
				...temporary.map((name) => `${name}_temp_path ${folder}/${name};`),
				`server { listen 127.0.0.1:1 ssl; ssl_certificate ${certificate};`,
				`ssl_certificate_key ${key}; ssl_client_certificate ${ca}; ssl_verify_client on; } }`,
			];
			const file = join(folder, 'nginx.conf');
			writeFileSync(file, config.join('\n'));
			return says('nginx', ['-t', '-c', file]);
		},
	);

	programSays(
		['haproxy'],
		'HAProxy',
		[
			['keyMismatch', 'cert', 'otherKey'],
			['keyMismatch', 'cert', 'rsaKey'],
			['ownCertificateUnusable', 'cert', 'encryptedKey'],
			['ownCertificateUnusable', 'weak', 'weakKey'],
			['caFileUnreadable', 'cert', 'key', 'noCert'],
			['caFileUnreadable', 'cert', 'key', 'noPem'],
		],
		(certificate, key, ca) => {
			const [pair, file] = [join(folder, 'pair.pem'), join(folder, 'haproxy.cfg')];
			writeFileSync(pair, `${contents.get(certificate) ?? ''}${contents.get(key) ?? ''}`);
			const bind = `bind 127.0.0.1:1 ssl crt ${pair} ca-file ${ca} verify required`;
			writeFileSync(file, `frontend f\n  mode http\n  timeout client 1s\n  ${bind}\n`);
			return says('haproxy', ['-c', '-f', file]);
		},
	);

	programSays(
		['redis-server'],
		'Redis',
		[
			['keyMismatch', 'cert', 'otherKey'],
			['certificateNotPem', 'key', 'cert'],
			['fileMissing', 'noCert', 'key'],
			['caFileUnreadable', 'cert', 'key', 'noCert'],
			['passphrase', 'cert', 'encryptedKey'],
		],
		(certificate, key, ca) =>
			says('redis-server', [
				...['--port', '0', '--tls-port', '1', '--tls-key-file-pass', 'wrong'],
				...['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', ca],
			]),
	);

	programSays(
		['redis-cli'],
		'Redis’s client',
		[
			['caFileUnreadable', 'cert', 'key', 'noCert'],
			['ownCertificateUnusable', 'cert', 'otherKey'],
			['ownCertificateUnusable', 'noCert', 'key'],
		],
		async (certificate, key, ca) => {
			const port = String(await listening.listen(createServer()));
			const pair = ['--cert', certificate, '--key', key, '--cacert', ca];
			return says('redis-cli', ['--tls', ...pair, '-h', '127.0.0.1', '-p', port, 'ping']);
		},
	);

	programSays(
		['psql'],
		'PostgreSQL’s client',
		[
			['keyMismatch', 'cert', 'otherKey'],
			['keyTypeMismatch', 'cert', 'rsaKey'],
			['fileMissing', 'cert', 'noKey'],
			['caFileUnreadable', 'cert', 'key', 'noCert'],
			['caFileUnreadable', 'cert', 'key', 'noPem'],
			['certificateNotPem', 'key', 'key'],
			['ownSignatureWeak', 'weak', 'weakKey'],
			// Of this one others may read the file as well.
			['keyFileOpen', 'cert', 'encryptedKey'],
		],
		async (certificate, key, ca) => {
			// All that it needs of a server: that there will be TLS.
			const server = createServer((socket) => socket.once('data', () => socket.write('S')));
			const port = String(await listening.listen(server));
			const target = `host=127.0.0.1 port=${port} connect_timeout=10 sslmode=verify-full`;
			const pair = `sslcert=${certificate} sslkey=${key} sslrootcert=${ca}`;
			return says('psql', [`${target} ${pair}`]);
		},
	);

	describe('altogether', () => {
		const needed: readonly Program[] = ['curl', 'go', 'psql'];
		withPrograms(needed, 'what is said to be seen here', () => {
			it('has been seen', () => {
				assert.ok(needed.every((name) => ran.has(name)));
				seen.assertShare();
			});
		});
	});
});
