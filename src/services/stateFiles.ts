import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StateFiles } from '../core/backends/backend.js';
import { readIfPresent, writeFilesAtomically } from './files.js';

/** A connection's own folder below the extension's storage; names are the backend's, never a user's. */
export function createStateFiles(folder: string): StateFiles {
	return {
		read: (name) => readIfPresent(join(folder, name)),
		write: (name, text) =>
			writeFilesAtomically([{ path: join(folder, name), content: text, mode: 0o600 }], {
				overwrite: true,
			}),
		append: async (name, line) => {
			await mkdir(folder, { recursive: true });
			await appendFile(join(folder, name), `${line}\n`, { mode: 0o600 });
		},
		delete: (name) => rm(join(folder, name), { force: true }),
	};
}
