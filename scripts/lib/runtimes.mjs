/** Other JavaScript runtimes than the one we run under: older Nodes, and Bun, whose TLS is BoringSSL as Electron's is. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached, makePackageRoot } from './cache.mjs';
import { npm } from './npm.mjs';
import { run } from './processes.mjs';

/** The last release of each line that is fetched. */
const nodeVersions = { 20: '20.20.2', 22: '22.23.3' };
const bunVersion = '1.4.5';

/**
 * @param {keyof typeof nodeVersions} major
 * @returns {Promise<string>} The executable.
 */
export async function provideNode(major) {
	const version = nodeVersions[major];
	const binary = process.platform === 'win32' ? 'node.exe' : 'node';
	const path = join('node_modules/node/bin', binary);
	const folder = await cached(`node-${version}`, async (target) => {
		process.stdout.write(`Fetching Node ${version} …\n`);
		await makePackageRoot(target, ['node']);
		await npm(['install', `node@${version}`], { cwd: target, purpose: `install Node ${version}` });
		if (!existsSync(join(target, path))) {
			throw new Error(`The package node@${version} has no binary: its install step did not run.`);
		}
	});
	return join(folder, path);
}

/** @returns {Promise<string>} Bun's executable; its platform packages hold it, so that no install step has to run. */
export async function provideBun() {
	const folder = await cached(`bun-${bunVersion}`, async (target) => {
		process.stdout.write(`Fetching Bun ${bunVersion} …\n`);
		await makePackageRoot(target);
		await npm(['install', `bun@${bunVersion}`, '--ignore-scripts'], {
			cwd: target,
			purpose: `install Bun ${bunVersion}`,
		});
	});
	const packages = join(folder, 'node_modules/@oven');
	const binary = process.platform === 'win32' ? 'bun.exe' : 'bun';
	// npm cannot always tell glibc from musl and may bring both.
	for (const name of readdirSync(packages)) {
		const bun = join(packages, name, 'bin', binary);
		const tried = await run(bun, ['--version'], { quiet: true }).catch(() => undefined);
		if (tried?.code === 0) return bun;
	}
	throw new Error(
		`The package bun@${bunVersion} has no program for ${process.platform} ${process.arch}.`,
	);
}
