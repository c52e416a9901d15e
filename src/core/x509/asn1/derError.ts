/** Faults of an encoding, as they are thrown and as data. */
import type { ReadProblem } from '../model.js';

export type DerFault =
	/** An element needs more bytes than its parent (or the input) has. */
	| 'truncated'
	/** BER's indefinite length, which DER forbids. */
	| 'indefiniteLength'
	/** A length in more than four bytes. */
	| 'badLength'
	/** A tag number above 2^21. */
	| 'badTag'
	| 'unexpectedTag'
	| 'tooDeep'
	| 'badOid'
	| 'badInteger'
	| 'badBitString'
	| 'badBoolean'
	| 'trailingData'
	| 'badString'
	| 'badIpAddress'
	| 'empty'
	/** More elements than any certificate has. */
	| 'tooMany';

/** A fault in the encoding; `offset` counts bytes from the start of the input. */
export class DerError extends Error {
	override readonly name = 'DerError';

	constructor(
		readonly code: DerFault,
		readonly offset: number,
	) {
		super(`${code} at byte ${offset}`);
	}
}

/** Turns what a reader threw into data; anything but a `DerError` is a fault of ours and goes on. */
export function problemOf(field: string, error: unknown): ReadProblem {
	if (!(error instanceof DerError)) {
		throw error;
	}
	return { field, code: error.code, args: { offset: error.offset } };
}
