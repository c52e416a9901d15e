/** A mount with 100,000 certificates on a real OpenBao, through our Vault backend and by bare HTTP. */
import { compare, ratioRow } from './measure.mjs';
import { bareClient, startFullMount } from './mountServer.mjs';
import { heapAfter } from './memory.mjs';
import { loadSource } from './source.mjs';

/** @typedef {import('../../src/core/backends/contract/backend.js').Backend} Backend */

const count = 100_000;
const firstPage = 200;
const pageSize = 1000;

/** @type {import('./table.mjs').Section} */
export const mount = {
	id: 'mount',
	measure: async () => {
		const { connect, LoadedCertificates } = await loadBackend();
		const server = await startFullMount(count);
		try {
			return [
				await measureFirstPage(server, connect),
				await measureAll(server, connect),
				await measureMemory(server, connect, LoadedCertificates),
			];
		} finally {
			await server.stop();
		}
	},
};

/**
 * Both begin with a connection of their own, so that neither lives on what it read before.
 *
 * @param {import('./mountServer.mjs').FullMount} server
 * @param {Connect} connect
 */
async function measureFirstPage(server, connect) {
	const result = await compare({
		ours: () =>
			using(connect(server), async (backend) => {
				const page = await backend.listCertificates(server.mount, { limit: firstPage });
				expect(page.items.length, firstPage);
				expect(page.items.filter(({ name, notAfter }) => name && notAfter).length, firstPage);
			}),
		rival: async () => {
			const { call, close } = bareClient(server.address, server.token, 2);
			// What a row shows: names and dates, and whether it is revoked.
			const [page] = await Promise.all([
				call('GET', `${server.mount}/certs/detailed?list=true&limit=${firstPage}`),
				call('GET', `${server.mount}/certs/revoked?list=true`),
			]);
			close();
			expect(page.data.keys.length, firstPage);
		},
		rounds: 61,
		warmUp: 10,
	});
	return ratioRow(result, {
		what: `first page (${firstPage}) of a mount with ${count.toLocaleString('en')} certificates`,
		against: 'the bare HTTP calls for that page',
		limit: 1.25,
	});
}

/**
 * @param {import('./mountServer.mjs').FullMount} server
 * @param {Connect} connect
 */
async function measureAll(server, connect) {
	const result = await compare({
		ours: () => using(connect(server), (backend) => listAll(backend, server.mount)),
		rival: () => bareLoop(server),
		rounds: 5,
		warmUp: 1,
	});
	return ratioRow(result, {
		what: `list all ${count.toLocaleString('en')} names and dates`,
		against: 'a bare keep-alive paging loop',
		limit: 1.25,
	});
}

/**
 * @param {Backend} backend
 * @param {string} path
 */
async function listAll(backend, path) {
	/** @type {Map<string, string | undefined>} */
	const seen = new Map();
	/** @type {string | undefined} */
	let cursor;
	do {
		const page = await backend.listCertificates(path, { cursor, limit: pageSize });
		for (const { serialNumber, notAfter } of page.items) seen.set(serialNumber, notAfter);
		cursor = page.cursor;
	} while (cursor !== undefined);
	// The root is one of them.
	expect(seen.size, count + 1);
}

/**
 * What the extension keeps of a list that is loaded as a whole, beyond the strings that its rows show: name, expiry, issuer,
 * serial number and alternative names, each text once. The rows that VS Code draws of it are VS Code's own.
 *
 * @param {import('./mountServer.mjs').FullMount} server
 * @param {Connect} connect
 * @param {typeof import('../../src/explorer/nodes/loaded.js').LoadedCertificates} LoadedCertificates
 * @returns {Promise<import('./table.mjs').Row>}
 */
