/**
 * Scenario: rotation on a running OpenBao. An administrator's client certificate, with which somebody signs in, and the
 * certificate of the server's own listener take turns; the server reads its own again at SIGHUP.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { explainText } from '../../../src/core/tls/explain/explanation.js';
import { freshChecks } from '../../../src/core/rotate/checks.js';
import { replaceInFile } from '../../../src/core/rotate/replaceInFile.js';
import { wishesLike } from '../../../src/core/rotate/wishes.js';
import { type ChainItem, chainItemOf } from '../../../src/core/x509/chain.js';
import { createWriteNotes, noteWritesIn } from '../../../src/services/files/writeNotes.js';
import { swapFiles } from '../../../src/services/rotate/swap.js';
import { startTlsJob } from '../../../src/services/tls/thread.js';
import { administrationOf } from '../../support/administration.js';
import { baoProgram, connectTo, startConfigured } from '../../support/openbao.js';
import { ScenarioFolder } from '../../support/scenario.js';
import { makeCa, type TestCa } from '../../support/tlsCertificates.js';

const runFile = promisify(execFile);
const mount = 'pki';
const serverName = 'bao.ops.test';
const adminName = 'admin.ops.test';
const isWindows = process.platform === 'win32';

describe('Scenario: rotation on a running OpenBao', function () {
	this.timeout(120_000);
	let folder: ScenarioFolder;
	let ca: TestCa;
	let bao: Awaited<ReturnType<typeof startConfigured>>;
	let root: Backend;
	let fields: Readonly<Record<string, string>>;
	let admin: { readonly certificate: string; readonly key: string };
	let listener: { readonly certificate: string; readonly key: string };
	const notes: { dispose(): void }[] = [];

	before(async () => {
		folder = await ScenarioFolder.make();
		const fail = (error: unknown) => {
			throw error;
		};
		notes.push(noteWritesIn(createWriteNotes(join(folder.path, 'notes'), fail)));
		ca = await makeCa('Operations CA');
		const times = { notBefore: inHours(-1), notAfter: inHours(1) };
		const leaf = await ca.issue({
			...{ name: serverName, usage: 'server', dns: [serverName], ip: ['127.0.0.1'], ...times },
		});
		const own = await ca.issue({ name: adminName, usage: 'client', dns: [adminName], ...times });
		bao = await startConfigured({
			...{ tls: { ...leaf, ca: ca.certificate }, clientCa: ca.certificate, client: own },
		});
		listener = { certificate: join(bao.folder, 'server.crt'), key: join(bao.folder, 'server.key') };
		admin = {
			certificate: await folder.write('admin.crt', own.certificate),
			key: await folder.write('admin.key', own.key),
		};
		fields = {
			caFile: await folder.write('ca.crt', ca.certificate),
			...{ clientCertificateFile: admin.certificate, clientKeyFile: admin.key, serverName },
		};
		root = await connectTo(bao.address, bao.rootToken, { fields });
	});
	after(async () => {
		root.dispose();
		await bao.stop();
		for (const note of notes) note.dispose();
		await folder.remove();
	});

	it('begins with the CA in the server, roles, and a sign-in by certificate', async () => {
		const operator = administrationOf(root);
		await operator.enableMount({ mount, maxTtlSeconds: 86_400 });
		await operator.importBundle({ mount, bundle: ca.certificate + ca.key });
		const shared = {
			...{ allowedDomains: ['ops.test'], allowSubdomains: true, allowIpSans: true },
			...{ keyType: 'ec', keyBits: 256 },
		};
		const sides = { listener: [true, false], admin: [false, true] } as const;
		for (const [role, [serverAuth, clientAuth]] of Object.entries(sides)) {
			await operator.writeRole({ mount, role, rules: { ...shared, serverAuth, clientAuth } });
		}
		const policy = root.rolePolicy?.({ mount, role: 'listener', allow: ['issue', 'readRole'] });
		assert.ok(policy);
		await operator.writePolicy(policy);
		// There is no command for it: the program itself sets up how people sign in.
		const asRoot = (await root.terminalVariables?.({ withToken: true })) ?? {};
		await cli(asRoot, ['auth', 'enable', 'cert']);
		const words = [`certificate=@${String(fields.caFile)}`, `allowed_common_names=${adminName}`];
		await cli(asRoot, ['write', 'auth/cert/certs/admin', ...words, `policies=${policy.name}`]);
		assert.notEqual(await signIn(), '');
	});

	it('rotates the administrator’s certificate, and signs in with the new one', async () => {
		const before = leafIn(await readFile(admin.certificate, 'utf8'));
		await rotate(root, admin, 'admin');
		const after = leafIn(await readFile(admin.certificate, 'utf8'));
		assert.notEqual(after.facts.serialNumber, before.facts.serialNumber);
		assert.notEqual(after.facts.publicKeySha256, before.facts.publicKeySha256);
		assert.equal((await stat(admin.key)).mode & 0o777, isWindows ? 0o666 : 0o600);
		assert.notEqual(await signIn(), '');
		// The connection reads its files for every new socket.
		assert.equal((await root.status()).state, 'active');
	});

	it('rotates the listener’s certificate with the administrator’s own rights, in force after SIGHUP', async () => {
		// Windows has no such signal.
		if (isWindows) return;
		const before = await served();
		assert.equal(before, leafIn(await readFile(listener.certificate, 'utf8')).facts.serialNumber);
		const client = await connectTo(bao.address, await signIn(), { fields });
		await rotate(client, listener, 'listener');
		const fresh = leafIn(await readFile(listener.certificate, 'utf8')).facts.serialNumber;
		assert.notEqual(fresh, before);
		assert.equal(await served(), before, 'a process keeps what it has read');
		bao.reload();
		while ((await served()) !== fresh) {
			// Each look is a handshake; mocha ends it where it never comes true.
		}
		assert.equal((await client.status()).state, 'active');
		client.dispose();
	});

	it('refuses the certificate of somebody else at the sign-in, and says why', async () => {
		const other = await ca.issue({ name: 'other.ops.test', usage: 'client' });
		const pair = {
			clientCertificateFile: await folder.write('other.crt', other.certificate),
			clientKeyFile: await folder.write('other.key', other.key),
		};
		const refused = await signIn({ ...fields, ...pair }).catch(String);
		assert.equal(explainText(refused)?.id, 'vaultConstraints', refused);
	});

	/** A token for the certificate of the connection. */
	async function signIn(settings = fields): Promise<string> {
		const client = await connectTo(bao.address, undefined, { fields: settings });
		const variables = (await client.terminalVariables?.({ withToken: false })) ?? {};
		client.dispose();
		return (await cli(variables, ['login', '-method=cert', '-token-only'])).trim();
	}

	async function cli(variables: Readonly<Record<string, string>>, words: readonly string[]) {
		const env = { ...variables, HOME: folder.path, PATH: process.env.PATH };
		return (await runFile(await baoProgram(), [...words], { env })).stdout;
	}

	/** As *Rotate Certificate…* does it: the same names, checked, then swapped in one step. */
	async function rotate(
		client: Backend,
		files: { readonly certificate: string; readonly key: string },
		role: string,
	): Promise<void> {
		const old = { leaf: leafIn(await readFile(files.certificate, 'utf8')), above: [] };
		const { rules } = await root.readRole(mount, role);
		const issued = await client.issue?.(wishesLike(old.leaf.facts, { mount, role }, rules));
		assert.ok(issued);
		const { certificatePem, chainPem, privateKeyPem = '' } = issued;
		const above = chainPem.map(leafIn);
		const fresh = { leaf: leafIn(certificatePem), above, privateKeyPem };
		const checks = freshChecks(old, fresh, privateKeyPem, new Date());
		assert.deepEqual(
			checks.filter(({ ok }) => ok !== true),
			[],
		);
		const swaps = await Promise.all(
			[files.certificate, files.key].map(async (path) => {
				const before = await readFile(path);
				const replaced = await replaceInFile(before, old, fresh, { path });
				assert.ok(replaced, path);
				return { path, content: replaced.content, before };
			}),
		);
		const { backups } = await swapFiles(swaps, new Date());
		assert.equal(backups.length, 2);
	}

	/** The serial number of what the listener serves under its name. */
	async function served(): Promise<string | undefined> {
		const report = await startTlsJob(process.cwd(), 'probe', {
			...{ host: '127.0.0.1', port: Number(new URL(bao.address).port), serverName },
			...{ ca: [ca.certificate], timeoutMs: 15_000, patienceMs: 3000 },
			certificate: await readFile(admin.certificate, 'utf8'),
			key: await readFile(admin.key, 'utf8'),
		}).done;
		assert.equal(report.verdict.ok, true);
		return report.chain[0]?.facts.serialNumber;
	}
});

function leafIn(pem: string): ChainItem {
	return chainItemOf(pem) ?? assert.fail('no certificate');
}

function inHours(count: number): Date {
	return new Date(Date.now() + count * 3_600_000);
}
