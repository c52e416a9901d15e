/** RC4, which neither node:crypto nor node-forge has. It is no protection; files from the last century are read with it. */
import type { Decipher } from './decipher.js';

export function rc4Decipher(key: Buffer): Decipher {
	const state = Uint8Array.from({ length: 256 }, (_, index) => index);
	const swap = (one: number, other: number): void => {
		[state[one], state[other]] = [state[other] ?? 0, state[one] ?? 0];
	};
	for (let index = 0, other = 0; index < 256; index += 1) {
		other = (other + (state[index] ?? 0) + (key[index % key.length] ?? 0)) & 0xff;
		swap(index, other);
	}
	let [index, other] = [0, 0];
	const next = (octet: number): number => {
		index = (index + 1) & 0xff;
		other = (other + (state[index] ?? 0)) & 0xff;
		swap(index, other);
		return octet ^ (state[((state[index] ?? 0) + (state[other] ?? 0)) & 0xff] ?? 0);
	};
	return { update: (bytes) => Buffer.from(bytes.map(next)) };
}
