/** What `npm start` does once the packages are there. */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { download, findInstalled, hasDisplay } from './desktop.mjs';
import { writeSettings } from './environment.mjs';
import { cacheFolder, root } from './paths.mjs';
import { endWithUs, run, stopTree, untilStopped } from './processes.mjs';
import { makeSample } from './sample.mjs';
import { startInBrowser } from './startServer.mjs';

/** Where the opened VS Code keeps its settings and state between runs. */
const dataFolder = process.env['PKI_START_DATA'] ?? join(cacheFolder, 'start');

const settings = {
	'chat.disableAIFeatures': true,
	'git.openRepositoryInParentFolders': 'never',
	'security.workspace.trust.startupPrompt': 'never',
	'security.workspace.trust.enabled': false,
	'telemetry.telemetryLevel': 'off',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	// The sample's README says what to try.
	'workbench.startupEditor': 'readme',
};

/**
 * Builds, makes the sample folder, opens VS Code and stays until it is closed or Ctrl-C.
 *
 * @param {{ vault: boolean }} options
 */
export async function start({ vault }) {
	await untilStopped(async (stops) => {
		const { code } = await run(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root });
		if (code !== 0) throw new Error('The extension could not be built.');
		const sample = await makeSample(join(root, 'sample'));
		await mkdir(dataFolder, { recursive: true });
		const env = vault ? await startVault(stops) : process.env;
		const window = await openWindow(sample, env);
		stops.unshift(window.stop);
		await window.closed;
	});
}

/**
 * @param {(() => Promise<void>)[]} stops
 * @returns {Promise<NodeJS.ProcessEnv>} The environment that describes the server to the extension.
 */
async function startVault(stops) {
	const { ensureBao, startDevServer } = await import('./openbao.mjs');
	const { seedVault } = await import('./seedVault.mjs');
	const server = await startDevServer({ bao: await ensureBao() });
	stops.unshift(() => server.stop());
	const seeded = await seedVault(server.address, server.rootToken);
	process.stdout.write(
		`OpenBao dev server at ${server.address} with ${seeded.certificates} certificates in ${seeded.mounts.join(', ')}.\n`,
	);
	const foreign = /^(VAULT|BAO)_/;
	const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(own),
		VAULT_ADDR: server.address,
		VAULT_TOKEN: server.rootToken,
	};
}

/**
 * @typedef {{ stop: () => Promise<void>, closed: Promise<void> }} OpenWindow
 *
 * @param {string} sample
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<OpenWindow>}
 */
async function openWindow(sample, env) {
	if (!hasDisplay()) return startInBrowser({ sample, env, dataFolder, settings });
	const installed = findInstalled();
	if (installed) return openDesktop(installed, sample, env);
	const downloaded = await download('newest');
	if ('executable' in downloaded) return openDesktop(downloaded.executable, sample, env);
	process.stdout.write(
		`No VS Code is installed and none could be downloaded (${downloaded.reason}).\n` +
			'Opening the VS Code server in a browser instead.\n',
	);
	return startInBrowser({ sample, env, dataFolder, settings });
}

/**
 * @param {string} command The `code` command, or VS Code's executable.
 * @param {string} sample
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<OpenWindow>}
 */
async function openDesktop(command, sample, env) {
	const userData = join(dataFolder, 'desktop');
	await writeSettings(userData, settings, { isServer: false, keep: true });
	const child = spawn(
		command,
		[
			sample,
			...['--user-data-dir', userData, '--extensions-dir', join(dataFolder, 'extensions')],
			`--extensionDevelopmentPath=${root}`,
			// The command then stays until the window is closed, and the window belongs to it.
			...['--verbose', '--new-window', '--disable-updates'],
		],
		{ env, stdio: 'ignore', detached: true, shell: /\.cmd$/i.test(command) },
	);
	endWithUs(child);
	process.stdout.write('VS Code is opening. Ctrl-C ends it.\n');
	return {
		stop: () => stopTree(child),
		closed: new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', () => resolve());
		}),
	};
}
