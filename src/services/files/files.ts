/** Writing files so that a crash leaves the old file or the new one, never half of either. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { PkiError } from '../../core/common/errors.js';
import { isSystemError, onFile } from './fileErrors.js';
import { NewFile, type Placement, Replacement } from './placing.js';
import { type Rename, stage, syncFoldersOf } from './staging.js';
import type { WriteNote } from './writeJournal.js';
import { currentNotes } from './writeNotes.js';

export interface FileToWrite {
	/** Absolute. */
	readonly path: string;
	readonly content: string | Uint8Array;
	/** Private keys take 0o600, whatever the umask; absent: as the system makes files. */
	readonly mode?: number;
}

/** The file's text, or undefined when there is none. Rejects with `forbidden`, `invalid` (a folder) or `unexpected`. */
export function readIfPresent(path: string): Promise<string | undefined> {
	return onFile(path, async () => {
		try {
			return await readFile(path, 'utf8');
		} catch (error) {
			if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
			throw error;
		}
	});
}

export interface FileRead {
	readonly bytes: Buffer;
	/** Permissions and kind, as `stat` gives them. */
	readonly mode: number;
}

/** Certificates, keys, requests and their bundles are far smaller; anything larger was named by mistake. */
const largestFile = 1024 * 1024;

/**
 * A file that somebody named, `limit` bytes of it at most: a named pipe or a device would never end. Rejects with
 * `notFound`, `forbidden`, `tooLarge` (args `file`, `limit`), `invalid` (reason `notFile`) or `unexpected`.
 */
export function readBounded(file: string, limit = largestFile): Promise<FileRead> {
	return onFile(file, async () => {
		// To open a pipe that nobody writes to would wait for ever.
		const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			const info = await handle.stat();
			if (!info.isFile()) throw new PkiError('invalid', { reason: 'notFile', args: { file } });
			const bytes = await buffer(handle.createReadStream({ end: limit, autoClose: false }));
			if (bytes.length > limit) {
				throw new PkiError('tooLarge', { reason: 'file', args: { file, limit } });
			}
			return { bytes, mode: info.mode };
		} finally {
			await handle.close();
		}
	});
}

export interface WriteOptions {
	readonly overwrite?: boolean;
	/** How a file is put over another one; the system's own where absent. */
	readonly rename?: Rename;
}

/**
 * Writes a set of files, all of them or none: each is written beside its place and flushed, and put into place only
 * when all are on the disk. Without `overwrite` an existing file rejects the set with `exists` (`args.file`). A
 * symbolic link in the way is replaced, never followed, so that nothing is written where nobody looks. Rejects with
 * `forbidden`, `invalid` or `unexpected` (reason `file`) where the system refuses, and with `unexpected` (reason
 * `notRestored`, args `file`, `kept`) where it also refuses to put an old file back: that one is then at `kept`.
 */
export async function writeFilesAtomically(
	files: readonly FileToWrite[],
	{ overwrite = false, rename }: WriteOptions = {},
): Promise<void> {
	if (!overwrite) for (const { path } of files) await requireFree(path);
	const set = files.map((file) => ({ file, place: placementOf(file.path, overwrite, rename) }));
	const places = set.map(({ place }) => place);
	const note = await currentNotes()?.begin(places);
	try {
		for (const { file, place } of set) {
			await onFile(file.path, () => stage(file, place.temporary));
		}
		for (const place of places) await onFile(place.path, () => place.put());
		await syncFoldersOf(files.map(({ path }) => path));
	} catch (error) {
		await undoAll(places, error, note);
	} finally {
		await clearAway(places, note);
	}
}

function placementOf(path: string, overwrite: boolean, rename: Rename | undefined): Placement {
	// Without the file's own name, which may be as long as the file system allows.
	const temporary = join(dirname(path), `.${randomBytes(12).toString('hex')}.tmp`);
	return overwrite ? new Replacement(path, temporary, rename) : new NewFile(path, temporary);
}

/** Undoes each, whatever becomes of the others, and throws the failure that made it necessary. */
async function undoAll(
	places: readonly Placement[],
	cause: unknown,
	note: WriteNote | undefined,
): Promise<never> {
	const failures: unknown[] = [];
	const stuck: Placement[] = [];
	for (const place of places.toReversed()) {
		await place.undo().catch((error: unknown) => {
			failures.push(error);
			stuck.unshift(place);
		});
	}
	if (stuck.length === 0) throw cause;
	// From here on what is kept is the user's: the error names it.
	await note?.settle(places.flatMap(({ leftovers }) => leftovers));
	throw new PkiError('unexpected', {
		reason: 'notRestored',
		args: {
			file: stuck.map(({ path }) => path).join(', '),
			kept: stuck.flatMap(({ old }) => old ?? []).join(', '),
		},
		cause: new AggregateError([cause, ...failures]),
	});
}

/** What cannot be deleted is no failure of the write: the files are in place, or the error is another one. */
async function clearAway(places: readonly Placement[], note: WriteNote | undefined): Promise<void> {
	const left: string[] = [];
	for (const path of places.flatMap(({ leftovers }) => leftovers)) {
		await rm(path, { force: true }).catch(() => left.push(path));
	}
	if (left.length > 0) await note?.settle(left);
	else await note?.end();
}

/** Also a broken symbolic link is in the way. */
async function requireFree(path: string): Promise<void> {
	const isFree = await lstat(path).then(
		() => false,
		(error: unknown) => {
			if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return true;
			throw error;
		},
	);
	if (!isFree) throw new PkiError('exists', { args: { file: path } });
}
