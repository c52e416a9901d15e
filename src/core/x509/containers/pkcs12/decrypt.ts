/** Decrypts what a password protects, with pauses. */
import { createDecipheriv, getCiphers } from 'node:crypto';
import type { Pacer } from '../../../common/pacer.js';
import { purposes } from '../pkcs12Key.js';
import type { CipherSpec } from './algorithms.js';
import type { Decipher } from './decipher.js';
import { derive, type Secret } from './derive.js';
import { type Encryption, unknownAlgorithm } from './encryption.js';
import { rc2Decipher } from './rc2.js';
import { rc4Decipher } from './rc4.js';

/** DES has 20 MB a second. */
const slice = 64 * 1024;

/** Undefined where the padding shows that the password is another one. Rejects with `unsupported` or `cancelled`. */
export async function decrypt(
	{ derivation, cipher, iv }: Encryption,
	content: Buffer,
	secret: Secret,
	pacer: Pacer,
): Promise<Buffer | undefined> {
	const { key, iv: derivedIv } = await keysOf({ derivation, cipher }, secret, pacer);
	const decipher = await decipherFor(cipher, key, iv ?? derivedIv);
	const parts: Buffer[] = [];
	for (let start = 0; start < content.length; start += slice) {
		parts.push(decipher.update(content.subarray(start, start + slice)));
		if (pacer.isDue) await pacer.pause();
	}
	const all = Buffer.concat(parts);
	return isPadded(cipher) ? unpadded(all, cipher.ivLength, content.length) : all;
}

async function keysOf(
	{ derivation, cipher }: Pick<Encryption, 'derivation' | 'cipher'>,
	secret: Secret,
	pacer: Pacer,
): Promise<{ key: Buffer; iv: Buffer }> {
	const { keyLength, ivLength } = cipher;
	if (derivation.function === 'pbkdf1') {
		const both = await derive(derivation, secret, purposes.encryption, keyLength + ivLength, pacer);
		return { key: both.subarray(0, keyLength), iv: both.subarray(keyLength) };
	}
	const key = await derive(derivation, secret, purposes.encryption, keyLength, pacer);
	if (derivation.function !== 'pkcs12' || ivLength === 0) return { key, iv: Buffer.alloc(0) };
	const iv = await derive(derivation, secret, purposes.initializationVector, ivLength, pacer);
	return { key, iv };
}

async function decipherFor(cipher: CipherSpec, key: Buffer, iv: Buffer): Promise<Decipher> {
	switch (cipher.name) {
		case 'rc4':
			return rc4Decipher(key);
		case 'rc2':
			return rc2Decipher(key, cipher.bits ?? cipher.keyLength * 8, iv);
		case 'des-cbc':
			return nodeDecipher('des-ede3-cbc', Buffer.concat([key, key, key]), iv);
		case 'des-ede-cbc':
			return nodeDecipher('des-ede3-cbc', Buffer.concat([key, key.subarray(0, 8)]), iv);
		default:
			return nodeDecipher(cipher.name, key, iv);
	}
}

/** Which ones there are depends on the editor's build. */
function nodeDecipher(name: string, key: Buffer, iv: Buffer): Decipher {
	if (!getCiphers().includes(name)) throw unknownAlgorithm(name);
	return createDecipheriv(name, key, iv).setAutoPadding(false);
}

/** The modes that take whole blocks. */
function isPadded({ name }: CipherSpec): boolean {
	return name === 'rc2' || name.endsWith('-cbc');
}

/** RFC 5652, 6.3. */
function unpadded(bytes: Buffer, blockSize: number, length: number): Buffer | undefined {
	const count = bytes.at(-1) ?? 0;
	if (bytes.length !== length || count < 1 || count > blockSize || count > length) return undefined;
	const end = length - count;
	return bytes.subarray(end).every((octet) => octet === count) ? bytes.subarray(0, end) : undefined;
}
