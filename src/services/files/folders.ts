import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from './fileErrors.js';

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
