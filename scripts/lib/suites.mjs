/** The suites of `npm test`, in order, and their sum. A suite that ran nothing has failed. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checks } from './checks.mjs';
import { editorSuite } from './editorSuite.mjs';
import { mochaSuite } from './mochaSuite.mjs';
import { root } from './paths.mjs';

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {() => Promise<Counts>} Suite
 */

/** The newest and the oldest OpenBao that the registry serves. */
const baoVersions = ['2.7.2', '2.6.1'];

/** @type {Record<string, Record<string, Suite>>} */
const suites = {
	...Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, { [name]: check }])),
	unit: { 'unit tests': () => mochaSuite('out/test/unit/**/*.test.js') },
	matrix: { 'TLS clients': () => mochaSuite('out/test/matrix/**/*.test.js') },
	server: Object.fromEntries(
		baoVersions.map((version) => [
			`server tests, OpenBao ${version}`,
			async () => {
				const { ensureBao } = await import('./openbao.mjs');
				await ensureBao(version);
				return mochaSuite('out/test/server/**/*.test.js', { PKI_TEST_BAO_VERSION: version });
			},
		]),
	),
	editor: {
		'editor tests, VS Code 1.139': () => editorSuite('newest'),
		'editor tests, VS Code 1.139 (Restricted Mode)': () => editorSuite('newest', 'restricted'),
		'editor tests, VS Code 1.100 (short)': () => editorSuite('oldest', 'short.test'),
	},
	ui: { 'UI tests': () => mochaSuite('out/test/ui/**/*.test.js') },
};

/**
 * Runs the suites, prints their counts and the sum as the last line, and leaves the sum in out/results/ for CI.
 *
 * @param {readonly string[]} [only] Names of `suites`; absent: all.
 * @returns {Promise<number>} The exit code.
 */
export async function runSuites(only = Object.keys(suites)) {
	const unknown = only.filter((name) => !(name in suites));
	if (unknown.length > 0) {
		throw new Error(
			`No suite "${unknown.join('", "')}". There are: ${Object.keys(suites).join(', ')}.`,
		);
	}
	/** @type {[string, Counts][]} */
	const results = [];
	const chosen = { build: { build: checks['build'] }, ...suites };
	for (const [name, parts] of Object.entries(chosen)) {
		if (name !== 'build' && !only.includes(name)) continue;
		for (const [title, suite] of Object.entries(parts)) {
			process.stdout.write(`\n=== ${title}\n`);
			results.push([title, await runSuite(suite)]);
		}
	}
	return report('test', results);
}

/**
 * @param {Suite | undefined} suite
 * @returns {Promise<Counts>}
 */
async function runSuite(suite) {
	try {
		const counts = (await suite?.()) ?? { passed: 0, failed: 0 };
		if (counts.passed + counts.failed > 0) return counts;
		process.stdout.write('This suite ran nothing.\n');
	} catch (error) {
		process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
	}
	return { passed: 0, failed: 1 };
}

/**
 * @param {string} name Of the file in out/results/.
 * @param {readonly [string, Counts][]} results
 * @returns {Promise<number>} The exit code.
 */
export async function report(name, results) {
	const width = Math.max(...results.map(([title]) => title.length));
	process.stdout.write('\n');
	for (const [title, { passed, failed }] of results) {
		process.stdout.write(`${title.padEnd(width)}  ${passed} passed, ${failed} failed\n`);
	}
	const sum = { passed: 0, failed: 0 };
	for (const [, { passed, failed }] of results) {
		sum.passed += passed;
		sum.failed += failed;
	}
	const folder = join(root, 'out/results');
	await rm(join(folder, `${name}.json`), { force: true });
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, `${name}.json`), JSON.stringify(sum));
	process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed\n`);
	return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}
