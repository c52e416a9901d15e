/** What terminals are given leads the program itself to the server: over TLS, with a client certificate. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { baoProgram, connectTo, startConfigured } from '../../support/openbao.js';
import { rejectsWith } from '../../support/rejections.js';
import { makeCa } from '../../support/tlsCertificates.js';

const runFile = promisify(execFile);

describe('Vault: the variables of terminals', function () {
	this.timeout(60_000);
	let folder: string;
	let server: Awaited<ReturnType<typeof startConfigured>>;
	let fields: Record<string, string>;
	const clients: Backend[] = [];

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-test-'));
		const ca = await makeCa('Terminal CA');
		const names = { dns: ['bao.test'], ip: ['127.0.0.1'] };
		const leaf = await ca.issue({ name: 'bao', usage: 'server', ...names });
		const client = await ca.issue({ name: 'developer', usage: 'client' });
		const file = async (name: string, text: string) => {
			await writeFile(join(folder, name), text, { mode: 0o600 });
			return join(folder, name);
		};
		server = await startConfigured({
			tls: { ...leaf, ca: ca.certificate },
			clientCa: ca.certificate,
			client,
		});
		fields = {
			caFile: await file('ca.crt', ca.certificate),
			clientCertificateFile: await file('client.crt', client.certificate),
			clientKeyFile: await file('client.key', client.key),
			serverName: 'bao.test',
		};
	});
	afterEach(() => clients.splice(0).forEach((client) => client.dispose()));
	after(async () => {
		await server.stop();
		await rm(folder, { recursive: true });
	});

	async function variablesOf(token: string | undefined, withToken: boolean) {
		// Not a name of its certificate, so that the server name has to go along.
		const address = server.address.replace('127.0.0.1', 'localhost');
		const client = await connectTo(address, token, { fields });
		clients.push(client);
		return (await client.terminalVariables?.({ withToken })) ?? assert.fail('none');
	}

	async function bao(
		variables: Readonly<Record<string, string>>,
		words: readonly string[],
		inherited: Readonly<Record<string, string>> = {},
	): Promise<string> {
		const env = { ...inherited, ...variables, HOME: folder, PATH: process.env.PATH };
		const { stdout } = await runFile(await baoProgram(), [...words, '-format=json'], { env });
		return stdout;
	}

	for (const prefix of ['BAO_', 'VAULT_']) {
		it(`lead to the server by those that begin with ${prefix} alone`, async () => {
			const all = Object.entries(await variablesOf(server.rootToken, true));
			const own = Object.fromEntries(all.filter(([name]) => name.startsWith(prefix)));
			const status = JSON.parse(await bao(own, ['status'])) as { sealed: boolean };
			assert.equal(status.sealed, false);
			const self = JSON.parse(await bao(own, ['token', 'lookup'])) as { data: { path: string } };
			assert.equal(self.data.path, 'auth/token/root');
		});
	}

	it('hold no token unless it is asked for', async () => {
		const variables = await variablesOf(server.rootToken, false);
		assert.ok(!Object.values(variables).includes(server.rootToken));
		await assert.rejects(
			bao(variables, ['token', 'lookup']),
			/missing client token|permission denied/,
		);
		await rejectsWith(variablesOf(undefined, true), 'unauthorized', 'noToken');
	});

	it('go before everything that a terminal inherits for another server', async () => {
		const elsewhere = {
			BAO_AGENT_ADDR: 'http://127.0.0.1:1',
			VAULT_ADDR: 'http://127.0.0.1:1',
			BAO_CACERT: join(folder, 'missing.crt'),
			BAO_CAPATH: join(folder, 'missing'),
			BAO_CLIENT_CERT: join(folder, 'missing.crt'),
			VAULT_NAMESPACE: 'elsewhere',
			BAO_TLS_SERVER_NAME: 'elsewhere.test',
		};
		const variables = await variablesOf(server.rootToken, true);
		assert.match(await bao(variables, ['token', 'lookup'], elsewhere), /auth\/token\/root/);
		const own = await variablesOf(server.rootToken, false);
		const token = { BAO_TOKEN: server.rootToken, VAULT_TOKEN: server.rootToken };
		await assert.rejects(
			bao(own, ['token', 'lookup'], token),
			/missing client token|permission denied/,
			'the token of another server does not go along',
		);
	});
});
