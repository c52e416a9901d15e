/** What the pictures show. A scene starts from an empty window in which the scenes before it have left their traces. */
import {
	expand,
	notification,
	openFile,
	openView,
	quickInput,
	quickPick,
	runCommand,
	treeRow,
	webview,
} from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
async function issueTestCertificate(page) {
	await runCommand(page, 'PKI: Issue Test Certificate');
	await quickInput(page).getByText('Customize').first().waitFor();
	await quickInput(page).waitFor();
	await page.keyboard.press('Enter');
	await notification(page, /localhost/).waitFor({ timeout: 30_000 });
}

/** @param {Page} page */
async function connectVault(page) {
	await openView(page);
	const row = treeRow(page, 'VAULT_ADDR');
	await row.waitFor();
	if ((await row.getAttribute('aria-expanded')) === 'true') return;
	await row.click();
	const connect = row.locator('.action-label[aria-label^="Connect"]');
	if (await connect.isVisible()) await connect.click();
	else await page.keyboard.press('ArrowRight');
	await treeRow(page, 'pki_int').waitFor({ timeout: 30_000 });
}

/** @type {readonly import('./shots.mjs').Scene[]} */
export const scenes = [
	{
		name: 'welcome',
		play: async ({ page }) => {
			await openView(page);
		},
	},
	{
		name: 'issue-test-prompt',
		play: async ({ page }) => {
			await runCommand(page, 'PKI: Issue Test Certificate');
			await quickInput(page).getByText('Customize').first().waitFor();
			await quickInput(page).waitFor();
		},
	},
	{
		name: 'issue-test',
		play: async ({ page }) => {
			await issueTestCertificate(page);
		},
	},
	{
		name: 'tree',
		play: async ({ page }) => {
			await openView(page);
			await expand(page, 'Local CA', 'Authorities', 'Certificates');
			await treeRow(page, 'localhost').waitFor();
		},
	},
	{
		name: 'details',
		play: async ({ page }) => {
			await openView(page);
			await expand(page, 'Local CA', 'Certificates');
			await treeRow(page, 'localhost').dblclick();
			await webview(page).locator('h1').waitFor({ timeout: 30_000 });
		},
	},
	{
		name: 'decode-torn',
		play: async ({ page }) => {
			await openFile(page, 'tls/torn.pem');
			await runCommand(page, 'PKI: Decode');
			await webview(page).locator('h1').waitFor({ timeout: 30_000 });
		},
	},
	{
		name: 'vault-tree',
		play: async ({ page }) => {
			await connectVault(page);
			await expand(page, 'pki_int', 'Issuers', 'Roles', 'Certificates');
			await treeRow(page, 'web-').waitFor();
		},
	},
	{
		name: 'wizard',
		play: async ({ page }) => {
			await runCommand(page, 'PKI: Add Connection…');
			await quickInput(page).waitFor();
			await quickPick(page, 'HashiCorp Vault').click();
			await page.waitForTimeout(500);
		},
	},
	{
		name: 'issue-form',
		play: async ({ page }) => {
			await connectVault(page);
			await expand(page, 'pki_int', 'Roles');
			await treeRow(page, 'web-server').click();
			await runCommand(page, 'PKI: Issue Certificate…');
			await quickInput(page).waitFor();
		},
	},
	{
		name: 'expiry',
		play: async ({ page }) => {
			await openFile(page, 'tls/expired.crt');
			await runCommand(page, 'PKI: Check Expiry');
			await runCommand(page, 'View: Focus Problems');
			await page.locator('.markers-panel .monaco-list-row').first().waitFor({ timeout: 30_000 });
		},
	},
	{
		name: 'config',
		play: async ({ page }) => {
			await openFile(page, 'tls/api.crt');
			await runCommand(page, 'PKI: Copy Client Config…');
			await quickPick(page, 'OpenClaw').click();
		},
	},
];
