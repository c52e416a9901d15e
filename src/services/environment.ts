import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentReader } from '../core/backends/backend.js';

/** The variables and files of this machine, read anew at every call. */
export const environment: EnvironmentReader = {
	variable: (name) => {
		const value = process.env[name];
		return value === '' ? undefined : value;
	},
	file: async (path) => {
		try {
			return await readFile(path.startsWith('~/') ? join(homedir(), path.slice(2)) : path, 'utf8');
		} catch {
			// A file that is absent or closed to us describes nothing.
			return undefined;
		}
	},
};
