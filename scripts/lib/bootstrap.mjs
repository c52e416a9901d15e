/**
 * From a fresh clone to our own packages under our own Node. Runs on any Node from 20 on, without dependencies.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';
import { projectNode, root } from './paths.mjs';

/**
 * Installs the packages when they are absent or not those of `package-lock.json`, and starts the script again under the
 * Node of `devDependencies`.
 *
 * @param {string} script `import.meta.url` of the caller.
 * @param {() => Promise<void>} main What the script does, once everything is there.
 */
export async function bootstrap(script, main) {
	try {
		requireNode20();
		if (!isInstalled()) await install();
		if (isProjectNode()) await main();
		else process.exitCode = await startAgain(script);
	} catch (error) {
		process.exitCode = 1;
		process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
		if (process.env['PKI_DEBUG'] && error instanceof Error)
			process.stderr.write(`${error.stack}\n`);
	}
}

function requireNode20() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major < 20) throw new Error(`Node 20 or newer is needed; this is ${process.version}.`);
}

async function install() {
	process.stdout.write('Installing packages (npm ci) …\n');
	await npm(['ci'], { cwd: root, purpose: 'install the packages of package-lock.json' });
	if (!existsSync(projectNode)) {
		throw new Error(
			'The package "node" (Node 24, a development dependency) has no binary: its install step did not run. ' +
				'npm 12 runs only what "allowScripts" in package.json names, and "ignore-scripts" in an .npmrc stops ' +
				'it too. Allow it, then run: npm ci',
		);
	}
}

/** Compares the lock file with what npm wrote down about `node_modules`. */
function isInstalled() {
	const installed = packagesOf(join(root, 'node_modules/.package-lock.json'));
	const wanted = packagesOf(join(root, 'package-lock.json'));
	if (!installed || !wanted || !existsSync(projectNode)) return false;
	return Object.entries(wanted).every(
		([path, { version, optional }]) =>
			path === '' || installed[path]?.version === version || (optional && !installed[path]),
	);
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function packagesOf(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function isProjectNode() {
	return (
		existsSync(process.execPath) && realpathSync(process.execPath) === realpathSync(projectNode)
	);
}

/**
 * @param {string} script
 * @returns {Promise<number>}
 */
function startAgain(script) {
	return new Promise((resolve, reject) => {
		const child = spawn(projectNode, [fileURLToPath(script), ...process.argv.slice(2)], {
			stdio: 'inherit',
		});
		// The child ends its servers, then we follow. That a terminal sends Ctrl-C to both of us does no harm.
		for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
			process.on(signal, () => child.kill(signal));
		}
		child.once('error', reject);
		child.once('close', (code, signal) => resolve(code ?? (signal === null ? 0 : 1)));
	});
}
