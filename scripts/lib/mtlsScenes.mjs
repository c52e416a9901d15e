/** From files to a handshake that works: try them, hand them out, meet an error, and renew. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hideSideBar } from './textEditor.mjs';
import {
	notification,
	openFile,
	openView,
	quickInput,
	quickPick,
	runCommand,
	until,
	webview,
} from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./shots.mjs').Scene} Scene */

/** @type {readonly Scene[]} */
export const mtlsScenes = [
	{ name: 'preflight', play: showPreflight },
	{ name: 'preflight-narrow', extra: true, width: 348, play: showPreflight },
	{
		name: 'config-preview',
		extra: true,
		play: async ({ page }) => {
			await hideSideBar(page);
			await openFile(page, 'tls/api.fullchain.crt');
			await askForConfig(page, 'nginx');
			await page.locator('.view-line', { hasText: 'ssl_certificate' }).first().waitFor();
		},
	},
	{
		name: 'config-convert',
		extra: true,
		play: async ({ page }) => {
			await hideSideBar(page);
			await openFile(page, 'tls/api.fullchain.crt');
			await askForConfig(page, 'HAProxy');
			await quickPick(page, 'Copy').click();
			await asks(page, 'This target needs');
		},
	},
	{
		name: 'terminal-link',
		mouseStays: true,
		extra: true,
		play: async ({ page, workspace }) => {
			await writeFile(join(workspace, 'client.log'), `${refused}\n`);
			await hideSideBar(page);
			await runCommand(page, 'Terminal: Create New Terminal');
			const terminal = page.locator('.part.panel .terminal-wrapper.active');
			await terminal.locator('.xterm-rows').waitFor();
			await page.keyboard.type('clear; cat client.log');
			await page.keyboard.press('Enter');
			const line = terminal.locator('.xterm-rows > div', { hasText: alert }).last();
			await line.waitFor({ timeout: 30_000 });
			const hover = page.locator('.terminal-hover-target, .workbench-hover', {
				hasText: 'Explain',
			});
			await until(async () => {
				await page.mouse.move(0, 0);
				const { x, y } = await placeIn(line, alert);
				await page.mouse.move(x, y, { steps: 4 });
			}, hover.first());
		},
	},
	{
		name: 'rotation',
		extra: true,
		play: async (stage) => {
			const { page } = stage;
			await rotateTestCertificate(stage);
			await hideSideBar(page);
			await runCommand(page, 'Notifications: Clear All Notifications');
		},
	},
	{
		name: 'rotation-notice',
		extra: true,
		play: async (stage) => {
			await rotateTestCertificate(stage);
			await notification(stage.page, /renewed, valid until/).waitFor({ timeout: 30_000 });
		},
	},
];

const alert = 'alert certificate required';
const refused = `curl: (56) OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 ${alert}, errno 0`;

/**
 * Where words are in a line of a terminal, whose letters are all of one width.
 *
 * @param {import('playwright-core').Locator} line
 * @param {string} words
 */
async function placeIn(line, words) {
	return line.evaluate((element, text) => {
		const all = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
		for (let node = all.nextNode(); node; node = all.nextNode()) {
			const start = node.textContent?.indexOf(text) ?? -1;
			if (start === -1) continue;
			const range = document.createRange();
			range.setStart(node, start);
			range.setEnd(node, start + text.length);
			const { x, y, width, height } = range.getBoundingClientRect();
			return { x: x + width / 2, y: y + height / 2 };
		}
		return { x: 0, y: 0 };
	}, words);
}

/** @param {import('./shots.mjs').Stage} stage */
async function showPreflight({ page, workspace }) {
	await hideSideBar(page);
	await openFile(page, 'tls/api.crt');
	await runCommand(page, 'PKI: Preflight mTLS…');
	const asked = quickInput(page);
	const certificate = quickPick(page, 'api.example.test');
	const authority = quickPick(page, 'tls/ca.crt');
	await certificate.or(authority).first().waitFor();
	if (await certificate.isVisible()) await certificate.click();
	await authority.click();
	await asks(page, /Certificate of the server/);
	await asked
		.locator('input')
		.first()
		.fill(join(workspace, 'tls', 'api.crt'));
	await page.keyboard.press('Enter');
	await asks(page, /by which clients reach the server/);
	await page.keyboard.press('Enter');
	await webview(page).locator('table').first().waitFor({ timeout: 30_000 });
}

/**
 * Up to the options.
 *
 * @param {Page} page
 * @param {string} target
 */
async function askForConfig(page, target) {
	await runCommand(page, 'PKI: Copy Client Config…');
	await asks(page, 'Which program');
	await quickInput(page).locator('input').first().fill(target);
	await quickPick(page, target).click();
	await asks(page, /Certificate of the (client|server)/);
	await quickPick(page, 'api.example.test').click();
	await asks(page, 'Address of the server');
	await page.keyboard.press('Enter');
	await asks(page, 'Choose where the text goes');
}

/**
 * Waits for a question, which a list has in its text box and a text box below it.
 *
 * @param {Page} page
 * @param {string | RegExp} question
 */
async function asks(page, question) {
	const asked = quickInput(page);
	await asked.getByText(question).or(asked.getByPlaceholder(question)).first().waitFor();
}

/** @param {import('./shots.mjs').Stage} stage */
async function rotateTestCertificate({ page, workspace }) {
	await openView(page);
	if (!existsSync(join(workspace, 'certs', 'localhost.crt'))) await issueTestCertificate(page);
	await openFile(page, 'certs/localhost.crt');
	await runCommand(page, 'PKI: Issue Test Certificate');
	await quickInput(page).getByText('Customize').first().waitFor();
	await page.keyboard.press('Enter');
	await notification(page, /localhost/).waitFor({ timeout: 30_000 });
	await runCommand(page, 'Notifications: Clear All Notifications');
	await openFile(page, 'certs/localhost.crt');
	await runCommand(page, 'PKI: Rotate Certificate…');
	await quickPick(page, 'New private key').click();
	await asks(page, /Server to check afterwards/);
	await page.keyboard.press('Enter');
	const dialog = page.locator('.monaco-dialog-box');
	await dialog.getByRole('button', { name: 'Renew and Replace' }).click();
	await webview(page).locator('h1').waitFor({ timeout: 30_000 });
}

/** @param {Page} page */
async function issueTestCertificate(page) {}
