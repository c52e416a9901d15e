/**
 * A real VS Code under control: for the tests inside it, for the tests that click through it, for the pictures.
 * Either desktop VS Code or the VS Code server with a headless Chromium as its window; both run the same workbench.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseDesktop, launchDesktop } from './desktop.mjs';
import { cleanEnvironment, calmSettings, ownTypescript, writeSettings } from './environment.mjs';
import { launchServer } from './serverWindow.mjs';

/**
 * @typedef {object} LaunchOptions
 * @property {string} workspace Absolute path of the folder to open.
 * @property {{ dev: string } | { vsix: string }} extension A folder under development, or a package to install.
 * @property {readonly string[]} [others] Folders of further extensions; of a window without `tests`.
 * @property {import('./codeServer.mjs').Release} [version] Default `newest`.
 * @property {string} [tests] Absolute path of a CommonJS module that exports `run(): Promise<void>`.
 * @property {boolean} [inBrowser] Never a desktop: the VS Code server and a browser window.
 * @property {boolean} [workspaceTrust] True: the folder is not trusted (Restricted Mode). Default false: trust is off.
 * @property {Record<string, unknown>} [settings] Added to the calm ones.
 * @property {NodeJS.ProcessEnv} [env] Added to the extension host's environment, which holds no VAULT_ or BAO_ name.
 * @property {string} [theme] `workbench.colorTheme`.
 * @property {{ width: number, height: number }} [size]
 * @property {number} [scale] Device pixels per pixel.
 * @property {(line: string) => void} [onLine] Each line of the log.
 *
 * @typedef {object} Launched
 * @property {import('playwright-core').Page} page The workbench.
 * @property {string} folder Everything that this VS Code writes lies in here; `close()` deletes it.
 * @property {string} serverDataDir
 * @property {string} userDataDir
 * @property {string[]} lines The log so far: server, window and, with `tests`, the extension host's console.
 * @property {Promise<number>} exit With `tests`: their exit code.
 * @property {(options?: { keep?: boolean }) => Promise<void>} close
 */

/**
 * Starts VS Code and opens the folder. Without `tests`, answers when the workbench is there.
 *
 * @param {LaunchOptions} options
 * @returns {Promise<Launched>}
 */
export async function launch(options) {
	const desktop = await chooseDesktop(options);
	const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-'));
	// A home of its own: no ~/.vault-token, no git or npm settings of the developer's.
	const home = join(folder, 'home');
	await mkdir(home);
	/** @type {string[]} */
	const lines = [];
	const prepared = {
		...options,
		folder,
		lines,
		env: cleanEnvironment({ HOME: home, USERPROFILE: home, ...options.env }),
		settings: {
			...calmSettings,
			...ownTypescript,
			'workbench.colorTheme': options.theme ?? 'Default Dark Modern',
			...options.settings,
		},
		onLine: (/** @type {string} */ line) => {
			lines.push(line);
			options.onLine?.(line);
		},
	};
	const userDataDir = join(folder, 'data');
	await writeSettings(userDataDir, prepared.settings, { isServer: desktop === undefined });
	try {
		const launched = await (desktop === undefined
			? launchServer(prepared)
			: launchDesktop(desktop, prepared));
		return {
			...launched,
			folder,
			serverDataDir: folder,
			userDataDir,
			lines,
			close: async ({ keep = false } = {}) => {
				await launched.close();
				if (!keep) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
			},
		};
	} catch (error) {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		throw error;
	}
}

/**
 * @typedef {LaunchOptions & {
 *   folder: string,
 *   lines: string[],
 *   env: NodeJS.ProcessEnv,
 *   settings: Record<string, unknown>,
 *   onLine: (line: string) => void,
 * }} PreparedLaunch
 *
 * @typedef {Pick<Launched, 'page' | 'exit'> & { close: () => Promise<void> }} Window
 */
