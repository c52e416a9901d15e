/** `npm start` as a newcomer runs it on a machine without a display: the address it prints is a working VS Code. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../../scripts/lib/browser.mjs';
import { openFile, openView } from '../../scripts/lib/workbench.mjs';
import { Hand } from '../support/hand.js';

/** Resolves with what the pattern's first group matched in the output. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
	return new Promise((resolve, reject) => {
		let output = '';
		const read = (chunk: Buffer): void => {
			output += String(chunk);
			const found = pattern.exec(output)?.[1];
			if (found !== undefined) resolve(found);
		};
		child.stdout?.on('data', read);
		child.stderr?.on('data', read);
		child.once('close', () => {
			reject(new Error(`npm start ended early:\n${output}`));
		});
	});
}

describe('npm start', function () {
	this.timeout(180_000);
	let folder = '';
	let child: ChildProcess;
	let address = '';

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-start-'));
		child = spawn(process.execPath, ['scripts/start.mjs'], {
			env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', PKI_START_DATA: folder },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		address = await printed(child, /(http:\/\/localhost:\S+)/);
	});

	after(async () => {
		if (child.exitCode === null && child.signalCode === null) {
			child.kill('SIGKILL');
			await once(child, 'close');
		}
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	});

	it('makes the sample folder', async () => {
		assert.match(await readFile('sample/tls/api.crt', 'utf8'), /BEGIN CERTIFICATE/);
		assert.ok(existsSync('sample/README.md'));
	});

	it('opens the sample with the extension', async () => {
		const browser = await openBrowser();
		try {
			const page = await browser.newPage();
			await page.goto(address);
			await page.locator('.part.statusbar').waitFor({ timeout: 60_000 });
			await page.locator('.explorer-folders-view').getByText('requests').waitFor();
			await openView(page);
			// TypeScript finds the mistake; where VS Code has none, it shows an error instead.
			await writeFile('sample/broken.mjs', 'const = 1;\n');
			await page.locator('.tab', { hasText: 'README.md' }).waitFor();
			await openFile(page, 'broken.mjs');
			await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
			await new Hand(page, 'start').picture('script');
			// The sample holds what expires soon; nothing else is told.
			const told = await page.locator('.notification-list-item').allInnerTexts();
			assert.deepEqual(
				told.filter((words) => !/ expires in \d+ (?:days|hours)/.test(words)),
				[],
			);
		} finally {
			await rm('sample/broken.mjs', { force: true });
			await browser.close();
		}
	});

	it('refuses a visitor without the token', async () => {
		const response = await fetch(new URL('/', address));
		assert.equal(response.status, 403);
	});

	it('stops everything at Ctrl-C', async () => {
		const closed = once(child, 'close');
		child.kill('SIGINT');
		const [code] = (await closed) as [number | null];
		assert.equal(code, 0);
		await assert.rejects(fetch(address));
	});
});
