/** Desktop VS Code: a given executable, one that is installed, or one that @vscode/test-electron downloads. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { _electron } from 'playwright-core';
import { cacheFolder } from './paths.mjs';
import { endWithUs, run, stopTree } from './processes.mjs';

const minimum = '1.100.0';
const downloadPatience = 15_000;

/** @returns {boolean} Whether a desktop window can be shown, and VS Code would agree to show it. */
export function hasDisplay() {
	if (process.platform !== 'linux') return true;
	const isRoot = process.getuid?.() === 0;
	return !isRoot && Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** @returns {string | undefined} The `code` command of an installed VS Code. */
export function findInstalled() {
	const name = process.platform === 'win32' ? 'code.cmd' : 'code';
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const mac = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
	return [...folders.map((folder) => join(folder, name)), mac].find((path) => existsSync(path));
}

/**
 * Downloads VS Code, or says why that did not work. The service answers within seconds or not at all.
 *
 * @param {import('./codeServer.mjs').Release} release
 * @returns {Promise<{ executable: string } | { reason: string }>}
 */
export async function download(release) {
	const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
	try {
		const probe = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
			signal: AbortSignal.timeout(downloadPatience),
		});
		if (!probe.ok) return { reason: `update.code.visualstudio.com answered ${probe.status}` };
		const executable = await downloadAndUnzipVSCode({
			version: release === 'oldest' ? minimum : 'stable',
			cachePath: join(cacheFolder, 'desktop'),
		});
		return { executable };
	} catch (error) {
		return { reason: error instanceof Error ? error.message : String(error) };
	}
}

/**
 * The desktop VS Code to test in, if there is to be one: PKI_TEST_VSCODE for the newest release; a download for tests
 * that run inside, where a window can be shown, and on Windows. Clicking is done in the server's window elsewhere.
 *
 * @param {import('./vscode.mjs').LaunchOptions} options
 * @returns {Promise<string | undefined>} The executable; absent: use the server.
 */
export async function chooseDesktop({ version = 'newest', tests, inBrowser = false }) {
	if (inBrowser) return undefined;
	const given = version === 'newest' ? process.env['PKI_TEST_VSCODE'] : undefined;
	if (given) {
		if (!existsSync(given)) throw new Error(`PKI_TEST_VSCODE names no file: ${given}`);
		return given;
	}
	const isWindows = process.platform === 'win32';
	if (!isWindows && !(tests && hasDisplay())) return undefined;
	const result = await download(version);
	if ('executable' in result) return result.executable;
	if (isWindows) {
		throw new Error(
			`VS Code could not be downloaded (${result.reason}): name an executable in PKI_TEST_VSCODE.`,
		);
	}
	process.stdout.write(
		`VS Code could not be downloaded (${result.reason}); using the VS Code server.\n`,
	);
	return undefined;
}

/**
 * @param {string} executablePath
 * @param {import('./vscode.mjs').PreparedLaunch} options
 * @returns {Promise<import('./vscode.mjs').Window>}
 */
export async function launchDesktop(executablePath, options) {
	const { folder, env, extension, tests, onLine } = options;
	const args = [
		options.workspace,
		...['--user-data-dir', join(folder, 'data'), '--extensions-dir', join(folder, 'extensions')],
		...['--skip-welcome', '--skip-release-notes', '--disable-updates', '--no-sandbox'],
		...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
		...('dev' in extension ? [`--extensionDevelopmentPath=${extension.dev}`] : []),
		...(options.others ?? []).map((other) => `--extensionDevelopmentPath=${other}`),
		...(tests ? [`--extensionTestsPath=${tests}`] : []),
	];
	if ('vsix' in extension) await installInDesktop(executablePath, extension.vsix, folder, env);
	if (tests) return runTests(executablePath, args, env, onLine);
	const app = await _electron.launch({
		...{ executablePath, args },
		env: /** @type {Record<string, string>} */ (env),
	});
	const page = await app.firstWindow();
	await page.locator('.part.statusbar').waitFor({ timeout: 120_000 });
	return { page, exit: new Promise(() => undefined), close: () => app.close() };
}

/**
 * @param {string} executable
 * @param {string} vsix
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function installInDesktop(executable, vsix, folder, env) {
	const { resolveCliPathFromVSCodeExecutablePath } = await import('@vscode/test-electron');
	const cli = resolveCliPathFromVSCodeExecutablePath(executable);
	const { code, output } = await run(
		cli,
		[
			...['--install-extension', vsix, '--force'],
			...['--user-data-dir', join(folder, 'data'), '--extensions-dir', join(folder, 'extensions')],
		],
		{ env, quiet: true, cwd: dirname(vsix) },
	);
	if (code !== 0) throw new Error(`VS Code could not install ${vsix}.\n${output}`);
}

/**
 * A desktop VS Code that runs tests ends by itself; its exit code is theirs. It has no page to click in.
 *
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} onLine
 * @returns {Promise<import('./vscode.mjs').Window>}
 */
async function runTests(executable, args, env, onLine) {
	const child = spawn(executable, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
	endWithUs(child);
	const read = (/** @type {Buffer} */ chunk) => String(chunk).trimEnd().split('\n').forEach(onLine);
	child.stdout.on('data', read);
	child.stderr.on('data', read);
	const exit = new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
	const page = /** @type {import('playwright-core').Page} */ (
		new Proxy(
			{},
			{
				get: () => {
					throw new Error('A VS Code that runs tests has no page.');
				},
			},
		)
	);
	return { page, exit, close: () => stopTree(child) };
}
