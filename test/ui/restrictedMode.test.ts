/** A folder that is not trusted causes no request and no write, whatever is clicked; looking is allowed. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSample } from '../../scripts/lib/sample.mjs';
import type { Launched } from '../../scripts/lib/vscode.mjs';
import { launch } from '../../scripts/lib/vscode.mjs';
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

const root = process.cwd();

describe('Restricted Mode', function () {
	this.timeout(180_000);
	const requests: string[] = [];
	let server: Server;
	let folder = '';
	let vscode: Launched;

	async function open(restricted: boolean): Promise<void> {
		const { port } = server.address() as AddressInfo;
		vscode = await launch({
			workspace: join(folder, 'sample'),
			extension: { dev: root },
			workspaceTrust: restricted,
			env: {
				VAULT_ADDR: `http://127.0.0.1:${String(port)}`,
				VAULT_TOKEN: 'a-token-nobody-may-see',
			},
		});
	}

	async function connect(): Promise<void> {
		const row = treeRow(vscode.page, 'VAULT_ADDR');
		await row.hover();
		const button = row.locator('.action-label[aria-label^="Connect"]');
		if (await button.isVisible()) await button.click();
		await row.click();
		await vscode.page.keyboard.press('ArrowRight');
		await vscode.page.waitForTimeout(3000);
	}

	before(async () => {
		server = createServer((request, response) => {
			requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
			response.writeHead(503, { 'content-type': 'application/json' });
			response.end('{"errors":["Vault is sealed"]}');
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-restricted-'));
		const sample = await makeSample(join(folder, 'sample'));
		await mkdir(join(sample, '.vscode'));
		await writeFile(
			join(sample, '.vscode/settings.json'),
			JSON.stringify({ 'pki.testCertificate.folder': '../outside' }),
		);
	});

	after(async () => {
		server.close();
		await rm(folder, { recursive: true, force: true });
	});

	afterEach(async () => {
		requests.length = 0;
		await vscode.close();
	});

	it('asks no server and writes no file, whatever is clicked', async () => {
		await open(true);
		const { page } = vscode;
		await page.locator('.part.statusbar', { hasText: 'Restricted Mode' }).waitFor();
		const files = await readdir(folder, { recursive: true });
		await openView(page);
		if (await treeRow(page, 'VAULT_ADDR').isVisible()) await connect();
		for (const title of [
			'PKI: Issue Test Certificate',
			'PKI: Create Request…',
			'PKI: Add Connection…',
		]) {
			if (!(await offersCommand(page, title))) continue;
			await runCommand(page, title);
			for (let step = 0; step < 6; step += 1) {
				await page.keyboard.press('Enter');
				await page.waitForTimeout(300);
			}
		}
		assert.deepEqual(requests, []);
		assert.deepEqual(await readdir(folder, { recursive: true }), files);
	});

	it('decodes and shows, also when the window was loaded anew, and asks no server', async () => {
		await open(true);
		await openFile(vscode.page, 'tls/api.crt');
		await runCommand(vscode.page, 'PKI: Decode');
		const name = webview(vscode.page).locator('h1', { hasText: 'api.example.test' });
		await name.waitFor({ timeout: 30_000 });
		const reloaded = vscode.page.waitForEvent('domcontentloaded');
		await runCommand(vscode.page, 'Developer: Reload Window');
		await reloaded;
		await name.waitFor({ timeout: 60_000 });
		assert.deepEqual(requests, []);
	});

	it('is what made the difference: a trusted folder asks the server and writes', async () => {
		await open(false);
		const { page } = vscode;
		await openView(page);
		await treeRow(page, 'VAULT_ADDR').waitFor();
		await connect();
		assert.notDeepEqual(requests, []);
		await runCommand(page, 'PKI: Issue Test Certificate');
		await quickInput(page).getByText('Customize').first().waitFor();
		await page.keyboard.press('Enter');
		await notification(page, /localhost/).waitFor({ timeout: 30_000 });
		const names = await readdir(folder, { recursive: true });
		assert.ok(names.some((name) => name.endsWith('localhost.crt')));
	});
});
