/** Writing files so that a crash leaves the old file or the new one, never half of either. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PkiError } from '../core/common/errors.js';

export interface FileToWrite {
	/** Absolute. */
	readonly path: string;
	readonly content: string | Uint8Array;
	/** Default 0o644; private keys take 0o600. */
	readonly mode?: number;
}

/** The file's text, or undefined when there is none. */
export async function readIfPresent(path: string): Promise<string | undefined> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		if (isCode(error, 'ENOENT')) return undefined;
		throw error;
	}
}

/**
 * Writes a set of files: each beside its place, flushed, and only when all are on the disk put into place. Without
 * `overwrite` an existing file rejects the whole set with `exists` (`args.file`).
 */
export async function writeFilesAtomically(
	files: readonly FileToWrite[],
	options: { readonly overwrite?: boolean } = {},
): Promise<void> {
	const staged: { from: string; to: string }[] = [];
	const placed: string[] = [];
	try {
		for (const file of files) {
			if (!options.overwrite && (await readIfPresent(file.path)) !== undefined)
				throw exists(file.path);
			staged.push({ from: await stage(file), to: file.path });
		}
		for (const { from, to } of staged) {
			await place(from, to, options.overwrite === true);
			placed.push(to);
		}
	} catch (error) {
		// Files that stood there before are never taken away; new ones of a torn set are.
		if (!options.overwrite) await Promise.all(placed.map((path) => rm(path, { force: true })));
		throw error;
	} finally {
		await Promise.all(staged.map(({ from }) => rm(from, { force: true })));
	}
}

async function stage(file: FileToWrite): Promise<string> {
	const folder = dirname(file.path);
	await mkdir(folder, { recursive: true });
	const path = join(folder, `.${basename(file.path)}.${randomBytes(6).toString('hex')}.tmp`);
	const handle = await open(path, 'wx', file.mode ?? 0o644);
	try {
		await handle.chmod(file.mode ?? 0o644);
		await handle.writeFile(file.content);
		await handle.sync();
	} catch (error) {
		await rm(path, { force: true });
		throw error;
	} finally {
		await handle.close();
	}
	return path;
}

/** A hard link refuses an existing name, so that a file made in between is not lost; some file systems have none. */
async function place(from: string, to: string, overwrite: boolean): Promise<void> {
	if (overwrite) return rename(from, to);
	try {
		await link(from, to);
	} catch (error) {
		if (isCode(error, 'EEXIST')) throw exists(to);
		if (!isCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
		await rename(from, to);
	}
}

function exists(path: string): PkiError {
	return new PkiError('exists', { args: { file: path } });
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
	return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