async function measureMemory(server, connect, LoadedCertificates) {
	const backend = await connect(server);
	const list = new LoadedCertificates();
	const whole = await heapAfter(async () => {
		do {
			const { cursor } = list;
			list.add(await backend.listCertificates(server.mount, { cursor, limit: pageSize }));
		} while (list.hasMore);
		expect(list.size, count + 1);
		return [backend, list];
	});
	const strings = await heapAfter(async () => shownStrings(list.rows('server', '')));
	backend.dispose();
	const bytes = (whole - strings) / list.size;
	const limit = 300;
	return {
		what: 'memory per certificate of that list, besides the strings shown',
		against: 'those strings alone',
		measured: `${Math.round(bytes)} B more`,
		limit: `${limit} B more`,
		ok: bytes <= limit,
		detail: `${Math.round(whole / list.size)} B to ${Math.round(strings / list.size)} B`,
	};
}

/**
 * Copies, so that they are counted by themselves.
 *
 * @param {readonly import('../../src/core/backends/contract/backend.js').CertificateSummary[]} rows
 */
async function shownStrings(rows) {
	const texts = rows.flatMap(({ name, notAfter, issuer, serialNumber, subjectAltNames = [] }) => [
		...new Set([name, notAfter, serialNumber, ...subjectAltNames.map(({ value }) => value)]),
		issuer,
	]);
	const issuers = new Set(rows.map(({ issuer }) => issuer));
	return texts.flatMap((text) => {
		if (text === undefined || issuers.has(text)) return [];
		return [Buffer.from(text, 'utf8').toString('utf8')];
	});
}

/** @param {import('./mountServer.mjs').FullMount} server */
async function bareLoop({ address, token, mount: path }) {
	const { call, close } = bareClient(address, token);
	const seen = new Map();
	for (let after = ''; ;) {
		const page = await call('GET', `${path}/certs/detailed?list=true&limit=${pageSize}${after}`);
		const keys = page?.data?.keys ?? [];
		if (keys.length === 0) break;
		for (const key of keys) seen.set(key, page.data.key_info[key].not_after);
		// Keys are shown with colons and compared as they are stored, with dashes.
		after = `&after=${keys.at(-1).replaceAll(':', '-')}`;
	}
	close();
	expect(seen.size, count + 1);
}

/**
 * @param {number} found
 * @param {number} wanted
 */
function expect(found, wanted) {
	if (found !== wanted) throw new Error(`${found} certificates were listed instead of ${wanted}`);
}

/**
 * @param {Promise<Backend>} opening
 * @param {(backend: Backend) => Promise<void>} work
 */
async function using(opening, work) {
	const backend = await opening;
	try {
		await work(backend);
	} finally {
		backend.dispose();
	}
}

/**
 * @typedef {(server: import('./mountServer.mjs').FullMount) => Promise<Backend>} Connect
 *
 * @returns {Promise<{
 *   connect: Connect,
 *   LoadedCertificates: typeof import('../../src/explorer/nodes/loaded.js').LoadedCertificates,
 * }>}
 */
async function loadBackend() {
	/** @type {typeof import('../../src/core/backends/vault/definition.js') & typeof import('../../src/explorer/nodes/loaded.js')} */
	const { vault, LoadedCertificates } = await loadSource(
		'vault',
		`export { vault } from './src/core/backends/vault/definition.js';
		 export { LoadedCertificates } from './src/explorer/nodes/loaded.js';`,
	);
	const quiet = () => undefined;
	/** @type {Connect} */
	const connect = ({ address, token }) =>
		vault.connect(
			{ id: 'bench', label: 'bench', fields: { address } },
			{
				log: { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
				secrets: {
					get: async (name) => (name === 'token' ? token : undefined),
					set: async () => undefined,
					delete: async () => undefined,
				},
				files: {
					read: async () => undefined,
					write: async () => undefined,
					append: async () => undefined,
					delete: async () => undefined,
				},
				readFile: () => Promise.reject(new Error('no file is read here')),
				listFiles: () => Promise.reject(new Error('no file is read here')),
				now: () => new Date(),
			},
		);
	return { connect, LoadedCertificates };
}
