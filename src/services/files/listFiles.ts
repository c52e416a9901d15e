import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PkiError } from '../../core/common/errors.js';
import { onFile } from './fileErrors.js';

/** A folder of CAs has some hundred entries; one with many more was named by mistake. */
const mostEntries = 2_000;

/**
 * The files in a folder and in those below it, sorted; of a file the file itself. Links to files are among them, links
 * to folders are not followed. Rejects with `notFound`, `forbidden`, `tooLarge` (reason `folder`) or `unexpected`.
 */
export function listFiles(path: string, limit = mostEntries): Promise<readonly string[]> {
	return onFile(path, async () => {
		if (!(await stat(path)).isDirectory()) return [path];
		const files: string[] = [];
		const folders = [path];
		let entries = 0;
		for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
			for await (const entry of await opendir(folder)) {
				if (++entries > limit) {
					throw new PkiError('tooLarge', { reason: 'folder', args: { file: path, limit } });
				}
				const inside = join(folder, entry.name);
				if (entry.isDirectory()) folders.push(inside);
				else if (entry.isFile() || (await isLinkToFile(entry, inside))) files.push(inside);
			}
		}
		return files.sort();
	});
}

/** A link that leads nowhere is left out. */
async function isLinkToFile(entry: { isSymbolicLink(): boolean }, path: string): Promise<boolean> {
	if (!entry.isSymbolicLink()) return false;
	const target = await stat(path).catch(() => undefined);
	return target?.isFile() === true;
}
