/** The index of a large workspace, read as the extension reads it: in its thread, by VS Code's own search program. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { provideServer } from '../lib/codeServer.mjs';
import { root } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';
import { compare, ratioRow } from './measure.mjs';
import { loadSource } from './source.mjs';
import { tree, writeTree } from './workspaceTree.mjs';

/**
 * @typedef {typeof import('../../src/services/workspace/reading/readInThread.js')
 *   & typeof import('../../src/services/workspace/searchProgramPath.js')} Source
 */

/** @type {import('./table.mjs').Section} */
export const workspace = {
	id: 'workspace',
	measure: async () => {
		/** @type {Source} */
		const { readInThread, searchProgramIn } = await loadSource(
			'workspace',
			`export { readInThread } from './src/services/workspace/reading/readInThread.js';
			export { searchProgramIn } from './src/services/workspace/searchProgramPath.js';`,
		);
		const build = await run(process.execPath, ['esbuild.mjs', '--production'], {
			cwd: root,
			quiet: true,
		});
		if (build.code !== 0) throw new Error(build.output);
		const { main } = await provideServer('newest');
		const program = searchProgramIn(dirname(dirname(main)));
		if (program === undefined) throw new Error('VS Code has no search program');
		const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-tree-'));
		try {
			writeTree(folder);
			const folders = [{ path: folder, excluded: [] }];
			const job = { folders, useIgnoreFiles: true, isTrusted: true, program };
			const result = await compare({
				ours: async () => {
					let found = 0;
					await readInThread(
						join(root, 'dist/workspaceWorker.js'),
						job,
						({ files }) => (found += files.reduce((sum, { blocks }) => sum + blocks.length, 0)),
						new AbortController().signal,
					);
					expect(found, tree.certificates);
				},
				rival: async () => {
					const args = ['-l', '--', '-----BEGIN', './'];
					const { output } = await run(program, args, { cwd: folder, quiet: true });
					expect(output.trim().split('\n').length, tree.files / 20);
				},
				rounds: 5,
				warmUp: 1,
			});
			const [files, certificates] = [tree.files, tree.certificates].map((n) =>
				n.toLocaleString('en'),
			);
			return [
				ratioRow(result, {
					what: `workspace of ${files} files, ${tree.bytes / 1_000_000} MB, ${certificates} certificates`,
					against: "`rg -l -- '-----BEGIN'` on the same tree",
					limit: 3,
				}),
			];
		} finally {
			await rm(folder, { recursive: true });
		}
	},
};

/** @param {number} found @param {number} wanted */
function expect(found, wanted) {
	if (found !== wanted) throw new Error(`${found} were found instead of ${wanted}`);
}
