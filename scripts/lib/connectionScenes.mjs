/** What is seen of TLS connections: from outside, in passing, and by their errors. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { hideSideBar } from './textEditor.mjs';
import {
	notification,
	openFile,
	openView,
	quickInput,
	quickPick,
	runCommand,
	treeRow,
	webview,
} from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./shots.mjs').Scene} Scene */

/** @type {readonly Scene[]} */
export const connectionScenes = [
	{
		name: 'probe',
		play: async ({ page, workspace }) => {
			await withServer(workspace, 'api.crt', async (port) => {
				await hideSideBar(page);
				await runCommand(page, 'PKI: Test TLS Connection');
				await quickInput(page).locator('input').fill(`127.0.0.1:${port}`);
				await page.keyboard.press('Enter');
				await webview(page).locator('table').first().waitFor({ timeout: 30_000 });
			});
		},
	},
	{
		name: 'watch',
		// What runs stays in the side bar of the scenes after it.
		extra: true,
		play: async ({ page, workspace }) => {
			await withServer(workspace, 'api.fullchain.crt', async (port) => {
				await openView(page);
				await runCommand(page, 'PKI: Watch Handshakes');
				await quickPick(page, 'Pass-through port').click();
				await answer(page, /host:port/, `localhost:${port}`);
				await quickPick(page, 'No key log').click();
				const row = treeRow(page, '127.0.0.1:');
				const told = notification(page, /Watching handshakes/);
				const watched = /127\.0\.0\.1:(\d+)/.exec((await told.textContent()) ?? '')?.[1];
				await shakeHands(workspace, Number(watched));
				await row.waitFor();
				await webview(page).locator('table').first().waitFor({ timeout: 30_000 });
				await runCommand(page, 'Notifications: Clear All Notifications');
			});
		},
	},
	{
		name: 'explain',
		area: 'upper',
		play: async ({ page, workspace }) => {
			await writeFile(join(workspace, 'build.log'), failedBuild);
			await hideSideBar(page);
			await openFile(page, 'build.log');
			await page.keyboard.press('ControlOrMeta+A');
			await runCommand(page, 'PKI: Explain TLS Error');
			await page.locator('.view-line', { hasText: 'What to check' }).waitFor({ timeout: 30_000 });
		},
	},
];

const failedBuild = `Get "https://vault.example.test:8200/v1/sys/health": remote error: tls: unknown certificate authority
`;

/**
 * @param {Page} page
 * @param {RegExp} question
 * @param {string} text
 */
async function answer(page, question, text) {
	const asked = quickInput(page);
	await asked.getByText(question).or(asked.getByPlaceholder(question)).first().waitFor();
	await asked.locator('input').first().fill(text);
	await page.keyboard.press('Enter');
}

/**
 * A server that asks for a client certificate.
 *
 * @param {string} workspace
 * @param {string} certificate
 * @param {(port: number) => Promise<void>} use
 */
async function withServer(workspace, certificate, use) {
	/** @param {string} name */
	const read = (name) => readFile(join(workspace, 'tls', name));
	const server = createServer({
		...{ cert: await read(certificate), key: await read('api.key'), ca: await read('ca.crt') },
		...{ requestCert: true, rejectUnauthorized: true, ALPNProtocols: ['h2'] },
	});
	server.on('tlsClientError', () => undefined).on('secureConnection', (socket) => socket.end());
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	try {
		await use(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
	} finally {
		server.close();
	}
}

/**
 * Two clients: one with a certificate, and one that does not know the server's CA.
 *
 * @param {string} workspace
 * @param {number} port
 */
async function shakeHands(workspace, port) {
	/** @param {string} name */
	const read = (name) => readFile(join(workspace, 'tls', name));
	const target = { host: '127.0.0.1', port, servername: 'api.example.test' };
	const own = { cert: await read('api.fullchain.crt'), key: await read('api.key') };
	const version = /** @type {const} */ ({ maxVersion: 'TLSv1.2' });
	const known = { ...target, ...version, ...own, ca: await read('ca.crt') };
	for (const options of [known, { ...target, ...version }]) {
		await new Promise((resolve) => {
			const socket = connect(options, () => socket.end());
			socket.on('error', () => undefined).on('close', () => resolve(undefined));
			socket.resume();
		});
	}
}
