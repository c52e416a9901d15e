/** TLS and proxies as they are inside the editor, whose own network code stands in for Node's except on 127.0.0.1. */
import assert from 'node:assert/strict';
import { getCurves } from 'node:crypto';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { toProxy } from '../../../src/core/http/proxy.js';
import { createNetwork, editorModule, systemProxy } from '../../../src/services/network.js';
import { describeError } from '../../../src/ui/words/errors/errors.js';
import { brainpoolCa } from '../../support/brainpool.js';
import { eventually, WorkspaceFolder } from '../../support/editor.js';
import { Listening } from '../../support/listening.js';
import { startProxy, type TestProxy } from '../../support/proxies.js';
import { rejectsWith } from '../../support/rejections.js';
import { standInServices, type StandIn } from '../../support/standInContext.js';
import { startTlsFront } from '../../support/tlsFront.js';
import { makeCa, type Pair, type TestCa } from '../../support/tlsCertificates.js';
import { TestVault } from '../../support/vaultEnvironment.js';

const hosts = ['127.0.0.1', '127.0.0.2'];

describe('the network of the editor', () => {
	const vault = new TestVault('network');
	let standIn: StandIn;
	let folder: WorkspaceFolder;
	let listening: Listening;
	let ca: TestCa;
	let leaf: Pair;
	let caFile: string;
	const clients: Backend[] = [];

	before(async () => {
		standIn = standInServices();
		folder = new WorkspaceFolder();
		ca = await makeCa('Editor CA');
		leaf = await ca.issue({ name: 'vault', usage: 'server', ip: hosts });
		caFile = folder.write('ca.crt', ca.certificate).fsPath;
	});
	beforeEach(() => (listening = new Listening()));
	afterEach(async () => {
		clients.splice(0).forEach((client) => client.dispose());
		await listening.close();
		for (const name of [
			'proxy',
			'noProxy',
			'proxySupport',
			'systemCertificates',
			'systemCertificatesNode',
		]) {
			await setHttp(name, undefined);
		}
	});
	after(() => {
		folder.remove();
		standIn.dispose();
	});

	/** Answers once the extension host knows. */
	async function setHttp(name: string, value: unknown): Promise<void> {
		const read = () => vscode.workspace.getConfiguration('http');
		await read().update(name, value, vscode.ConfigurationTarget.Global);
		const expected = value ?? read().inspect(name)?.defaultValue;
		await eventually(`http.${name}`, () =>
			JSON.stringify(read().get(name)) === JSON.stringify(expected) ? true : undefined,
		);
	}

	const startFront = (host: string, { certificate, key }: Pair = leaf) =>
		startTlsFront(listening, { host, target: vault.address, cert: certificate, key });

	async function connect(address: string, fields: Record<string, string> = {}): Promise<Backend> {
		const client = await standIn.services.clients.openUnsaved({
			...{ backend: 'vault', label: 'Network' },
			fields: { address, ...fields },
			secrets: { token: vault.token },
		});
		clients.push(client);
		return client;
	}

	for (const host of hosts) {
		describe(`at ${host}`, () => {
			it('connects by the CA file', async () => {
				const client = await connect(await startFront(host), { caFile });
				assert.equal((await client.status()).state, 'active');
			});

			it('names the issuer of a certificate that is not trusted', async () => {
				const client = await connect(await startFront(host));
				const error = await rejectsWith(client.status(), 'untrusted', 'unknownIssuer');
				assert.equal(error.args.issuer, 'CN=Editor CA');
				assert.match(describeError(error).message, /issued by CN=Editor CA\./);
			});

			it('checks the name, and names those of the certificate', async () => {
				const other = await ca.issue({ name: 'other', usage: 'server', dns: ['other.test'] });
				const client = await connect(await startFront(host, other), { caFile });
				const error = await rejectsWith(client.status(), 'untrusted', 'nameMismatch');
				assert.deepEqual([error.args.names, error.args.expected], ['other.test', host]);
			});

			it('shows its client certificate', async () => {
				const pair = await ca.issue({ name: 'developer', usage: 'client' });
				const wanted = { requestCert: true, rejectUnauthorized: true, ca: ca.certificate };
				const address = await startTlsFront(listening, {
					...{ ...wanted, host, target: vault.address },
					...{ cert: leaf.certificate, key: leaf.key },
				});
				const own = {
					clientCertificateFile: folder.write('client.crt', pair.certificate).fsPath,
					clientKeyFile: folder.write('client.key', pair.key).fsPath,
				};
				assert.equal((await (await connect(address, { caFile, ...own })).status()).state, 'active');
				const without = await connect(address, { caFile });
				await rejectsWith(without.status(), 'untrusted', 'clientCertificateRequired');
			});

			// BoringSSL, on the desktop, has no such curve: no chain there is ever trusted, and none ends the host.
			if (getCurves().includes('brainpoolP256r1')) {
				it('lives on where a brainpool CA is trusted', async () => {
					const brainpool = brainpoolCa('Brainpool CA');
					const front = await startFront(host, brainpool.issue(host));
					const trusted = folder.write('brainpool.crt', brainpool.certificate).fsPath;
					const client = await connect(front, { caFile: trusted });
					assert.equal((await client.status()).state, 'active');
					const error = await rejectsWith((await connect(front)).status(), 'untrusted');
					assert.equal(error.args.issuer, 'CN=Brainpool CA');
				});
			}
		});
	}

	describe('through a proxy', () => {
		let proxy: TestProxy;
		let address: string;

		beforeEach(async () => {
			proxy = await startProxy(listening);
			address = await startFront('127.0.0.2');
		});

		const tunnels = () => proxy.asked.length;
		const isActive = async (client: Backend) => (await client.status()).state === 'active';

		it('goes the way that the settings name, without a reload', async () => {
			const client = await connect(address, { caFile });
			assert.ok(await isActive(client));
			assert.equal(tunnels(), 0);
			await setHttp('proxy', proxy.address);
			assert.ok(await isActive(client));
			assert.deepEqual(proxy.asked, [`CONNECT ${new URL(address).host}`]);
			assert.ok(!proxy.seen().includes(vault.token));
			await setHttp('noProxy', ['127.0.0.2']);
			assert.ok(await isActive(await connect(address, { caFile })));
			await setHttp('noProxy', undefined);
			await setHttp('proxySupport', 'off');
			assert.ok(await isActive(await connect(address, { caFile })));
			assert.equal(tunnels(), 1);
		});

		it('goes the way that the environment names', async () => {
			process.env['HTTPS_PROXY'] = proxy.address;
			try {
				assert.ok(await isActive(await connect(address, { caFile })));
				assert.equal(tunnels(), 1);
				process.env['NO_PROXY'] = '127.0.0.0/8';
				assert.ok(await isActive(await connect(address, { caFile })));
				assert.equal(tunnels(), 1);
			} finally {
				Reflect.deleteProperty(process.env, 'HTTPS_PROXY');
				Reflect.deleteProperty(process.env, 'NO_PROXY');
			}
		});

		it('names the certificate behind it', async () => {
			await setHttp('proxy', proxy.address);
			const error = await rejectsWith((await connect(address)).status(), 'untrusted');
			assert.equal(error.args.issuer, 'CN=Editor CA');
			assert.equal(tunnels(), 1);
		});

		it('says that the proxy is the cause, and where it is set', async () => {
			await setHttp('proxy', 'http://me:secret-4712@127.0.0.1:9');
			const client = await connect(address, { caFile });
			const error = await rejectsWith(client.status(), 'unreachable', 'proxyUnreachable');
			const { message } = describeError(error);
			assert.match(message, /proxy http:\/\/127\.0\.0\.1:9 .*setting http\.proxy/);
			assert.doesNotMatch(message + inspect(error, { depth: 9 }), /secret-4712/);
		});

		it('asks the editor for that of the system', async () => {
			const url = new URL(address);
			const { log } = standIn.services;
			assert.equal(await systemProxy(url, {}, log), undefined);
			await setHttp('proxy', proxy.address);
			assert.deepEqual(await systemProxy(url, {}, log), toProxy(proxy.address, 'system', {}));
		});
	});

	it('knows the CAs of the system that the editor knows, unless it is told not to', async () => {
		const { log } = standIn.services;
		const { systemCertificates } = createNetwork(log);
		for (const isNode of [true, false]) {
			await setHttp('systemCertificatesNode', isNode);
			const options = { log, loadSystemCertificatesFromNode: () => isNode };
			assert.deepEqual(
				await systemCertificates(),
				await editorModule().loadSystemCertificates?.(options),
			);
		}
		await setHttp('systemCertificates', false);
		assert.deepEqual(await systemCertificates(), []);
	});
});
