/**
 * How long VS Code takes to activate us, code loading included, beside an empty extension in the same window. An
 * extension is activated once per window, so every round is a window of its own.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../lib/vscode.mjs';
import { makePackage } from '../lib/vsix.mjs';
import { median, ms } from './measure.mjs';

const rounds = 6;
const ours = 'pki-workbench.pki-workbench';
const empty = 'bench.empty';

/** @type {import('./table.mjs').Section} */
export const activateCall = {
	id: 'activate',
	measure: async () => {
		const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-bench-'));
		try {
			const vsix = await makePackage();
			const tests = await makeEmptyExtension(folder);
			/** @type {{ ours: number, empty: number }[]} */
			const times = [];
			// The first window fills the caches of the file system.
			for (let round = 0; round <= rounds; round++) {
				const result = await oneWindow(folder, vsix, tests, round);
				if (round > 0) times.push(result);
			}
			return [row(times)];
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	},
};

/**
 * @param {readonly { ours: number, empty: number }[]} times
 * @returns {import('./table.mjs').Row}
 */
function row(times) {
	const [a, b] = [median(times.map((t) => t.ours)), median(times.map((t) => t.empty))];
	return {
		what: '`activate()`',
		against: 'an empty extension in the same VS Code',
		measured: `${(a / b).toFixed(2)}×, ${ms(a - b)} more`,
		limit: '2×, or 5 ms more',
		ok: a <= 2 * b || a - b <= 5,
		detail: `${ms(a)} to ${ms(b)}`,
	};
}

/**
 * @param {string} folder
 * @param {string} vsix
 * @param {string} tests
 * @param {number} round Decides who goes first.
 */
async function oneWindow(folder, vsix, tests, round) {
	const result = join(folder, `result-${round}.json`);
	const window = await launch({
		workspace: join(folder, 'workspace'),
		extension: { vsix, dev: join(folder, 'empty') },
		tests,
		env: { BENCH_RESULT: result, BENCH_ORDER: (round % 2 ? [ours, empty] : [empty, ours]).join() },
	});
	try {
		const code = await window.exit;
		if (code !== 0)
			throw new Error(`VS Code ended with ${code}:\n${window.lines.slice(-30).join('\n')}`);
		const times = JSON.parse(await readFile(result, 'utf8'));
		return { ours: Number(times[ours]), empty: Number(times[empty]) };
	} finally {
		await window.close();
	}
}

/**
 * An extension of the same kind as ours (an ES module) that does nothing, and the script that times both.
 *
 * @param {string} folder
 * @returns {Promise<string>} The script.
 */
async function makeEmptyExtension(folder) {
	const extension = join(folder, 'empty');
	await mkdir(extension);
	await mkdir(join(folder, 'workspace'));
	const manifest = {
		...{ name: 'empty', publisher: 'bench', version: '1.0.0', type: 'module' },
		...{ main: './extension.js', activationEvents: [], engines: { vscode: '^1.100.0' } },
	};
	await writeFile(join(extension, 'package.json'), JSON.stringify(manifest));
	await writeFile(
		join(extension, 'extension.js'),
		`import * as vscode from 'vscode';\nexport function activate() { return vscode.version; }\n`,
	);
	const script = join(extension, 'time.cjs');
	await writeFile(script, timer);
	return script;
}

const timer = `
const vscode = require('vscode');
const { writeFileSync } = require('node:fs');
exports.run = async () => {
	// Let the window come to rest first.
	await new Promise((resolve) => setTimeout(resolve, 3000));
	const times = {};
	for (const id of process.env.BENCH_ORDER.split(',')) {
		const extension = vscode.extensions.getExtension(id);
		if (!extension || extension.isActive) throw new Error(id + ' is missing or active already');
		const start = performance.now();
		await extension.activate();
		times[id] = performance.now() - start;
	}
	writeFileSync(process.env.BENCH_RESULT, JSON.stringify(times));
};
`;
