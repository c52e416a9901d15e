/** The workspace at a glance, and what is done with what is found in it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hideSideBar } from './textEditor.mjs';
import {
	expand,
	notification,
	openFile,
	openView,
	quickPick,
	runCommand,
	treeRow,
	until,
} from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./shots.mjs').Scene} Scene */

/** @type {readonly Scene[]} */
export const workspaceScenes = [
	{
		name: 'compare',
		play: async ({ page }) => {
			await hideSideBar(page);
			await openFile(page, 'tls/expires-soon.crt');
			await runCommand(page, 'PKI: Select Certificate for Compare');
			await openFile(page, 'tls/renewed.crt');
			await runCommand(page, 'PKI: Compare Certificate with Selected');
			await page.locator('.diffOverview, .diff-hidden-lines, .line-insert').first().waitFor();
		},
	},
	{
		name: 'paste',
		play: async ({ page, workspace }) => {
			const pem = await readFile(join(workspace, 'tls/api.crt'), 'utf8');
			await writeFile(join(workspace, 'k8s/values.yaml'), values);
			await hideSideBar(page);
			await openFile(page, 'k8s/values.yaml');
			await page.locator('.view-line', { hasText: 'certificate' }).click();
			await page.keyboard.press('End');
			await page.evaluate((text) => navigator.clipboard.writeText(text), pem);
			const shown = page.locator('.post-edit-widget');
			await until(() => page.keyboard.press('ControlOrMeta+V'), shown);
			await shown.click();
			await page.locator('.action-widget', { hasText: 'Base64' }).waitFor();
		},
	},
	{
		name: 'workspace',
		play: async ({ page }) => {
			await showWorkspace(page);
			await expand(page, 'billing.example.test', 'Keys');
			await treeRow(page, 'billing.example.test').click();
			await page.locator('.tab', { hasText: 'expires-soon.crt' }).waitFor();
		},
	},
	{
		name: 'badges',
		play: async ({ page }) => {
			// What the view has read is known to the Explorer.
			await showWorkspace(page);
			await openFile(page, 'config/mail.env');
			await runCommand(page, 'Explorer: Focus on Folders View');
			const folder = page.locator('.pane-header[aria-label^="Explorer Section"]').first();
			if ((await folder.getAttribute('aria-expanded')) === 'false') await folder.click();
			const outline = page.locator('.pane-header[aria-label^="Outline"]');
			if ((await outline.getAttribute('aria-expanded')) === 'true') await outline.click();
			await expand(page, 'tls');
			await page
				.locator('.explorer-folders-view .monaco-list-row[aria-label^="expired.crt"]')
				.waitFor();
		},
	},
	{
		name: 'task',
		extra: true,
		play: async ({ page }) => {
			await hideSideBar(page);
			await openFile(page, '.vscode/tasks.json');
			await runCommand(page, 'Tasks: Run Task');
			await quickPick(page, 'Check certificates').click();
			await page
				.locator('.part.panel .terminal-wrapper.active .xterm-rows', { hasText: 'exit code' })
				.waitFor();
		},
	},
	{
		name: 'launch',
		extra: true,
		play: async ({ page }) => {
			await hideSideBar(page);
			await openFile(page, '.vscode/launch.json');
			await runCommand(page, 'Debug: Start Debugging');
			await notification(page, /Relay/).waitFor({ timeout: 30_000 });
		},
	},
];

const values = `# Values of the chart "api"
ingress:
  host: api.example.test
  tls:
    enabled: true
    certificate: 
    keySecret: api-tls
replicas: 2
`;

/**
 * Shows Workspace Certificates with all the room, read.
 *
 * @param {Page} page
 */
async function showWorkspace(page) {
	await openView(page);
	const sideBar = page.locator('.part.sidebar');
	const connections = sideBar.locator('.pane-header[aria-label^="Connections"]');
	if ((await connections.getAttribute('aria-expanded')) === 'true') await connections.click();
	const certificates = sideBar.locator('.pane-header[aria-label^="Workspace Certificates"]');
	if ((await certificates.getAttribute('aria-expanded')) !== 'true') await certificates.click();
	await treeRow(page, 'Expires later').waitFor({ timeout: 30_000 });
}
