import * as assert from 'node:assert/strict';
import { type ErrorCode, PkiError } from '../../src/core/common/errors.js';

/** Awaits a rejection with a `PkiError` of this code (and reason), and answers it. */
export async function rejectsWith(
	call: Promise<unknown>,
	code: ErrorCode,
	reason?: string,
): Promise<PkiError> {
	let error: unknown;
	try {
		const value = await call;
		assert.fail(`Did not reject with ${code}, but answered ${JSON.stringify(value)}`);
	} catch (caught) {
		error = caught;
	}
	if (!(error instanceof PkiError)) throw error;
	assert.equal(error.code, code, error.message);
	if (reason !== undefined) assert.equal(error.reason, reason, error.message);
	return error;
}
