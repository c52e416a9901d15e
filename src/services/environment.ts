import { homedir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentReader } from '../core/backends/contract/backend.js';
import { isPkiError } from '../core/common/errors.js';

/** The variables and files of this machine, read anew at every call; rejects where a file is there but closed to us. */
export const environment: EnvironmentReader = {
	variable: (name) => process.env[name],
	async file(path) {
		const { readBounded } = await import('./files/files.js');
		try {
			const { bytes } = await readBounded(
				/^~[\\/]/.test(path) ? join(homedir(), path.slice(2)) : path,
			);
			return bytes.toString('utf8');
		} catch (error) {
			if (isPkiError(error, 'notFound')) return undefined;
			throw error;
		}
	},
};
