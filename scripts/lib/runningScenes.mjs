/** What runs: a watch, an echo server, a program that is debugged. It stays in the window of the scenes after it. */
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
	rowAction,
	runCommand,
	treeRow,
	until,
	webview,
} from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./shots.mjs').Scene} Scene */

/** @type {readonly Scene[]} */
export const runningScenes = [
	{
		name: 'watch',
		play: async ({ page, workspace }) => {
			await withServer(workspace, 'api.fullchain.crt', async (port) => {
				await openView(page);
				await shakeHands(workspace, await startWatch(page, port));
				await treeRow(page, '127.0.0.1:').waitFor();
				await webview(page).locator('table').first().waitFor({ timeout: 30_000 });
				await runCommand(page, 'Notifications: Clear All Notifications');
			});
		},
	},
	{
		name: 'running',
		area: 'sideBar',
		play: async ({ page, workspace }) => {
			await openView(page);
			// All the room for what runs, and no row that begins as its rows do.
			await page.locator('.part.sidebar .pane-header[aria-label^="Connections"]').click();
			await treeRow(page, 'Local CA').waitFor({ state: 'hidden' });
			await stopWhatRuns(page);
			await openFile(page, 'tls/api.fullchain.crt');
			const echo = await startEchoServer(page);
			const watched = await startWatch(page, echo);
			await shakeHands(workspace, watched);
			await treeRow(page, 'Handshake complete').waitFor();
		},
	},
	{
		name: 'debug-notice',
		extra: true,
		play: async ({ page, workspace }) => {
			await writeFile(join(workspace, '.vscode', 'launch.json'), launch);
			await writeFile(join(workspace, 'client.js'), failingClient);
			await hideSideBar(page);
			await openFile(page, 'client.js');
			await runCommand(page, 'Debug: Start Debugging');
			const told = notification(page, /handshake|certificate|Incomplete/i);
			await told.waitFor({ timeout: 30_000 });
		},
	},
];

const launch = JSON.stringify({
	version: '0.2.0',
	configurations: [
		{
			...{ name: 'Client', type: 'node', request: 'launch' },
			...{ program: '${workspaceFolder}/client.js', console: 'internalConsole' },
		},
	],
});

const failingClient = `// Asks a server whose certificate nobody here trusts.
const message = 'unable to verify the first certificate';
const error = Object.assign(new Error(message), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
console.error('GET https://vault.example.test:8200/v1/sys/health');
console.error(\`\${error.code}: \${error.message}, https://vault.example.test:8200\`);
setInterval(() => undefined, 1000);
`;

/**
 * What a scene before this one left.
 *
 * @param {Page} page
 */
async function stopWhatRuns(page) {
	const running = page.locator('.part.sidebar .pane-header[aria-label^="Running"]');
	while (await running.isVisible()) {
		const row = treeRow(page, '127.0.0.1:');
		await row.waitFor();
		await rowAction(page, row, 'Stop');
		await row.waitFor({ state: 'hidden' });
	}
}

/**
 * A server that asks for a client certificate.
 *
 * @param {string} workspace
 * @param {string} certificate
 * @param {(port: number) => Promise<void>} use
 */
export async function withServer(workspace, certificate, use) {
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

/**
 * Answers its port.
 *
 * @param {Page} page
 */
async function startEchoServer(page) {
	await runCommand(page, 'PKI: Start mTLS Echo Server');
	await quickPick(page, 'api.example.test').click();
	await quickPick(page, 'Require one from tls/ca.crt').click();
	await quickPick(page, 'This computer only').click();
	return portIn(await notification(page, /echo server is running/).textContent());
}

/**
 * Answers its port.
 *
 * @param {Page} page
 * @param {number} port Of the server that it leads to.
 */
async function startWatch(page, port) {
	await runCommand(page, 'Notifications: Clear All Notifications');
	await runCommand(page, 'PKI: Watch Handshakes');
	await quickPick(page, 'Pass-through port').click();
	const place = quickInput(page).getByText('host:port').first();
	await place.waitFor();
	const next = quickPick(page, 'No key log');
	await until(async () => {
		// What was typed before the question has its own words is lost.
		if (await next.isVisible()) return;
		await quickInput(page).locator('input').first().fill(`localhost:${port}`);
		await page.keyboard.press('Enter');
	}, next);
	await next.click();
	return portIn(await notification(page, /Watching handshakes/).textContent());
}

/** @param {string | null} words */
function portIn(words) {
	return Number(/:(\d+)/.exec(words ?? '')?.[1]);
}
