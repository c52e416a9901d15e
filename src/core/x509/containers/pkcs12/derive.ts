/** From a password to keys. */
import { createHash, getHashes, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Pacer } from '../../../common/pacer.js';
import { digestOf } from '../../keys/digest.js';
import { bmpPassword, type KeyOrder, pkcs12Key } from '../pkcs12Key.js';
import type { Digest } from './algorithms.js';
import { type Derivation, unknownAlgorithm } from './encryption.js';
import { scryptKey } from './scrypt.js';

/** One reading of a password: PKCS #12's own functions take it as a BMPString, those of RFC 8018 as UTF-8. */
export interface Secret {
	readonly bmp: Buffer;
	readonly bytes: Buffer;
}

/**
 * What a password may have become in the hands of who wrote the file. An empty one is a BMPString with nothing but its end,
 * or nothing at all. OpenSSL takes the bytes that it gets for RFC 8018, which on Windows are those of an older character set;
 * before 1.1 it took each byte of UTF-8 as a character of a BMPString.
 */
export function readingsOf(password: string): Secret[] {
	const bytes = Buffer.from(password, 'utf8');
	const usual = { bmp: bmpPassword(password), bytes };
	if (password === '') return [usual, { bmp: Buffer.alloc(0), bytes }];
	if (bytes.length === password.length) return [usual];
	const widened = bytes.toString('latin1');
	const bmp = bmpPassword(widened);
	const readings = [usual, { bmp, bytes }, { bmp, bytes: Buffer.from(widened, 'utf8') }];
	const latin1 = Buffer.from(password, 'latin1');
	if (latin1.toString('latin1') === password) readings.push({ ...usual, bytes: latin1 });
	return readings;
}

const deriveOnThread = promisify(pbkdf2);

/** Which ones there are depends on the editor's build; throws `unsupported`. */
export function requireDigest({ name }: Digest): void {
	if (!getHashes().includes(name)) throw unknownAlgorithm(name);
}

/** @param length In bytes. */
export async function derive(
	derivation: Derivation,
	{ bmp, bytes }: Secret,
	purpose: KeyOrder['purpose'],
	length: number,
	pacer: Pacer,
): Promise<Buffer> {
	if (derivation.function === 'scrypt') {
		const key = await scryptKey(bytes, derivation, length);
		if (pacer.isDue) await pacer.pause();
		return key;
	}
	const { function: kind, digest, salt, iterations } = derivation;
	requireDigest(digest);
	switch (kind) {
		case 'pkcs12':
			return pkcs12Key(bmp, { digest, salt, iterations, purpose, length }, pacer);
		case 'pbkdf1': {
			let hash: Buffer = createHash(digest.name).update(bytes).update(salt).digest();
			for (let round = 1; round < iterations; round += 1) {
				hash = digestOf(digest.name, hash);
				if (pacer.isDue) await pacer.pause();
			}
			return hash.subarray(0, length);
		}
		case 'pbkdf2': {
			const key = await deriveOnThread(bytes, salt, iterations, length, digest.name);
			if (pacer.isDue) await pacer.pause();
			return key;
		}
	}
}
