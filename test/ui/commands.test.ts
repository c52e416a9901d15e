/** What a person is asked when certificates are issued and revoked: by clicking, in a real window. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { seedVault } from '../../scripts/lib/seedVault.mjs';
import {
	contextMenu,
	expand,
	findNotification,
	openView,
	quickInput,
	quickPick,
	runCommand,
	rowAction,
	select,
	treeRow,
	until,
} from '../../scripts/lib/workbench.mjs';
import { startTestServer, type TestServer } from '../support/openbao.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

describe('issuing and revoking, by hand', function () {
	this.timeout(180_000);
	let workspace = '';
	let testWindow: TestWindow;
	let bao: TestServer;
	let page: Page;

	before(async () => {
		bao = await startTestServer();
		await seedVault(bao.address, bao.rootToken, { valid: 2, expiring: 0, expired: 0, revoked: 0 });
		testWindow = await openTestWindow('commands', {
			env: { VAULT_ADDR: bao.address, VAULT_TOKEN: bao.rootToken },
		});
		workspace = testWindow.workspace;
		page = testWindow.hand.page;
		await openView(page);
	});
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
		await bao.stop();
	});

	const certs = (name: string) => join(workspace, 'certs', name);
	const input = () => quickInput(page).locator('input').first();
	const dialog = () => page.locator('.monaco-dialog-box');

	/** Waits for the question, answers it and waits for the next one. */
	async function answer(question: RegExp, text?: string): Promise<void> {
		await quickInput(page).getByText(question).first().waitFor();
		if (text !== undefined) await input().fill(text);
		await input().press('Enter');
	}

	async function issueTestCertificate(): Promise<void> {
		await runCommand(page, 'PKI: Issue Test Certificate');
		await quickPick(page, 'Customize').waitFor();
		await input().press('Enter');
	}

	async function closeNotifications(): Promise<void> {
		await runCommand(page, 'Notifications: Clear All Notifications');
		await page.locator('.notification-list-item').first().waitFor({ state: 'detached' });
	}

	it('a test certificate takes one Enter', async () => {
		await issueTestCertificate();
		await findNotification(page, /“localhost” is issued/);
		for (const button of ['Show Details', 'Copy Client Config…', 'Reveal in Tree']) {
			await page.getByRole('button', { name: button }).waitFor();
		}
		assert.ok(existsSync(certs('localhost.key')));
		await closeNotifications();
	});

	it('a second one asks before it takes the place of the first', async () => {
		const key = readFileSync(certs('localhost.key'), 'utf8');
		await issueTestCertificate();
		await dialog().getByText('localhost.key').waitFor();
		await dialog().getByRole('button', { name: 'Cancel' }).click();
		await issueTestCertificate();
		await page.getByRole('button', { name: 'Choose Another Name…' }).click();
		await answer(/File name/);
		await findNotification(page, /“localhost” is issued/);
		assert.ok(existsSync(certs('localhost-2.key')));
		assert.equal(readFileSync(certs('localhost.key'), 'utf8'), key);
		await closeNotifications();
		await issueTestCertificate();
		await page.getByRole('button', { name: 'Overwrite' }).click();
		await findNotification(page, /“localhost” is issued/);
		assert.notEqual(readFileSync(certs('localhost.key'), 'utf8'), key);
		await closeNotifications();
	});

	it('Customize… checks names while they are typed, and Back keeps what was answered', async () => {
		await runCommand(page, 'PKI: Issue Test Certificate');
		await quickPick(page, 'Customize').click();
		await quickInput(page)
			.getByText(/hosts, IP addresses, URIs/)
			.waitFor();
		await input().fill('not a name!');
		await quickInput(page).getByText('“name!” is not a valid host name').waitFor();
		await input().press('Enter');
		await input().fill('*.web.test, 10.0.0.1');
		await answer(/hosts, IP addresses, URIs/);
		await quickPick(page, 'Client authentication').click();
		await quickInput(page)
			.getByText(/how many days/)
			.waitFor();
		await quickInput(page).getByRole('button', { name: 'Back' }).click();
		await quickPick(page, 'Client authentication').waitFor();
		await quickInput(page).getByRole('button', { name: 'Back' }).click();
		await quickInput(page)
			.getByText(/hosts, IP addresses, URIs/)
			.waitFor();
		assert.equal(await input().inputValue(), '*.web.test, 10.0.0.1');
		await input().press('Enter');
		await quickPick(page, 'Client authentication').click();
		await answer(/how many days/, '7');
		await quickPick(page, 'P-384').click();
		await answer(/save the files/);
		await quickPick(page, 'No, PEM files only').click();
		await findNotification(page, /\*\.web\.test/);
		assert.ok(existsSync(certs('wildcard.web.test.key')));
		await closeNotifications();
	});

	it('several certificates are revoked with one question that names them', async () => {
		await openView(page);
		await expand(page, 'Local CA', 'Certificates');
		await select(page, 'localhost', '*.web.test');
		await contextMenu(page, treeRow(page, '*.web.test'), 'Revoke');
		await quickPick(page, 'A newer certificate replaces it').click();
		await dialog().getByText('Revoke 2 certificates?').waitFor();
		const text = (await dialog().textContent()) ?? '';
		assert.ok(text.includes('localhost (') && text.includes('*.web.test ('), text);
		await page.getByRole('button', { name: 'Revoke', exact: true }).click();
		await findNotification(page, /2 certificates are revoked/);
		await treeRow(page, '*.web.test')
			.getByText(/revoked/)
			.waitFor();
		await closeNotifications();
	});

	it('a role’s form refuses, caps and issues, or copies the command without the token', async () => {
		await expand(page, new URL(bao.address).host, 'pki_int', 'Roles');
		for (const way of ['Copy as CLI', 'Issue']) {
			await until(
				() => rowAction(page, treeRow(page, 'web-server'), 'Issue'),
				quickInput(page).getByText(/Allowed: \*\.example\.test/),
			);
			await input().fill('api.other.test');
			await quickInput(page)
				.getByText(/not allowed by role “web-server”/)
				.waitFor();
			await input().fill('api.example.test');
			await answer(/Allowed:/);
			await answer(/More names/);
			await quickInput(page)
				.getByText(/at most 90 days/)
				.waitFor();
			await input().fill('1y');
			await quickInput(page).getByText('It will be capped at 90 days').waitFor();
			await input().press('Enter');
			await answer(/save the files/);
			await quickPick(page, way).click();
			if (way === 'Copy as CLI') await quickPick(page, 'bao').click();
		}
		await findNotification(
			page,
			/“api\.example\.test” is issued.*earlier than the 1 year asked for/,
		);
		assert.ok(existsSync(certs('api.example.test.key')));
		const pasted = await testWindow.hand.clipboard();
		assert.match(pasted, /^bao write .*pki_int\/issue\/web-server.*common_name=api\.example\.test/);
		assert.ok(!pasted.includes(bao.rootToken));
	});
});
