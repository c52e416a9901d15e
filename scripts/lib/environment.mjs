/** The environment, the settings and the port of a VS Code that we start. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';

/** What describes somebody's Vault, and what a surrounding VS Code tells its terminals. */
const foreign = /^(VAULT|BAO|VSCODE|ELECTRON)_|^NODE_OPTIONS$/;

/**
 * The machine's environment without what would lead a test to a server or a VS Code of the developer's.
 *
 * @param {NodeJS.ProcessEnv} [added]
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(added = {}) {
	const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return { ...Object.fromEntries(kept), ...added };
}

/** No sign-in, no gallery, no AI panes, no notice of the day: the window that our tests and pictures want. */
export const calmSettings = {
	'chat.disableAIFeatures': true,
	'chat.commandCenter.enabled': false,
	'extensions.autoCheckUpdates': false,
	'extensions.autoUpdate': false,
	'extensions.ignoreRecommendations': true,
	'git.autoRepositoryDetection': true,
	'git.openRepositoryInParentFolders': 'never',
	'pki.expiry.notice': false,
	'security.workspace.trust.banner': 'never',
	'security.workspace.trust.startupPrompt': 'never',
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'window.commandCenter': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
	'workbench.welcomePage.walkthroughs.openOnInstall': false,
	'workbench.enableExperiments': false,
};

/** The package of code-server comes without a TypeScript, and says so in an error as soon as a script is opened. */
export const ownTypescript = { 'js/ts.tsdk.path': join(root, 'node_modules/typescript/lib') };

/**
 * @param {string} userDataFolder
 * @param {Record<string, unknown>} settings
 * @param {{ isServer: boolean, keep?: boolean }} options A server reads machine settings too; `keep` leaves a file that
 *   is there as somebody changed it.
 */
export async function writeSettings(userDataFolder, settings, { isServer, keep = false }) {
	for (const part of isServer ? ['Machine', 'User'] : ['User']) {
		const file = join(userDataFolder, part, 'settings.json');
		if (keep && existsSync(file)) continue;
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, JSON.stringify(settings, undefined, '\t'));
	}
}

/** @returns {Promise<number>} A port of loopback that is free now. */
export function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				if (address && typeof address === 'object') resolve(address.port);
				else reject(new Error('No free port on 127.0.0.1.'));
			});
		});
	});
}
