/**
 * What a large bundle costs beyond its text: until VS Code has its outline and its findings. In one window, first by files
 * that are no more than text, since we are not active yet, then by the same under names that PEM has. Both are asked for
 * their outline: a text is called shown before it is drawn, and no question is answered until it is.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../lib/vscode.mjs';
import { makeWaitingCopy } from './activateCall.mjs';
import { median, ratioRow } from './measure.mjs';
import { systemRoots } from './systemRoots.mjs';

const rounds = 12;
/** Of each kind, before it counts. */
const warmUp = 4;

/** @type {import('./table.mjs').Section} */
export const bundleShown = {
	id: 'bundle',
	measure: async () => {
		const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-bundle-'));
		try {
			const roots = systemRoots().map((pem) => pem.trim());
			const dev = await makeWaitingCopy(folder);
			const workspace = join(folder, 'workspace');
			await mkdir(workspace);
			// The first one again at the end, so that there is something to find in any set of roots.
			const text = `${[...roots, roots[0]].join('\n')}\n`;
			for (let round = 0; round < rounds + warmUp; round += 1) {
				await writeFile(join(workspace, `text-${round}.txt`), text);
				await writeFile(join(workspace, `bundle-${round}.pem`), text);
			}
			const tests = join(folder, 'time.cjs');
			await writeFile(tests, timer);
			const result = join(folder, 'result.json');
			await inWindow({
				...{ workspace, tests, extension: { dev } },
				env: { BENCH_RESULT: result, BENCH_COUNT: String(roots.length + 1) },
			});
			const { ours, rival } = JSON.parse(await readFile(result, 'utf8'));
			const [a, b] = [median(ours.slice(warmUp)), median(rival.slice(warmUp))];
			return [
				ratioRow(
					{ ours: a, rival: b, ratio: a / b },
					{
						what: `bundle of ${roots.length} roots listed, with its findings`,
						against: 'opening it as plain text, until its outline is known to be empty',
						limit: 2,
					},
				),
			];
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	},
};

/** @param {import('../lib/vscode.mjs').LaunchOptions} options */
async function inWindow(options) {
	const window = await launch(options);
	try {
		const code = await window.exit;
		if (code !== 0)
			throw new Error(`VS Code ended with ${code}:\n${window.lines.slice(-30).join('\n')}`);
	} finally {
		await window.close();
	}
}

const timer = `
const vscode = require('vscode');
const { readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const wanted = Number(process.env.BENCH_COUNT);
const folder = vscode.workspace.workspaceFolders[0].uri.fsPath;
const files = (start) => readdirSync(folder).filter((name) => name.startsWith(start)).map((name) => vscode.Uri.file(join(folder, name)));
const close = () => vscode.commands.executeCommand('workbench.action.closeAllEditors');
async function show(uri) {
	const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
	if (editor.document.getText().length < 1000) throw new Error('nothing was opened');
}
function findings(uri) {
	return new Promise((resolve) => {
		const watch = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
			if (uris.some((each) => each.toString() === uri.toString()) && vscode.languages.getDiagnostics(uri).length > 0) {
				watch.dispose();
				resolve();
			}
		});
	});
}
async function listed(uri, count) {
	for (;;) {
		const symbols = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri);
		if ((symbols?.length ?? 0) === count) return;
	}
}
async function timed(uris, work) {
	const times = [];
	for (const uri of uris) {
		const start = performance.now();
		await work(uri);
		times.push(performance.now() - start);
		await close();
	}
	return times;
}
exports.run = async () => {
	// Let the window come to rest first.
	await new Promise((resolve) => setTimeout(resolve, 3000));
	const ours = vscode.extensions.getExtension('pki-workbench.pki-workbench');
	if (!ours || ours.isActive) throw new Error('ours is missing or active already');
	const rival = await timed(files('text'), async (uri) => {
		await show(uri);
		await listed(uri, 0);
	});
	await ours.activate();
	const own = await timed(files('bundle'), async (uri) => {
		const found = findings(uri);
		await show(uri);
		await Promise.all([listed(uri, wanted), found]);
	});
	writeFileSync(process.env.BENCH_RESULT, JSON.stringify({ ours: own, rival }));
};
`;
