/** Parts that come from a registry into the cache folder. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './paths.mjs';

/** @type {Map<string, Promise<string>>} What is being made now: two that want the same wait for one. */
const making = new Map();

/**
 * A folder of the cache, made on first use. It appears whole or not at all, so that an interrupted run leaves nothing
 * behind that the next one would trust.
 *
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>}
 */
export function cached(name, fill) {
	const current = making.get(name) ?? make(name, fill).finally(() => making.delete(name));
	making.set(name, current);
	return current;
}

/**
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>}
 */
async function make(name, fill) {
	const folder = join(cacheFolder, name);
	if (existsSync(folder)) return folder;
	await mkdir(cacheFolder, { recursive: true });
	const partial = await mkdtemp(join(cacheFolder, `${name}.partial-`));
	try {
		await fill(partial);
		await rename(partial, folder);
	} catch (error) {
		await rm(partial, { recursive: true, force: true });
		// Another run may have been faster.
		if (!existsSync(folder)) throw error;
	}
	return folder;
}

/**
 * A package.json of its own, so that npm installs here and nowhere above.
 *
 * @param {string} folder
 * @param {readonly string[]} [allowScripts] Packages whose install step may run (npm 12 asks for their names).
 */
export async function makePackageRoot(folder, allowScripts = []) {
	const manifest = {
		private: true,
		allowScripts: Object.fromEntries(allowScripts.map((name) => [name, true])),
	};
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
}
