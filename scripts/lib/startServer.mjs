/** `npm start` without a display: the VS Code server, its address for a browser of the user's. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { linkExtension, provideServer, startServer } from './codeServer.mjs';
import { freePort, ownTypescript, writeSettings } from './environment.mjs';
import { root } from './paths.mjs';
import { stopTree } from './processes.mjs';

/**
 * @param {{
 *   sample: string,
 *   env: NodeJS.ProcessEnv,
 *   dataFolder: string,
 *   settings: Record<string, unknown>,
 * }} options
 * @returns {Promise<import('./start.mjs').OpenWindow>}
 */
export async function startInBrowser({ sample, env, dataFolder, settings }) {
	const server = await provideServer('newest');
	const port = await keptPort(join(dataFolder, 'port'));
	const connectionToken = randomBytes(24).toString('hex');
	await writeSettings(
		join(dataFolder, 'data'),
		{ ...settings, ...ownTypescript },
		{ isServer: true, keep: true },
	);
	const extensionsFolder = join(dataFolder, 'extensions');
	await linkExtension(root, extensionsFolder);
	/** @type {string[]} */
	const log = [];
	const child = await startServer({
		...{ server, port, env, dataFolder, connectionToken },
		extensionsFolder,
		defaultFolder: sample,
		workspaceTrust: false,
		onLine: (line) => log.push(line),
	});
	process.stdout.write(
		`\nVS Code ${server.version} with PKI Workbench:\n\n` +
			`    http://localhost:${port}/?tkn=${connectionToken}\n\n` +
			'Open it in a browser on this machine (elsewhere: forward the port). Ctrl-C ends it.\n',
	);
	return {
		stop: () => stopTree(child),
		closed: new Promise((resolve, reject) => {
			child.once('close', (code) =>
				code === 0 || code === null
					? resolve()
					: reject(
							new Error(
								`The VS Code server ended (exit code ${code}).\n${log.slice(-20).join('\n')}`,
							),
						),
			);
		}),
	};
}

/**
 * A browser keeps the state of a window per port: the next run finds it again.
 *
 * @param {string} file
 * @returns {Promise<number>}
 */
async function keptPort(file) {
	const kept = existsSync(file) ? Number(await readFile(file, 'utf8')) : 0;
	if (kept > 0 && (await isFree(kept))) return kept;
	const port = await freePort();
	await writeFile(file, String(port));
	return port;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
}
