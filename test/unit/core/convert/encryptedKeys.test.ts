/** Private keys that a password protects, as OpenSSL writes them, on their way into other formats. */
import assert from 'node:assert/strict';
import {
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	X509Certificate,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convert } from '../../../../src/core/convert/convert.js';
import { readMaterial } from '../../../../src/core/convert/material.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { pemOf } from '../../../support/certificates.js';
import { octets, oid, sequence, spkiOf, sshString } from '../../../support/der.js';
import { hasLegacyProvider } from '../../../support/openssl.js';
import { Openssl } from '../../../support/opensslFolder.js';
import { pbes2 } from '../../../support/pkcs12Parts.js';
import { rejectsWith } from '../../../support/rejections.js';

const wish = { withKey: false };

function pair(kind: 'rsa' | 'ec') {
	const { privateKey, publicKey } =
		kind === 'rsa'
			? generateKeyPairSync('rsa', { modulusLength: 2048 })
			: generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	return { key, leaf: pemOf({ spki: spkiOf(publicKey) }) };
}

describe('core/convert: encrypted keys', () => {
	let openssl: Openssl;
	before(() => {
		openssl = new Openssl();
	});
	after(() => openssl.dispose());

	it('opens keys in the encryptions that OpenSSL writes', async () => {
		const { key, leaf } = pair('rsa');
		openssl.write('plain.key', key);
		await openssl.run(
			'rsa',
			'-in',
			'plain.key',
			'-aes128',
			'-traditional',
			'-passout',
			'pass:pw12',
			'-out',
			'old.key',
		);
		await openssl.run(
			'pkcs8',
			'-topk8',
			'-in',
			'plain.key',
			'-passout',
			'pass:pw12',
			'-out',
			'new.key',
		);
		for (const name of ['old.key', 'new.key']) {
			const content = leaf + readFileSync(join(openssl.folder, name), 'utf8');
			const material = await readMaterial(content, { password: 'pw12' });
			const files = await convert(material, 'pem', wish);
			assert.ok(
				createPublicKey(String(files[1]?.content)).equals(new X509Certificate(leaf).publicKey),
			);
			await rejectsWith(
				readMaterial(content, { password: 'other' }),
				'invalid',
				'keyPasswordRefused',
			);
			// Without its password it stays as it is.
			const locked = await readMaterial(content);
			const kept = (await convert(locked, 'pem', wish))[1];
			assert.equal(kept?.key, 'encrypted');
			assert.ok(createPrivateKey({ key: String(kept.content), passphrase: 'pw12' }));
			const packed = convert(locked, 'pkcs12', { ...wish, newPassword: 'x' });
			await rejectsWith(packed, 'invalid', 'keyEncrypted');
		}
	});

	it('opens keys in encryptions that Node has no cipher for, or no limit', async () => {
		const { key, leaf } = pair('ec');
		const isLegacy = await hasLegacyProvider();
		const old = ['PBE-SHA1-RC2-40', 'PBE-MD5-DES', 'PBE-SHA1-RC4-128'].map((name) => ['-v1', name]);
		const schemes = [['-scrypt'], ['-v2', 'sm4-cbc'], ...(isLegacy ? old : [])];
		openssl.write('plain.key', key);
		const providers = isLegacy ? ['-provider', 'default', '-provider', 'legacy'] : [];
		for (const scheme of schemes) {
			const out = ['-in', 'plain.key', '-passout', 'pass:pw1ü', ...providers];
			const pem = await openssl.run('pkcs8', '-topk8', ...scheme, ...out);
			const [only] = (await readMaterial(pem, { password: 'pw1ü' })).keys;
			assert.ok(only?.opened, scheme.join(' '));
			assert.ok(createPublicKey(only.opened).equals(new X509Certificate(leaf).publicKey));
			const other = readMaterial(pem, { password: 'never-to-be-seen' });
			await rejectsWith(other, 'invalid', 'keyPasswordRefused');
		}
		const endless = sequence(pbes2('0080000000'), octets(Buffer.alloc(16)));
		const options = { password: 'x' };
		await rejectsWith(readMaterial(endless, options), 'tooLarge', 'iterations');
		const strange = sequence(sequence(oid('1.2.3.4')), octets(Buffer.alloc(16)));
		await rejectsWith(readMaterial(strange, options), 'unsupported', 'containerAlgorithm');
	});

	it('keeps a key in the format of OpenSSH as it is, whatever the password', async () => {
		const part = Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.alloc(32, 1))]);
		const head = ['aes256-ctr', 'bcrypt', ''].map(sshString);
		const pem = toPem(
			'OPENSSH PRIVATE KEY',
			Buffer.concat([
				Buffer.from('openssh-key-v1\0'),
				...head,
				Buffer.of(0, 0, 0, 1),
				sshString(part),
				sshString('x'),
			]),
		);
		const material = await readMaterial(pem, { password: 'x' });
		const [kept] = await convert(material, 'pem', wish);
		assert.equal(kept?.content, pem);
		await rejectsWith(convert(material, 'der', wish), 'invalid', 'keyForm');
	});
});
