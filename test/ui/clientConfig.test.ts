/** *Copy Client Config…* by hand, and what it takes until a private key stands in a text. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { makeSample } from '../../scripts/lib/sample.mjs';
import {
	contextMenu,
	expand,
	notification,
	openFile,
	openView,
	quickInput,
	quickPick,
	runCommand,
	treeRow,
	webview,
} from '../../scripts/lib/workbench.mjs';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

describe('Copy Client Config by hand', function () {
	this.timeout(120_000);
	let workspace = '';
	let testWindow: TestWindow;
	let page: Page;

	before(async () => {
		testWindow = await openTestWindow('config', { prepare: makeSample });
		workspace = testWindow.workspace;
		page = testWindow.hand.page;
	});
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
	});
	afterEach(async () => {
		// The untitled document would ask whether to save it.
		if (await yaml().isVisible()) await runCommand(page, 'View: Revert and Close Editor');
		await runCommand(page, 'View: Close All Editors');
	});

	/** Up to the question of the form: the open file, key and CA beside it, and the usual address. */
	async function askForYaml(): Promise<void> {
		await openFile(page, 'tls/api.crt');
		await runCommand(page, 'PKI: Copy Client Config…');
		await quickPick(page, 'OpenClaw').click();
		const input = quickInput(page).locator('input').first();
		await quickInput(page).getByText('The client’s certificate').waitFor();
		assert.equal(await input.inputValue(), join(workspace, 'tls/api.crt'));
		await page.keyboard.press('Enter');
		await quickInput(page).getByText('The server’s address').waitFor();
		assert.equal(await input.inputValue(), 'https://localhost:8200');
		await page.keyboard.press('Enter');
	}

	const yaml = () => page.locator('.editor-instance .view-line', { hasText: 'vault_connection:' });
	const text = async () => {
		const lines = await page.locator('.editor-instance .view-line').allTextContents();
		return lines.join('\n').replaceAll('\u00a0', ' ');
	};

	it('begins with the open file and ends in a document with paths', async () => {
		await askForYaml();
		await quickPick(page, 'Paths').click();
		await quickPick(page, 'Open as a document').click();
		await yaml().waitFor();
		assert.match(await text(), /key_file: .*api\.key/);
	});

	it('leaves the key in its file when certificate and CA are inlined', async () => {
		await askForYaml();
		await quickPick(page, 'PEM inside, the key by its path').click();
		await quickPick(page, 'Open as a document').click();
		await yaml().waitFor();
		assert.match(await text(), /cert_file: \|\n.*BEGIN CERTIFICATE/);
		assert.doesNotMatch(await text(), /PRIVATE KEY/);
	});

	it('asks once more before a private key stands in a text', async () => {
		await askForYaml();
		await quickPick(page, 'PEM inside, the private key too').click();
		await quickPick(page, 'Open as a document').click();
		const dialog = page.locator('.monaco-dialog-box');
		await dialog.getByText('The text will hold the private key.').waitFor();
		await dialog.getByRole('button', { name: 'Cancel' }).click();
		await dialog.waitFor({ state: 'hidden' });
		await page.locator('.tab', { hasText: 'api.crt' }).waitFor();
		assert.equal(await page.locator('.tab').count(), 1);
	});

	it('finds the file of a certificate in the tree, from its row and from its details', async () => {
		const input = quickInput(page).locator('input').first();
		const isFound = async () => {
			await quickPick(page, 'OpenClaw').click();
			await quickInput(page).getByText('The client’s certificate').waitFor();
			assert.equal(await input.inputValue(), join(workspace, 'certs/localhost.crt'));
			await page.keyboard.press('Escape');
			await quickInput(page).waitFor({ state: 'hidden' });
		};
		await runCommand(page, 'PKI: Issue Test Certificate');
		await quickPick(page, 'Customize').waitFor();
		await page.keyboard.press('Enter');
		await notification(page, /“localhost” is issued/).waitFor();
		await runCommand(page, 'Notifications: Clear All Notifications');
		await openView(page);
		await expand(page, 'Local CA', 'Certificates');
		await contextMenu(page, treeRow(page, 'localhost'), 'Copy Client Config');
		await isFound();
		await treeRow(page, 'localhost').click();
		await webview(page).getByRole('button', { name: 'Copy Client Config' }).click();
		await isFound();
	});
});
