import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCaBundle } from '../../../../../src/commands/administer/authorities/caBundle.js';
import {
	writeLeaf,
	writeRoot,
	makeIssuer,
} from '../../../../../src/core/x509/write/certificate.js';
import { toPem } from '../../../../../src/core/find/pem.js';
import { generateKey, loadSigningKey } from '../../../../../src/core/x509/write/keys.js';
import { rejectsWith } from '../../../../support/rejections.js';

const now = new Date();

async function material() {
	const { privateKeyPem } = await generateKey('P-256');
	const key = await loadSigningKey(privateKeyPem);
	const root = await writeRoot({ subject: 'Bundle Root', now, ttlSeconds: 86_400 }, key);
	const names = [{ type: 'dns', value: 'a.test' }] as const;
	const wish = { subject: 'a.test', names, usage: 'server', now, ttlSeconds: 60 } as const;
	const leaf = await writeLeaf({ ...wish, publicKey: key.publicKey }, makeIssuer(root.pem, key));
	return { root, leaf, privateKeyPem };
}

function fault(text: string | Uint8Array) {
	const content = typeof text === 'string' ? Buffer.from(text) : text;
	return rejectsWith(
		Promise.resolve().then(() => readCaBundle(content)),
		'invalid',
		'bundle',
	).then(({ args }) => args);
}

describe('a bundle to import', () => {
	it('is what it holds of CA certificates and keys, whatever stands around them', async () => {
		const { root, privateKeyPem } = await material();
		const bundle = readCaBundle(Buffer.from(`# our root\n${root.pem}\nkey:\n${privateKeyPem}`));
		assert.deepEqual([bundle.names, bundle.keys], [['Bundle Root'], 1]);
		assert.equal(bundle.pem, root.pem + privateKeyPem);
		assert.equal(readCaBundle(root.der).pem, root.pem);
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const sec1 = privateKey.export({ format: 'pem', type: 'sec1' }).toString();
		assert.equal(readCaBundle(Buffer.from(root.pem + sec1)).pem, root.pem + sec1);
		// As `openssl ecparam -genkey` writes it.
		const curve = toPem('EC PARAMETERS', Buffer.from('06082a8648ce3d030107', 'hex'));
		assert.equal(readCaBundle(Buffer.from(curve + sec1 + root.pem)).pem, sec1 + root.pem);
	});

	it('is refused before it is sent when the server could not use it', async () => {
		const { root, leaf, privateKeyPem } = await material();
		assert.deepEqual(await fault(''), { fault: 'noCa', name: '' });
		assert.deepEqual(await fault(root.pem + leaf.pem), { fault: 'notCa', name: 'a.test' });
		assert.equal((await fault(root.pem.slice(0, 200))).fault, 'noEnd');
		const encrypted = execFileSync('openssl', ['pkcs8', '-topk8', '-passout', 'pass:x'], {
			input: privateKeyPem,
		});
		assert.equal((await fault(root.pem + encrypted.toString())).fault, 'encryptedKey');
	});

	it('names the keys that belong to none of its certificates', async () => {
		const { root, privateKeyPem } = await material();
		const read = (text: string) => readCaBundle(Buffer.from(text));
		const pairs = [
			generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
			generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
			generateKeyPairSync('ed25519').privateKey,
		];
		for (const key of pairs) {
			for (const type of ['pkcs8', key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1'] as const) {
				if (key.asymmetricKeyType === 'ed25519' && type !== 'pkcs8') continue;
				const foreign = key.export({ format: 'pem', type }).toString();
				const { keys, foreignKeys } = read(root.pem + privateKeyPem + foreign);
				assert.deepEqual([keys, foreignKeys.length], [2, 1], `${key.asymmetricKeyType} ${type}`);
				// A key alone is taken by the server: its certificate may be there, or come later.
				assert.deepEqual(read(foreign).foreignKeys, []);
			}
		}
		assert.deepEqual(read(root.pem + privateKeyPem).foreignKeys, []);
		assert.deepEqual(read(privateKeyPem + root.pem + root.pem).foreignKeys, []);
		assert.deepEqual(read(root.pem), {
			pem: root.pem,
			names: ['Bundle Root'],
			keys: 0,
			foreignKeys: [],
		});
	});

	for (const kind of ['ec', 'rsa', 'ed25519'] as const) {
		it(`knows the key of its certificate, ${kind}`, () => {
			const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-bundle-'));
			try {
				const file = join(folder, 'ca.key');
				const algorithm = kind === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : [kind];
				const words = ['req', '-x509', '-nodes', '-newkey', ...algorithm, '-keyout', file];
				const certificate = execFileSync('openssl', [...words, '-subj', '/CN=Own'], {
					stdio: ['ignore', 'pipe', 'ignore'],
				});
				const bundle = Buffer.concat([readFileSync(file), certificate]);
				assert.deepEqual(readCaBundle(bundle).foreignKeys, []);
			} finally {
				rmSync(folder, { recursive: true, force: true });
			}
		});
	}
});
