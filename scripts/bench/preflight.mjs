import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import { compare, ratioRow } from './measure.mjs';
import { loadSource } from './source.mjs';

/** @typedef {import('../../src/core/tls/preflight/preflight.js').PreflightInput} Input */

const signal = new AbortController().signal;

/** @type {import('./table.mjs').Section} */
export const preflight = {
	id: 'preflight',
	measure: async () => {
		/** @type {typeof import('../../src/core/tls/preflight/job.js') & typeof import('../../src/core/x509/write/certificate.js') & typeof import('../../src/core/x509/write/keys.js')} */
		const source = await loadSource(
			'preflight',
			`export { run } from './src/core/tls/preflight/job.js';
			export { makeIssuer, writeLeaf, writeRoot } from './src/core/x509/write/certificate.js';
			export { generateKey, loadSigningKey } from './src/core/x509/write/keys.js';`,
		);
		const input = await makeInput(source);
		const { handshakes } = await source.run(input, { signal });
		const result = await compare({
			ours: async () => {
				const { works } = await source.run(input, { signal });
				if (!works) throw new Error('the pair does not work');
			},
			rival: () => shakeHands(input),
			rounds: 101,
			warmUp: 20,
		});
		return [
			ratioRow(result, {
				what: 'preflight of a client and a server',
				against: `${handshakes} bare handshakes between the same files, with a byte each way`,
				limit: 1.5,
			}),
		];
	},
};

/**
 * @param {typeof import('../../src/core/x509/write/certificate.js') & typeof import('../../src/core/x509/write/keys.js')} source
 * @returns {Promise<Input>}
 */
async function makeInput({ generateKey, loadSigningKey, makeIssuer, writeLeaf, writeRoot }) {
	const validity = { now: new Date(), ttlSeconds: 3600 };
	const key = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
	const ca = (await writeRoot({ ...validity, subject: 'Bench CA' }, key)).pem;
	const issuer = makeIssuer(ca, key);
	/** @param {'client' | 'server'} usage */
	const issue = async (usage) => {
		const { privateKeyPem, publicKey } = await generateKey('P-256');
		const names = [{ type: /** @type {const} */ ('dns'), value: 'localhost' }];
		const { pem } = await writeLeaf(
			{ ...validity, subject: usage, names, publicKey, usage },
			issuer,
		);
		return { certificate: pem, key: privateKeyPem, ca };
	};
	const [client, server] = [await issue('client'), await issue('server')];
	return { client, server, serverName: 'localhost' };
}

/**
 * As a preflight does: both versions offered, then each alone.
 *
 * @param {Input} input
 */
async function shakeHands({ client, server }) {
	const listener = createServer({
		...{ cert: server.certificate, key: server.key, ca: String(server.ca) },
		...{ requestCert: true, rejectUnauthorized: true },
	});
	listener.on('secureConnection', (socket) => {
		socket.on('error', () => socket.destroy());
		socket.once('data', () => socket.end());
		socket.write('s');
	});
	listener.listen(0, '127.0.0.1');
	await once(listener, 'listening');
	const address = listener.address();
	if (address === null || typeof address === 'string') throw new Error('there is no port');
	for (const version of /** @type {const} */ ([undefined, 'TLSv1.3', 'TLSv1.2'])) {
		const socket = connect({
			...{ cert: client.certificate, key: client.key, ca: String(client.ca) },
			...{ host: '127.0.0.1', port: address.port, servername: 'localhost' },
			...(version && { minVersion: version, maxVersion: version }),
		});
		await once(socket, 'data');
		socket.write('c');
		await once(socket, 'close');
	}
	listener.close();
}
