/** The files of a connection and the CAs of the system, as real handshakes show them. */
import * as assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend, BackendHost } from '../../../../../src/core/backends/contract/backend.js';
import { Listening } from '../../../../support/listening.js';
import { connectTo } from '../../../../support/openbao.js';
import { rejectsWith } from '../../../../support/rejections.js';
import { makeCa, type Pair, type TestCa } from '../../../../support/tlsCertificates.js';

describe('core/backends/vault/tls', () => {
	let folder: string;
	let ca: TestCa;
	let other: TestCa;
	let leaf: Pair;
	let listening: Listening;
	const clients: Backend[] = [];

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-test-'));
		[ca, other] = [await makeCa('Files CA'), await makeCa('Next CA')];
		leaf = await ca.issue({ name: 'vault', usage: 'server', ip: ['127.0.0.1'] });
	});
	beforeEach(() => (listening = new Listening()));
	afterEach(async () => {
		clients.splice(0).forEach((client) => client.dispose());
		await listening.close();
	});
	after(() => rm(folder, { recursive: true }));

	/** Each answer ends its connection. */
	function start() {
		const server = createServer({ cert: leaf.certificate, key: leaf.key }, (_, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json', Connection: 'close' });
			response.end('{"data":{"allow_any_name":true}}');
		});
		return {
			server,
			address: listening.listen(server).then((port) => `https://127.0.0.1:${port}`),
		};
	}

	async function connect(
		address: string,
		fields: Record<string, string>,
		network: Pick<BackendHost, 'systemCertificates'> = {},
	): Promise<() => Promise<unknown>> {
		const client = await connectTo(address, 'x', { fields, network });
		clients.push(client);
		return () => client.readRole('pki', 'web');
	}

	async function caFile(text: string): Promise<string> {
		const path = join(folder, 'ca.crt');
		await writeFile(path, text);
		return path;
	}

	it('trust a CA file of that moment', async () => {
		const { server, address } = start();
		const read = await connect(await address, { caFile: await caFile(ca.certificate) });
		await read();
		const next = await other.issue({ name: 'vault', usage: 'server', ip: ['127.0.0.1'] });
		server.setSecureContext({ cert: next.certificate, key: next.key });
		await rejectsWith(read(), 'untrusted', 'unknownIssuer');
		await caFile(other.certificate);
		await read();
		await caFile(ca.certificate);
		await rejectsWith(read(), 'untrusted', 'unknownIssuer');
		await rm(join(folder, 'ca.crt'));
		await rejectsWith(read(), 'unreachable', 'fileMissing');
		await caFile(other.certificate);
		await read();
	});

	it('take a client key below a comment that speaks of encryption', async () => {
		const { address } = start();
		const { certificate, key } = await ca.issue({ name: 'client', usage: 'client' });
		const [clientCertificateFile, clientKeyFile] = [join(folder, 'c.crt'), join(folder, 'c.key')];
		await writeFile(clientCertificateFile, certificate);
		await writeFile(clientKeyFile, `# NOT ENCRYPTED\n${key}`);
		const files = { clientCertificateFile, clientKeyFile };
		const read = await connect(await address, {
			...files,
			caFile: await caFile(ca.certificate),
		});
		await read();
		await writeFile(clientKeyFile, key.replaceAll('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'));
		await rejectsWith(read(), 'unreachable', 'clientKeyEncrypted');
	});

	it('name a CA file that is torn', async () => {
		const { address } = start();
		const torn = ca.certificate.slice(0, 200);
		const read = await connect(await address, { caFile: await caFile(other.certificate + torn) });
		const error = await rejectsWith(read(), 'untrusted', 'damagedCaFile');
		assert.equal(error.args.issuer, 'CN=Files CA');
		await caFile(torn);
		await rejectsWith(read(), 'unreachable', 'noCertificate');
		await caFile(ca.certificate + other.certificate.slice(0, 200));
		await read();
	});

	it('go before the CAs of the system, which are trusted without them', async () => {
		const { address } = start();
		const many = Array.from({ length: 50 }, () => other.certificate);
		const network = { systemCertificates: () => Promise.resolve([...many, ca.certificate]) };
		await (
			await connect(await address, {}, network)
		)();
		const read = await connect(await address, { caFile: await caFile(other.certificate) }, network);
		await rejectsWith(read(), 'untrusted', 'unknownIssuer');
		const alone = await connect(await address, {});
		await rejectsWith(alone(), 'untrusted', 'unknownIssuer');
	});

	it('trust the certificates of a folder, and those only, as they are at that moment', async () => {
		const caFolder = join(folder, 'cas');
		const network = { systemCertificates: () => Promise.resolve([ca.certificate]) };
		const put = (name: string, text: string) => writeFile(join(caFolder, 'below', name), text);
		await mkdir(join(caFolder, 'below'), { recursive: true });
		await put('README.txt', 'Nothing of the kind.');
		const { address } = start();
		await rejectsWith(connect(await address, { caFolder }), 'invalid', 'noCertificateInFolder');
		await put('other.pem', other.certificate);
		const read = await connect(await address, { caFolder }, network);
		await rejectsWith(read(), 'untrusted', 'unknownIssuer');
		await put('ca.pem', ca.certificate);
		await read();
		await put('ca.pem', ca.certificate.slice(0, 200));
		await rejectsWith(read(), 'untrusted', 'unknownIssuer');
		await put('other.pem', other.certificate + ca.certificate.slice(0, 200));
		await rejectsWith(read(), 'untrusted', 'damagedCaFile');
		const both = { caFolder, caFile: await caFile(ca.certificate) };
		await (
			await connect(await address, both, network)
		)();
	});

	it('take CAs as text, named by their variable', async () => {
		const { address } = start();
		const text = (caText: string) => ({ caText, caVariable: 'VAULT_CACERT_BYTES' });
		await (
			await connect(await address, text(ca.certificate))
		)();
		const read = await connect(await address, text(other.certificate));
		await rejectsWith(read(), 'untrusted', 'unknownIssuer');
		const error = await rejectsWith(connect(await address, text('x')), 'invalid', 'noCertificate');
		assert.equal(error.args.file, 'VAULT_CACERT_BYTES');
	});

	it('take certificate and key of the client as text, the key from the secrets', async () => {
		const client = await ca.issue({ name: 'developer', usage: 'client' });
		const server = createServer(
			{ cert: leaf.certificate, key: leaf.key, ca: ca.certificate, requestCert: true },
			(_, response) => {
				response.writeHead(200, { 'Content-Type': 'application/json', Connection: 'close' });
				response.end('{"data":{"allow_any_name":true}}');
			},
		);
		const secrets: Record<string, string> = { token: 'x', clientKeyText: client.key };
		const open = async () => {
			const backend = await connectTo(`https://127.0.0.1:${await port}`, 'x', {
				fields: {
					...{ caText: ca.certificate, clientCertificateText: client.certificate },
					clientKeyVariable: 'BAO_CLIENT_KEY_BYTES',
				},
				secret: (name) => Promise.resolve(secrets[name]),
			});
			clients.push(backend);
			return backend;
		};
		const port = listening.listen(server);
		const backend = await open();
		await backend.readRole('pki', 'web');
		secrets.clientKeyText = leaf.key;
		const error = await rejectsWith(open(), 'invalid', 'clientKeyMismatch');
		assert.equal(error.args.file, 'BAO_CLIENT_KEY_BYTES');
	});
});
