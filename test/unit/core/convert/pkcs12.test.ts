/** PKCS #12 of several keys, of trusted certificates, and of entries of other key stores, as OpenSSL reads it. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { convert } from '../../../../src/core/convert/convert.js';
import { type Material, readMaterial } from '../../../../src/core/convert/material.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { makeIssuer, writeLeaf, writeRoot } from '../../../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../../../src/core/x509/write/keys.js';
import { javaPkcs12, jks } from '../../../support/keyStores.js';
import { certificatesIn, Openssl } from '../../../support/opensslFolder.js';
import { bag, certificateBag, friendlyName, plainPfx } from '../../../support/pkcs12Parts.js';
import { rejectsWith } from '../../../support/rejections.js';

const password = 'several keys';
const wish = { withKey: false, newPassword: password };

interface Made {
	readonly root: string;
	readonly leafs: readonly { readonly key: string; readonly pem: string }[];
}

async function make(): Promise<Made> {
	const now = new Date();
	const rootKey = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
	const root = await writeRoot({ subject: 'Store Root', now, ttlSeconds: 864_000 }, rootKey);
	const leafs: { key: string; pem: string }[] = [];
	for (const kind of ['P-256', 'RSA-2048', 'Ed25519'] as const) {
		const { privateKeyPem, publicKey } = await generateKey(kind);
		const subject = kind === 'Ed25519' ? 'API.test' : 'api.test';
		const leaf = await writeLeaf(
			{ subject, names: [], usage: 'both', now, ttlSeconds: 3600, publicKey },
			makeIssuer(root.pem, rootKey),
		);
		leafs.push({ key: privateKeyPem, pem: leaf.pem });
	}
	return { root: root.pem, leafs };
}

const derOf = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

describe('core/convert/targets/pkcs12', () => {
	let openssl: Openssl;
	let made: Made;
	before(async () => {
		openssl = new Openssl();
		made = await make();
	});
	after(() => openssl.dispose());

	async function written(material: Material) {
		const [file, ...others] = await convert(material, 'pkcs12', wish);
		assert.ok(file && others.length === 0);
		const path = openssl.write('a.p12', file.content);
		const printed = await openssl.run(
			...(['pkcs12', '-in', path, '-nodes', '-passin', `pass:${password}`] as const),
		);
		const names = [...printed.matchAll(/friendlyName: (.*)/g)].map(([, name]) => name);
		return { file, printed, names, content: Buffer.from(file.content) };
	}

	it('holds each key with its certificate, and the chain once', async () => {
		const { root, leafs } = made;
		const text = [root, ...leafs.flatMap(({ key, pem }) => [pem, key])];
		const { file, printed, names, content } = await written(await readMaterial(text.join('')));
		assert.equal(file.key, 'encrypted');
		assert.deepEqual(
			certificatesIn(printed),
			[...leafs.map(({ pem }) => pem), root].map((pem) => derOf(pem).toString('base64')),
		);
		const own = ['api.test', 'api.test (2)', 'API.test (3)'];
		assert.deepEqual(names, [...own, ...own]);
		const keys = printed.match(/-----BEGIN PRIVATE KEY[^]+?-----END PRIVATE KEY-----/g) ?? [];
		const wanted = leafs.map(({ key }) => createPrivateKey(key));
		assert.equal(keys.length, wanted.length);
		assert.ok(wanted.every((key, index) => createPrivateKey(keys[index] ?? '').equals(key)));
		const second = await readMaterial(content, { password, entry: 'api.test (2)' });
		const pems = second.certificates.map(({ der }) => toPem('CERTIFICATE', der));
		assert.deepEqual(pems, [leafs[1]?.pem, root]);
		assert.equal(second.keys.length, 1);
	});

	it('takes no key that is locked or has no certificate, nor certificates without theirs', async () => {
		const [leaf, other] = made.leafs;
		assert.ok(leaf && other);
		const locked = createPrivateKey(other.key)
			.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
			.toString();
		const material = await readMaterial(leaf.pem + leaf.key + locked);
		await rejectsWith(convert(material, 'pkcs12', wish), 'invalid', 'keyEncrypted');
		const lonely = await readMaterial(leaf.pem + leaf.key + other.key);
		await rejectsWith(convert(lonely, 'pkcs12', wish), 'invalid', 'keyWithoutCertificate');
		const alone = await readMaterial(leaf.pem + made.root);
		await rejectsWith(convert(alone, 'pkcs12', wish), 'invalid', 'noKey');
	});

	it('holds CAs without a key as Java marks what it trusts', async () => {
		const { file, printed, names, content } = await written(await readMaterial(made.root));
		assert.equal(file.key, 'none');
		assert.deepEqual(names, ['Store Root']);
		assert.match(printed, /2\.16\.840\.1\.113894\.746875\.1\.1/);
		const again = await readMaterial(content, { password });
		assert.deepEqual(
			again.certificates.map(({ der }) => toPem('CERTIFICATE', der)),
			[made.root],
		);
	});

	it('takes a certificate alone for trusted only where a key store has it so', async () => {
		const [leaf] = made.leafs;
		assert.ok(leaf);
		const bytes = plainPfx(certificateBag(derOf(leaf.pem), friendlyName('peer')));
		const { names, file } = await written(await readMaterial(bytes));
		assert.deepEqual([names, file.key], [['peer'], 'none']);
	});

	it('keeps the names of the entries of a key store', async () => {
		const { names } = await written(
			await readMaterial(jks.bytes, { password: jks.password, keyPassword: jks.serverPassword }),
		);
		assert.deepEqual(names.slice(-1), ['server']);
		assert.equal(names.length, 4);
		const { content } = await written(
			await readMaterial(javaPkcs12.bytes, { password: javaPkcs12.password, entry: 'server' }),
		);
		const { keys, certificates } = await readMaterial(content, { password });
		assert.deepEqual([keys[0]?.entryName, certificates.length], ['server', 1]);
	});

	it('takes with a key its certificates, whatever they are called', async () => {
		const [leaf, other] = made.leafs;
		assert.ok(leaf && other);
		const key = createPrivateKey(leaf.key).export({ type: 'pkcs8', format: 'der' });
		const bytes = plainPfx(
			bag(1, key, friendlyName('{4A1B}')),
			certificateBag(derOf(other.pem)),
			certificateBag(derOf(leaf.pem)),
			certificateBag(derOf(made.root), friendlyName('CN=Store Root')),
		);
		const material = await readMaterial(bytes, { entry: '{4A1B}' });
		assert.deepEqual(
			material.certificates.map(({ der }) => toPem('CERTIFICATE', der)),
			[leaf.pem, made.root],
		);
		const { names, printed } = await written(material);
		assert.deepEqual(names, ['{4A1B}', '{4A1B}']);
		assert.ok(createPublicKey(printed).equals(createPublicKey(leaf.key)));
	});
});
