import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { staticallyLoaded } from '../lib/mergeChunks.mjs';
import { root } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';
import { sizeRow } from './measure.mjs';

/** @type {import('./table.mjs').Section} */
export const activationCode = {
	id: 'activation-code',
	measure: async () => {
		const build = await run(process.execPath, ['esbuild.mjs', '--production'], {
			cwd: root,
			quiet: true,
		});
		if (build.code !== 0) throw new Error(build.output);
		/** @type {import('esbuild').Metafile['outputs']} */
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
