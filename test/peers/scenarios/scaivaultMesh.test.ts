/**
 * Scenario: the mesh tutorial of ScaiVault, against the fake of its server. Root, intermediate and role, a policy for one
 * role and its binding, mTLS between processes of Node and of Go, a renewal without a refused request, a revocation that
 * the CRL and the service see, and the audit log of all of it.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { provideGo } from '../../../scripts/lib/peers.mjs';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { isPkiError } from '../../../src/core/common/errors.js';
import { type IssuedFilesOf, ScenarioFolder } from '../../support/scenario.js';
import { makeCas, mount, openFake, type OpenFake } from '../../support/scaivault/connection.js';

/** Reads its files anew when it is told to, and answers with the serial number of its own certificate. */
const service = `
const { readFileSync } = require('node:fs');
const { createServer } = require('node:https');
const { X509Certificate } = require('node:crypto');
const [cert, key, ca, crl] = process.argv.slice(1);
const options = () => ({ cert: readFileSync(cert), key: readFileSync(key), ca: readFileSync(ca), crl: readFileSync(crl, 'utf8').split(/(?<=-----END X509 CRL-----\\n)/).filter(Boolean) });
let serial;
const own = () => (serial = new X509Certificate(readFileSync(cert)).serialNumber.toLowerCase());
own();
const server = createServer({ ...options(), requestCert: true, rejectUnauthorized: true }, (_, answer) => answer.end(serial));
process.on('SIGHUP', () => { server.setSecureContext(options()); console.log('again ' + own()); });
server.listen(0, '127.0.0.1', () => console.log('listens ' + server.address().port));
`;

const name = 'orders.lab.test';
const execute = promisify(execFile);
/** Go's client checks the host that it was told to call, and only this one leads here. */
const host = '127.0.0.1';

