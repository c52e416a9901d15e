/**
 * The suites of `npm test` and their sum. A suite that ran nothing has failed. Windows wait more than they compute, so
 * two of them are open at a time, and beside them runs one job that needs the processor only.
 */
import { readdirSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { provideBrowser } from './browser.mjs';
import { checks } from './checks.mjs';
import { provideServer } from './codeServer.mjs';
import { editorSuite } from './editorSuite.mjs';
import { mochaSuite } from './mochaSuite.mjs';
import { ensureBao } from './openbao.mjs';
import { root } from './paths.mjs';
import { Turns } from './turns.mjs';

/**
 * @typedef {{ passed: number, failed: number, failures?: readonly string[], retried?: readonly string[] }} Counts
 *   `failures`: title and words of each; `retried`: the same of those that passed at their second attempt, or failed again.
 * @typedef {(text: string) => void} Write
 * @typedef {(write: Write) => Promise<Counts>} Suite
 * @typedef {'processor' | 'window'} Lane
 * @typedef {{ title: string, lane: Lane, run: Suite, detail?: string }} Job `detail`: of several jobs of one title.
 */

/** How many jobs of a kind run at a time. */
const width = { processor: 1, window: 2 };

/** The newest and the oldest OpenBao that the registry serves. */
const baoVersions = ['2.7.2', '2.6.1'];

/** @type {Record<string, () => Job[]>} */
const suites = {
	...Object.fromEntries(
		Object.entries(checks).map(([title, run]) => [
			title,
			() => [{ title, lane: 'processor', run }],
		]),
	),
	unit: () => [
		{
			title: 'unit tests',
			lane: 'processor',
			run: (write) => mochaSuite('out/test/unit/**/*.test.js', write),
		},
	],
	matrix: () => [
		{
			title: 'TLS clients',
			lane: 'processor',
			run: (write) => mochaSuite('out/test/matrix/**/*.test.js', write),
		},
	],
	peers: () => [
		{
			title: 'other programs',
			lane: 'processor',
			run: (write) => mochaSuite('out/test/peers/**/*.test.js', write),
		},
	],
	server: () =>
		baoVersions.map((version) => ({
			title: `server tests, OpenBao ${version}`,
			lane: 'processor',
			run: async (write) => {
				await ensureBao(version);
				return mochaSuite('out/test/server/**/*.test.js', write, { PKI_TEST_BAO_VERSION: version });
			},
		})),
	editor: () => [
		editorJob('VS Code 1.139', 'newest'),
		editorJob('VS Code 1.139 (Restricted Mode)', 'newest', 'restricted'),
		editorJob('VS Code 1.100 (short)', 'oldest', 'short.test'),
	],
	ui: () => windowJobs(),
};

/**
 * @param {string} title
 * @param {import('./codeServer.mjs').Release} version
 * @param {'restricted' | 'short.test'} [kind]
 * @returns {Job}
 */
function editorJob(title, version, kind) {
	return {
		title: `editor tests, ${title}`,
		lane: 'window',
		run: (write) => editorSuite(write, version, kind),
	};
}

/**
 * One job a file, the largest first, so that none of the long ones begins last.
 *
 * @returns {Job[]}
 */
function windowJobs() {
	const folder = 'out/test/ui';
	return readdirSync(join(root, folder))
		.filter((name) => name.endsWith('.test.js'))
		.map((name) => ({ file: `${folder}/${name}`, size: statSync(join(root, folder, name)).size }))
		.sort((a, b) => b.size - a.size)
		.map(({ file }) => ({
			title: 'window tests',
			detail: basename(file, '.test.js'),
			lane: 'window',
			run: async (write) => {
				await provideWindowParts();
				return mochaSuite(file, write, {}, 1);
			},
		}));
}

/** Fetched before a test wants them: each file of window tests is a process of its own, and two begin together. */
async function provideWindowParts() {
	await ensureBao();
	// On Windows the window is a desktop's.
	if (process.platform === 'win32') return;
	await provideServer('newest');
	await provideBrowser();
}

/** Runs only where it is named, or all are: it needs Go, and runs what else is installed. */
const onDemand = ['peers'];

/**
 * Runs the suites, prints their counts and the sum as the last line, and leaves the sum in out/results/ for CI.
 *
 * @param {readonly string[] | 'all'} [wanted] Names of `suites`; absent: all but those on demand, which are named then.
 * @returns {Promise<number>} The exit code.
 */
export async function runSuites(wanted) {
	const names = Object.keys(suites);
	const only =
		wanted === 'all' ? names : (wanted ?? names.filter((name) => !onDemand.includes(name)));
	const unknown = only.filter((name) => !(name in suites));
	if (unknown.length > 0) {
		throw new Error(
			`No suite "${unknown.join('", "')}". There are: ${Object.keys(suites).join(', ')}.`,
		);
	}
	const turns = new Turns((text) => process.stdout.write(text));
	const build = { title: 'build', lane: /** @type {const} */ ('processor'), run: checks['build'] };
	const results = [await runJob(/** @type {Job} */ (build), turns)];
	// Only now: the window tests are the files that were built.
	const jobs = only.filter((name) => name !== 'build').flatMap((name) => suites[name]?.() ?? []);
	const lanes = Object.entries(width).flatMap(([lane, size]) => {
		const queue = jobs.filter((job) => job.lane === lane);
		return Array.from({ length: size }, () => runLane(queue, turns, results));
	});
	await Promise.all(lanes);
	if (wanted === undefined) {
		process.stdout.write(
			`\nLeft out: ${onDemand.join(', ')}, which needs Go and other programs. With it: npm test -- --all\n`,
		);
	}
	tellAgain(results);
	return report('test', inOrder(jobs, results));
}

/**
 * What failed, once more and together: in the output of a whole run it is hard to find.
 *
 * @param {readonly Result[]} results
 */
function tellAgain(results) {
	for (const { title, counts } of results) {
		const { failures = [], retried = [] } = counts;
		for (const test of retried)
			process.stdout.write(`\nFailed at its first attempt: ${title}: ${test}\n`);
		for (const test of failures) process.stdout.write(`\nFailed: ${title}: ${test}\n`);
	}
}

/**
 * @typedef {{ title: string, counts: Counts }} Result
 *
 * @param {Job[]} queue Shared by the lanes of a kind.
 * @param {Turns} turns
 * @param {Result[]} results
 */
async function runLane(queue, turns, results) {
	for (let job = queue.shift(); job; job = queue.shift()) results.push(await runJob(job, turns));
}

/**
 * @param {Job} job
 * @param {Turns} turns
 * @returns {Promise<Result>}
 */
async function runJob({ title, detail, run }, turns) {
	const begun = performance.now();
	const { write, end } = turns.begin(detail === undefined ? title : `${title}: ${detail}`);
	const counts = await run(write).catch((error) => {
		write(`${error instanceof Error ? error.message : String(error)}\n`);
		return { passed: 0, failed: 1 };
	});
	const ranNothing = counts.passed + counts.failed === 0;
	if (ranNothing) write('This suite ran nothing.\n');
	write(`${Math.round((performance.now() - begun) / 1000)} s\n`);
	end();
	return { title, counts: ranNothing ? { passed: 0, failed: 1 } : counts };
}

/**
 * The counts of each title, in the order in which the suites are named.
 *
 * @param {readonly Job[]} jobs
 * @param {readonly Result[]} results
 * @returns {readonly (readonly [string, Counts])[]}
 */
function inOrder(jobs, results) {
	const titles = new Set(['build', ...jobs.map(({ title }) => title)]);
	return [...titles].map((title) => [
		title,
		sumOf(results.filter((result) => result.title === title).map(({ counts }) => counts)),
	]);
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
function sumOf(all) {
	return all.reduce(
		(sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
		{ passed: 0, failed: 0 },
	);
}

/**
 * @param {string} name Of the file in out/results/.
 * @param {readonly (readonly [string, Counts])[]} results
 * @returns {Promise<number>} The exit code.
 */
export async function report(name, results) {
	const longest = Math.max(...results.map(([title]) => title.length));
	process.stdout.write('\n');
	for (const [title, { passed, failed }] of results) {
		process.stdout.write(`${title.padEnd(longest)}  ${passed} passed, ${failed} failed\n`);
	}
	const sum = sumOf(results.map(([, counts]) => counts));
	const folder = join(root, 'out/results');
	await rm(join(folder, `${name}.json`), { force: true });
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, `${name}.json`), JSON.stringify(sum));
	process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed\n`);
	return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}
