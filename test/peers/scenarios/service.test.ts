/**
 * Scenario: mutual TLS for a service in Go with certificates from Vault's PKI. CA, URLs, a role for servers and one for
 * clients, a policy and a token for each, then certificates, and the two talk.
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { provideGo } from '../../../scripts/lib/peers.mjs';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { explainText } from '../../../src/core/tls/explain/explanation.js';
import { startTlsJob } from '../../../src/services/tls/thread.js';
import { administrationOf } from '../../support/administration.js';
import { startTestServer, type TestServer } from '../../support/openbao.js';
import { rejectsWith } from '../../support/rejections.js';
import { holderOf, type IssuedFilesOf, ScenarioFolder } from '../../support/scenario.js';

const execute = promisify(execFile);
const mount = 'pki';
const day = 86_400;

describe('Scenario: Vault PKI for a service in Go', function () {
	this.timeout(180_000);
	let bao: TestServer;
	let folder: ScenarioFolder;
	let program: string;
	const clients: Backend[] = [];
	const connected = (client: Backend) => {
		clients.push(client);
		return client;
	};
	let root: Backend;
	let server: IssuedFilesOf;
	let client: IssuedFilesOf;

	before(async () => {
		bao = await startTestServer();
		folder = await ScenarioFolder.make();
		program = join(folder.path, 'peer');
		await (await provideGo()).build('mtlsPeer.go', program);
		root = connected(await bao.connect());
	});
	after(async () => {
		clients.forEach((each) => each.dispose());
		await bao.stop();
		await folder.remove();
	});

	it('begins with a CA that says where it is, and a role for each side', async () => {
		const admin = administrationOf(root);
		await admin.enableMount({ mount, maxTtlSeconds: 3650 * day });
		await admin.generateRoot({
			mount,
			commonName: 'Service CA',
			ttlSeconds: 3650 * day,
			keyType: 'ec',
		});
		const urls = { ...root.publicUrls?.(mount), ocspServers: [] };
		assert.ok(urls.issuingCertificates && urls.crlDistributionPoints);
		const { issuingCertificates, crlDistributionPoints, ocspServers } = urls;
		await admin.writeUrls({
			mount,
			urls: { issuingCertificates, crlDistributionPoints, ocspServers },
		});
		const shared = {
			...{
				allowedDomains: ['svc.test', 'localhost'],
				allowSubdomains: true,
				allowBareDomains: true,
			},
			...{ keyType: 'ec', keyBits: 256, ttlSeconds: day, maxTtlSeconds: 30 * day },
		};
		const sides = { server: [true, false], client: [false, true] } as const;
		for (const [role, [serverAuth, clientAuth]] of Object.entries(sides)) {
			await admin.writeRole({ mount, role, rules: { ...shared, serverAuth, clientAuth } });
		}
	});

	it('issues for each side with a token that may do nothing else', async () => {
		const forServers = connected(await holderOf(bao, root, { mount, role: 'server' }));
		const forClients = connected(await holderOf(bao, root, { mount, role: 'client' }));
		server = await folder.issue(forServers, { mount, role: 'server' }, 'localhost', []);
		client = await folder.issue(forClients, { mount, role: 'client' }, 'agent.svc.test');
		for (const [holder, role] of [
			[forServers, 'client'],
			[forClients, 'server'],
		] as const) {
			const wish = { mount, role, commonName: 'x.svc.test' };
			await rejectsWith(Promise.resolve(holder.issue?.(wish)), 'forbidden');
		}
	});

	it('works as the preflight said: 200 with the client certificate, refused without', async () => {
		const ca = server.chainPem.at(-1) ?? '';
		const { works } = await startTlsJob(process.cwd(), 'preflight', {
			client: { certificate: client.certificatePem, key: client.keyPem, ca },
			server: { certificate: server.certificatePem, key: server.keyPem, ca },
			serverName: 'localhost',
		}).done;
		assert.equal(works, true);

		const service = spawn(program, ['server', server.chain, server.key, client.ca], {
			stdio: ['pipe', 'pipe', 'ignore'],
		});
		try {
			const port = await firstLine(service.stdout);
			const request = async (...pair: readonly string[]) => {
				const url = `https://localhost:${port}/`;
				const { stdout } = await execute(program, ['client', url, server.ca, ...pair]);
				return JSON.parse(stdout) as { status?: number; body?: string; error?: string };
			};
			const { status, body } = await request(client.chain, client.key);
			assert.deepEqual([status, body], [200, 'hello agent.svc.test']);
			const without = explainText((await request()).error ?? '');
			assert.deepEqual([without?.id, without?.side], ['clientCertificateRequired', 'client']);
			// The server's own certificate is not for clients.
			const wrong = explainText((await request(server.chain, server.key)).error ?? '');
			assert.equal(wrong?.side, 'client');
		} finally {
			service.stdin.end();
			service.kill();
		}
	});
});

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
	for await (const line of createInterface({ input: stream })) return line;
	return assert.fail('The service ended.');
}
