/** The details view as people use it: with the keyboard, in every kind of theme, with names that mean harm. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { openFile, quickPick, runCommand, webview } from '../../scripts/lib/workbench.mjs';
import { pemOf, tornPem } from '../support/certificates.js';
import { commonName, dns, extension, oid, sequence, subjectAltName } from '../support/der.js';
import { contrastsIn } from '../support/contrast.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

const hostile = '</script><img src=x onerror="document.body.remove()">';
const extensions = [
	subjectAltName(dns('api.test'), dns('*.api.test')),
	extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1')), true),
];

describe('the details view', function () {
	this.timeout(180_000);
	let workspace = '';
	let testWindow: TestWindow;
	let page: Page;
	let view: FrameLocator;

	async function decode(file: string, heading: string): Promise<void> {
		await openFile(page, file);
		await runCommand(page, 'PKI: Decode Certificate');
		await view.locator('h1', { hasText: heading }).waitFor({ timeout: 30_000 });
	}

	async function useTheme(theme: string, bodyClass: string): Promise<void> {
		const settings = JSON.stringify({ 'workbench.colorTheme': theme });
		await writeFile(join(workspace, '.vscode/settings.json'), settings);
		await view.locator(`body.${bodyClass}`).waitFor({ timeout: 30_000 });
		await coloursStand();
	}

	/** Colours fade from one theme to the next. */
	async function coloursStand(): Promise<void> {
		const frame = 'new Promise(requestAnimationFrame)';
		const ended = 'Promise.all(document.getAnimations().map(({ finished }) => finished))';
		await view.locator('body').evaluate(`${frame}.then(() => ${ended}).then(() => undefined)`);
	}

	const focusedKey = () => view.locator(':focus').getAttribute('data-key');

	async function prepare(folder: string): Promise<void> {
		await mkdir(join(folder, '.vscode'));
		await writeFile(join(folder, '.vscode/settings.json'), '{}');
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const files = {
			'api.crt': pemOf({ extensions }),
			'hostile.crt': pemOf({ name: hostile, issuer: commonName(hostile) }),
			'mixed.pem':
				pemOf({ extensions }) +
				tornPem() +
				privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() +
				pemOf({ name: 'old.test', from: -40, to: -3 }) +
				pemOf({ name: 'soon.test', from: -360, to: 5 }),
		};
		for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
	}

	before(async () => {
		testWindow = await openTestWindow('details', { prepare, size: { width: 1280, height: 800 } });
		({ workspace } = testWindow);
		({ page } = testWindow.hand);
		view = webview(page);
	});
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
	});

	it('has everything that matters above the fold at 800 pixels', async () => {
		await decode('api.crt', 'api.test');
		const box = await view.locator('.section').first().boundingBox();
		assert.ok(box && box.y < 790, `the sections begin at ${String(box?.y)}`);
		await view.locator('.verdict', { hasText: /^Dates valid · expires in 35\d days/ }).waitFor();
		await view.getByRole('img', { name: /^From .* percent of this time/ }).waitFor();
	});

	it('is walked through with Tab in reading order, and opens sections with the keyboard', async () => {
		await view.locator('main').focus();
		const keys: (string | null)[] = [];
		for (let step = 0; step < 9; step += 1) {
			await page.keyboard.press('Tab');
			keys.push(await focusedKey());
		}
		assert.deepEqual(keys, [
			'action-copyPem',
			'action-save',
			'action-clientConfig',
			'action-more',
			'action-revoke',
			'copy0',
			'copy1',
			'section-identity',
			'section-extensions',
		]);
		const toggle = view.getByRole('button', { name: 'Extensions (2)' });
		assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
		await page.keyboard.press('Enter');
		assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
		await view.getByText('What it may be used for').waitFor();
		await page.keyboard.press('Space');
		assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
	});

	it('copies with a button that says what, and says that it did', async () => {
		await view.getByRole('button', { name: 'Copy SHA-256' }).focus();
		await page.keyboard.press('Enter');
		await view.getByRole('status').filter({ hasText: 'SHA-256 copied' }).waitFor();
		assert.equal(await focusedKey(), 'copy1');
	});

	it('has real headings, and names every button', async () => {
		assert.deepEqual(await view.getByRole('heading', { level: 1 }).allTextContents(), ['api.test']);
		const level2 = await view.getByRole('heading', { level: 2 }).allTextContents();
		assert.deepEqual(level2, ['Subject and issuer', 'Extensions (2)', 'ASN.1 and hex']);
		const buttons = view.getByRole('button');
		assert.ok((await buttons.count()) > 8);
		assert.equal(await buttons.count(), await view.getByRole('button', { name: /\w/ }).count());
	});

	it('lists the blocks of a file, broken ones too, and keeps the focus when another is chosen', async () => {
		await decode('mixed.pem', 'api.test');
		const blocks = view.getByRole('option');
		assert.equal(await blocks.count(), 5);
		await view.getByRole('listbox').focus();
		for (let row = 0; row < 3; row += 1) await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await view.locator('h1', { hasText: 'old.test' }).waitFor();
		await view.locator('.verdict', { hasText: /^Expired · 3 days ago/ }).waitFor();
		assert.equal(await focusedKey(), 'blocks');
		assert.equal(await blocks.nth(3).getAttribute('aria-selected'), 'true');
		assert.equal(
			await view.getByRole('listbox').getAttribute('aria-activedescendant'),
			await blocks.nth(3).getAttribute('id'),
		);
		await blocks.nth(1).click();
		await view.getByText('The character “!” is not base64.').waitFor();
		await blocks.nth(2).click();
		await view.getByText('Not encrypted: anyone who can read it can use it').waitFor();
		assert.equal(await view.getByRole('button', { name: 'Copy PEM' }).count(), 0);
	});

	it('opens the ASN.1 tree with the keyboard', async () => {
		await decode('api.crt', 'api.test');
		await view.getByRole('button', { name: 'ASN.1 and hex' }).focus();
		await page.keyboard.press('Enter');
		const rows = view.locator('vscode-tree-item');
		await rows.nth(3).waitFor();
		await page.keyboard.press('Tab');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowRight');
		await view.locator('vscode-tree-item[aria-label^="[0]"]').waitFor();
		await page.keyboard.press('ArrowDown');
		await view.locator('vscode-tree-item[aria-label^="[0]"]:focus').waitFor();
	});

	it('shows a name that means harm as text', async () => {
		await decode('hostile.crt', '</script>');
		assert.equal(await view.locator('h1').textContent(), hostile);
		assert.equal(await view.locator('main img, main script, main a, main iframe').count(), 0);
		await view.getByRole('button', { name: 'Subject and issuer' }).click();
		await view.getByText('onerror').nth(2).waitFor();
		assert.equal(await view.locator('img, main script').count(), 0);
	});

	it('loads nothing but what its controls are made of, and runs no other script', async () => {
		const loaded = view.locator('[src], link');
		assert.equal(await loaded.count(), 1);
		assert.match((await loaded.getAttribute('src')) ?? '', /\/dist\/webview\/elements\.js$/);
		const policy = await view
			.locator('meta[http-equiv="Content-Security-Policy"]')
			.getAttribute('content');
		assert.match(policy ?? '', /^default-src 'none'; script-src 'nonce-[\w+/=]{20,}';/);
		assert.ok(!policy?.includes('unsafe'));
		// As an injected script would: text, because the tests have no DOM.
		const ran = await view.locator('body').evaluate(`(() => {
			const { body } = document;
			const script = document.createElement('script');
			script.textContent = 'document.body.dataset.ran = "yes"';
			body.append(script);
			return body.dataset.ran ?? 'no';
		})()`);
		assert.equal(ran, 'no');
	});

	for (const [theme, bodyClass] of [
		['Default Light Modern', 'vscode-light'],
		['Default High Contrast', 'vscode-high-contrast:not(.vscode-high-contrast-light)'],
		['Default High Contrast Light', 'vscode-high-contrast-light'],
		['Default Dark Modern', 'vscode-dark'],
	] as const) {
		it(`has the contrast of WCAG AA in ${theme}`, async () => {
			await decode('mixed.pem', 'api.test');
			await useTheme(theme, bodyClass);
			const closed = view.locator('.toggle[aria-expanded=false]');
			while ((await closed.count()) > 0) await closed.first().click();
			for (const index of [0, 1, 3, 4]) {
				await view.getByRole('option').nth(index).click();
				const contrasts = await view.locator('body').evaluate(contrastsIn);
				assert.ok(contrasts.length > 10);
				const weak = contrasts.filter(({ ratio, needed }) => ratio < needed);
				assert.deepEqual(weak, []);
			}
			await view.getByRole('option').first().click();
			await testWindow.hand.picture(theme);
		});
	}

	it('is there again after the window was loaded anew, without the private key', async () => {
		await decode('mixed.pem', 'api.test');
		await view.getByRole('option').nth(3).click();
		await view.locator('h1', { hasText: 'old.test' }).waitFor();
		const reloaded = page.waitForEvent('domcontentloaded');
		await runCommand(page, 'Developer: Reload Window');
		await reloaded;
		await view.locator('h1', { hasText: 'old.test' }).waitFor({ timeout: 60_000 });
		assert.equal(await view.getByRole('option').count(), 3);
		await view.getByRole('button', { name: 'More Actions…' }).click();
		await quickPick(page, 'Go to File').click();
		const lines = (await readFile(join(workspace, 'mixed.pem'), 'utf8')).split('\n');
		const [, , third = 0] = lines.flatMap((text, index) =>
			text.includes('BEGIN CERT') ? [index] : [],
		);
		await page.getByText(`Ln ${String(third + 1)}, Col 1`).waitFor();
		await decode('api.crt', 'api.test');
		// Another file has a tab of its own.
		assert.equal(await page.locator('.tab', { hasText: /^old\.test$/ }).count(), 1);
	});

	it('opens as a text document', async () => {
		await decode('api.crt', 'api.test');
		await view.getByRole('button', { name: 'More Actions…' }).focus();
		await page.keyboard.press('Enter');
		await quickPick(page, 'Open as Text').click();
		await page.locator('.tab', { hasText: 'api.crt.txt' }).waitFor({ timeout: 30_000 });
		const lines = page.locator('.editor-instance .view-lines:visible').last();
		await lines.getByText('Certificate: api.test').waitFor();
	});
});
