/**
 * What Java's JKS does with passwords: a digest over the store, and keys under a stream of SHA-1 digests (the classes
 * `JavaKeyStore` and `KeyProtector` of `sun.security.provider`). Both take a password as UTF-16, big-endian.
 */
import { createHash } from 'node:crypto';
import type { Pacer } from '../../../common/pacer.js';
import { DerCursor, tags } from '../../asn1/der.js';
import { readOid } from '../../asn1/values.js';
import { unknownAlgorithm } from '../pkcs12/encryption.js';
import type { Jks } from './readJks.js';

const keyProtector = '1.3.6.1.4.1.42.2.17.1.1';
const digestSize = 20;

function utf16(password: string): Buffer {
	return Buffer.from(password, 'utf16le').swap16();
}

function sha1(...parts: readonly Uint8Array[]): Buffer {
	const hash = createHash('sha1');
	for (const part of parts) hash.update(part);
	return hash.digest();
}

/** Whether the store was written with this password, and is as it was written. */
export function isDigestOf({ content, digest }: Jks, password: string): boolean {
	return sha1(utf16(password), Buffer.from('Mighty Aphrodite'), content).equals(digest);
}

/**
 * The PKCS #8 of a key entry (its EncryptedPrivateKeyInfo); undefined where the password is another one. Throws `DerError`
 * where it is damaged, and rejects with `unsupported` for a key that another program encrypted in its own way.
 */
export async function unlockKey(
	der: Buffer,
	password: string,
	pacer: Pacer,
): Promise<Buffer | undefined> {
	const info = DerCursor.over(der).expect(tags.sequence).enter();
	const oid = readOid(info.expect(tags.sequence).enter());
	if (oid !== keyProtector) throw unknownAlgorithm(oid);
	const data = info.expect(tags.octetString).content();
	if (data.length <= 2 * digestSize) return undefined;
	const secret = utf16(password);
	const key = Buffer.from(data.subarray(digestSize, -digestSize));
	let stream: Buffer = data.subarray(0, digestSize);
	for (let start = 0; start < key.length; start += digestSize) {
		stream = sha1(secret, stream);
		const end = Math.min(key.length, start + digestSize);
		for (let index = start; index < end; index += 1) {
			key[index] = (key[index] ?? 0) ^ (stream[index - start] ?? 0);
		}
		if (pacer.isDue) await pacer.pause();
	}
	return sha1(secret, key).equals(data.subarray(-digestSize)) ? key : undefined;
}
