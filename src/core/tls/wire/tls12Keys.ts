/** What TLS 1.2 makes of a master secret (RFC 5246, 5 and 6.3). */
import { createHmac } from 'node:crypto';

/** What the key block is made from; the randoms are those of both hellos. */
export interface Tls12Secrets {
	readonly master: Buffer;
	readonly clientRandom: Buffer;
	readonly serverRandom: Buffer;
}

/**
 * The keys of one side. The block has parts of the sizes given, each first for the client and then for the server.
 *
 * @param hash Of the suite's PRF.
 */
export function tls12Keys(
	{ master, clientRandom, serverRandom }: Tls12Secrets,
	hash: 'sha256' | 'sha384',
	from: 'client' | 'server',
	sizes: readonly number[],
): readonly Buffer[] {
	const seed = Buffer.concat([Buffer.from('key expansion'), serverRandom, clientRandom]);
	const half = sizes.reduce((sum, size) => sum + size, 0);
	const block = expand(master, seed, hash, 2 * half);
	let at = 0;
	return sizes.map((size) => {
		const start = from === 'client' ? at : at + size;
		at += 2 * size;
		return block.subarray(start, start + size);
	});
}

/** P_hash. */
function expand(secret: Buffer, seed: Buffer, hash: string, length: number): Buffer {
	const hmac = (data: Buffer) => createHmac(hash, secret).update(data).digest();
	const parts: Buffer[] = [];
	let size = 0;
	let chained = seed;
	while (size < length) {
		chained = hmac(chained);
		const part = hmac(Buffer.concat([chained, seed]));
		parts.push(part);
		size += part.length;
	}
	return Buffer.concat(parts);
}

/** The number of a record, and its header as it is authenticated (RFC 5246, 6.2.3). */
export function authenticated(
	{ type, version }: { readonly type: number; readonly version: number },
	sequence: number,
	length: number,
): Buffer {
	const header = Buffer.of(type, version >> 8, version & 0xff, length >> 8, length);
	return Buffer.concat([sequenceBytes(sequence), header]);
}

export function sequenceBytes(sequence: number): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeUIntBE(sequence, 2, 6);
	return bytes;
}
