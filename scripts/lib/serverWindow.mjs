/** The VS Code server with a headless Chromium as its window. */
import { join } from 'node:path';
import { format } from 'node:util';
import { openBrowser, provideBrowser } from './browser.mjs';
import { installExtension, linkExtension, provideServer, startServer } from './codeServer.mjs';
import { freePort } from './environment.mjs';
import { stopTree } from './processes.mjs';

/**
 * @param {import('./vscode.mjs').PreparedLaunch} options
 * @returns {Promise<import('./vscode.mjs').Window>}
 */
export async function launchServer(options) {
	const { folder, env, onLine } = options;
	const server = await provideServer(options.version ?? 'newest');
	// Fetched, if need be, before anything runs.
	await provideBrowser();
	const extensionsFolder = join(folder, 'extensions');
	const place = { dataFolder: folder, extensionsFolder, env };
	if ('vsix' in options.extension) await installExtension(server, options.extension.vsix, place);
	else if (!options.tests) await linkExtension(options.extension.dev, extensionsFolder);
	for (const other of options.others ?? []) await linkExtension(other, extensionsFolder);
	const port = await freePort();
	const child = await startServer({
		...{ ...place, server, port, onLine },
		workspaceTrust: options.workspaceTrust ?? false,
		runsTests: options.tests !== undefined,
	});
	/** @type {import('playwright-core').Browser | undefined} */
	let browser;
	const close = async () => {
		await browser?.close();
		await stopTree(child);
	};
	try {
		browser = await openBrowser();
		const opened = await openPage(browser, options, pageAddress(port, options));
		return { ...opened, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {import('./vscode.mjs').PreparedLaunch} options
 * @param {string} address
 */
async function openPage(browser, options, address) {
	const context = await browser.newContext({
		viewport: options.size ?? { width: 1280, height: 800 },
		deviceScaleFactor: options.scale ?? 1,
		permissions: ['clipboard-read', 'clipboard-write'],
	});
	const page = await context.newPage();
	page.on('pageerror', (error) => options.onLine(`window: ${error.message}`));
	const exit = new Promise((resolve, reject) => {
		page.once('crash', () => reject(new Error('The window of VS Code crashed.')));
		void page.exposeFunction('codeAutomationExit', resolve);
	});
	// Only a caller with tests waits for it.
	exit.catch((error) => options.onLine(error.message));
	await page.exposeFunction(
		'codeAutomationLog',
		(/** @type {string} */ _type, /** @type {unknown[]} */ args) => options.onLine(format(...args)),
	);
	await page.goto(address);
	await page.locator('.monaco-workbench').waitFor({ timeout: 120_000 });
	if (!options.tests) await page.locator('.part.statusbar').waitFor({ timeout: 120_000 });
	return { page, exit };
}

/**
 * A workbench that was started for tests reads from the `payload` of its address which.
 *
 * @param {number} port
 * @param {import('./vscode.mjs').PreparedLaunch} options
 */
function pageAddress(port, { workspace, extension, tests }) {
	const remote = (/** @type {string} */ path) => `vscode-remote://remote${path}`;
	const query = new URLSearchParams({ folder: workspace });
	if (tests) {
		const payload = [['skipWelcome', 'true']];
		if ('dev' in extension) payload.push(['extensionDevelopmentPath', remote(extension.dev)]);
		payload.push(['extensionTestsPath', remote(tests)]);
		query.set('payload', JSON.stringify(payload));
	}
	// "localhost" is a secure context, an address is not.
	return `http://localhost:${port}/?${query}`;
}
