/** Our sources as they ship: bundled and minified, without the editor around them. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../lib/paths.mjs';

/**
 * @param {string} name Of the file made, in out/bench.
 * @param {string} contents A module that exports from `./src/…`.
 * @returns {Promise<any>} The loaded module.
 */
export async function loadSource(name, contents) {
	const outfile = join(root, `out/bench/${name}.mjs`);
	await mkdir(join(root, 'out/bench'), { recursive: true });
	await build({
		stdin: { contents, resolveDir: root, loader: 'ts' },
		outfile,
		bundle: true,
		minify: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		logLevel: 'warning',
		banner: {
			js: "import { createRequire as createRequire_ } from 'node:module'; const require = createRequire_(import.meta.url);",
		},
	});
	return import(`${pathToFileURL(outfile)}?${Date.now()}`);
}
