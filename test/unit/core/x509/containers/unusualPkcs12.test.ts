/** PKCS #12 of few programs: passwords in older character sets, scrypt, two passwords. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { PkiError } from '../../../../../src/core/common/errors.js';
import { readMaterial } from '../../../../../src/core/convert/material.js';
import { firstPemDer, toPem } from '../../../../../src/core/find/pem.js';
import { openContainer } from '../../../../../src/core/x509/containers/openContainer.js';
import { derOf } from '../../../../support/certificates.js';
import { octets, sequence, spkiOf } from '../../../../support/der.js';
import { javaPkcs12, jks } from '../../../../support/keyStores.js';
import { openssl } from '../../../../support/openssl.js';
import {
	bag,
	certificateBag,
	contentInfo,
	data,
	encryptedBags,
	encryptedByScrypt,
	encryptedPart,
	friendlyName,
	pbes2,
	pfx,
	scryptPbes2,
	sealedPfx,
} from '../../../../support/pkcs12Parts.js';
import { rejectsWith } from '../../../../support/rejections.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const leaf = derOf({ name: 'leaf.test', spki: spkiOf(publicKey) });
const root = derOf({ name: 'Root' });

/** Base64 of every block that `openssl` printed. */
function contentsOf(printed: string): string[] {
	const blocks = printed.matchAll(/-----BEGIN [A-Z ]+-----([^-]+)-----END/g);
	return [...blocks].map(([, body = '']) => body.replace(/\s/g, ''));
}

describe('core/x509/containers: PKCS #12 of few programs', () => {
	let folder: string;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-unusual-'));
	});
	after(() => rmSync(folder, { recursive: true, force: true }));
	const path = (name: string) => join(folder, name);

	it('opens what a program made of a password in an older character set', async () => {
		const password = 'pässwörd';
		writeFileSync(path('key.pem'), key + toPem('CERTIFICATE', leaf));
		writeFileSync(path('password'), Buffer.from(password, 'latin1'));
		const out = path('latin1.p12');
		const parts = ['pkcs12', '-export', '-in', path('key.pem'), '-out', out];
		for (const options of [
			[],
			['-nomac'],
			['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES'],
		]) {
			await openssl([...parts, '-passout', `file:${path('password')}`, ...options]);
			const bytes = readFileSync(out);
			const { blocks, locked } = await openContainer(bytes, { password });
			assert.deepEqual([blocks.length, locked], [2, []], options.join(' '));
			await rejectsWith(openContainer(bytes, { password: 'pässword' }), 'invalid', 'wrongPassword');
		}
	});

	it('reads keys and certificates under scrypt as openssl does', async () => {
		const password = 'scrypt 密';
		writeFileSync(path('key.pem'), key);
		const parts = ['pkcs8', '-topk8', '-scrypt', '-scrypt_N', '2048', '-in', path('key.pem')];
		const pem = await openssl([...parts, '-passout', 'env:P12'], { P12: password });
		const der = firstPemDer(pem, 'ENCRYPTED PRIVATE KEY');
		assert.ok(der);
		const cost = { cost: 1024, blockSize: 4, parallelization: 3 };
		const bags = sequence(certificateBag(leaf, friendlyName('ä')), certificateBag(root));
		const bytes = sealedPfx(password, [
			encryptedPart(scryptPbes2(cost), encryptedByScrypt(password, cost, bags)),
			contentInfo(data, octets(sequence(bag(2, der, friendlyName('ä'))))),
		]);
		writeFileSync(path('x.p12'), bytes);
		const asked = ['pkcs12', '-nodes', '-in', path('x.p12'), '-passin', 'env:P12'];
		const printed = await openssl(asked, { P12: password });
		const { blocks, locked } = await openContainer(bytes, { password });
		assert.deepEqual(locked, []);
		const ders = blocks.map((block) =>
			block.facts ? Buffer.from(block.der).toString('base64') : '',
		);
		assert.deepEqual(ders, contentsOf(printed));
		assert.equal(ders.length, 3);
		await rejectsWith(openContainer(bytes, { password: 'scrypt' }), 'invalid', 'wrongPassword');
	});

	it('says in no error what was typed, whatever goes wrong', async () => {
		const parts = [encryptedPart(pbes2('01'), encryptedBags('inside', certificateBag(root)))];
		const shrouded = bag(2, sequence(pbes2('01'), octets(Buffer.alloc(16))), friendlyName('k'));
		const costly = scryptPbes2({ cost: 2 ** 30, blockSize: 8, parallelization: 1 });
		const encrypted = privateKey
			.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'right' })
			.toString();
		const typed = { password: 'never-to-be-seen', keyPassword: 'nor-is-this' };
		const sealed = sealedPfx(typed.password, parts);
		const sources = [
			sealed,
			sealed.subarray(0, -1),
			sealedPfx('another', parts),
			sealedPfx(typed.password, [contentInfo(data, octets(sequence(shrouded)))]),
			pfx([encryptedPart(costly, 'x')]),
			javaPkcs12.bytes,
			jks.bytes,
			`store: ${javaPkcs12.bytes.toString('base64')}`,
			encrypted,
		];
		const reasons: unknown[] = [];
		for (const source of sources) {
			const error: unknown = await readMaterial(source, typed).then(
				() => undefined,
				(reason: unknown) => reason,
			);
			assert.ok(error instanceof PkiError);
			reasons.push(error.reason);
			const all = inspect(error, { depth: 9, showHidden: true });
			assert.doesNotMatch(all, /never-to-be-seen|nor-is-this/);
		}
		assert.deepEqual(reasons, [
			...['twoPasswords', 'damagedContainer', 'wrongPassword', 'wrongKeyPassword', 'memory'],
			...['wrongPassword', 'wrongPassword', 'wrongPassword', 'keyPasswordRefused'],
		]);
	});

	it('says of a file with one password for the seal and another inside that it has two', async () => {
		const bags = encryptedBags('inside', certificateBag(root));
		const bytes = sealedPfx('outside', [encryptedPart(pbes2('01'), bags)]);
		await rejectsWith(openContainer(bytes, { password: 'outside' }), 'invalid', 'twoPasswords');
		await rejectsWith(openContainer(bytes, { password: 'inside' }), 'invalid', 'wrongPassword');
	});
});
