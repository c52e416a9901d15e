import * as assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Backend } from '../../../../../../src/core/backends/contract/backend.js';
import { pemOf } from '../../../../../support/certificates.js';
import { commonName } from '../../../../../support/der.js';
import { connectTo } from '../../../../../support/openbao.js';

const issuer = commonName('Lab CA');
const intermediate = pemOf({ name: 'Lab CA', issuer: commonName('Lab Root') });
const leaf = pemOf({ name: 'leaf', issuer });
const privateKey = generateKeyPairSync('ed25519')
	.privateKey.export({ type: 'pkcs8', format: 'pem' })
	.toString();

/** Knows the leaf and its issuer; whoever asks for mounts, where the root may be, waits for ever. */
function answer(path: string): unknown {
	if (path.startsWith('pki/cert/')) return { certificate: leaf };
	if (path === 'pki/issue/web') {
		const serial_number = '01:02';
		const expiration = Math.round(Date.now() / 1000) + 3600;
		return {
			serial_number,
			expiration,
			certificate: leaf,
			private_key: privateKey,
			issuing_ca: intermediate,
		};
	}
	if (path === 'pki/issuers') return { keys: ['lab'] };
	if (path === 'pki/issuer/lab/json') return { issuer_id: 'lab', certificate: intermediate };
	return undefined;
}

describe('core/backends/vault: the search for a root in other mounts', () => {
	let server: Server;
	let client: Backend;
	let asked: Promise<void>;
	let endMounts: ((response: ServerResponse) => unknown) | undefined;

	beforeEach(async () => {
		endMounts = undefined;
		let onAsked: () => void;
		asked = new Promise((resolve) => (onAsked = resolve));
		server = createServer(({ url = '' }, response) => {
			const path = new URL(url, 'http://x').pathname.replace('/v1/', '');
			const data = answer(path);
			if (path === 'sys/mounts') {
				onAsked();
				endMounts?.(response);
			} else if (data === undefined) response.writeHead(404).end('{"errors":[]}');
			else setTimeout(() => response.end(JSON.stringify({ data })), 100);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		client = await connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'x');
	});
	afterEach(() => {
		client.dispose();
		server.closeAllConnections();
		server.close();
	});

	it('ends when the caller cancels, and leaves the chain as it was', async () => {
		const controller = new AbortController();
		const reading = client.readCertificate('pki', 'aa', { signal: controller.signal });
		await asked;
		const started = performance.now();
		controller.abort();
		assert.deepEqual((await reading).chainPem, [intermediate]);
		assert.ok(performance.now() - started < 1000);
	});

	it('ends with the deadline of the whole call', async () => {
		const started = performance.now();
		const record = await client.readCertificate('pki', 'aa', { timeoutMs: 800 });
		assert.deepEqual(record.chainPem, [intermediate]);
		const took = performance.now() - started;
		assert.ok(took < 1000, `${took} ms`);
	});

	for (const [title, end] of [
		['is hung up on', (response: ServerResponse) => response.destroy()],
		['is refused', (response: ServerResponse) => response.writeHead(403).end('{"errors":["no"]}')],
		['is answered with nonsense', (response: ServerResponse) => response.end('<html>')],
		[
			'is answered with a list of what are no mounts',
			(response: ServerResponse) =>
				response.end('{"data":{"secret":[1],"x/":null,"y/":{"type":7}}}'),
		],
	] as const) {
		it(`loses no key that the server made when it ${title}`, async () => {
			endMounts = end;
			const issued = await client.issue?.({ mount: 'pki', role: 'web', commonName: 'leaf' });
			assert.equal(issued?.privateKeyPem, privateKey);
			assert.equal(issued.certificatePem, leaf);
			assert.deepEqual(issued.chainPem, [intermediate]);
		});
	}

	it('loses no key when the caller cancels after it was made', async () => {
		const controller = new AbortController();
		const wish = { mount: 'pki', role: 'web', commonName: 'leaf' };
		const issuing = client.issue?.(wish, { signal: controller.signal });
		await asked;
		controller.abort();
		assert.equal((await issuing)?.privateKeyPem, privateKey);
	});
});
