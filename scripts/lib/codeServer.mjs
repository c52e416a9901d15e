/** The VS Code server that the npm package code-server carries: the same workbench, API and extension host. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, makePackageRoot } from './cache.mjs';
import { npm } from './npm.mjs';
import { root } from './paths.mjs';
import { endWithUs, run } from './processes.mjs';
import { provideNode } from './runtimes.mjs';

/** code-server 4.N is VS Code 1.N; the oldest is what `engines.vscode` promises. */
const releases = {
	newest: { version: '4.139.1', node: 24 },
	oldest: { version: '4.100.3', node: 20 },
};

/** Old releases were made for a build with native modules; these packages bring the same parts prebuilt. */
const prebuilt = ['@vscode/ripgrep-universal@1.18.0', 'node-pty@1.2.0-beta.15'];

/**
 * @typedef {keyof typeof releases} Release
 * @typedef {{ node: string, main: string, version: string }} Server `version` is VS Code's.
 */

/**
 * @param {Release} release
 * @returns {Promise<Server>}
 */
export async function provideServer(release) {
	if (process.platform === 'win32') {
		throw new Error(
			'The VS Code server does not run on Windows: name a VS Code executable in PKI_TEST_VSCODE.',
		);
	}
	const { version, node } = releases[release];
	const folder = await cached(`server-${version}`, (target) => installServer(target, version));
	const vscode = join(folder, 'node_modules/code-server/lib/vscode');
	const product = JSON.parse(await readFile(join(vscode, 'product.json'), 'utf8'));
	return {
		node: node === 24 ? process.execPath : await provideNode(20),
		main: join(vscode, 'out/server-main.js'),
		version: product.version,
	};
}

/**
 * @param {string} folder
 * @param {string} version
 */
async function installServer(folder, version) {
	process.stdout.write(`Fetching VS Code ${version.replace(/^4/, '1')} (code-server) …\n`);
	await makePackageRoot(folder);
	await npm(['install', `code-server@${version}`, '--ignore-scripts'], {
		cwd: folder,
		purpose: `install code-server ${version}, the VS Code for tests`,
	});
	const vscode = join(folder, 'node_modules/code-server/lib/vscode');
	await npm(['install', '--omit=dev', '--ignore-scripts'], {
		cwd: vscode,
		purpose: `install the packages of code-server ${version}`,
	});
	if (!existsSync(join(vscode, 'node_modules/@vscode/ripgrep-universal'))) {
		await addPrebuilt(folder, vscode);
	}
	await replaceNativeParts(join(vscode, 'node_modules'));
}

/** @param {string} modules */
async function replaceNativeParts(modules) {
	const parts = {
		'@vscode/spdlog': 'spdlog.cjs',
		'@vscode/native-watchdog': 'watchdog.cjs',
		'native-watchdog': 'watchdog.cjs',
	};
	for (const [name, file] of Object.entries(parts)) {
		const target = join(modules, name, 'index.js');
		if (existsSync(target)) await cp(join(root, 'scripts/lib/serverParts', file), target);
	}
}

/**
 * @param {string} folder
 * @param {string} vscode
 */
async function addPrebuilt(folder, vscode) {
	const own = join(folder, 'prebuilt');
	await mkdir(own);
	await makePackageRoot(own);
	await npm(['install', ...prebuilt, '--ignore-scripts'], {
		cwd: own,
		purpose: `install ${prebuilt.join(' and ')}`,
	});
	const from = join(own, 'node_modules');
	await cp(join(from, 'node-pty'), join(vscode, 'node_modules/node-pty'), { recursive: true });
	const binary = `@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}/rg`;
	await cp(join(from, binary), join(vscode, 'node_modules/@vscode/ripgrep/bin/rg'));
}

/**
 * @typedef {object} ServerOptions
 * @property {Server} server
 * @property {number} port
 * @property {string} dataFolder
 * @property {string} extensionsFolder
 * @property {NodeJS.ProcessEnv} env
 * @property {string} [connectionToken] Absent: none, which only a test on loopback may do.
 * @property {string} [defaultFolder] Opened when the address names none.
 * @property {boolean} workspaceTrust
 * @property {boolean} [runsTests]
 * @property {(line: string) => void} onLine
 */

/**
 * Starts the server on loopback.
 *
 * @param {ServerOptions} options
 * @returns {Promise<import('node:child_process').ChildProcess>} Once it listens.
 */
export async function startServer(options) {
	const { server, port, dataFolder, extensionsFolder, env, connectionToken, onLine } = options;
	const child = spawn(
		server.node,
		[
			server.main,
			...['--host', '127.0.0.1', '--port', String(port)],
			...(connectionToken
				? ['--connection-token', connectionToken]
				: ['--without-connection-token']),
			...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
			...['--accept-server-license-terms', '--telemetry-level', 'off'],
			...(options.defaultFolder ? ['--default-folder', options.defaultFolder] : []),
			...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
			// Without it a built VS Code ignores the tests that its page names; with it, it shows no notifications.
			...(options.runsTests ? ['--enable-smoke-test-driver'] : []),
		],
		{ env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
	);
	endWithUs(child);
	await new Promise((resolve, reject) => {
		let output = '';
		const read = (/** @type {Buffer} */ chunk) => {
			const text = String(chunk);
			for (const line of text.split('\n')) if (line.trim() !== '') onLine(line);
			output = (output + text).slice(-4000);
			if (output.includes('Extension host agent listening on')) resolve(undefined);
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.once('error', reject);
		child.once('close', (code) =>
			reject(new Error(`The VS Code server ended at its start (exit code ${code}).\n${output}`)),
		);
	});
	return child;
}

/**
 * Installs a packaged extension.
 *
 * @param {Server} server
 * @param {string} vsix
 * @param {{ dataFolder: string, extensionsFolder: string, env: NodeJS.ProcessEnv }} options
 */
export async function installExtension(server, vsix, { dataFolder, extensionsFolder, env }) {
	const { code, output } = await run(
		server.node,
		[
			server.main,
			...['--install-extension', vsix, '--force'],
			...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
			'--accept-server-license-terms',
		],
		{ env, quiet: true },
	);
	if (code !== 0) throw new Error(`VS Code could not install ${vsix}.\n${output}`);
}

/**
 * A folder of extensions that holds a checkout: a rebuild and a reload of the window is all that a change takes.
 *
 * @param {string} checkout
 * @param {string} folder
 */
export async function linkExtension(checkout, folder) {
	const { publisher, name, version } = JSON.parse(
		await readFile(join(checkout, 'package.json'), 'utf8'),
	);
	await mkdir(folder, { recursive: true });
	// The list of what is installed is made anew from the folder.
	await rm(join(folder, 'extensions.json'), { force: true });
	const link = join(folder, `${publisher}.${name}-${version}`);
	await rm(link, { force: true });
	await symlink(checkout, link, 'dir');
}
