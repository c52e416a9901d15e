/** What stands beside certificates in any file: hover, lens, outline, Problems and quick fix. */
import { hideSideBar, hoverOver, lens } from './textEditor.mjs';
import { openFile, runCommand, until } from './workbench.mjs';

/** @typedef {import('./shots.mjs').Scene} Scene */

/** @type {readonly Scene[]} */
export const blockScenes = [
	hoverScene('hover', 'k8s/secret.yaml', 'tls.crt', 'shop.example.test'),
	{ ...hoverScene('hover-env', 'config/mail.env', 'MAIL_CERT', 'mail.example.test'), extra: true },
	{ ...hoverScene('hover-json', 'config/gateway.json', '"ca"', 'Sample Root CA'), extra: true },
	{ ...hoverScene('hover-key', 'k8s/secret.yaml', 'tls.key', 'Private key'), extra: true },
	{ ...hoverScene('hover-body', 'tls/expired.crt', 'MI', 'old.example.test'), extra: true },
	{
		name: 'lens',
		area: 'upper',
		play: async ({ page }) => {
			await openWide(page, 'src/metrics.go');
			await lens(page, /metrics\.example\.test.*findings/).waitFor({ timeout: 30_000 });
		},
	},
	{
		name: 'lens-secret',
		extra: true,
		play: async ({ page }) => {
			await openWide(page, 'k8s/secret.yaml');
			await lens(page, /shop\.example\.test/).waitFor({ timeout: 30_000 });
		},
	},
	{
		name: 'problems',
		play: async ({ page }) => {
			for (const file of ['config/mail.env', 'k8s/secret.yaml', 'src/metrics.go']) {
				await openWide(page, file);
				await lens(page, /CN=/).waitFor({ timeout: 30_000 });
			}
			await openWide(page, 'tls/wrong-order.pem');
			await lens(page, /CN=/).waitFor({ timeout: 30_000 });
			await page.locator('.squiggly-warning').first().waitFor({ timeout: 30_000 });
			await runCommand(page, 'View: Focus Problems');
			await page.locator('.markers-panel .monaco-list-row').nth(8).waitFor({ timeout: 30_000 });
		},
	},
	{
		name: 'quickfix',
		area: 'upper',
		play: async ({ page }) => {
			await openWide(page, 'tls/wrong-order.pem');
			await lens(page, /CN=/).waitFor({ timeout: 30_000 });
			await page.locator('.squiggly-warning').first().waitFor({ timeout: 30_000 });
			await runCommand(page, 'Go to Next Problem in Files');
			await page.keyboard.press('Escape');
			const menu = page.locator('.action-widget', { hasText: 'Reorder' });
			await until(() => page.keyboard.press('ControlOrMeta+.'), menu);
		},
	},
	{
		name: 'outline',
		area: 'upper',
		play: async ({ page }) => {
			await openFile(page, 'tls/trusted.pem');
			await runCommand(page, 'Explorer: Focus on Outline View');
			// The outline gets the room of the folder.
			const folder = page.locator('.pane-header', { hasText: 'my-service' });
			await folder.click();
			const rows = page.locator('.outline-pane .monaco-list-row');
			await rows.nth(10).waitFor({ timeout: 30_000 });
			await rows.nth(3).click();
		},
	},
];

/**
 * Opens a file without a side bar, as lines in it are long.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} file
 */
async function openWide(page, file) {
	await openFile(page, file);
	await hideSideBar(page);
}

/**
 * @param {string} name
 * @param {string} file
 * @param {string} words Of the line that is hovered over.
 * @param {string} told What the hover tells of.
 * @returns {Scene}
 */
function hoverScene(name, file, words, told) {
	return {
		name,
		area: 'upper',
		mouseStays: true,
		play: async ({ page }) => {
			await openWide(page, file);
			// What is found first is drawn first.
			await lens(page, /\w/).waitFor({ timeout: 30_000 });
			await hoverOver(page, words, told);
		},
	};
}
