/**
 * What the pictures show. A scene starts from an empty window in which the scenes before it have left their traces:
 * `overview`, which README begins with, shows both kinds of connection.
 */
import { blockScenes } from './blockScenes.mjs';
import { connectionScenes } from './connectionScenes.mjs';
import { bundleScene, detailScenes } from './detailScenes.mjs';
import { issueTestCertificate, mtlsScenes } from './mtlsScenes.mjs';
import { runningScenes } from './runningScenes.mjs';
import { scaivaultScenes } from './scaivaultScenes.mjs';
import { hideSideBar, lens } from './textEditor.mjs';
import { workspaceScenes } from './workspaceScenes.mjs';
import {
	collapse,
	contextMenu,
	expand,
	notification,
	openFile,
	openView,
	quickInput,
	quickPick,
	runCommand,
	rowAction,
	treeRow,
	webview,
} from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./shots.mjs').Scene} Scene */

/** @param {Page} page */
async function connectVault(page) {
	await openView(page);
	const row = treeRow(page, '127.0.0.1:');
	await row.waitFor();
	if ((await row.getAttribute('aria-expanded')) === 'true') return;
	await rowAction(page, row, 'Connect');
	await treeRow(page, 'pki_int').waitFor({ timeout: 30_000 });
}

/**
 * @param {Page} page
 * @param {string} label
 */
async function showDetails(page, label) {
	await treeRow(page, label).dblclick();
	await webview(page).locator('h1').waitFor({ timeout: 30_000 });
}

/**
 * @param {Page} page
 * @param {string} text Replaces what stands in the input box.
 */
async function type(page, text) {
	await quickInput(page).locator('input').first().fill(text);
}

/** @type {readonly Scene[]} */
export const scenes = [
	{
		name: 'issue-test',
		area: 'top',
		play: async ({ page }) => {
			await openView(page);
			await runCommand(page, 'PKI: Issue Test Certificate');
			await quickInput(page).getByText('Customize').first().waitFor();
		},
	},
	{
		name: 'details',
		play: async ({ page }) => {
			await issueTestCertificate(page);
			await expand(page, 'Certificates');
			await showDetails(page, 'localhost');
		},
	},
	{
		name: 'tree',
		area: 'sideBar',
		play: async ({ page }) => {
			await expand(page, 'Authorities', 'Profiles', 'Certificates');
			await treeRow(page, 'Issuing CA').waitFor();
			await treeRow(page, 'localhost').click();
		},
	},
	{
		name: 'decode',
		play: async ({ page }) => {
			await openFile(page, 'tls/torn.pem');
			await runCommand(page, 'PKI: Decode Certificate');
			await webview(page).locator('h1').waitFor({ timeout: 30_000 });
			await webview(page).locator('.block').nth(1).click();
		},
	},
	{
		name: 'wizard',
		area: 'top',
		play: async ({ page }) => {
			await runCommand(page, 'PKI: Add Connection…');
			await quickPick(page, 'HashiCorp Vault').click();
			await quickInput(page).getByText('Address').first().waitFor();
			await type(page, 'https://vault.example.com:8200');
		},
	},
	{
		name: 'vault-tree',
		area: 'sideBar',
		play: async ({ page }) => {
			await connectVault(page);
			await collapse(page, 'Local CA');
			await expand(page, 'pki_int', 'Issuers', 'Roles', 'Certificates');
			await treeRow(page, 'old-').waitFor();
			await treeRow(page, 'Example Issuing CA').waitFor();
			await treeRow(page, 'web-server').click();
		},
	},
	{
		name: 'issue-form',
		area: 'top',
		play: async ({ page }) => {
			await contextMenu(page, treeRow(page, 'web-server'), 'Issue Certificate');
			await quickInput(page).getByText(/name/i).first().waitFor();
			await type(page, 'api.example.org');
		},
	},
	{
		name: 'expiry',
		play: async ({ page }) => {
			await runCommand(page, 'PKI: Check Certificate Expiry');
			await quickPick(page, 'old.example.test').click();
			await page.locator('.tab', { hasText: 'expired.crt' }).waitFor();
			await lens(page, /CN=/).waitFor({ timeout: 30_000 });
			await runCommand(page, 'View: Focus Problems');
			await page.locator('.markers-panel .monaco-list-row').nth(2).waitFor({ timeout: 30_000 });
		},
	},
	{
		name: 'config',
		play: async ({ page }) => {
			await openFile(page, 'tls/api.crt');
			await runCommand(page, 'PKI: Copy Client Config…');
			await quickInput(page).locator('input').first().fill('OpenClaw agent');
			await quickPick(page, 'OpenClaw agent profile').click();
			await answerAll(page);
			const copied = notification(page, /Client configuration copied/);
			await copied.waitFor();
			await copied.getByRole('button', { name: 'Open', exact: true }).click();
			await page.locator('.view-line', { hasText: 'vault_connection' }).click();
			// Wraps long lines.
			await page.keyboard.press('Alt+Z');
		},
	},
	...blockScenes,
	...detailScenes,
	...connectionScenes,
	...mtlsScenes,
	...workspaceScenes,
	{
		name: 'overview',
		play: async ({ page }) => {
			await openView(page);
			await collapse(page, 'Roles');
			await collapse(page, 'Issuers');
			await expand(page, 'Local CA');
			await collapse(page, 'Profiles');
			await showDetails(page, 'soon-');
		},
	},
	...runningScenes,
	...[...connectionScenes, ...mtlsScenes, ...runningScenes].map(narrow),
	bundleScene,
	...scaivaultScenes,
];

/**
 * The same as wide as a report in a panel, to be looked at.
 *
 * @param {Scene} scene
 * @returns {Scene}
 */
function narrow({ name, play }) {
	return {
		...{ name: `${name}-narrow`, extra: true, width: 348 },
		play: async (stage) => {
			await play(stage);
			await hideSideBar(stage.page);
		},
	};
}

/**
 * Takes the answers that are typed in already.
 *
 * @param {Page} page
 */
async function answerAll(page) {
	while (await quickInput(page).isVisible()) {
		await page.keyboard.press('Enter');
		await page.waitForTimeout(400);
	}
}
