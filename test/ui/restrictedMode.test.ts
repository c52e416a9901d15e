/** A folder that is not trusted causes no request and no write, whatever is clicked; looking is allowed. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { makeSample } from '../../scripts/lib/sample.mjs';
import {
	notification,
	offersCommand,
	openFile,
	openView,
	quickInput,
	runCommand,
	treeRow,
	webview,
} from '../../scripts/lib/workbench.mjs';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

describe('Restricted Mode', function () {
	this.timeout(180_000);
	const requests: string[] = [];
	let server: Server;
	let testWindow: TestWindow;
	let page: Page;

	const address = () => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
	/** The row of the connection that the environment describes: its host. */
	const described = () => new URL(address()).host;

	async function open(restricted: boolean): Promise<void> {
		testWindow = await openTestWindow('restricted', {
			prepare,
			workspaceTrust: restricted,
			env: {
				VAULT_ADDR: address(),
				VAULT_TOKEN: 'a-token-nobody-may-see',
			},
		});
		({ page } = testWindow.hand);
	}

	async function prepare(workspace: string): Promise<void> {
		await makeSample(workspace);
		await mkdir(join(workspace, '.vscode'), { recursive: true });
		await writeFile(
			join(workspace, '.vscode/settings.json'),
			JSON.stringify({ 'pki.testCertificate.folder': '../outside' }),
		);
	}

	/** The question is another one, or none is left; one that will not take what stands there stays as it is. */
	async function answered(): Promise<void> {
		const asked = async () =>
			(await quickInput(page).count()) > 0 ? quickInput(page).textContent() : '';
		const before = await asked();
		await page.keyboard.press('Enter');
		for (let looks = 10; looks > 0 && (await asked()) === before; looks -= 1) {
			await page.evaluate('new Promise(requestAnimationFrame)');
		}
	}

	async function connect(): Promise<void> {
		const row = treeRow(page, described());
		await row.hover();
		const button = row.locator('.action-label[aria-label^="Connect"]');
		if (await button.isVisible()) await button.click();
		await row.click();
		await page.keyboard.press('ArrowRight');
	}

	before(async () => {
		server = createServer((request, response) => {
			requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
			response.writeHead(503, { 'content-type': 'application/json' });
			response.end('{"errors":["Vault is sealed"]}');
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
	});

	pictureFailures(() => testWindow);
	after(() => {
		server.close();
	});

	afterEach(async () => {
		requests.length = 0;
		await testWindow.close();
	});

	it('asks no server and writes no file, whatever is clicked', async () => {
		await open(true);
		await page.locator('.part.statusbar', { hasText: 'Restricted Mode' }).waitFor();
		const files = await readdir(testWindow.folder, { recursive: true });
		await openView(page);
		if (await treeRow(page, described()).isVisible()) await connect();
		for (const title of [
			'PKI: Issue Test Certificate',
			'PKI: Create Certificate Request…',
			'PKI: Add Connection…',
		]) {
			if (!(await offersCommand(page, title))) continue;
			await runCommand(page, title);
			for (let step = 0; step < 6; step += 1) {
				await answered();
			}
		}
		assert.deepEqual(requests, []);
		assert.deepEqual(await readdir(testWindow.folder, { recursive: true }), files);
	});

	it('decodes and shows, also when the window was loaded anew, and asks no server', async () => {
		await open(true);
		await openFile(page, 'tls/api.crt');
		await runCommand(page, 'PKI: Decode Certificate');
		const name = webview(page).locator('h1', { hasText: 'api.example.test' });
		await name.waitFor({ timeout: 30_000 });
		const reloaded = page.waitForEvent('domcontentloaded');
		await runCommand(page, 'Developer: Reload Window');
		await reloaded;
		await name.waitFor({ timeout: 60_000 });
		assert.deepEqual(requests, []);
	});

	it('is what made the difference: a trusted folder asks the server and writes', async () => {
		await open(false);
		await openView(page);
		await treeRow(page, described()).waitFor();
		const asked = once(server, 'request');
		await connect();
		await asked;
		assert.notDeepEqual(requests, []);
		await runCommand(page, 'PKI: Issue Test Certificate');
		await quickInput(page).getByText('Customize').first().waitFor();
		await page.keyboard.press('Enter');
		await notification(page, /localhost/).waitFor({ timeout: 30_000 });
		const names = await readdir(testWindow.folder, { recursive: true });
		assert.ok(names.some((name) => name.endsWith('localhost.crt')));
	});
});
