/** Faults of a container as errors that leave the core. */
import { PkiError } from '../../common/errors.js';
import { DerError } from '../asn1/der.js';

/** What is thrown in place of a `DerError`; anything else goes on as it is. */
export function containerError(error: unknown): unknown {
	return error instanceof DerError ? damaged(error.code) : error;
}

/** @param fault A `DerFault`, or `badDecrypt`. */
export function damaged(fault: string): PkiError {
	return new PkiError('invalid', { reason: 'damagedContainer', args: { fault } });
}
