/** The derivation of keys from a password that PKCS #12 has of its own (RFC 7292, B). */
import { createHash } from 'node:crypto';
import type { Pacer } from '../../common/pacer.js';
import { digestOf } from '../keys/digest.js';
import type { Digest } from './pkcs12/algorithms.js';

/** RFC 7292, B.3: what the key is for. */
export const purposes = { encryption: 1, initializationVector: 2, integrity: 3 } as const;

export interface KeyOrder {
	readonly digest: Digest;
	readonly salt: Uint8Array;
	readonly iterations: number;
	readonly purpose: (typeof purposes)[keyof typeof purposes];
	/** In bytes. */
	readonly length: number;
}

/** RFC 7292, B.1: a BMPString with its two zero bytes at the end. */
export function bmpPassword(password: string): Buffer {
	return Buffer.from(`${password}\0`, 'utf16le').swap16();
}

/** Between two looks at the clock. */
const stretch = 256;

/** RFC 7292, B.2. `secret` is what `bmpPassword` answers, or nothing where there is no password at all. */
export async function pkcs12Key(
	secret: Uint8Array,
	order: KeyOrder,
	pacer: Pacer,
): Promise<Buffer> {
	const { digest, salt, iterations, purpose, length } = order;
	const { name, size, blockSize } = digest;
	const head = Buffer.alloc(blockSize, purpose);
	const input = Buffer.concat([filled(salt, blockSize), filled(secret, blockSize)]);
	const key = Buffer.alloc(Math.ceil(length / size) * size);
	for (let from = 0; from < length; from += size) {
		let hash: Buffer = createHash(name).update(head).update(input).digest();
		for (let round = 1; round < iterations; round += 1) {
			hash = digestOf(name, hash);
			if (round % stretch === 0 && pacer.isDue) await pacer.pause();
		}
		hash.copy(key, from);
		if (from + size < length) addToBlocks(input, Buffer.alloc(blockSize, hash));
	}
	return key.subarray(0, length);
}

/** Adds the number `block` + 1 to each block of `input`, without what does not fit (B.2, 6.C). */
function addToBlocks(input: Buffer, block: Buffer): void {
	for (let start = 0; start < input.length; start += block.length) {
		let carry = 1;
		for (let index = block.length - 1; index >= 0; index -= 1) {
			const sum = (input[start + index] ?? 0) + (block[index] ?? 0) + carry;
			input[start + index] = sum & 0xff;
			carry = sum >> 8;
		}
	}
}

/** Repeated to whole blocks; nothing stays nothing. */
function filled(bytes: Uint8Array, blockSize: number): Buffer {
	return bytes.length === 0
		? Buffer.alloc(0)
		: Buffer.alloc(Math.ceil(bytes.length / blockSize) * blockSize, bytes);
}
