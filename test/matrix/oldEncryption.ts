/** Encrypted keys as programs of long ago wrote them, which node:crypto reads at best. */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { toPem } from '../../src/core/find/pem.js';
import { integer, octets, oid, sequence } from '../support/der.js';

const iterations = 2048;

/** PKCS #8 by pbeWithMD5AndDES-CBC (RFC 8018, 6.1), which `openssl pkcs8 -v1` took where nothing else was asked. */
export function pbeMd5Des(pkcs8: Uint8Array, passphrase: string): string {
	const salt = randomBytes(8);
	let derived = md5(Buffer.from(passphrase), salt);
	for (let round = 1; round < iterations; round++) derived = md5(derived);
	const [key, iv] = [derived.subarray(0, 8), derived.subarray(8)];
	return encrypted('1.2.840.113549.1.5.3', salt, des(key, iv, pkcs8));
}

/** PKCS #8 by pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292, C). */
export function pbeSha3des(pkcs8: Uint8Array, passphrase: string): string {
	const salt = randomBytes(8);
	const key = pkcs12Key(passphrase, salt, 1, 24);
	const iv = pkcs12Key(passphrase, salt, 2, 8);
	const cipher = createCipheriv('des-ede3-cbc', key, iv);
	const text = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
	return encrypted('1.2.840.113549.1.12.1.3', salt, text);
}

/** Traditional PEM with `DEK-Info: DES-CBC` (RFC 1423, 1.1; the key by OpenSSL's EVP_BytesToKey). */
export function traditionalDes(label: string, der: Uint8Array, passphrase: string): string {
	const iv = randomBytes(8);
	const key = md5(Buffer.from(passphrase), iv).subarray(0, 8);
	const headers = `Proc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,${iv.toString('hex').toUpperCase()}`;
	return toPem(label, des(key, iv, der)).replace('-----\n', `-----\n${headers}\n\n`);
}

function encrypted(algorithm: string, salt: Buffer, text: Buffer): string {
	const parameters = sequence(octets(salt), integer(iterations.toString(16).padStart(4, '0')));
	const info = sequence(sequence(oid(algorithm), parameters), octets(text));
	return toPem('ENCRYPTED PRIVATE KEY', info);
}

/** Triple DES with one key three times is DES. */
function des(key: Buffer, iv: Buffer, data: Uint8Array): Buffer {
	const cipher = createCipheriv('des-ede3-cbc', Buffer.concat([key, key, key]), iv);
	return Buffer.concat([cipher.update(data), cipher.final()]);
}

function md5(...parts: readonly Uint8Array[]): Buffer {
	return createHash('md5').update(Buffer.concat(parts)).digest();
}

/** RFC 7292, B.2, with SHA-1, for no more octets than two rounds give. */
function pkcs12Key(passphrase: string, salt: Buffer, id: number, size: number): Buffer {
	const block = 64;
	const password = Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
	const input = Buffer.concat([fill(salt, block), fill(password, block)]);
	const output: Buffer[] = [];
	for (let made = 0; made < size; made += 20) {
		let hash = Buffer.concat([Buffer.alloc(block, id), input]);
		for (let round = 0; round < iterations; round++) {
			hash = createHash('sha1').update(hash).digest();
		}
		output.push(hash);
		const addend = fill(hash, block);
		for (let start = 0; start < input.length; start += block) {
			let carry = 1;
			for (let index = block - 1; index >= 0; index--) {
				carry += (input[start + index] ?? 0) + (addend[index] ?? 0);
				input[start + index] = carry & 0xff;
				carry >>= 8;
			}
		}
	}
	return Buffer.concat(output).subarray(0, size);
}

function fill(text: Buffer, block: number): Buffer {
	return Buffer.alloc(Math.ceil(text.length / block) * block, text);
}
