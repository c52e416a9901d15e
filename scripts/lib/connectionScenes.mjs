/** What is seen of TLS connections. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { hideSideBar } from './textEditor.mjs';
import { quickInput, runCommand, webview } from './workbench.mjs';

/** @typedef {import('./shots.mjs').Scene} Scene */

/** @type {readonly Scene[]} */
export const connectionScenes = [
	{
		name: 'probe',
		play: async ({ page, workspace }) => {
			/** @param {string} name */
			const read = (name) => readFile(join(workspace, 'tls', name));
			const server = createServer({
				...{ cert: await read('api.crt'), key: await read('api.key') },
				...{ requestCert: true, rejectUnauthorized: true, ALPNProtocols: ['h2'] },
			}).on('tlsClientError', () => undefined);
			await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
			const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
			try {
				await hideSideBar(page);
				await runCommand(page, 'PKI: Test TLS Connection');
				await quickInput(page).locator('input').fill(`127.0.0.1:${port}`);
				await page.keyboard.press('Enter');
				await webview(page).locator('table').first().waitFor({ timeout: 30_000 });
			} finally {
				server.close();
			}
		},
	},
];