describe('Scenario: the mesh tutorial of ScaiVault (a fake)', function () {
	this.timeout(60_000);
	let open: OpenFake;
	let admin: Backend;
	let narrow: Backend;
	let folder: ScenarioFolder;
	let server: IssuedFilesOf;
	let client: IssuedFilesOf;
	let child: ChildProcess;
	let lines: AsyncIterator<string>;
	let port: number;
	let crlFile: string;
	let inGo: string;
	let payments: IssuedFilesOf;

	before(async () => {
		open = await openFake();
		admin = (await open.connect()).client;
		folder = await ScenarioFolder.make();
		inGo = join(folder.path, 'peer');
		await (await provideGo()).build('mtlsPeer.go', inGo);
	});
	after(async () => {
		if (child.exitCode === null) {
			child.kill();
			await once(child, 'exit');
		}
		await open.stop();
		await folder.remove();
	});

	it('makes root, intermediate and role, and lets one identity issue from that role only', async () => {
		await makeCas(admin, 'svc-mtls');
		await admin.administration?.writeRole?.({
			...{ mount, role: 'other', exists: false },
			rules: { allowedDomains: ['*.lab.test'], issuer: 'issuing', keyType: 'ec', keyBits: 256 },
		});
		const policy = admin.rolePolicy?.({ mount, role: 'svc-mtls', allow: ['issue'] });
		assert.ok(policy);
		await admin.administration?.writePolicy?.(policy);
		await admin.administration?.bindPolicy?.({
			...{ policy: policy.name, identity: 'sa:orders', identityKind: 'serviceAccount' },
		});
		const token = open.fake.token({ scopes: ['pki:issue'], identity: 'sa:orders' });
		narrow = (await open.connect({ token })).client;
		const wish = { mount, role: 'other', commonName: name };
		const refused = await narrow.issue?.(wish).catch((error: unknown) => error);
		assert.ok(isPkiError(refused, 'forbidden'));
		const place = { mount, role: 'svc-mtls' };
		server = await folder.issue(narrow, place, name, [host]);
		payments = await folder.issue(narrow, place, 'payments.lab.test', [host]);
		client = await folder.issue(narrow, place, 'billing.lab.test');
	});

	it('has a service answer clients of the same CA alone', async () => {
		crlFile = await folder.write('crl.pem', await crls());
		child = spawn(process.execPath, ['-e', service, server.chain, server.key, server.ca, crlFile], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		assert.ok(child.stdout);
		lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		port = Number((await nextLine()).replace('listens ', ''));
		assert.equal(await ask(client), server.serialNumber);
		await assert.rejects(ask(undefined));
	});

	it('has a service in Go answer the same clients, and call the first one', async () => {
		const { chain, key, ca } = payments;
		const go = spawn(inGo, ['server', chain, key, ca], { stdio: ['pipe', 'pipe', 'ignore'] });
		try {
			const first = await createInterface({ input: go.stdout })[Symbol.asyncIterator]().next();
			const at = { port: Number(first.value), servername: 'payments.lab.test' };
			assert.equal(await ask(client, at), 'hello billing.lab.test');
			assert.equal(await ask(server, at), `hello ${name}`);
			await assert.rejects(ask(undefined, at));
		} finally {
			go.stdin.end();
			go.kill();
		}
		const call = async (...pair: readonly string[]) => {
			const url = `https://${host}:${port}/`;
			const { stdout } = await execute(inGo, ['client', url, ca, ...pair]);
			return JSON.parse(stdout) as { status?: number; body?: string; error?: string };
		};
		assert.deepEqual(await call(chain, key), { status: 200, body: server.serialNumber });
		assert.match((await call()).error ?? '', /certificate required/);
	});

	it('renews the certificate of the service without a refused request', async () => {
		const answers: string[] = [];
		const state = { isDone: false };
		const asking = (async () => {
			while (!state.isDone) answers.push(await ask(client));
		})();
		const renewed = await narrow.issue?.({
			...{ mount, role: 'svc-mtls', commonName: name, ipSans: [host] },
		});
		assert.ok(renewed?.privateKeyPem);
		const [intermediate = ''] = renewed.chainPem;
		await replace(server.chain, renewed.certificatePem + intermediate);
		await replace(server.key, renewed.privateKeyPem);
		child.kill('SIGHUP');
		assert.equal(await nextLine(), `again ${serialOf(renewed.certificatePem)}`);
		assert.equal(await ask(client), serialOf(renewed.certificatePem));
		state.isDone = true;
		await asking;
		assert.ok(answers.length > 0);
	});

	it('refuses a revoked client once the service has the CRL', async () => {
		const { serialNumber } = client;
		const outcome = await admin.revoke?.({ mount, serialNumber, reason: 'keyCompromise' });
		assert.equal(outcome?.outcome, 'revoked');
		await replace(crlFile, await crls());
		child.kill('SIGHUP');
		await nextLine();
		await assert.rejects(ask(client));
		const fresh = await folder.issue(narrow, { mount, role: 'svc-mtls' }, 'billing2.lab.test');
		assert.ok(await ask(fresh));
	});

	it('finds all of it in the audit log', async () => {
		const log = await admin.listAuditEvents?.({}, { limit: 100 });
		const count = (action: string, succeeded = true) =>
			log?.items.filter((event) => event.action === action && event.succeeded === succeeded).length;
		const counts = ['createAuthority', 'issue', 'revoke'].map((action) => count(action));
		assert.deepEqual(counts, [2, 5, 1]);
		assert.equal(count('issue', false), 1, 'what the policy refused');
		const revoked = log?.items.find(({ action }) => action === 'revoke');
		assert.equal(revoked?.serialNumber, client.serialNumber);
		const issuers = log?.items.filter(({ action }) => action === 'issue');
		assert.ok(issuers?.every(({ identity }) => identity === 'sa:orders'));
	});

	/** Of each CA: the service checks every level. */
	async function crls(): Promise<string> {
		const both = ['root', 'issuing'].map(
			async (authority) => (await admin.readAuthorityCrl?.(mount, authority))?.crlPem ?? '',
		);
		return (await Promise.all(both)).join('');
	}

	async function nextLine(): Promise<string> {
		const next = await lines.next();
		assert.ok(next.done !== true, 'The service has ended');
		return next.value;
	}

	/** Of the first service, where no other one is named. */
	async function ask(
		pair: IssuedFilesOf | undefined,
		at: { readonly port: number; readonly servername: string } = { port, servername: name },
	): Promise<string> {
		const own = pair
			? { cert: await readFile(pair.chain), key: await readFile(pair.key) }
			: undefined;
		const ca = await readFile(server.ca);
		const options = { ...at, host, ca, agent: false as const, ...own };
		return new Promise((resolve, reject) => {
			const sent = request(options, (answer) => {
				let text = '';
				answer.on('data', (part: Buffer) => (text += part.toString()));
				answer.on('end', () => resolve(text));
				answer.on('error', reject);
			});
			sent.on('error', reject);
			sent.end();
		});
	}
});

function serialOf(pem: string): string {
	return new X509Certificate(pem).serialNumber.toLowerCase();
}

async function replace(file: string, text: string): Promise<void> {
	await writeFile(`${file}.new`, text, { mode: 0o600 });
	await rename(`${file}.new`, file);
}
