/** Files on the disk before they get their names, and the names once they have them. */
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSystemError } from './fileErrors.js';
import { makeFolder } from './folders.js';

/** Gives a file another name, in the place of a file that has it. */
export type Rename = typeof rename;

export interface StagedContent {
	readonly content: string | Uint8Array;
	/** Private keys take 0o600, whatever the umask; absent: as the system makes files. */
	readonly mode?: number | undefined;
	/** Absent: whoever runs this. */
	readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
}

/** Writes a new file, complete and on the disk; nobody else can have it open. */
export async function stage(
	{ content, mode, owner }: StagedContent,
	temporary: string,
): Promise<void> {
	await makeFolder(dirname(temporary));
	const handle = await open(temporary, 'wx', mode ?? 0o666);
	try {
		if (owner) {
			const { uid, gid } = await handle.stat();
			if (uid !== owner.uid || gid !== owner.gid) await handle.chown(owner.uid, owner.gid);
		}
		// A change of the owner may take bits of the mode away.
		if (mode !== undefined) await handle.chmod(mode);
		await handle.writeFile(content);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Windows refuses for a moment while a virus scanner or an editor has the file open. */
export async function renameOver(
	from: string,
	to: string,
	renameFile: Rename = rename,
): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			await renameFile(from, to);
			return;
		} catch (error) {
			const mayPass =
				process.platform === 'win32' && isSystemError(error, 'EPERM', 'EACCES', 'EBUSY');
			if (!mayPass || attempt === 10) throw error;
			await delay(attempt * 20);
		}
	}
}

/** A new name is on the disk only when its folder is. Windows flushes names by itself and opens no folders. */
export async function syncFoldersOf(paths: readonly string[]): Promise<void> {
	if (process.platform === 'win32') return;
	for (const folder of new Set(paths.map((path) => dirname(path)))) {
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
