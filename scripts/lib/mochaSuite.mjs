/** Mocha on plain Node, with the counts of its run. */
import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment } from './environment.mjs';
import { root } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * @param {string} pattern Of compiled tests, below the root.
 * @param {import('./suites.mjs').Write} write
 * @param {NodeJS.ProcessEnv} [env]
 * @param {number} [retries] How often a test that failed is tried again; what then passes is named at the end of the run.
 * @returns {Promise<import('./suites.mjs').Counts>}
 */
export async function mochaSuite(pattern, write, env = {}, retries = 0) {
	const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-mocha-'));
	const home = join(folder, 'home');
	await mkdir(home);
	const results = join(folder, 'results.json');
	try {
		const { code } = await run(
			process.execPath,
			[
				join(root, 'node_modules/mocha/bin/mocha.js'),
				...['--reporter', 'scripts/lib/reporter.cjs', '--retries', String(retries), pattern],
			],
			{
				cwd: root,
				write,
				// Nobody's own token, settings or git configuration.
				env: cleanEnvironment({ HOME: home, USERPROFILE: home, PKI_TEST_RESULTS: results, ...env }),
			},
		);
		return await readCounts(results, code);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * @param {string} file
 * @param {number} code The exit code: a run that says so has failed, whatever it counted.
 * @returns {Promise<import('./suites.mjs').Counts>}
 */
export async function readCounts(file, code) {
	if (!existsSync(file)) return { passed: 0, failed: 1 };
	const { failed, ...counts } = JSON.parse(await readFile(file, 'utf8'));
	return { ...counts, failed: code !== 0 && failed === 0 ? 1 : failed };
}
