/** Modules of words without an editor: for what is generated from them. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './paths.mjs';

/**
 * @param {string} entry A module below the root that imports `vscode` for its texts alone.
 * @param {string} name Of the file made, in out/.
 * @returns {Promise<any>} The loaded module; its texts are English.
 */
export async function loadPlainWords(entry, name) {
	const outfile = join(root, `out/${name}.mjs`);
	await build({
		entryPoints: [join(root, entry)],
		outfile,
		bundle: true,
		format: 'esm',
		platform: 'node',
		alias: { vscode: join(root, 'scripts/lib/plainL10n.mjs') },
		// The words import more of `vscode` than what makes them.
		logLevel: 'error',
	});
	return import(pathToFileURL(outfile).href);
}
