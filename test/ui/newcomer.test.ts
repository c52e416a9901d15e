/** A newcomer without any server: the walkthrough, the Local CA, and every button on the way. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	openFile,
	openView,
	quickPick,
	treeRow,
	until,
	webview,
} from '../../scripts/lib/workbench.mjs';
import { eventually } from '../support/eventually.js';
import type { Hand } from '../support/hand.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

describe('a newcomer, by hand', function () {
	this.timeout(120_000);
	let workspace = '';
	let vscode: TestWindow['vscode'];
	let testWindow: TestWindow;
	let hand: Hand;

	before(async () => {
		testWindow = await openTestWindow('new', {
			prepare: (cwd) => assert.equal(spawnSync('git', ['init', '--quiet'], { cwd }).status, 0),
		});
		({ workspace, vscode, hand } = testWindow);
		await openView(vscode.page);
	});
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
	});

	const row = (label: string) => treeRow(hand.page, label);
	const certs = (name: string) => join(workspace, 'certs', name);
	const button = (name: string) =>
		webview(hand.page).getByRole('button', { name, exact: true }).first();
	const tab = (name: RegExp) => hand.page.getByRole('tab', { name }).first();

	const isDone = async (step: string) => {
		const shown = hand.page.locator('.getting-started-step', { hasText: step });
		return (await shown.locator('.codicon.complete').count()) > 0;
	};

	it('opens the walkthrough, whose steps do what they say', async () => {
		await hand.command('Get Started');
		const steps = hand.page.locator('.getting-started-step');
		await steps.first().waitFor();
		await hand.picture('walkthrough');
		assert.equal(await steps.count(), 7);
		const click = async (title: string, name: string) => {
			await steps.getByText(title).click();
			await steps.getByRole('button', { name, exact: true }).click();
		};
		await steps.getByRole('button', { name: 'Issue Test Certificate' }).click();
		await quickPick(hand.page, 'Customize').waitFor();
		await hand.escape();
		await hand.picture('walkthrough-begun');
		await click('Configure a client', 'Copy Client Config…');
		await hand.sees('Which program is it for?');
		await hand.escape();
		await click('Find certificates that expire soon', 'Check Certificate Expiry');
		await hand.told(/No certificate files were found/);
		await steps.getByText('Connect to Vault or OpenBao').click();
		await hand.picture('walkthrough-vault');
		await steps.getByRole('button', { name: 'Add Connection…' }).click();
		await hand.choose('HashiCorp Vault');
		await hand.sees('Address');
		await hand.escape();
		assert.equal(await isDone('Issue a test certificate'), false);
	});

	it('issues from the row that says so, and keeps the key out of git', async () => {
		await until(
			() => row('Issue your first test certificate').click(),
			quickPick(hand.page, 'Customize'),
		);
		await hand.picture('prompt');
		await hand.enter();
		const told = await hand.told(/“localhost” is issued/);
		assert.match(told, /once they trust its root/);
		assert.match(told, /Trust Root…/);
		await hand.told(/git does not ignore the private key in certs\//);
		await hand.picture('issued');
		await hand.press('Add to .gitignore');
		// The notification goes before the file is written.
		await eventually('git to ignore the key', () => {
			const asked = ['check-ignore', 'certs/localhost.key'];
			return spawnSync('git', asked, { cwd: workspace }).status === 0 ? true : undefined;
		});
	});

	it('shows the details, and the client configuration', async () => {
		await hand.press('Show Details');
		await webview(hand.page).locator('h1').getByText('localhost').waitFor();
		await hand.picture('details');
	});

	it('copies, saves and reveals from the details', async () => {
		await button('Copy PEM').click();
		await webview(hand.page).getByText('Copied').first().waitFor();
		assert.match(await hand.clipboard(), /^-----BEGIN CERTIFICATE-----/);
		await button('Save As…').click();
		await hand.picture('save');
		await hand.choose('Certificate and chain');
		const saved = join(workspace, 'saved.pem');
		await hand.openFile(saved);
		await hand.page.locator('.part.statusbar').getByText('Saved saved.pem').waitFor();
		const text = readFileSync(saved, 'utf8');
		// The certificate and the intermediate: clients have the root.
		assert.equal(text.split('BEGIN CERTIFICATE').length, 3);
		assert.ok(!text.includes('PRIVATE'));
		await button('More Actions…').click();
		await hand.choose('Reveal in Tree');
		await hand.page
			.locator('.part.sidebar .monaco-list-row.selected', { hasText: 'localhost' })
			.waitFor();
		await hand.picture('revealed');
	});

	it('writes the client configuration', async () => {
		await button('Copy Client Config…').click();
		await hand.find('Which program is it for?', 'OpenClaw agent profile');
		await hand.sees('Address of the server');
		await hand.picture('config');
		await hand.escape();
	});

	it('revokes from the details, which say so then', async () => {
		await button('Revoke…').click();
		await hand.choose('A newer certificate replaces it');
		assert.match(await hand.decide('Revoke'), /Revoke “localhost” \(serial /);
		await webview(hand.page)
			.getByText(/Revoked/)
			.first()
			.waitFor();
		await hand.picture('revoked');
		await hand.closeNotifications();
	});

	it('checks the open file, or the whole workspace, as is chosen', async () => {
		await openFile(hand.page, 'certs/localhost.crt');
		await hand.command('Check Certificate Expiry');
		await hand.choose('certs/localhost.crt');
		await hand.told(
			/Nothing in certs\/localhost\.crt expires soon\. 1 certificate file was read\./,
		);
		await hand.closeNotifications();
		await hand.command('Check Certificate Expiry');
		await hand.choose('The whole workspace');
		await hand.told(/Nothing expires soon\. \d+ certificate files were read\./);
		await hand.closeNotifications();
	});

	it('makes a request and has it signed', async () => {
		await hand.command('Create Certificate Request…');
		await hand.answer(/Names: hosts, IP addresses, URIs/, 'api.lab.test');
		await hand.sees(/Subject, as in/);
		assert.equal(await hand.input.inputValue(), 'CN=api.lab.test');
		await hand.input.fill('CN=');
		await hand.sees(/attribute without a value|is not a valid name/);
		await hand.input.fill('CN=api.lab.test,O=Lab');
		await hand.answer(/Subject, as in/);
		await hand.choose('P-256');
		await hand.answer(/save the files/);
		await hand.told(/api\.lab\.test\.csr and its key are saved in certs\//);
		await hand.picture('request');
		await hand.press('Sign Request…');
		await hand.sees('Which profile?');
		await hand.sees('Server and client authentication');
		await hand.picture('request-role');
		await hand.choose('both');
		await hand.answer(/Lifetime/);
		await hand.answer(/save the files/);
		await hand.choose('Sign');
		await hand.told(/“api\.lab\.test” is issued/);
		assert.ok(existsSync(certs('api.lab.test.crt')));
		await hand.closeNotifications();
	});

	it('shows how to trust the root, and changes nothing by that', async () => {
		await hand.menu('Local CA', 'Trust Root');
		await hand.sees('Which system or program should trust it?');
		await hand.picture('trust');
		await hand.enter();
		await hand.sees('Run in Terminal');
		await hand.picture('trust-command');
		await hand.choose('Copy Command');
		await hand.page.locator('.part.statusbar').getByText('Command copied').waitFor();
		assert.notEqual(await hand.clipboard(), '');
		assert.ok(readFileSync(certs('ca.crt'), 'utf8').startsWith('-----BEGIN CERTIFICATE-----'));
		await tab(/localhost/).waitFor();
	});

	it('has the commands for the machine with the browser too, which can only be copied', async () => {
		await hand.menu('Local CA', 'Trust Root');
		await hand.sees('Which system or program should trust it?');
		await hand.sees(/^This machine, where the extension runs/);
		await hand.input.fill('macOS');
		await hand.picture('trust-elsewhere');
		await hand.choose('macOS');
		await quickPick(hand.page, 'Copy Command').waitFor();
		assert.equal(await quickPick(hand.page, 'Run in Terminal').count(), 0);
		await hand.choose('Copy Command');
		await hand.page.locator('.part.statusbar').getByText('Command copied').waitFor();
		assert.match(await hand.clipboard(), /"\$HOME\/Downloads\/pki-workbench-root\.crt"$/);
		await hand.menu('Local CA', 'Trust Root');
		await hand.sees('Which system or program should trust it?');
		await hand.input.fill('Copy Certificate');
		await hand.choose('Copy Certificate');
		await hand.page.locator('.part.statusbar').getByText('Certificate copied').waitFor();
		assert.match(await hand.clipboard(), /^-----BEGIN CERTIFICATE-----/);
	});

	it('has the steps that were done from rows and buttons checked in the walkthrough', async () => {
		await hand.command('Get Started');
		await hand.page.locator('.getting-started-step .codicon.complete').first().waitFor();
		assert.ok(await isDone('Issue a test certificate'));
		await hand.picture('walkthrough-done');
	});
});
