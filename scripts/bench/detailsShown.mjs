/** From the key that opens a certificate to its page, beside the same key and file up to its text. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { root } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';
import { launch } from '../lib/vscode.mjs';
import { quickInput, runCommand, until, webview } from '../lib/workbench.mjs';
import { median, ratioRow } from './measure.mjs';

const rounds = 15;
const warmUp = 3;

/** @type {import('./table.mjs').Section} */
export const detailsShown = {
	id: 'details',
	measure: async () => {
		const build = await run(process.execPath, ['esbuild.mjs', '--production'], {
			cwd: root,
			quiet: true,
		});
		if (build.code !== 0) throw new Error(build.output);
		const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-details-'));
		const workspace = join(folder, 'workspace');
		await mkdir(workspace);
		for (const name of ['page.pem', 'text.pem']) {
			await writeFile(join(workspace, name), `${rootCertificates[0]}\n`);
		}
		const window = await launch({
			workspace,
			inBrowser: true,
			extension: { dev: root },
			settings: { 'workbench.editorAssociations': { '**/page.pem': 'pki.pemOrDer' } },
		});
		try {
			return [await measure(window.page)];
		} finally {
			await window.close();
			await rm(folder, { recursive: true, force: true });
		}
	},
};

/** @param {import('playwright-core').Page} page */
async function measure(page) {
	/** @type {{ ours: number[], rival: number[] }} */
	const times = { ours: [], rival: [] };
	const heading = webview(page).locator('h1').first();
	const text = page.locator('.monaco-editor .view-line', { hasText: 'BEGIN' }).first();
	for (let round = 0; round < rounds + warmUp; round += 1) {
		const ours = await open(page, 'page.pem', heading);
		const rival = await open(page, 'text.pem', text);
		if (round < warmUp) continue;
		times.ours.push(ours);
		times.rival.push(rival);
	}
	const [a, b] = [median(times.ours), median(times.rival)];
	return ratioRow(
		{ ours: a, rival: b, ratio: a / b },
		{
			what: 'details of a certificate visible, warm',
			against: 'opening the same file as plain text',
			limit: 1.5,
		},
	);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} name
 * @param {import('playwright-core').Locator} sign What is visible when it is open.
 * @returns {Promise<number>} Milliseconds from the key to the sign.
 */
async function open(page, name, sign) {
	// Those that were open before stand there until the list has followed the name.
	const chosen = quickInput(page).locator('.monaco-list-row.focused', { hasText: name });
	await until(async () => {
		await page.keyboard.press('Escape');
		await page.locator('.part.statusbar').click({ position: { x: 600, y: 10 } });
		await page.keyboard.press('ControlOrMeta+P');
		await quickInput(page).locator('input').first().fill(name);
	}, chosen);
	const start = performance.now();
	await page.keyboard.press('Enter');
	await sign.waitFor({ timeout: 30_000 });
	const time = performance.now() - start;
	await runCommand(page, 'View: Close All Editors');
	await sign.waitFor({ state: 'hidden' });
	return time;
}
