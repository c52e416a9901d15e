/** What is seen of TLS connections: from outside, and by their errors. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withServer } from './runningScenes.mjs';
import { hideSideBar } from './textEditor.mjs';
import { openFile, quickInput, runCommand, webview } from './workbench.mjs';

/** @typedef {import('./shots.mjs').Scene} Scene */

/** @type {readonly Scene[]} */
export const connectionScenes = [
	{
		name: 'probe',
		play: async ({ page, workspace }) => {
			await withServer(workspace, 'api.crt', async (port) => {
				await hideSideBar(page);
				await runCommand(page, 'PKI: Test TLS Connection');
				await quickInput(page).locator('input').fill(`127.0.0.1:${port}`);
				await page.keyboard.press('Enter');
				await webview(page).locator('table').first().waitFor({ timeout: 30_000 });
			});
		},
	},
	{
		name: 'explain',
		area: 'upper',
		play: async ({ page, workspace }) => {
			await writeFile(join(workspace, 'build.log'), failedBuild);
			await hideSideBar(page);
			await openFile(page, 'build.log');
			await page.keyboard.press('ControlOrMeta+A');
			await runCommand(page, 'PKI: Explain TLS Error');
			await webview(page).locator('.steps').waitFor({ timeout: 30_000 });
		},
	},
];

const failedBuild = `Get "https://vault.example.test:8200/v1/sys/health": remote error: tls: unknown certificate authority
`;
