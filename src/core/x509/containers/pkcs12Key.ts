/** The derivation of a MAC key from a password that PKCS #12 has of its own. */
import { createHash } from 'node:crypto';

/** Block and output size of SHA-256, in bytes. */
const [blockSize, keySize] = [64, 32];
/** RFC 7292, B.3: keys for integrity. */
const purpose = 3;

/** RFC 7292, appendix B.2, with SHA-256; one block of output is as long as the key. */
export function macKey(password: string, salt: Uint8Array, iterations: number): Uint8Array {
	// B.1: a BMPString with its two zero bytes at the end.
	const secret = Buffer.from(`${password}\0`, 'utf16le').swap16();
	let key: Uint8Array = createHash('sha256')
		.update(Buffer.alloc(blockSize, purpose))
		.update(filled(salt))
		.update(filled(secret))
		.digest();
	for (let round = 1; round < iterations; round++) key = createHash('sha256').update(key).digest();
	return key.subarray(0, keySize);
}

/** Repeated to whole blocks. */
function filled(bytes: Uint8Array): Uint8Array {
	return Buffer.alloc(Math.ceil(bytes.length / blockSize) * blockSize, bytes);
}
