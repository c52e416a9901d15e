/** How a finished temporary file gets its name: as a new file, or over an old one that can be brought back. */
import { constants } from 'node:fs';
import { copyFile, link, lstat, rename, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { PkiError } from '../core/common/errors.js';
import { isSystemError } from './fileErrors.js';

const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV'];

/** A hard link refuses a name that is taken, so that a file made in between is not lost. Rejects with `exists`. */
export async function putNew(from: string, to: string): Promise<void> {
	try {
		await link(from, to);
	} catch (error) {
		if (isSystemError(error, 'EEXIST')) {
			throw new PkiError('exists', { args: { file: to }, cause: error });
		}
		if (!isSystemError(error, ...noLinks)) throw error;
		// File systems without hard links have this as the way that refuses.
		await copyFile(from, to, constants.COPYFILE_EXCL);
	}
}

/** Puts a file over another one, and keeps that one at hand until the whole set is in place. */
export class Replacement {
	#state: 'untouched' | 'kept' | 'new' = 'untouched';

	constructor(
		private readonly path: string,
		private readonly old: string,
	) {}

	async put(from: string): Promise<void> {
		const isThere = await this.#keep();
		await renameOver(from, this.path);
		this.#state = isThere ? 'kept' : 'new';
	}

	/** Brings the old file back, or takes the new one away where there was none. */
	async undo(): Promise<void> {
		if (this.#state === 'kept') await renameOver(this.old, this.path);
		if (this.#state === 'new') await rm(this.path, { force: true });
		this.#state = 'untouched';
	}

	async forget(): Promise<void> {
		await rm(this.old, { force: true });
	}

	async #keep(): Promise<boolean> {
		try {
			const found = await lstat(this.path);
			if (found.isDirectory()) {
				throw new PkiError('invalid', { reason: 'notFile', args: { file: this.path } });
			}
			await link(this.path, this.old);
			return true;
		} catch (error) {
			if (isSystemError(error, 'ENOENT')) return false;
			if (!isSystemError(error, ...noLinks)) throw error;
			await copyFile(this.path, this.old, constants.COPYFILE_EXCL);
			return true;
		}
	}
}

/** Windows refuses for a moment while a virus scanner or an editor has the file open. */
async function renameOver(from: string, to: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			await rename(from, to);
			return;
		} catch (error) {
			const mayPass =
				process.platform === 'win32' && isSystemError(error, 'EPERM', 'EACCES', 'EBUSY');
			if (!mayPass || attempt === 10) throw error;
			await delay(attempt * 20);
		}
	}
}
