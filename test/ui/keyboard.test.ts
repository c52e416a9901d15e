/** Everything by keyboard: no mouse is moved here. What a screen reader hears is read along. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { quickPick, treeRow, until, webview } from '../../scripts/lib/workbench.mjs';
import type { Hand } from '../support/hand.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

describe('by keyboard alone', function () {
	this.timeout(120_000);
	let workspace = '';
	let testWindow: TestWindow;
	let hand: Hand;

	before(async () => {
		testWindow = await openTestWindow('keys');
		({ workspace, hand } = testWindow);
		await hand.page.locator('.activitybar .action-label[aria-label^="PKI"]').waitFor();
	});
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
	});

	const press = (...keys: readonly string[]) =>
		keys.reduce(
			(before, key) => before.then(() => hand.page.keyboard.press(key)),
			Promise.resolve(),
		);

	/** Runs a command without touching the mouse. */
	async function run(title: string): Promise<void> {
		await until(
			async () => {
				await press('Escape', 'F1');
				await hand.input.fill(`>${title}`);
			},
			quickPick(hand.page, title),
		);
		await press('Enter');
	}

	/** Of what has the focus, as a screen reader hears it. */
	async function heard(): Promise<string> {
		const focus = hand.page.locator(':focus');
		const active = await focus.getAttribute('aria-activedescendant');
		const named = active === null ? focus : hand.page.locator(`#${active}`);
		return (await named.getAttribute('aria-label')) ?? '';
	}

	/** Presses a key until what has the focus is called so. */
	async function pressUntil(key: string, name: RegExp): Promise<string> {
		for (let left = 30; left > 0; left--) {
			const label = await heard();
			if (name.test(label)) return label;
			await press(key);
			// A busy window moves the focus later than it takes the key: the next key would overshoot.
			for (let wait = 20; wait > 0 && (await heard()) === label; wait--) {
				await hand.page.waitForTimeout(50);
			}
		}
		throw new Error(`Nothing that ${key} reaches is called ${String(name)}.`);
	}

	it('asks with Customize…, forth and back', async () => {
		await run('PKI: Issue Test Certificate');
		await quickPick(hand.page, 'Customize').waitFor();
		await pressUntil('ArrowDown', /^Customize/);
		await press('Enter');
		await hand.sees(/hosts, IP addresses, URIs/);
		assert.match(await heard(), /Issue Test Certificate/);
		const described = await hand.input.getAttribute('aria-describedby');
		const message = hand.page.locator(`#${described ?? ''}`);
		assert.match((await message.textContent()) ?? '', /hosts, IP addresses, URIs/);
		await press('ControlOrMeta+A');
		await hand.page.keyboard.type('not a name!');
		await message.getByText('is not a valid host name').waitFor();
		await press('ControlOrMeta+A');
		await hand.page.keyboard.type('keys.test');
		await press('Enter');
		await hand.sees('What is it for?');
		await pressUntil('ArrowDown', /^Client authentication/);
		await press('Enter');
		await hand.sees(/how many days/);
		await pressUntil('Shift+Tab', /^Back/);
		await press('Enter');
		await hand.sees('What is it for?');
		assert.match(await pressUntil('ArrowDown', /^Client authentication/), /Client/);
		await press('Enter');
		await hand.sees(/how many days/);
		await press('Enter');
		await quickPick(hand.page, 'P-256').waitFor();
		await press('Enter');
		await hand.sees(/save the files/);
		await press('Enter');
		await hand.sees(/Also save a \.p12 file/);
		await quickPick(hand.page, 'No, PEM files only').waitFor();
		await press('Enter');
		await hand.told(/“keys\.test” is issued/);
		assert.ok(existsSync(join(workspace, 'certs/keys.test.key')));
		await run('Notifications: Clear All Notifications');
	});

	it('walks the tree, whose rows say all in words, and opens the details', async () => {
		await run('PKI: Focus on Connections View');
		await hand.page.locator('.part.sidebar [role=tree]:focus').waitFor();
		await pressUntil('ArrowDown', /^Local CA/);
		await pressUntil('ArrowDown', /^Certificates/);
		await press('ArrowRight');
		await treeRow(hand.page, 'keys.test').waitFor();
		const label = await pressUntil('ArrowDown', /^keys\.test/);
		assert.match(label, /expires in 30 days/);
		assert.match(label, /Issuing CA/);
		await press('Enter');
		await webview(hand.page).locator('h1').getByText('keys.test').waitFor();
		await hand.picture('details');
	});

	it('reaches the context menu of a row, and Escape leaves it', async () => {
		await run('PKI: Focus on Connections View');
		await hand.page.locator('.part.sidebar [role=tree]:focus').waitFor();
		await press('Home');
		await pressUntil('ArrowDown', /^keys\.test/);
		await press('Shift+F10');
		const entry = hand.page.locator('.monaco-menu-container').getByText('Copy PEM');
		await entry.waitFor();
		await hand.picture('menu');
		await press('Escape');
		await entry.waitFor({ state: 'hidden' });
		assert.match(await heard(), /^keys\.test/);
	});
});
