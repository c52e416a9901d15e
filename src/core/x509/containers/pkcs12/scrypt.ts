/** scrypt (RFC 7914), as PBES2 derives keys with it. */
import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { PkiError } from '../../../common/errors.js';
import { type DerCursor, DerError, tags } from '../../asn1/der.js';
import { smallInteger } from '../../asn1/values.js';
import { type IterationBudget, positiveInteger, spend } from './iterations.js';

export interface Scrypt {
	readonly function: 'scrypt';
	readonly salt: Buffer;
	/** N, a power of two. */
	readonly cost: number;
	/** r. */
	readonly blockSize: number;
	/** p. */
	readonly parallelization: number;
}

/** In MiB. OpenSSL itself stops at 32. */
const mostMemory = 256;
const mebibyte = 1024n * 1024n;

/**
 * Scrypt-params (RFC 7914, 7.1), from a cursor over the content of its AlgorithmIdentifier behind the OID. Its work counts as
 * iterations, since a block of it takes as long as one of PBKDF2. Throws as `readPkcs12`, and `tooLarge` with reason `memory`
 * (`megabytes`, `limit`), before any work is done.
 */
export function readScrypt(
	algorithm: DerCursor,
	budget: IterationBudget,
): { derivation: Scrypt; keyLength?: number } {
	const parameters = algorithm.expect(tags.sequence).enter();
	const salt = parameters.expect(tags.octetString).content();
	const next = () => positiveInteger(parameters.expect(tags.integer));
	const [cost, blockSize, parallelization] = [next(), next(), next()];
	// RFC 7914, 2 and 6.
	const isPowerOfTwo = cost > 1n && (cost & (cost - 1n)) === 0n;
	const isBelowMost = blockSize >= 8n || cost < 1n << (16n * blockSize);
	if (!isPowerOfTwo || !isBelowMost || blockSize * parallelization >= 1n << 30n) {
		throw new DerError('badInteger', parameters.start);
	}
	const megabytes = (128n * blockSize * (cost + parallelization)) / mebibyte;
	if (megabytes > BigInt(mostMemory)) {
		const args = { megabytes: String(megabytes), limit: mostMemory };
		throw new PkiError('tooLarge', { reason: 'memory', args });
	}
	spend(cost * blockSize * parallelization, budget);
	const keyLength = parameters.optional(tags.integer) ? smallInteger(parameters) : undefined;
	const derivation = {
		...({ function: 'scrypt', salt } as const),
		...{ cost: Number(cost), blockSize: Number(blockSize) },
		parallelization: Number(parallelization),
	};
	return { derivation, ...(keyLength === undefined ? {} : { keyLength }) };
}

const deriveOnThread = promisify<
	Uint8Array,
	Uint8Array,
	number,
	{ N: number; r: number; p: number; maxmem: number },
	Buffer
>(scrypt);

/** @param length In bytes. */
export function scryptKey(
	secret: Uint8Array,
	{ salt, cost: N, blockSize: r, parallelization: p }: Scrypt,
	length: number,
): Promise<Buffer> {
	// What it needs beside its table is a few blocks.
	return deriveOnThread(secret, salt, length, { N, r, p, maxmem: 2 * mostMemory * 1024 * 1024 });
}
