/** The tree in a real window: by keyboard, as a screen reader hears it, and after a refresh. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { seedVault } from '../../scripts/lib/seedVault.mjs';
import {
	collapse,
	contextMenu,
	expand,
	findNotification,
	openView,
	quickInput,
	quickPick,
	rowAction,
	runCommand,
	select,
	treeRow,
	until,
	webview,
} from '../../scripts/lib/workbench.mjs';
import { asRecord } from '../../src/core/http/json.js';
import { startTestServer } from '../support/openbao.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

const valid = 230;
const own = ['web-01a', 'web-01b'];
const all = valid + own.length;

describe('the tree of connections', function () {
	this.timeout(180_000);
	let testWindow: TestWindow;
	let bao: Awaited<ReturnType<typeof startTestServer>>;
	let page: Page;
	/** Of the certificates that are revoked behind the window's back. */
	const serials = new Map<string, unknown>();

	before(async () => {
		bao = await startTestServer();
		await seedVault(bao.address, bao.rootToken, { valid, expiring: 0, expired: 0, revoked: 0 });
		for (const name of own) {
			const request = { common_name: `${name}.example.test` };
			const { data } = await bao.api('POST', 'pki_int/issue/web-server', request);
			serials.set(name, asRecord(data).serial_number);
		}
		testWindow = await openTestWindow('tree', {
			env: { VAULT_ADDR: bao.address, VAULT_TOKEN: bao.rootToken },
		});
		page = testWindow.hand.page;
		await openView(page);
	});
	after(async () => {
		await testWindow.close();
		await bao.stop();
	});

	pictureFailures(() => testWindow);

	const row = (label: string) => treeRow(page, label);
	/** The row of the connection that the environment describes: its host. */
	const described = () => new URL(bao.address).host;
	const spoken = async (label: string) => (await row(label).getAttribute('aria-label')) ?? '';

	it('says to a newcomer what to do, and does it with one click', async () => {
		await until(
			() => row('Issue your first test certificate').click(),
			quickPick(page, 'Customize'),
		);
		await testWindow.hand.enter();
		await findNotification(page, /“localhost” is issued/);
		await row('Authorities').waitFor();
		assert.equal(await row('Issue your first test certificate').count(), 0);
		await runCommand(page, 'Notifications: Clear All Notifications');
	});

	it('connects what the environment describes with one key, and opens it', async () => {
		assert.match(await spoken(described()), /^127\.0\.0\.1:\d+, VAULT_ADDR$/);
		await row(described()).click();
		await row('pki_int').waitFor();
		await row(described()).getByText('active').waitFor();
		assert.match(await spoken(described()), /active · OpenBao \d+\.\d+\.\d+ · VAULT_ADDR/);
	});

	it('is walked through with the arrow keys; Enter opens the details', async () => {
		await expand(page, 'Local CA', 'Certificates');
		await row('localhost').waitFor();
		await row('Certificates').click();
		await row('localhost').waitFor({ state: 'detached' });
		await page.keyboard.press('ArrowRight');
		await row('localhost').waitFor();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await webview(page).locator('h1', { hasText: 'localhost' }).waitFor({ timeout: 30_000 });
		const label = await spoken('localhost');
		assert.match(label, /^localhost, expires in \d+ days · .+, serial number [0-9a-f]{2}:/);
		await runCommand(page, 'View: Close All Editors');
		await collapse(page, 'Local CA');
	});

	it('opens a mount with a page, and loads the rest', async () => {
		await expand(page, described(), 'pki_int', 'Certificates');
		const counted = `(200 of ${all})`;
		await row('Certificates').getByText(counted).waitFor();
		await page.keyboard.press('End');
		await row('Load more').waitFor();
		await row('Load more').click();
		await row('Load more').waitFor({ state: 'detached' });
		await page.keyboard.press('Home');
		await row('Certificates').getByText(`(${all})`).waitFor();
	});

	it('filters what is loaded, keeps the branches open after a refresh, and the filter with them', async () => {
		await contextMenu(page, row('Certificates'), 'Filter');
		await testWindow.hand.input.fill('web-01');
		await testWindow.hand.enter();
		const filtered = row('Certificates').getByText(`(12 of ${all}) · filter “web-01”`);
		await filtered.waitFor();
		await row('web-015').click();
		const refresh: Record<string, () => Promise<void>> = {
			'web-01a': () => contextMenu(page, row('pki_int'), 'Refresh'),
			'web-01b': () => rowAction(page, row(described()), 'Refresh'),
		};
		for (const [changed, run] of Object.entries(refresh)) {
			await bao.api('POST', 'pki_int/revoke', { serial_number: serials.get(changed) });
			await run();
			// Its new words are the sign that everything was read anew.
			await row(changed).getByText('revoked').waitFor();
			await filtered.waitFor();
			await row('web-015').waitFor();
			assert.equal(await row('Certificates').getAttribute('aria-expanded'), 'true');
			const shown = await webNames(page).allTextContents();
			assert.equal(shown.length, 12);
			assert.deepEqual(
				shown.filter((name) => !name.startsWith('web-01')),
				[],
			);
		}
	});

	it('calls an issuer as its certificates do, and says what the server calls it', async () => {
		await row('web-015').getByText('Example Issuing CA').waitFor();
		await expand(page, 'Issuers');
		await row('Example Issuing CA').waitFor();
		assert.equal(
			await spoken('Example Issuing CA'),
			'Example Issuing CA, expires in 5 years · default · example-issuing',
		);
		await testWindow.hand.picture('issuers');
		await collapse(page, 'Issuers');
	});

	it('is arranged from the palette: the list of the selected row, else the one it asks for', async () => {
		await expand(page, 'Revoked');
		await row('Revoked').getByText('(2)').waitFor();
		await select(page, 'Revoked');
		// Without Escape before it, which would leave no row selected.
		await until(() => page.keyboard.press('F1'), quickInput(page));
		await testWindow.hand.input.fill('>PKI: Sort Certificates…');
		await quickPick(page, 'PKI: Sort Certificates…').click();
		await quickPick(page, 'By name').click();
		await row('Revoked').getByText('(2) · sorted by name').waitFor();
		await row('Local CA').click();
		await runCommand(page, 'PKI: Sort Certificates…');
		await quickPick(page, 'Local CA').click();
		await quickPick(page, 'By name').click();
		await row('Certificates').getByText('sorted by name').waitFor();
		await runCommand(page, 'PKI: Load More Certificates');
		await quickPick(page, 'Local CA').click();
		await findNotification(page, /All certificates of this list are loaded/);
		await testWindow.hand.picture('palette');
		await runCommand(page, 'PKI: Connect');
		await page.locator('.monaco-list-row.selected', { hasText: described() }).waitFor();
	});
});

/** The names of the certificates that the window draws of the server's list. */
function webNames(page: Page): Locator {
	return page.locator('.part.sidebar .monaco-list-row .label-name', { hasText: /^web-\d/ });
}
