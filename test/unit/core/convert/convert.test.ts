/** What comes out of a conversion, as OpenSSL and our own reader see it. */
import assert from 'node:assert/strict';
import {
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	type JsonWebKey,
	X509Certificate,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConversionId, convert } from '../../../../src/core/convert/convert.js';
import { joined, readMaterial } from '../../../../src/core/convert/material.js';
import type { OutputFile } from '../../../../src/core/convert/target.js';
import { jwk } from '../../../../src/core/convert/targets/jwk.js';
import type { KeyKind } from '../../../../src/core/backends/contract/backend.js';
import { firstPemDer } from '../../../../src/core/find/pem.js';
import { makeIssuer, writeLeaf, writeRoot } from '../../../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../../../src/core/x509/write/keys.js';
import { crlPemOf } from '../../../support/certificates.js';
import { javaPkcs12, jks } from '../../../support/keyStores.js';
import { certificatesIn, Openssl } from '../../../support/opensslFolder.js';
import { rejectsWith } from '../../../support/rejections.js';

const now = new Date();

async function identity(kind: KeyKind) {
	const rootKey = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
	const root = await writeRoot({ subject: 'Convert Root', now, ttlSeconds: 864_000 }, rootKey);
	const key = await generateKey(kind);
	const leaf = await writeLeaf(
		{
			...{ subject: 'api.test', names: [{ type: 'dns', value: 'api.test' }], usage: 'both' },
			...{ now, ttlSeconds: 3600, publicKey: key.publicKey },
		},
		makeIssuer(root.pem, rootKey),
	);
	return { key: key.privateKeyPem, leaf: leaf.pem, root: root.pem };
}

const base64 = (pem: string) => firstPemDer(pem)?.toString('base64') ?? '';
const wish = { withKey: false };

async function convertTo(to: ConversionId, content: string | Uint8Array, options = {}) {
	return convert(await readMaterial(content), to, { ...wish, ...options });
}

function only(files: readonly OutputFile[]): OutputFile {
	assert.equal(files.length, 1);
	const [file] = files;
	assert.ok(file);
	return file;
}

