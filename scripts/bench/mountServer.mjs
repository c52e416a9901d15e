/** A real OpenBao with one PKI mount full of certificates, and the bare HTTP that our client is measured against. */
import http from 'node:http';
import { ensureBao, startDevServer } from '../lib/openbao.mjs';

/**
 * @typedef {object} FullMount
 * @property {string} address
 * @property {string} token
 * @property {string} mount
 * @property {() => Promise<void>} stop
 *
 * @typedef {(method: string, path: string, body?: unknown) => Promise<any>} Call Answers the JSON, undefined for a 404.
 */

const mount = 'bench';

/**
 * @param {number} count
 * @returns {Promise<FullMount>}
 */
export async function startFullMount(count) {
	const server = await startDevServer({ bao: await ensureBao() });
	const client = bareClient(server.address, server.rootToken, 16);
	try {
		await fill(client.call, count);
	} catch (error) {
		await server.stop();
		throw error;
	} finally {
		client.close();
	}
	return { address: server.address, token: server.rootToken, mount, stop: server.stop };
}

/**
 * @param {Call} call
 * @param {number} count
 */
async function fill(call, count) {
	await call('POST', `sys/mounts/${mount}`, { type: 'pki', config: { max_lease_ttl: '87600h' } });
	const key = { key_type: 'ec', key_bits: 256 };
	await call('POST', `${mount}/root/generate/internal`, {
		...key,
		common_name: 'Bench Root',
		ttl: '87600h',
	});
	await call('POST', `${mount}/roles/web`, {
		...key,
		allowed_domains: ['example.test'],
		allow_subdomains: true,
		max_ttl: '8760h',
	});
	let next = 0;
	const worker = async () => {
		for (let index = next++; index < count; index = next++) {
			const common_name = `host-${index}.example.test`;
			await call('POST', `${mount}/issue/web`, {
				common_name,
				ttl: `${24 * (1 + (index % 300))}h`,
			});
		}
	};
	await Promise.all(Array.from({ length: 16 }, worker));
}

/**
 * The least that a program can do: a keep-alive connection, a request, `JSON.parse`.
 *
 * @param {string} address
 * @param {string} token
 * @param {number} [sockets]
 */
export function bareClient(address, token, sockets = 1) {
	const agent = new http.Agent({ keepAlive: true, maxSockets: sockets });
	const headers = { 'X-Vault-Token': token };
	/** @type {Call} */
	const call = (method, path, body) =>
		new Promise((resolve, reject) => {
			const request = http.request(
				`${address}/v1/${path}`,
				{ method, agent, headers },
				(response) => {
					/** @type {Buffer[]} */
					const chunks = [];
					response.on('data', (chunk) => chunks.push(chunk));
					response.on('error', reject);
					response.on('end', () => {
						const text = Buffer.concat(chunks).toString('utf8');
						const status = response.statusCode ?? 0;
						if (status === 404) resolve(undefined);
						else if (status >= 300) reject(new Error(`${method} ${path}: ${status} ${text}`));
						else resolve(text === '' ? {} : JSON.parse(text));
					});
				},
			);
			request.on('error', reject);
			request.end(body === undefined ? undefined : JSON.stringify(body));
		});
	return { call, close: () => agent.destroy() };
}
