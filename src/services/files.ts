/** Writing files so that a crash leaves the old file or the new one, never half of either. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { PkiError } from '../core/common/errors.js';
import { isSystemError, onFile } from './fileErrors.js';
import { putNew, Replacement } from './placing.js';

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

/**
 * Writes a set of files, all of them or none: each is written beside its place and flushed, and put into place only
 * when all are on the disk. Without `overwrite` an existing file rejects the set with `exists` (`args.file`). A
 * symbolic link in the way is replaced, never followed, so that nothing is written where nobody looks. Rejects with
 * `forbidden`, `invalid` or `unexpected` (reason `file`) where the system refuses.
 */
export async function writeFilesAtomically(
	files: readonly FileToWrite[],
	{ overwrite = false }: { readonly overwrite?: boolean } = {},
): Promise<void> {
	const staged: { readonly temporary: string; readonly path: string }[] = [];
	const undo: (() => Promise<void>)[] = [];
	const replaced: Replacement[] = [];
	try {
		for (const file of files) {
			if (!overwrite) await requireFree(file.path);
			staged.push({ temporary: await onFile(file.path, () => stage(file)), path: file.path });
		}
		for (const { temporary, path } of staged) {
			if (overwrite) {
				const replacement = new Replacement(path, `${temporary}.old`);
				replaced.push(replacement);
				undo.unshift(() => replacement.undo());
				await onFile(path, () => replacement.put(temporary));
			} else {
				await onFile(path, () => putNew(temporary, path));
				undo.unshift(() => rm(path, { force: true }));
			}
		}
		await syncFolders(files);
	} catch (error) {
		for (const step of undo) await step();
		throw error;
	} finally {
		await Promise.all(staged.map(({ temporary }) => rm(temporary, { force: true })));
		await Promise.all(replaced.map((replacement) => replacement.forget()));
	}
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

/**
 * Makes a folder and those above it; one that is there is left alone. `mkdir` with `recursive` would try for ever in a
 * place that answers `ENOENT` to every new name, as /proc and some automatic mounts do.
 */
export async function makeFolder(folder: string): Promise<void> {
	const make = () =>
		mkdir(folder).catch(async (error: unknown) => {
			if (!(await isFolder(folder))) throw error;
		});
	const above = dirname(folder);
	try {
		await make();
	} catch (error) {
		if (!isSystemError(error, 'ENOENT') || above === folder || (await isFolder(above))) throw error;
		await makeFolder(above);
		await make();
	}
}

async function isFolder(path: string): Promise<boolean> {
	try {
		return (await stat(path)).isDirectory();
	} catch (error) {
		if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return false;
		throw error;
	}
}

/** A file beside its place, complete and on the disk; nobody else can have it open. */
async function stage({ path, content, mode }: FileToWrite): Promise<string> {
	const folder = dirname(path);
	await makeFolder(folder);
	// Without the file's own name, which may be as long as the file system allows.
	const temporary = join(folder, `.${randomBytes(12).toString('hex')}.tmp`);
	const handle = await open(temporary, 'wx', mode ?? 0o666);
	try {
		if (mode !== undefined) await handle.chmod(mode);
		await handle.writeFile(content);
		await handle.sync();
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	} finally {
		await handle.close();
	}
	return temporary;
}

/** A new name is on the disk only when its folder is. Windows flushes names by itself and opens no folders. */
async function syncFolders(files: readonly FileToWrite[]): Promise<void> {
	if (process.platform === 'win32') return;
	for (const folder of new Set(files.map(({ path }) => dirname(path)))) {
		const handle = await open(folder, 'r');
		try {
			await handle.sync();
		} catch (error) {
			// Network file systems that cannot do it have their own ways to keep names.
			if (!isSystemError(error, 'EINVAL', 'ENOTSUP', 'EPERM')) throw error;
		} finally {
			await handle.close();
		}
	}
}
