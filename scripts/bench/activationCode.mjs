import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';
import { sizeRow } from './measure.mjs';

/** @typedef {{ bytes: number, imports: { path: string, kind: string, external?: boolean }[] }} Output */

/** @type {import('./table.mjs').Section} */
export const activationCode = {
	id: 'activation-code',
	measure: async () => {
		const build = await run(process.execPath, ['esbuild.mjs', '--production'], {
			cwd: root,
			quiet: true,
		});
		if (build.code !== 0) throw new Error(build.output);
		/** @type {Record<string, Output>} */
		const outputs = JSON.parse(readFileSync(join(root, 'out/metafile.json'), 'utf8')).outputs;
		const loaded = staticallyLoaded(outputs, 'dist/extension.js');
		const size = loaded.reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
		return [
			sizeRow(size, {
				what: 'code loaded by `activate()` (entry and static imports, minified)',
				limit: 60_000,
			}),
		];
	},
};

/**
 * The entry and what it imports other than by `import()`.
 *
 * @param {Record<string, Output>} outputs
 * @param {string} entry
 * @returns {readonly string[]}
 */
function staticallyLoaded(outputs, entry) {
	const found = new Set([entry]);
	for (const path of found) {
		const output = outputs[path];
		if (!output) throw new Error(`${path} is not in the metafile`);
		for (const { path: next, kind, external } of output.imports) {
			if (kind === 'import-statement' && external !== true) found.add(next);
		}
	}
	return [...found];
}
