/** How much work a file may ask for. */
import { PkiError } from '../../../common/errors.js';
import { type DerCursor, DerError } from '../../asn1/der.js';
import { integerHex } from '../../asn1/values.js';

/** OpenSSL writes 2,048, Java 10,000, the most cautious programs 1,000,000. */
export const maximumIterations = 10_000_000;

/** What is left for one file, or for all in a text. Each derivation that it asks for is taken off before any is done. */
export interface IterationBudget {
	left: number;
}

export function iterationBudget(): IterationBudget {
	return { left: maximumIterations };
}

/**
 * The iteration count that the cursor read last. Throws a `PkiError` of code `tooLarge` and reason `iterations` where it, or
 * the sum of all so far, is more than is ever needed.
 */
export function readIterations(cursor: DerCursor, budget: IterationBudget): number {
	return spend(positiveInteger(cursor), budget);
}

/** Takes so much work off; throws as `readIterations`. */
export function spend(iterations: bigint, budget: IterationBudget): number {
	if (iterations > BigInt(budget.left)) {
		const all = BigInt(maximumIterations - budget.left) + iterations;
		const args = { iterations: String(all), limit: maximumIterations };
		throw new PkiError('tooLarge', { reason: 'iterations', args });
	}
	budget.left -= Number(iterations);
	return Number(iterations);
}

/** The INTEGER that the cursor read last; throws `DerError` for one that counts nothing. */
export function positiveInteger(cursor: DerCursor): bigint {
	const hex = integerHex(cursor);
	if (hex.startsWith('-') || hex === '00' || hex.length > 32) {
		throw new DerError('badInteger', cursor.start);
	}
	return BigInt(`0x${hex}`);
}
