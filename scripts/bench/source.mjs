/** Our sources as they ship: bundled and minified, without the editor around them. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../lib/paths.mjs';

/** @type {import('esbuild').BuildOptions} */
const asShipped = {
	bundle: true,
	minify: true,
	format: 'esm',
	platform: 'node',
	target: 'node20',
	logLevel: 'warning',
	banner: {
		js: "import { createRequire as createRequire_ } from 'node:module'; const require = createRequire_(import.meta.url);",
	},
};

/**
 * @param {string} name Of the file made, in out/bench.
 * @param {string} contents A module that exports from `./src/…`.
 * @returns {Promise<any>} The loaded module.
 */
export async function loadSource(name, contents) {
	const outfile = await outputFile(name);
	await build({ ...asShipped, stdin: { contents, resolveDir: root, loader: 'ts' }, outfile });
	return import(`${pathToFileURL(outfile)}?${Date.now()}`);
}

/**
 * @param {string} name Of the file made, in out/bench.
 * @param {string} entry Its source, from the root.
 * @returns {Promise<string>} What a thread can run.
 */
export async function bundleThread(name, entry) {
	const outfile = await outputFile(name);
	await build({ ...asShipped, entryPoints: [join(root, entry)], outfile });
	return outfile;
}

/** @param {string} name */
async function outputFile(name) {
	await mkdir(join(root, 'out/bench'), { recursive: true });
	return join(root, `out/bench/${name}.mjs`);
}
