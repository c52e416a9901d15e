import { connect, createServer } from 'node:tls';
import { compare, ratioRow } from './measure.mjs';
import { loadSource } from './source.mjs';

/**
 * @typedef {object} Sources
 * @property {typeof import('../../src/core/tls/probe/probe.js').probe} probe
 * @property {typeof import('../../test/matrix/scene.js').makePki} makePki
 */

/** A probe's own: one to the end, and one for each other version. */
const handshakes = 4;

/** @type {import('./table.mjs').Section} */
export const probe = {
	id: 'probe',
	measure: async () => {
		/** @type {Sources} */
		const { probe: run, makePki } = await loadSource(
			'probe',
			[
				`export { probe } from './src/core/tls/probe/probe.js';`,
				`export { makePki } from './test/matrix/scene.js';`,
			].join('\n'),
		);
		const { server, issuing, root } = makePki();
		/** @type {import('node:tls').TlsOptions} */
		const options = {
			...{ cert: server.pem + issuing.pem, key: server.keyPem },
			// Every version, so that none is refused at once.
			...{ minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
		};
		const listening = createServer(options, (socket) => {
			socket.on('error', () => socket.destroy()).resume();
		}).on('tlsClientError', () => undefined);
		await new Promise((resolve) => listening.listen(0, '127.0.0.1', () => resolve(undefined)));
		const { port } = /** @type {import('node:net').AddressInfo} */ (listening.address());
		const place = { host: '127.0.0.1', port };
		const signal = new AbortController().signal;
		try {
			const result = await compare({
				ours: async () => {
					const input = { ...place, serverName: 'localhost', ca: [root.pem], timeoutMs: 5000 };
					const { verdict, versions } = await run(input, { signal });
					const offered = versions.filter(({ status }) => status === 'offered').length;
					if (!verdict.ok || offered !== handshakes)
						throw new Error('the probe saw something else');
				},
				rival: async () => {
					for (let made = 0; made < handshakes; made++) {
						await bare({ ...place, servername: 'localhost', ca: root.pem });
					}
				},
				rounds: 61,
				warmUp: 10,
			});
			return [
				ratioRow(result, {
					what: 'test a TLS server on loopback: chain, verdict and every version',
					against: `${handshakes} bare handshakes with it`,
					limit: 1.5,
				}),
			];
		} finally {
			listening.close();
		}
	},
};

/**
 * @param {import('node:tls').ConnectionOptions} options
 * @returns {Promise<void>}
 */
function bare(options) {
	return new Promise((resolve, reject) => {
		const socket = connect(options, () => socket.destroy());
		socket.once('error', reject).once('close', () => resolve());
	});
}
