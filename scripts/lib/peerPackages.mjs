/** Packages of other projects that the targets' texts are run with, in the cache folder. */
import { join } from 'node:path';
import { cached, makePackageRoot } from './cache.mjs';
import { npm } from './npm.mjs';
import { run } from './processes.mjs';
import { installFromPypi, systemPython } from './python.mjs';

const python = [
	'aiohttp==3.14.5',
	'httpx==0.28.1',
	'hvac==2.4.0',
	'requests==2.34.2',
	'urllib3==2.8.0',
];
const kubernetes = ['kubernetes-validate==1.37.0'];
const node = ['@grpc/grpc-js@1.14.7', '@nats-io/transport-node@3.4.0'];
const openclaw = '2026.9.6';

/** @returns {Promise<{ python: string, path: string }>} The machine's Python and a `PYTHONPATH` with the packages. */
export function providePythonClients() {
	return providePython('python-clients-1', python);
}

/** @returns {Promise<{ python: string, path: string, version: string }>} The same with Kubernetes' schemas, and of which version. */
export async function provideKubernetesSchemas() {
	return { ...(await providePython('kubernetes-schemas-1', kubernetes)), version: '1.34.0' };
}

/**
 * @param {string} name
 * @param {readonly string[]} packages
 */
async function providePython(name, packages) {
	const { output } = await run(systemPython, ['--version'], { quiet: true });
	const version = output.trim().toLowerCase().replace(' ', '-');
	const folder = await cached(`${name}-${version}`, async (into) => {
		process.stdout.write(`Fetching ${packages.join(', ')} …\n`);
		await installFromPypi(packages, into);
	});
	return { python: systemPython, path: join(folder, 'package') };
}

/** @returns {Promise<string>} A folder `node_modules`. */
export async function provideNodeClients() {
	const folder = await cached('node-clients-1', async (into) => {
		process.stdout.write(`Fetching ${node.join(', ')} …\n`);
		await makePackageRoot(into);
		await npm(['install', ...node], { cwd: into, purpose: 'install the Node clients' });
	});
	return join(folder, 'node_modules');
}

/** @returns {Promise<string>} The program of OpenClaw, which Node runs: 650 MB, of which its check of a file needs little. */
export async function provideOpenClaw() {
	const folder = await cached(`openclaw-${openclaw}`, async (into) => {
		process.stdout.write(`Fetching openclaw ${openclaw} …\n`);
		await makePackageRoot(into);
		const args = ['install', '--ignore-scripts', `openclaw@${openclaw}`];
		await npm(args, { cwd: into, purpose: 'install OpenClaw' });
	});
	return join(folder, 'node_modules/openclaw/openclaw.mjs');
}
