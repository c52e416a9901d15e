/** Plain requests to a test server, independent of the extension's own client. No dependencies. */
import http from 'node:http';
import https from 'node:https';

/**
 * @typedef {object} Target
 * @property {string} address Also `unix:///…`.
 * @property {string} [token]
 * @property {string} [ca] PEM.
 * @property {{ certificate: string, key: string }} [client] PEM.
 *
 * @typedef {Target & { method?: string, path: string, body?: unknown }} Request
 */

/**
 * @param {Request} request `path` begins below `/v1/`.
 * @returns {Promise<{ status: number, text: string }>} Rejects when there is no answer.
 */
export function ask({ address, token, ca, client, method = 'GET', path, body }) {
	const secure = address.startsWith('https:');
	const socketPath = address.startsWith('unix://') ? address.slice('unix://'.length) : undefined;
	const base = socketPath === undefined ? address : 'http://localhost';
	return new Promise((resolve, reject) => {
		const request = (secure ? https : http).request(`${base}/v1/${path}`, {
			method,
			socketPath,
			ca,
			cert: client?.certificate,
			key: client?.key,
			headers: token === undefined ? {} : { 'X-Vault-Token': token },
			timeout: 30_000,
		});
		request.once('error', reject);
		request.once('timeout', () => request.destroy(new Error(`No answer from ${address} in 30 s.`)));
		request.once('response', (response) => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', (chunk) => (text += chunk));
			response.once('error', reject);
			response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
		});
		request.end(body === undefined ? undefined : JSON.stringify(body));
	});
}

/**
 * The same for a request that must succeed.
 *
 * @param {Request} request
 * @returns {Promise<Record<string, any>>} The answer's JSON; empty without a body.
 */
export async function baoRequest(request) {
	const { status, text } = await ask(request);
	if (status >= 200 && status < 300) return text === '' ? {} : JSON.parse(text);
	throw new Error(`${request.method ?? 'GET'} ${request.path} answered ${status}: ${text}`);
}
