/** How a finished temporary file gets its name: as a new file, or over an old one that can be brought back. */
import { constants } from 'node:fs';
import { copyFile, link, lstat, rename, rm } from 'node:fs/promises';
import { PkiError } from '../../core/common/errors.js';
import { isSystemError } from './fileErrors.js';
import { type Rename, renameOver } from './staging.js';

const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV'];

/** One file of a set on its way into place. */
export interface Placement {
	readonly path: string;
	/** Beside it, complete before anything is put. */
	readonly temporary: string;
	/** Where the file that is replaced is kept until the whole set is in place. */
	readonly old?: string;
	put(): Promise<void>;
	/** Makes it as if nothing had been put; does nothing where nothing was. */
	undo(): Promise<void>;
	/** What may be deleted at the end: never the only copy of an old file. */
	readonly leftovers: readonly string[];
}

/** A file where there is none. */
export class NewFile implements Placement {
	#isPut = false;

	constructor(
		readonly path: string,
		readonly temporary: string,
	) {}

	get leftovers(): readonly string[] {
		return [this.temporary];
	}

	async put(): Promise<void> {
		await putNew(this.temporary, this.path);
		this.#isPut = true;
	}

	async undo(): Promise<void> {
		if (this.#isPut) await rm(this.path, { force: true });
		this.#isPut = false;
	}
}

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

/** A file over another one, which is kept at hand until the whole set is in place. */
export class Replacement implements Placement {
	readonly old: string;
	#state: 'untouched' | 'kept' | 'new' | 'stuck' = 'untouched';

	constructor(
		readonly path: string,
		readonly temporary: string,
		private readonly renameFile: Rename = rename,
	) {
		this.old = `${temporary}.old`;
	}

	get leftovers(): readonly string[] {
		return this.#state === 'stuck' ? [this.temporary] : [this.temporary, this.old];
	}

	async put(): Promise<void> {
		const isThere = await this.#keep();
		await renameOver(this.temporary, this.path, this.renameFile);
		this.#state = isThere ? 'kept' : 'new';
	}

	/** Brings the old file back, or takes the new one away where there was none. A failure leaves the old one at `old`. */
	async undo(): Promise<void> {
		if (this.#state === 'new') await rm(this.path, { force: true });
		if (this.#state === 'kept') {
			this.#state = 'stuck';
			await renameOver(this.old, this.path, this.renameFile);
		}
		this.#state = 'untouched';
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
