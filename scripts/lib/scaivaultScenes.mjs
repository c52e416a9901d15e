/** ScaiVault, as far as its documentation tells: the tests' fake stands in for a server. It stays in the window. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';
import { run } from './processes.mjs';
import { hideSideBar } from './textEditor.mjs';
import {
	collapse,
	contextMenu,
	expand,
	openView,
	quickInput,
	quickPick,
	runCommand,
	treeRow,
	webview,
} from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./shots.mjs').Scene} Scene */

const name = 'ScaiVault lab';

/** @type {readonly Scene[]} */
export const scaivaultScenes = [
	{
		name: 'scaivault',
		play: async ({ page }) => {
			await showTree(page);
			await showAuditLog(page);
		},
	},
	{
		name: 'scaivault-role',
		...{ area: 'top', extra: true },
		play: async ({ page }) => {
			await showTree(page);
			await contextMenu(page, treeRow(page, 'svc-mtls'), 'Edit Role');
			await quickPick(page, 'Mesh Issuing CA').waitFor();
		},
	},
	{
		name: 'scaivault-flags',
		...{ area: 'top', extra: true },
		play: async ({ page }) => {
			await showTree(page);
			await contextMenu(page, treeRow(page, 'svc-mtls'), 'Edit Role');
			await quickPick(page, 'Mesh Issuing CA').click();
			await quickInput(page).getByText('Domains').first().waitFor();
			await page.keyboard.press('Enter');
			await quickPick(page, 'Subdomains').waitFor();
		},
	},
	{
		name: 'scaivault-inactive',
		extra: true,
		play: async ({ page }) => {
			await showTree(page);
			await treeRow(page, 'Test Issuing CA').click();
			await webview(page).locator('h1').waitFor({ timeout: 30_000 });
		},
	},
	{
		name: 'scaivault-audit-narrow',
		...{ extra: true, width: 348 },
		play: async ({ page }) => {
			await showTree(page);
			await showAuditLog(page);
			await hideSideBar(page);
		},
	},
];

/** @param {Page} page */
async function showTree(page) {
	await openView(page);
	if (!(await treeRow(page, name).isVisible())) await addConnection(page);
	for (const other of ['Local CA', '127.0.0.1:']) {
		const row = treeRow(page, other);
		if ((await row.getAttribute('aria-expanded')) === 'true') await collapse(page, other);
	}
	await expand(page, name, 'Authorities', 'Roles');
	await treeRow(page, 'Test Issuing CA').waitFor();
	await treeRow(page, 'svc-mtls').waitFor();
	await expand(page, 'Web Issuing CA', 'Certificates');
	await treeRow(page, 'build-03').waitFor();
}

/** @param {Page} page */
async function showAuditLog(page) {
	// The details of a CA whose row was opened.
	await runCommand(page, 'View: Close All Editors');
	await contextMenu(page, treeRow(page, name), 'Show Audit Log');
	await webview(page).locator('table').first().waitFor({ timeout: 30_000 });
}

/** @param {Page} page */
async function addConnection(page) {
	const { url, token } = await startFake();
	/** @param {string} text */
	const answer = async (text) => {
		await quickInput(page).locator('input').first().fill(text);
		await page.keyboard.press('Enter');
	};
	const asked = (/** @type {string} */ text) => quickInput(page).getByText(text).first().waitFor();
	await runCommand(page, 'PKI: Add Connection…');
	await quickPick(page, 'ScaiVault').click();
	await asked('Address');
	await answer(url);
	await asked('Name for this connection');
	await answer(name);
	await quickPick(page, 'Personal access token').click();
	await asked('Token (optional)');
	await answer(token);
	await quickPick(page, 'Connect').click();
	await treeRow(page, name).waitFor({ timeout: 30_000 });
	const said = page.locator('.part.statusbar .statusbar-item', { hasText: name });
	await said.waitFor();
	await said.waitFor({ state: 'hidden' });
}

/** @type {Promise<{ url: string, token: string }> | undefined} */
let started;

/** One for all themes; it ends with us. */
function startFake() {
	started ??= (async () => {
		const built = await run(process.execPath, [join(root, 'esbuild.mjs'), 'tests'], { cwd: root });
		if (built.code !== 0) throw new Error('The tests could not be built.');
		const program = join(root, 'out/test/support/scaivault/sample.js');
		const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
		process.once('exit', () => child.kill());
		const [line] = await Promise.race([
			once(createInterface({ input: child.stdout }), 'line'),
			once(child, 'exit').then(() => Promise.reject(new Error('The fake has ended.'))),
		]);
		for (const part of [child, child.stdin, child.stdout]) {
			if ('unref' in part && typeof part.unref === 'function') part.unref();
		}
		return JSON.parse(line);
	})();
	return started;
}
