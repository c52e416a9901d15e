/**
 * How long VS Code takes to activate us, code loading included, beside an empty extension in the same window. An
 * extension is activated once per window, so every round is a window of its own. Ours wakes with the editor; here it is a
 * copy that waits to be called.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../lib/vscode.mjs';
import { root } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';
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
			const dev = await makeWaitingCopy(folder);
			const extension = { dev, vsix: await packEmptyExtension(folder) };
			const tests = join(folder, 'time.cjs');
			await writeFile(tests, timer);
			await mkdir(join(folder, 'workspace'));
			/** @type {{ ours: number, empty: number }[]} */
			const times = [];
			// The first window fills the caches of the file system.
			for (let round = 0; round <= rounds; round++) {
				const result = await oneWindow(folder, extension, tests, round);
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
 * @param {{ dev: string, vsix: string }} extension
 * @param {string} tests
 * @param {number} round Decides who goes first.
 */
async function oneWindow(folder, extension, tests, round) {
	const result = join(folder, `result-${round}.json`);
	const window = await launch({
		workspace: join(folder, 'workspace'),
		extension,
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
 * Ours as it is packaged, without what wakes it.
 *
 * @param {string} folder
 * @returns {Promise<string>} Its folder.
 */
export async function makeWaitingCopy(folder) {
	await runNode(['esbuild.mjs', '--production'], root);
	const copy = join(folder, 'ours');
	for (const name of ['dist', 'media', 'package.nls.json']) {
		await cp(join(root, name), join(copy, name), { recursive: true });
	}
	const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	const text = JSON.stringify({ ...manifest, activationEvents: [] });
	await writeFile(join(copy, 'package.json'), text);
	return copy;
}

/**
 * An extension of the same kind as ours (an ES module) that does nothing.
 *
 * @param {string} folder
 * @returns {Promise<string>} The path of its .vsix.
 */
async function packEmptyExtension(folder) {
	const source = join(folder, 'empty');
	await mkdir(source);
	const manifest = {
		...{ name: 'empty', publisher: 'bench', version: '1.0.0', type: 'module' },
		...{ main: './extension.js', activationEvents: [], engines: { vscode: '^1.100.0' } },
	};
	await writeFile(join(source, 'package.json'), JSON.stringify(manifest));
	await writeFile(
		join(source, 'extension.js'),
		`import * as vscode from 'vscode';\nexport function activate() { return vscode.version; }\n`,
	);
	const vsix = join(folder, 'empty.vsix');
	const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
	const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
	await runNode([vsce, 'package', ...options, '--out', vsix], source);
	return vsix;
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
async function runNode(args, cwd) {
	const { code, output } = await run(process.execPath, args, { cwd, quiet: true });
	if (code !== 0) throw new Error(output);
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