describe('core/convert', () => {
	let openssl: Openssl;
	before(() => {
		openssl = new Openssl();
	});
	after(() => openssl.dispose());

	for (const kind of ['P-256', 'RSA-2048', 'Ed25519'] as const) {
		describe(`of a ${kind} key with its chain`, () => {
			let made: Awaited<ReturnType<typeof identity>>;
			let all: string;
			before(async () => {
				made = await identity(kind);
				// The root first: the order of the source is not the chain's.
				all = made.root + made.key + made.leaf;
			});
			const ownKey = () => new X509Certificate(made.leaf).publicKey;

			it('makes PKCS#12 that OpenSSL opens', async () => {
				const file = only(await convertTo('pkcs12', all, { newPassword: 'correct horse' }));
				assert.deepEqual([file.ending, file.key], ['.p12', 'encrypted']);
				const path = openssl.write('a.p12', file.content);
				const args = ['-in', path, '-nodes', '-passin', 'pass:correct horse'];
				const printed = await openssl.run('pkcs12', ...args);
				assert.deepEqual(certificatesIn(printed), [made.leaf, made.root].map(base64));
				assert.ok(createPublicKey(createPrivateKey(printed)).equals(ownKey()));
				assert.match(printed, /friendlyName: api\.test/);
			});

			it('makes of PKCS#12 what went into it', async () => {
				const { content } = only(await convertTo('pkcs12', all, { newPassword: 'x1' }));
				const material = await readMaterial(content, { password: 'x1' });
				const files = await convert(material, 'pem', wish);
				assert.deepEqual(
					files.map(({ ending, key }) => [ending, key]),
					[
						['.pem', 'none'],
						['.key', 'plain'],
					],
				);
				const [certificates, key] = files;
				assert.equal(certificates?.content, made.leaf + made.root);
				assert.ok(createPublicKey(String(key?.content)).equals(ownKey()));
			});

			it('encrypts the key where a password is given', async () => {
				for (const to of ['pem', 'der'] as const) {
					const files = await convertTo(to, all, { newPassword: 'pässwörd' });
					const key = files.find((file) => file.key === 'encrypted');
					assert.ok(key);
					const path = openssl.write('k', key.content);
					const args = ['-in', path, '-inform', to.toUpperCase(), '-pubout'];
					const printed = await openssl.run('pkey', ...args, '-passin', 'pass:pässwörd');
					assert.ok(createPublicKey(printed).equals(ownKey()));
					await assert.rejects(openssl.run('pkey', ...args, '-passin', 'pass:other'));
				}
			});

			it('makes DER that OpenSSL reads, a file for each object', async () => {
				const files = await convertTo('der', all);
				assert.deepEqual(
					files.map(({ ending }) => ending),
					['.der', '-2.der', '.key.der'],
				);
				const printed: string[] = [];
				for (const { content } of files.slice(0, 2)) {
					const path = openssl.write('a.der', content);
					printed.push(await openssl.run('x509', '-inform', 'DER', '-in', path));
				}
				assert.deepEqual(certificatesIn(printed.join('')), [made.root, made.leaf].map(base64));
				const key = Buffer.from(files[2]?.content ?? '');
				const opened = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
				assert.ok(createPublicKey(opened).equals(ownKey()));
			});

			it('makes a JWK with the chain, public unless the private key is asked for', async () => {
				const { content, key, ending } = only(await convertTo('jwk', all));
				assert.deepEqual([ending, key], ['.jwk', 'none']);
				const jwk = JSON.parse(String(content)) as JsonWebKey & { x5c: string[]; kid: string };
				assert.ok(createPublicKey({ key: jwk, format: 'jwk' }).equals(ownKey()));
				assert.equal(jwk.d, undefined);
				assert.deepEqual(jwk.x5c, [made.leaf, made.root].map(base64));
				const secret = only(await convertTo('jwks', all, { withKey: true }));
				assert.deepEqual([secret.ending, secret.key], ['.jwks', 'plain']);
				const { keys } = JSON.parse(String(secret.content)) as { keys: JsonWebKey[] };
				const [private_ = {}] = keys;
				assert.equal(keys.length, 1);
				assert.ok(
					createPublicKey(createPrivateKey({ key: private_, format: 'jwk' })).equals(ownKey()),
				);
				assert.equal(private_['kid'], jwk.kid);
			});
		});
	}

	it('makes PKCS#7 that OpenSSL reads, in the order of the source, with CRLs', async () => {
		const { leaf, root } = await identity('P-256');
		const crl = crlPemOf({ from: -1, to: 30 });
		const { content } = only(await convertTo('pkcs7', leaf + root + crl));
		const path = openssl.write('a.p7b', content);
		const args = ['-inform', 'DER', '-in', path, '-print_certs'];
		assert.deepEqual(certificatesIn(await openssl.run('pkcs7', ...args)), [leaf, root].map(base64));
		const own = await openssl.run(
			...['crl2pkcs7', '-nocrl', '-outform', 'DER', '-out', 'own.p7b'],
			...['-certfile', openssl.write('chain.pem', leaf + root)],
		);
		assert.equal(own, '');
		const bare = only(await convertTo('pkcs7', leaf + root)).content;
		assert.deepEqual(Buffer.from(bare), readFileSync(join(openssl.folder, 'own.p7b')));
		const back = await readMaterial(readFileSync(join(openssl.folder, 'own.p7b')));
		assert.equal(only(await convert(back, 'pem', wish)).content, leaf + root);
	});

	it('names a key as RFC 7638, 3.1, does', async () => {
		const n =
			'0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
		const key = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
		const pem = key.export({ format: 'pem', type: 'spki' }).toString();
		const jwk = JSON.parse(String(only(await convertTo('jwk', pem)).content)) as { kid: string };
		assert.equal(jwk.kid, 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
	});

	it('names the curve of a key that spells it out', async () => {
		const spelled = ['ec_paramgen_curve:P-256', 'ec_param_enc:explicit'];
		const options = spelled.flatMap((option) => ['-pkeyopt', option]);
		const pem = await openssl.run('genpkey', '-algorithm', 'EC', ...options);
		const { x, y } = createPublicKey(pem).export({ format: 'jwk' });
		for (const withKey of [false, true]) {
			const { content } = only(await convertTo('jwk', pem, { withKey }));
			const jwk = JSON.parse(String(content)) as JsonWebKey;
			assert.deepEqual([jwk.crv, jwk.x, jwk.y, jwk.d !== undefined], ['P-256', x, y, withKey]);
		}
	});

	it('puts several files together, and refuses what does not belong together', async () => {
		const [one, other] = [await identity('P-256'), await identity('P-256')];
		const read = async (pem: string) => readMaterial(pem);
		const both = joined([await read(one.leaf), await read(one.key), await read(one.leaf)]);
		const { content } = only(await convert(both, 'pkcs12', { ...wish, newPassword: 'x' }));
		assert.equal((await readMaterial(content, { password: 'x' })).certificates.length, 1);
		const strange = joined([await read(one.leaf), await read(other.key)]);
		const p12 = { ...wish, newPassword: 'x' };
		await rejectsWith(convert(strange, 'pkcs12', p12), 'invalid', 'noMatchingKey');
		await rejectsWith(convertTo('pkcs12', one.leaf, p12), 'invalid', 'noKey');
		await rejectsWith(convertTo('pkcs12', one.key, p12), 'invalid', 'noCertificate');
		await rejectsWith(convertTo('pkcs7', one.key), 'invalid', 'noCertificate');
		await rejectsWith(
			convertTo('jwk', crlPemOf({ from: -1, to: 1 })),
			'invalid',
			'nothingForTarget',
		);
		await rejectsWith(convertTo('jwk', one.leaf, { withKey: true }), 'invalid', 'noKey');
	});

	it('unpacks key stores of Java, and what needs a password only with it', async () => {
		const { bytes, password, serverPassword } = jks;
		await rejectsWith(readMaterial(bytes), 'invalid', 'passwordNeeded');
		await rejectsWith(readMaterial(bytes, { password: 'other' }), 'invalid', 'wrongPassword');
		await rejectsWith(readMaterial(bytes, { password }), 'invalid', 'wrongKeyPassword');
		const material = await readMaterial(bytes, { password, keyPassword: serverPassword });
		const files = await convert(material, 'pem', wish);
		assert.deepEqual(
			files.map(({ ending }) => ending),
			['.pem', '.key', '-2.key'],
		);
		const certificates = [
			...String(files[0]?.content).matchAll(/-----BEGIN[^]*?-----END[^]*?-\n/g),
		];
		const publicKeys = certificates.map(([pem]) => new X509Certificate(pem).publicKey);
		for (const { content } of files.slice(1)) {
			const own = createPublicKey(String(content));
			assert.ok(publicKeys.some((key) => key.equals(own)));
		}
		const java = await readMaterial(javaPkcs12.bytes, { password: javaPkcs12.password });
		assert.equal((await convert(java, 'pem', wish)).length, 2);
	});

	it('sees a private half that is missing from a JWK, and one that nobody asked for', async () => {
		const { leaf, key } = await identity('P-256');
		const material = await readMaterial(leaf + key);
		const made = async (withKey: boolean) => convert(material, 'jwk', { withKey });
		for (const withKey of [true, false]) {
			assert.ok(await jwk.isSame(await made(withKey), material, { withKey }));
			assert.equal(await jwk.isSame(await made(!withKey), material, { withKey }), false);
		}
	});

	it('says that a JWK without its primes has no other format', async () => {
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const { kty, n, e, d } = privateKey.export({ format: 'jwk' });
		for (const to of ['pem', 'der'] as const) {
			await rejectsWith(convertTo(to, JSON.stringify({ kty, n, e, d })), 'invalid', 'keyForm');
		}
	});

	it('refuses a source of which a part would be lost', async () => {
		const { leaf, root } = await identity('P-256');
		const torn = leaf + root.replace(/^(.*\n.{10})./, '$1!');
		await rejectsWith(readMaterial(torn), 'invalid', 'unreadableBlock');
		await rejectsWith(readMaterial('nothing'), 'invalid', 'noBlocks');
		openssl.write('leaf.pem', leaf);
		const cms = ['cms', '-in', 'leaf.pem', '-outform', 'PEM'];
		const other = await openssl.run(
			...cms,
			'-encrypt',
			'-secretkey',
			'00'.repeat(16),
			'-secretkeyid',
			'01',
			'-aes128',
		);
		await rejectsWith(readMaterial(other), 'invalid', 'noBlocks');
		await rejectsWith(
			readMaterial(other.replace(/(\n.{8})./, '$1!')),
			'invalid',
			'unreadableBlock',
		);
	});
});
