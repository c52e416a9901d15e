import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StateFiles } from '../../core/backends/contract/backend.js';
import { onFile } from './fileErrors.js';
import { readIfPresent, writeFilesAtomically } from './files.js';
import { makeFolder } from './folders.js';

/** A connection's own folder below the extension's storage; names are the backend's, never a user's. */
export function createStateFiles(folder: string): StateFiles {
	const at = (name: string) => join(folder, name);
	return {
		read: (name) => readIfPresent(at(name)),
		write: (name, text) =>
			writeFilesAtomically([{ path: at(name), content: text, mode: 0o600 }], { overwrite: true }),
		append: (name, line) => onFile(at(name), () => appendLine(folder, at(name), line)),
		delete: (name) => onFile(at(name), () => rm(at(name), { force: true })),
	};
}

/** On the disk before it answers: what was signed must stay known, or it could not be revoked. */
async function appendLine(folder: string, path: string, line: string): Promise<void> {
	await makeFolder(folder);
	const handle = await open(path, 'a', 0o600);
	try {
		await handle.writeFile(`${line}\n`);
		await handle.datasync();
	} finally {
		await handle.close();
	}
}
