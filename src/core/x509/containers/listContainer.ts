/** What a key store shows without a password, as blocks. */
import { isPkiError } from '../../common/errors.js';
import { DerError } from '../asn1/der.js';
import type { BlockError, DecodedBlock } from '../block.js';
import type { containerOf } from './containerOf.js';
import { entryBlock, wholeFile } from './entries.js';
import { listJks } from './jks/listJks.js';
import { listPkcs12 } from './pkcs12/listPkcs12.js';

type Steps = Generator<DecodedBlock | undefined, void, undefined>;

/**
 * The entries that need no password, and behind them an error of code `pkcs12`, `jks` or `jceks` where there is more, or
 * where the file is not read: `fault` (a `DerFault`, or the reason of an error of `openContainer` with its `args`) says why.
 * Now and then nothing, so that the caller can pause.
 */
export function* listContainer(bytes: Buffer, kind: ReturnType<typeof containerOf>): Steps {
	if (kind === undefined) return;
	if (kind === 'jceks') {
		yield lockedBlock(kind, bytes.length);
		return;
	}
	try {
		const { entries, isLocked } = yield* kind === 'jks' ? listJks(bytes) : listPkcs12(bytes);
		for (const entry of entries) yield entryBlock(entry, kind, bytes.length);
		if (isLocked) yield lockedBlock(kind, bytes.length);
	} catch (error) {
		yield lockedBlock(kind, bytes.length, faultOf(error));
	}
}

/** In place of the entries that could not be read. */
export function lockedBlock(
	kind: 'pkcs12' | 'jks' | 'jceks',
	length: number,
	args?: BlockError['args'],
): DecodedBlock {
	const error = { code: kind, line: 0, ...(args && { args }) };
	return { ...wholeFile(length), ...(kind === 'jceks' ? {} : { container: kind }), error };
}

function faultOf(error: unknown): BlockError['args'] {
	if (error instanceof DerError) return { fault: error.code };
	if (isPkiError(error)) return { ...error.args, fault: error.reason ?? error.code };
	throw error;
}
