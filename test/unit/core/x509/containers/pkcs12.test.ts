import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeyKind } from '../../../../../src/core/backends/contract/backend.js';
import { writePkcs12 } from '../../../../../src/core/x509/containers/pkcs12.js';
import {
	makeIssuer,
	writeLeaf,
	writeRoot,
} from '../../../../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../../../../src/core/x509/write/keys.js';
import { rejectsWith } from '../../../../support/rejections.js';

const run = promisify(execFile);
const now = new Date();

async function identity(kind: KeyKind) {
	const rootKey = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
	const root = await writeRoot({ subject: 'Pack Root', now, ttlSeconds: 864_000 }, rootKey);
	const key = await generateKey(kind);
	const leaf = await writeLeaf(
		{
			...{ subject: 'pack.test', names: [{ type: 'dns', value: 'pack.test' }], usage: 'both' },
			...{ now, ttlSeconds: 3600, publicKey: key.publicKey },
		},
		makeIssuer(root.pem, rootKey),
	);
	return {
		privateKeyPem: key.privateKeyPem,
		certificatePem: leaf.pem,
		chainPem: [root.pem],
	};
}

describe('core/x509/containers/pkcs12', () => {
	let folder: string;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-p12-'));
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	/** What `openssl pkcs12 -info` makes of it. */
	async function read(bytes: Uint8Array, password: string) {
		const file = join(folder, 'x.p12');
		writeFileSync(file, bytes);
		const env = { ...process.env, P12: password };
		return run('openssl', ['pkcs12', '-info', '-nodes', '-in', file, '-passin', 'env:P12'], {
			env,
		});
	}

	for (const kind of ['P-256', 'RSA-2048', 'Ed25519'] as const) {
		it(`OpenSSL reads key, certificate and chain of a ${kind} key`, async () => {
			const made = await identity(kind);
			const password = 'correct horse';
			const bytes = await writePkcs12({ ...made, password, name: 'pack.test' });
			const { stdout, stderr } = await read(bytes, password);
			const certificates = stdout.match(/-----BEGIN CERT[^]*?-----END CERTIFICATE-----/g) ?? [];
			assert.deepEqual(
				certificates.map((pem) => new X509Certificate(pem).subject),
				['CN=pack.test', 'CN=Pack Root'],
			);
			const [key = ''] = /-----BEGIN PRIVATE KEY[^]*?-----END PRIVATE KEY-----/.exec(stdout) ?? [];
			assert.ok(new X509Certificate(made.certificatePem).checkPrivateKey(createPrivateKey(key)));
			assert.equal(stdout.match(/friendlyName: pack\.test/g)?.length, 2);
			assert.equal(new Set(stdout.match(/localKeyID: .*/g)).size, 1);
			assert.match(stderr, /MAC: sha256, Iteration 10000/);
			assert.equal(
				stderr.match(/PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256/g)?.length,
				2,
			);
			await assert.rejects(read(bytes, 'another'), /invalid password|mac verify/i);
		});
	}

	it('takes passwords and names of any script', async () => {
		const made = await identity('P-256');
		const password = 'pässwörd 密码';
		const bytes = await writePkcs12({ ...made, password, name: 'Büro 密' });
		assert.match((await read(bytes, password)).stdout, /pack\.test/);
	});

	it('writes nothing of the key in the clear, and nothing twice the same', async () => {
		const made = await identity('Ed25519');
		const once = async () => Buffer.from(await writePkcs12({ ...made, password: 'x', name: 'a' }));
		const [one, other] = [await once(), await once()];
		const key = createPrivateKey(made.privateKeyPem).export({ type: 'pkcs8', format: 'der' });
		assert.ok(!one.includes(key.subarray(-32)));
		assert.ok(!one.equals(other));
	});

	it('refuses what is no key and no certificate', async () => {
		const made = { ...(await identity('P-256')), password: 'x', name: 'a' };
		await rejectsWith(writePkcs12({ ...made, privateKeyPem: 'none' }), 'invalid', 'key');
		await rejectsWith(writePkcs12({ ...made, chainPem: ['none'] }), 'invalid', 'noCertificate');
	});
});
