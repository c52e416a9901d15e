import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createSecureContext, createServer, type SecureContext, type Server } from 'node:tls';
import type { IssuedFiles } from '../../src/api.js';
import { call } from '../support/commandDoor.js';
import { WorkspaceFolder } from '../support/editor.js';
import { verdicts } from '../support/renewed.js';

type Answer = (error: Error | null, context?: SecureContext) => void;

function answerWith(context: () => SecureContext) {
	return (_name: string, answer: Answer) => answer(null, context());
}

describe('a server after its certificate was rotated', function () {
	this.timeout(60_000);
	let folder: WorkspaceFolder;
	let issued: IssuedFiles;
	let server: Server | undefined;
	beforeEach(async () => {
		folder = new WorkspaceFolder();
		const wish = { names: ['localhost'], usage: 'both' as const, folder: folder.path };
		issued = await call('pki.issueTestCertificate', wish);
	});
	afterEach(() => {
		server?.close();
		folder.remove();
	});

	/** It wants a client certificate of the same CA, and answers HTTP. `reads`: the files anew for each connection. */
	async function serve(reads: boolean): Promise<number> {
		const { chain = '', key = '', ca = '' } = issued.files;
		const context = () =>
			createSecureContext({
				...{ cert: readFileSync(chain), key: readFileSync(key), ca: readFileSync(ca) },
			});
		const asked = { requestCert: true, rejectUnauthorized: true };
		const own = { cert: readFileSync(chain), key: readFileSync(key), ca: readFileSync(ca) };
		const started = createServer({
			...{ ...own, ...asked },
			...(reads && { SNICallback: answerWith(context) }),
		});
		started.on('secureConnection', (socket) => {
			socket.on('error', () => undefined);
			socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
		});
		started.on('tlsClientError', () => undefined);
		server = started;
		await new Promise<void>((resolve) => started.listen(0, '127.0.0.2', resolve));
		return (started.address() as AddressInfo).port;
	}

	async function rotate(port: number) {
		const { certificate } = issued.files;
		const at = { host: '127.0.0.2', port, serverName: 'localhost' };
		return call('pki.rotate', { ...at, certificate, confirmed: true });
	}

	it('accepts the new identity and serves the new certificate once it has read it', async () => {
		const result = await rotate(await serve(true));
		const { serverAnswers, serverServes } = verdicts(result);

		assert.deepEqual({ serverAnswers, serverServes }, { serverAnswers: true, serverServes: true });
	});

	it('is said to serve the old one until then', async () => {
		const { checks } = await rotate(await serve(false));

		const served = checks.find(({ name }) => name === 'serverServes');
		assert.deepEqual([served?.ok, served?.code], [false, 'oldServed']);
		assert.match(served?.message ?? '', /Reload it/);
	});

	it('is said not to answer where there is none', async () => {
		const port = await serve(true);
		await new Promise((resolve) => server?.close(resolve));
		const { checks, files } = await rotate(port);
		assert.equal(files.length, 3);
		const served = checks.find(({ name }) => name === 'serverServes');
		assert.equal(served?.ok, false);
	});
});
