/** From files to a handshake that works: try them, hand them out, meet an error, and renew. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hoverOverLink, runInTerminal } from './terminal.mjs';
import { hideSideBar } from './textEditor.mjs';
import {
	notification,
	openFile,
	openView,
	quickInput,
	quickPick,
	runCommand,
	webview,
} from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./shots.mjs').Scene} Scene */

/** @type {readonly Scene[]} */
export const mtlsScenes = [
	{ name: 'preflight', play: showPreflight },
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
			const line = await runInTerminal(page, 'cat client.log', alert);
			await hoverOverLink(page, line, alert, 'Explain');
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
		name: 'renewal-notice',
		extra: true,
		play: async ({ page, workspace }) => {
			await openTestCertificate(page, workspace);
			await runCommand(page, 'PKI: Renew Certificate');
			await replaceFiles(page);
			await notification(page, /renewed, valid until/).waitFor({ timeout: 30_000 });
		},
	},
];

const alert = 'alert certificate required';
const refused = `curl: (56) OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 ${alert}, errno 0`;

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
	await openTestCertificate(page, workspace);
	await runCommand(page, 'PKI: Rotate Certificate…');
	await quickPick(page, 'New private key').click();
	await asks(page, /Server to check afterwards/);
	await page.keyboard.press('Enter');
	await replaceFiles(page);
	await webview(page).locator('h1').waitFor({ timeout: 30_000 });
}

/**
 * @param {Page} page
 * @param {string} workspace
 */
async function openTestCertificate(page, workspace) {
	await openView(page);
	if (!existsSync(join(workspace, 'certs', 'localhost.crt'))) await issueTestCertificate(page);
	await openFile(page, 'certs/localhost.crt');
}

/** @param {Page} page */
async function replaceFiles(page) {
	const dialog = page.locator('.monaco-dialog-box');
	await dialog.getByRole('button', { name: 'Renew and Replace' }).click();
}

/** @param {Page} page */
export async function issueTestCertificate(page) {
	await runCommand(page, 'PKI: Issue Test Certificate');
	await quickInput(page).getByText('Customize').first().waitFor();
	await page.keyboard.press('Enter');
	await notification(page, /localhost/).waitFor({ timeout: 30_000 });
	await runCommand(page, 'Notifications: Clear All Notifications');
}
