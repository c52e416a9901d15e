/** The details of a file: its chain, its bytes, its entries, its list. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRoots } from '../bench/systemRoots.mjs';
import { keyStorePassword, makeKeyStore } from './sampleKeyStore.mjs';
import { hideSideBar, lens } from './textEditor.mjs';
import { openFile, quickInput, runCommand, webview } from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./shots.mjs').Scene} Scene */

/** @type {readonly Scene[]} */
export const detailScenes = [
	{
		name: 'chain',
		play: async ({ page }) => {
			await decodeWide(page, 'tls/cross-signed.pem');
			const chain = webview(page).locator('.chain');
			await chain.locator('.gap').first().waitFor();
			await scrollTo(chain, 'end');
		},
	},
	{
		name: 'details-narrow',
		extra: true,
		width: 348,
		play: async ({ page }) => {
			await decodeWide(page, 'tls/expires-soon.crt');
			await runCommand(page, 'View: Close Editors in Other Groups');
		},
	},
	{
		name: 'asn1',
		play: async ({ page }) => {
			await decodeWide(page, 'tls/api.crt');
			const view = webview(page);
			const heading = view.getByRole('button', { name: 'ASN.1 and hex' });
			await heading.click();
			let item = view.locator('vscode-tree > vscode-tree-item');
			// The certificate, its extensions, the first one, its value.
			for (const child of [0, 7, 0, 0, 2]) {
				await open(item);
				item = item.locator(':scope > vscode-tree-item').nth(child);
			}
			await scrollTo(heading, 'start');
		},
	},
	{
		name: 'pkcs12',
		play: async ({ page, workspace }) => {
			await writeFile(join(workspace, 'tls', 'orders.p12'), makeKeyStore());
			await openFile(page, 'tls/orders.p12');
			const view = webview(page);
			await view.getByRole('button', { name: 'Enter Password' }).click({ timeout: 30_000 });
			await quickInput(page).locator('input').fill(keyStorePassword);
			await page.keyboard.press('Enter');
			await view.getByRole('option').nth(2).waitFor();
		},
	},
	{
		name: 'pkcs12-locked',
		extra: true,
		play: async ({ page, workspace }) => {
			await writeFile(join(workspace, 'tls', 'orders.p12'), makeKeyStore());
			await openFile(page, 'tls/orders.p12');
			const button = webview(page).getByRole('button', { name: 'Enter Password' });
			await button.click({ timeout: 30_000 });
			await quickInput(page).locator('input').fill('wrong');
			await page.keyboard.press('Enter');
			await quickInput(page).getByText('The password is wrong').waitFor();
		},
	},
];

/**
 * Last, as its certificates would stand in the list of the workspace.
 *
 * @type {Scene}
 */
export const bundleScene = {
	name: 'bundle',
	// The roots are those of this machine.
	extra: true,
	play: async ({ page, workspace }) => {
		await writeFile(join(workspace, 'tls', 'roots.pem'), systemRoots().join(''));
		await decodeWide(page, 'tls/roots.pem');
		const list = webview(page).getByRole('listbox');
		await list.focus();
		await page.keyboard.press('End');
		await webview(page).locator(`.block[aria-posinset="${systemRoots().length}"]`).waitFor();
	},
};

/**
 * Scrolls the page and, other than `scrollIntoView`, not the window around it.
 *
 * @param {import('playwright-core').Locator} locator
 * @param {'start' | 'end'} edge
 */
async function scrollTo(locator, edge) {
	await locator.evaluate((element, isEnd) => {
		const { top, bottom } = element.getBoundingClientRect();
		const page = element.ownerDocument.defaultView;
		page?.scrollBy(0, isEnd ? bottom - page.innerHeight : top);
	}, edge === 'end');
}

/**
 * Opens an element of the ASN.1 tree.
 *
 * @param {import('playwright-core').Locator} item
 */
async function open(item) {
	await item.waitFor();
	if ((await item.getAttribute('open')) !== null) return;
	await item.locator('.asn1-type').first().click();
	await item.locator('vscode-tree-item').first().waitFor();
}

/**
 * Shows the details of a file without a side bar.
 *
 * @param {Page} page
 * @param {string} file
 */
async function decodeWide(page, file) {
	await openFile(page, file);
	await hideSideBar(page);
	await lens(page, /CN=/).waitFor({ timeout: 30_000 });
	await runCommand(page, 'PKI: Decode Certificate');
	await webview(page).locator('h1').waitFor({ timeout: 30_000 });
}
