/** What a preflight says of a pair is what happens between a real server and a real client of Node with the same files. */
import assert from 'node:assert/strict';
import { createServer, type TLSSocket } from 'node:tls';
import { run } from '../../../../../src/core/tls/preflight/job.js';
import type { PreflightInput } from '../../../../../src/core/tls/preflight/preflight.js';
import { connectTls } from '../../../../../src/core/tls/peer.js';
import { randomPairs } from '../../../../matrix/randomPairs.js';
import type { Pki, Scene } from '../../../../matrix/scene.js';
import { Listening } from '../../../../support/listening.js';
import { randomly } from '../../../../support/random.js';

const listening = new Listening();

describe('a preflight of seeded pairs', () => {
	afterEach(() => listening.close());

	it('says that a pair works exactly where a real connection does', async () => {
		const { pki, faults } = randomPairs(randomly(2611), 60);
		const seen = { works: 0, fails: 0 };
		for (const [name, scene] of Object.entries(faults)) {
			const input = inputOf(pki, scene);
			const { works, checks } = await run(input, { signal: new AbortController().signal });
			assert.equal(works, await connects(input), `${name}: ${JSON.stringify(checks)}`);
			seen[works ? 'works' : 'fails'] += 1;
		}
		// Both ends of the question are asked.
		assert.ok(seen.works >= 10 && seen.fails >= 10, JSON.stringify(seen));
	}).timeout(60_000);
});

function inputOf(pki: Pki, scene: Scene): PreflightInput {
	const { cert = pki.client.pem, key = pki.client.keyPem, ca = pki.root.pem, name } = scene;
	const text = (content: unknown) => (typeof content === 'string' ? content : undefined);
	return {
		client: { certificate: text(cert), key: text(key), ca: text(ca) },
		server: {
			certificate: scene.server?.cert ?? pki.server.pem + pki.issuing.pem,
			key: scene.server?.key ?? pki.server.keyPem,
			ca: pki.root.pem + pki.rsaRoot.pem,
		},
		serverName: name === null ? '127.0.0.1' : (name ?? 'localhost'),
	};
}

/** Whether data comes and goes between ends that require each other's certificate. */
async function connects({ client, server, serverName = '' }: PreflightInput): Promise<boolean> {
	try {
		const listener = createServer({
			cert: server.certificate,
			key: server.key,
			ca: pemOf(server),
			requestCert: true,
			rejectUnauthorized: true,
		});
		listener.on('secureConnection', (socket) => socket.pipe(socket));
		const port = await listening.listen(listener);
		const socket = connectTls({
			cert: client.certificate,
			key: client.key,
			ca: pemOf(client),
			...{ host: '127.0.0.1', port },
			...(/^[\d.]+$/.test(serverName) ? {} : { servername: serverName }),
		});
		return await echoes(socket);
	} catch {
		// A file that is not taken.
		return false;
	} finally {
		await listening.close();
	}
}

function pemOf({ ca }: PreflightInput['client']): string | undefined {
	return typeof ca === 'string' ? ca : undefined;
}

function echoes(socket: TLSSocket): Promise<boolean> {
	return new Promise((resolve) => {
		socket.once('secureConnect', () => socket.write('x'));
		socket.once('data', () => {
			resolve(true);
			socket.destroy();
		});
		socket.on('error', () => resolve(false));
		socket.once('close', () => resolve(false));
	});
}
