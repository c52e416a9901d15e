/** Checks that count as one test each: they hold or they do not. */
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './processes.mjs';

const eslint = 'node_modules/eslint/bin/eslint.js';
const prettier = 'node_modules/prettier/bin/prettier.cjs';
const tsc = 'node_modules/typescript/bin/tsc';

/** @type {Record<string, import('./suites.mjs').Suite>} */
export const checks = {
	build: (write) => allHold(write, ['esbuild.mjs'], ['esbuild.mjs', 'tests']),
	format: (write) => allHold(write, [prettier, '--check', '--log-level', 'warn', '.']),
	lint: (write) => allHold(write, [eslint, '--max-warnings', '0', '.']),
	types: (write) =>
		allHold(
			write,
			[tsc, '--noEmit', '-p', '.'],
			[tsc, '--noEmit', '-p', 'src/webview'],
			[tsc, '--noEmit', '-p', 'scripts'],
		),
};

/**
 * Runs Node programs one after the other; each shows its own findings.
 *
 * @param {import('./suites.mjs').Write} write
 * @param {...readonly string[]} programs
 * @returns {Promise<import('./suites.mjs').Counts>}
 */
async function allHold(write, ...programs) {
	let failed = 0;
	for (const [script, ...args] of programs) {
		const { code } = await run(process.execPath, [join(root, script ?? ''), ...args], {
			cwd: root,
			write,
		});
		if (code !== 0) failed = 1;
	}
	write(failed === 0 ? 'passed\n' : 'failed\n');
	return { passed: 1 - failed, failed };
}
