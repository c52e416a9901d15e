/** *Copy Client Config…* by hand, and what it takes until a private key stands in a text. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { makeSample } from '../../scripts/lib/sample.mjs';
import {
	contextMenu,
	expand,
	findNotification,
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
	let testWindow: TestWindow;
	let page: Page;

	before(async () => {
		testWindow = await openTestWindow('config', { prepare: makeSample });
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

	/** The files are found after the question is asked. */
	async function offersFirst(file: string): Promise<void> {
		await testWindow.hand.sees('Certificate of the client');
		const first = quickInput(page).locator('.monaco-list-row').first();
		await first.and(page.locator('.monaco-list-row', { hasText: file })).waitFor();
	}

	const chooseOpenClaw = () =>
		testWindow.hand.find('Which program is it for?', 'OpenClaw agent profile');

	/** Up to the options: the open file, key and CA beside it, and the usual address. */
	async function askForYaml(): Promise<void> {
		await openFile(page, 'tls/api.crt');
		await runCommand(page, 'PKI: Copy Client Config…');
		await chooseOpenClaw();
		await offersFirst('tls/api.crt');
		await testWindow.hand.enter();
		await testWindow.hand.sees('Address of the server');
		assert.equal(await testWindow.hand.input.inputValue(), 'https://localhost:8200');
		await testWindow.hand.enter();
		await testWindow.hand.sees('Choose where the text goes, or change an option');
		await preview().waitFor();
	}

	async function chooseFiles(form: string): Promise<void> {
		await quickPick(page, 'Files').click();
		await quickPick(page, form).click();
		await testWindow.hand.sees('Choose where the text goes, or change an option');
	}

	const preview = () => page.locator('.tab', { hasText: 'Preview of OpenClaw' });

	/** Copied; *Open* shows it. */
	async function openCopied(): Promise<void> {
		const copied = await findNotification(page, /Client configuration copied/);
		await copied.getByRole('button', { name: 'Open', exact: true }).click();
	}

	const yaml = () => page.locator('.editor-instance .view-line', { hasText: 'vault_connection:' });
	const text = async () => {
		const lines = await page.locator('.editor-instance .view-line').allTextContents();
		return lines.join('\n').replaceAll('\u00a0', ' ');
	};

	it('begins with the open file, copies paths in the workspace, and opens them', async () => {
		await askForYaml();
		await quickPick(page, 'Copy').click();
		await preview().waitFor({ state: 'detached' });
		await openCopied();
		await yaml().waitFor();
		assert.match(await text(), /key_file: ["']?tls\/api\.key/);
	});

	it('leaves the key in its file when certificate and CA are inlined', async () => {
		await askForYaml();
		await chooseFiles('Inline PEM, private key by path');
		await quickPick(page, 'Copy').click();
		await preview().waitFor({ state: 'detached' });
		await openCopied();
		await yaml().waitFor();
		assert.match(await text(), /cert_file: \|\n.*BEGIN CERTIFICATE/);
		assert.doesNotMatch(await text(), /PRIVATE KEY/);
	});

	it('asks once more before a private key stands in a text', async () => {
		await askForYaml();
		await chooseFiles('Inline PEM, including the private key');
		await quickPick(page, 'Copy').click();
		const dialog = page.locator('.monaco-dialog-box');
		await dialog.getByText('The text will contain the private key.').waitFor();
		// What has the focus copies nothing.
		await dialog.getByRole('button', { name: 'Do Not Copy' }).and(page.locator(':focus')).waitFor();
		await page.keyboard.press('Enter');
		await dialog.waitFor({ state: 'hidden' });
		await page.locator('.tab', { hasText: 'api.crt' }).waitFor();
		assert.equal(await page.locator('.tab').count(), 1);
	});

	it('finds the file of a certificate in the tree, from its row and from its details', async () => {
		const isFound = async () => {
			await chooseOpenClaw();
			await offersFirst('certs/localhost.crt');
			await testWindow.hand.escape();
		};
		await runCommand(page, 'PKI: Issue Test Certificate');
		await quickPick(page, 'Customize').waitFor();
		await testWindow.hand.enter();
		await findNotification(page, /“localhost” is issued/);
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
