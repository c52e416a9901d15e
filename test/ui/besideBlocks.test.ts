/** What stands beside certificates, used with the mouse: hover, lens, outline and light bulb. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { parse } from 'yaml';
import { hoverOver, lens } from '../../scripts/lib/textEditor.mjs';
import { openFile, runCommand, until, webview } from '../../scripts/lib/workbench.mjs';
import { makeCertificate, makeRoot } from '../matrix/material.js';
import { pemOf } from '../support/certificates.js';
import { eventually } from '../support/eventually.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

const root = makeRoot('Root');
const issuing = makeRoot('Issuing CA', { issuer: root });
const leaf = makeCertificate({ name: 'web.test', dns: ['web.test'], issuer: issuing, ca: false });
const names = Array.from({ length: 12 }, (_, index) => `ca${String(index)}.test`);

describe('beside a certificate in a file', function () {
	this.timeout(180_000);
	let testWindow: TestWindow;
	let page: Page;
	let details: FrameLocator;

	async function prepare(folder: string): Promise<void> {
		const encoded = Buffer.from(pemOf()).toString('base64');
		const files = {
			'secret.yaml': `kind: Secret\ndata:\n  tls.crt: ${encoded}\n`,
			'main.go': `const certificate = \`\n${pemOf({ name: 'old.test', from: -40, to: -3 })}\`\n`,
			'bundle.pem': names.map((name) => pemOf({ name })).join(''),
			'chain.pem': issuing.pem + leaf.pem,
			'values.yaml': 'tls:\n  cert:',
		};
		for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
	}

	before(async () => {
		testWindow = await openTestWindow('beside', { prepare, size: { width: 1280, height: 800 } });
		({ page } = testWindow.hand);
		details = webview(page);
	});
	beforeEach(() => runCommand(page, 'View: Close All Editors'));
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
	});

	it('a hover has a link that opens the details', async () => {
		await openFile(page, 'secret.yaml');
		const hover = await hoverOver(page, 'tls.crt', 'api.test');
		await hover.getByRole('link', { name: 'Show Details' }).click();
		await details.locator('h1', { hasText: 'api.test' }).waitFor({ timeout: 30_000 });
	});

	it('a lens opens the details', async () => {
		await openFile(page, 'main.go');
		await lens(page, 'old.test').locator('a', { hasText: 'Details' }).click();
		await details.locator('h1', { hasText: 'old.test' }).waitFor({ timeout: 30_000 });
	});

	it('the outline lists a bundle by name and goes there', async () => {
		await openFile(page, 'bundle.pem');
		await runCommand(page, 'Explorer: Focus on Outline View');
		const rows = page.locator('.outline-pane .monaco-list-row');
		await rows.filter({ hasText: names[1] ?? '' }).click();
		const text = await readFile(join(testWindow.workspace, 'bundle.pem'), 'utf8');
		const second = text.split('\n').indexOf('-----BEGIN CERTIFICATE-----', 1) + 1;
		await page.getByText(`Ln ${String(second)}, Col 1`).waitFor();
	});

	it('a chain that is copied and pasted becomes a block of YAML', async () => {
		// What is pressed goes to the text that has the focus.
		const inFocus = (text: string) =>
			page.locator('.monaco-editor.focused .view-line', { hasText: text }).first().waitFor();
		await openFile(page, 'chain.pem');
		await inFocus('BEGIN');
		await page.keyboard.press('ControlOrMeta+A');
		await page.keyboard.press('ControlOrMeta+C');
		await openFile(page, 'values.yaml');
		await inFocus('cert:');
		await page.keyboard.press('ControlOrMeta+End');
		const block = page.locator('.view-line', { hasText: 'cert: |' });
		await until(() => page.keyboard.press('ControlOrMeta+V'), block);
		await runCommand(page, 'File: Save');
		const file = join(testWindow.workspace, 'values.yaml');
		const saved = await eventually('another text in the file', () => {
			const text = readFileSync(file, 'utf8');
			return text.includes('END') ? text : undefined;
		});
		assert.deepEqual(parse(saved), { tls: { cert: issuing.pem + leaf.pem } });
	});

	it('the light bulb puts a chain in order', async () => {
		await openFile(page, 'chain.pem');
		const finding = lens(page, /web\.test.*finding/);
		await finding.waitFor();
		// The line under which it is; the wave itself takes no click.
		await page.locator('.squiggly-warning, .squiggly-error').first().click({ force: true });
		await page
			.locator('[class*=codicon-gutter-lightbulb], .lightBulbWidget:visible')
			.first()
			.click();
		await page.locator('.action-widget .monaco-list-row', { hasText: /^Reorder/ }).click();
		await finding.waitFor({ state: 'detached' });
		await runCommand(page, 'File: Save');
		const file = join(testWindow.workspace, 'chain.pem');
		const saved = await eventually('another text in the file', () => {
			const text = readFileSync(file, 'utf8');
			return text === issuing.pem + leaf.pem ? undefined : text;
		});
		assert.equal(saved, leaf.pem + issuing.pem);
	});
});
