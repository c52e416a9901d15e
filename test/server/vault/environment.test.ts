/** What the environment describes, as the `bao` program itself reads it: the same server, the same token, or none. */
import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment, freePort } from '../../../scripts/lib/environment.mjs';
import { baoRequest } from '../../../scripts/lib/openbaoHttp.mjs';
import type {
	DiscoveredConnection,
	EnvironmentReader,
} from '../../../src/core/backends/contract/backend.js';
import { vault } from '../../../src/core/backends/vault/definition.js';
import { inParallel } from '../../../src/core/common/inParallel.js';
import { readIfPresent } from '../../../src/services/files/files.js';
import { baoProgram, connectTo, startConfigured } from '../../support/openbao.js';
import { rejectsWith } from '../../support/rejections.js';
import { makeCa, type TestCa } from '../../support/tlsCertificates.js';

type Variables = Readonly<Record<string, string>>;
type Configured = Awaited<ReturnType<typeof startConfigured>>;

/** Every server knows the first; by its end, as by that of the second, it is told which server answered to which. */
const [token, fileToken] = ['of-all-servers', 'of-the-token-file'];

describe('Vault: what the environment describes', function () {
	this.timeout(180_000);
	let bao: string;
	let folder: string;
	let ca: TestCa;
	let other: TestCa;
	let dead: string;
	const servers: Partial<Record<'tls' | 'plain' | 'socket', Configured>> = {};

	before(async () => {
		bao = await baoProgram();
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-environment-'));
		[ca, other] = [await makeCa('Environment CA'), await makeCa('Other CA')];
		dead = `http://127.0.0.1:${await freePort()}`;
		await putFiles();
		const wishes = { name: 'bao', usage: 'server', dns: ['bao.test'], ip: ['127.0.0.1'] } as const;
		const tls = { ...(await ca.issue(wishes)), ca: ca.certificate };
		servers.tls = await startConfigured({ tls });
		servers.plain = await startConfigured({});
		if (process.platform !== 'win32') servers.socket = await startConfigured({ socket: true });
		for (const [index, server] of Object.values(servers).entries()) {
			await makeToken(server, token, 1 + index);
			await makeToken(server, fileToken, 10 + index);
		}
	});
	after(async () => {
		await Promise.all(Object.values(servers).map((server) => server.stop()));
		await rm(folder, { recursive: true, force: true });
	});

	const path = (name: string) => join(folder, name);

	async function putFiles(): Promise<void> {
		for (const name of ['home', 'cas/below', 'others'])
			await mkdir(path(name), { recursive: true });
		await writeFile(path('token'), `${token}\n`);
		await writeFile(path('home/.vault-token'), fileToken);
		await writeFile(path('ca.pem'), ca.certificate);
		await writeFile(path('other.pem'), other.certificate);
		await writeFile(path('cas/below/ca.pem'), ca.certificate);
		await writeFile(path('cas/README'), 'No certificate.');
		await writeFile(path('others/other.pem'), other.certificate);
		const program = process.platform === 'win32' ? 'helper.cmd' : 'helper';
		await writeFile(path(program), '#!/bin/sh\nprintf none\n', { mode: 0o755 });
		await writeFile(path('helper.hcl'), `token_helper = "${path(program)}"\n`);
	}

	async function makeToken(server: Configured, id: string, hours: number): Promise<void> {
		const { address, rootToken } = server;
		const target = { address, token: rootToken, ca: ca.certificate };
		const body = { id, policies: ['default'], ttl: `${hours}h` };
		await baoRequest({ ...target, method: 'POST', path: 'auth/token/create', body });
	}

	function reader(variables: Variables): EnvironmentReader {
		return {
			variable: (name) => variables[name],
			file: (name) => readIfPresent(name.replace(/^~/, path('home'))),
		};
	}

	async function discovered(variables: Variables): Promise<DiscoveredConnection | undefined> {
		return (await vault.discover?.(reader(variables)))?.[0];
	}

	/** When the token ends that the server of the environment knows; undefined: not connected, or without one. */
	async function ours(variables: Variables): Promise<string | undefined> {
		const found = await discovered(variables);
		if (!found) return undefined;
		try {
			const backend = await connectTo('', undefined, {
				fields: found.fields,
				secret: (name) => found.secret(name),
			});
			try {
				return (await backend.status()).credentialsExpireAt;
			} finally {
				backend.dispose();
			}
		} catch {
			return undefined;
		}
	}

	/** The same asked of the program. */
	function theirs(variables: Variables): Promise<string | undefined> {
		const env = {
			...cleanEnvironment({ HOME: path('home'), USERPROFILE: path('home') }),
			...variables,
		};
		const args = ['read', '-format=json', 'auth/token/lookup-self'];
		return new Promise((resolve) => {
			execFile(bao, args, { env }, (error, stdout) => {
				if (error) return resolve(undefined);
				const { data } = JSON.parse(stdout) as { data: { expire_time: string } };
				resolve(`${data.expire_time.slice(0, 19)}Z`);
			});
		});
	}

	it('connects with a folder of CAs, and with CAs as text', async () => {
		const { address } = must(servers.tls);
		const shared = { VAULT_ADDR: address, VAULT_TOKEN: token };
		assert.equal(await ours(shared), undefined);
		assert.ok(await ours({ ...shared, VAULT_CAPATH: path('cas') }));
		assert.ok(await ours({ ...shared, VAULT_CACERT_BYTES: ca.certificate }));
		assert.ok(await ours({ ...shared, BAO_CACERT_BYTES: other.certificate + ca.certificate }));
		assert.equal(await ours({ ...shared, VAULT_CACERT_BYTES: other.certificate }), undefined);
	});

	it('leaves the check of certificates on, and says so', async () => {
		const found = await discovered({
			...{ VAULT_ADDR: must(servers.tls).address, VAULT_SKIP_VERIFY: 'true' },
		});
		const client = await connectTo('', 'x', { fields: must(found).fields });
		await rejectsWith(client.status(), 'untrusted', 'unknownIssuer');
		client.dispose();
		assert.equal(found?.unread[0]?.reason, 'checksStayOn');
	});

	it('connects by a unix socket, and names one that is not there', async function () {
		// OpenBao has such sockets there, and Node has none.
		if (process.platform === 'win32') return assert.equal(servers.socket, undefined);
		const { address } = must(servers.socket);
		const client = await connectTo(address, token);
		const status = await client.status();
		assert.equal(status.state, 'active');
		assert.ok(status.credentialsExpireAt, 'the token went along');
		client.dispose();
		const away = await connectTo(`${address}.gone`, 'x');
		const error = await rejectsWith(away.status(), 'unreachable', 'socketMissing');
		assert.equal(error.args.origin, `${address}.gone`);
		away.dispose();
	});

	it('takes addresses as they stand in a browser or in a script', async () => {
		const { address } = must(servers.plain);
		for (const end of [
			'/',
			'/ui/',
			'/ui/vault/secrets',
			'/v1',
			'/v1/',
			'/v1/sys/health?x=y',
			'#/a',
		]) {
			assert.ok(await ours({ VAULT_ADDR: `${address}${end}`, VAULT_TOKEN: token }), end);
		}
		const client = await connectTo(`${address}/somewhere`, 'x');
		const error = await rejectsWith(client.status(), 'unexpected', 'notVaultAtPath');
		assert.equal(error.args.proposal, address);
		client.dispose();
	});

	it('is what the program connects to, for whatever is set', async () => {
		const random = randomOf(20_261_126);
		const pools = createPools();
		const cases = Array.from({ length: 80 }, () => pick(pools, random));
		const wrong: string[] = [];
		let connected = 0;
		await inParallel(cases, 3, async (variables) => {
			const [expected, found] = [await theirs(variables), await ours(variables)];
			if (expected !== undefined) connected += 1;
			if (expected === found) return;
			const unread = (await discovered(variables))?.unread ?? [];
			const isSaid = unread.some(({ reason }) => reason === 'checksStayOn');
			if (found === undefined && isSaid) return;
			wrong.push(`${expected} | ${found} | ${JSON.stringify(variables).replaceAll(folder, '')}`);
		});
		assert.deepEqual(wrong, []);
		assert.ok(connected >= 20, `${connected} of ${cases.length} connect`);
	});

	/** Variable without its prefix → values; what stands first is the likeliest. */
	function createPools(): Readonly<Record<string, readonly string[]>> {
		const addresses = Object.values(servers).map(({ address }) => address);
		const [tls = ''] = addresses;
		return {
			ADDR: [...addresses, tls, `${tls}/`, tls.replace('https', 'HTTPS'), dead, '', 'nowhere'],
			AGENT_ADDR: [must(servers.plain).address, dead, ''],
			TOKEN: [token, token, token, fileToken, 'wrong', ''],
			TOKEN_PATH: [path('token'), path('gone'), ''],
			CONFIG_PATH: [path('helper.hcl'), path('gone.hcl')],
			CACERT: [path('ca.pem'), path('ca.pem'), path('other.pem'), ''],
			CAPATH: [path('cas'), path('others'), ''],
			CACERT_BYTES: [ca.certificate, other.certificate, ''],
			TLS_SERVER_NAME: ['bao.test', 'else.test', ''],
			SKIP_VERIFY: ['true', 'false', ''],
			PROXY_ADDR: [dead, ''],
			HTTP_PROXY: [dead, ''],
		};
	}
});

/** How often a variable is set, under each prefix. */
const frequency: Readonly<Record<string, number>> = {
	...{ ADDR: 0.9, TOKEN: 0.6, CACERT: 0.4, CAPATH: 0.3, CACERT_BYTES: 0.3 },
};

function pick(pools: Readonly<Record<string, readonly string[]>>, random: () => number): Variables {
	const entries = Object.entries(pools).flatMap(([name, values]) =>
		['VAULT', 'BAO'].flatMap((prefix) => {
			// Its own variables are the rarer ones.
			const chance = (frequency[name] ?? 0.08) * (prefix === 'BAO' ? 0.2 : 1);
			if (random() >= chance) return [];
			return [[`${prefix}_${name}`, values[Math.floor(random() * values.length)] ?? '']];
		}),
	);
	return Object.fromEntries(entries) as Variables;
}

/** The same numbers in every run (mulberry32). */
function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

function must<T>(value: T | undefined): T {
	assert.ok(value !== undefined);
	return value;
}
