/** Real OpenBao servers for tests, and connections to them by the extension's own backend. */
import { ensureBao, startDevServer, startServer } from '../../scripts/lib/openbao.mjs';
import type { Backend, BackendHost } from '../../src/core/backends/contract/backend.js';
import { vault } from '../../src/core/backends/vault/definition.js';
import type { Logger } from '../../src/core/common/logger.js';
import { readBounded } from '../../src/services/files/files.js';
import { listFiles } from '../../src/services/files/listFiles.js';
import { asRecord, type Json } from '../../src/core/http/json.js';
import { inParallel } from '../../src/core/common/inParallel.js';

export interface TestServer {
	readonly address: string;
	readonly rootToken: string;
	/** A request of the test's own, as root unless another token is given; answers `data` and `auth` alike. */
	api(method: string, path: string, body?: Json, token?: string): Promise<Json>;
	/** A token with one policy (HCL) and the default one. */
	tokenFor(policy: string): Promise<string>;
	connect(token?: string, options?: ConnectOptions): Promise<Backend>;
	stop(): Promise<void>;
}

export interface ConnectOptions {
	readonly fields?: Readonly<Record<string, string>>;
	/** What is asked for besides the token, or in its place. */
	readonly secret?: (name: string) => Promise<string | undefined>;
	readonly log?: Logger;
	readonly now?: () => Date;
	/** What the editor knows of the network. */
	readonly network?: Pick<BackendHost, 'proxyFor' | 'systemCertificates'>;
}

/** Of the version that `PKI_TEST_BAO_VERSION` names. */
export function baoProgram(): Promise<string> {
	return ensureBao(process.env['PKI_TEST_BAO_VERSION']);
}

/** A dev server in memory: one for each test file is cheap. */
export async function startTestServer(): Promise<TestServer> {
	const server = await startDevServer({ bao: await baoProgram() });
	const { address, rootToken } = server;
	const api = (method: string, path: string, body?: Json, token = rootToken) =>
		request(`${address}/v1/${path}`, method, token, body);
	let policies = 0;
	return {
		address,
		rootToken,
		api,
		stop: () => server.stop(),
		connect: (token = rootToken, options) => connectTo(address, token, options),
		async tokenFor(policy) {
			const name = `test-${++policies}`;
			await api('POST', `sys/policies/acl/${name}`, { policy });
			const { auth } = await api('POST', 'auth/token/create', { policies: [name], ttl: '1h' });
			return String(asRecord(auth).client_token);
		},
	};
}

type StartOptions = Omit<Parameters<typeof startServer>[0], 'bao'>;

/** A server from a configuration file: TLS, client certificates, sealed or uninitialized. */
export async function startConfigured(options: StartOptions) {
	return startServer({ ...options, bao: await baoProgram() });
}

const quiet = () => undefined;
const silentLogger: Logger = {
	trace: quiet,
	debug: quiet,
	info: quiet,
	warn: quiet,
	error: quiet,
};

/** The extension's backend, with the token in a store of the test's own. */
export function connectTo(
	address: string,
	token: string | undefined,
	{ fields = {}, secret, log = silentLogger, now = () => new Date(), network }: ConnectOptions = {},
): Promise<Backend> {
	const host: BackendHost = {
		...network,
		log,
		now,
		readFile: async (path) => (await readBounded(path)).bytes,
		listFiles,
		secrets: {
			get: secret ?? ((name) => Promise.resolve(name === 'token' ? token : undefined)),
			set: () => Promise.reject(new Error('Nothing is stored by a test.')),
			delete: () => Promise.reject(new Error('Nothing is stored by a test.')),
		},
		files: {
			read: () => Promise.resolve(undefined),
			write: () => Promise.reject(new Error('Nothing is written by a test.')),
			append: () => Promise.reject(new Error('Nothing is written by a test.')),
			delete: () => Promise.reject(new Error('Nothing is written by a test.')),
		},
	};
	const settings = { id: 'test', label: 'Test', fields: { address, ...fields } };
	return vault.connect(settings, host);
}

/** `pki` with a root that lives ten years and the role `web` for `*.api.test`. */
export async function setUpCa(server: TestServer, mount = 'pki'): Promise<void> {
	await server.api('POST', `sys/mounts/${mount}`, { type: 'pki' });
	await server.api('POST', `sys/mounts/${mount}/tune`, { max_lease_ttl: '87600h' });
	await server.api('POST', `${mount}/root/generate/internal`, {
		common_name: 'Test Root',
		issuer_name: 'test-root',
		ttl: '87600h',
		key_type: 'ec',
	});
	await server.api('POST', `${mount}/roles/web`, {
		allowed_domains: 'api.test',
		allow_subdomains: true,
		key_type: 'ec',
		key_bits: 256,
		max_ttl: '720h',
	});
}

/** A server with a CA (see `setUpCa`), and root's client. */
export interface TestLab {
	readonly server: TestServer;
	readonly client: Backend;
	readonly stop: () => Promise<void>;
}

export async function startTestLab(): Promise<TestLab> {
	const server = await startTestServer();
	await setUpCa(server);
	const client = await server.connect();
	const stop = async () => {
		client.dispose();
		await server.stop();
	};
	return { server, client, stop };
}

/** Issues many certificates, 16 at a time; answers their serial numbers without separators. */
export async function issueMany(
	server: TestServer,
	count: number,
	mount = 'pki',
): Promise<readonly string[]> {
	return inParallel(
		Array.from({ length: count }, (_, index) => index),
		16,
		async (index) => {
			const { data } = await server.api('POST', `${mount}/issue/web`, {
				common_name: `n${index}.api.test`,
			});
			return String(asRecord(data).serial_number).replaceAll(':', '');
		},
	);
}

async function request(url: string, method: string, token: string, body?: Json): Promise<Json> {
	const response = await fetch(url, {
		method,
		headers: {
			'X-Vault-Token': token,
			...(method === 'PATCH' && { 'Content-Type': 'application/merge-patch+json' }),
		},
		...(body && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
	return asRecord(text === '' ? {} : (JSON.parse(text) as unknown));
}
