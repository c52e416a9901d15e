/**
 * Scenario: a mesh with a CA of two levels. Root, intermediate, role; curl validates; a certificate is revoked, the CRL
 * shows it, and a server that checks CRLs refuses its client.
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { decode } from '../../../src/core/decode/decode.js';
import { explainText } from '../../../src/core/tls/explain/explanation.js';
import { administrationOf } from '../../support/administration.js';
import { startTestServer, type TestServer } from '../../support/openbao.js';
import { type IssuedFilesOf, ScenarioFolder } from '../../support/scenario.js';

const execute = promisify(execFile);
const day = 86_400;
const name = 'api.mesh.test';

describe('Scenario: a mesh with a CA of two levels', function () {
	this.timeout(120_000);
	let bao: TestServer;
	let client: Backend;
	let folder: ScenarioFolder;
	let service: IssuedFilesOf;
	let good: IssuedFilesOf;
	let bad: IssuedFilesOf;

	before(async () => {
		bao = await startTestServer();
		client = await bao.connect();
		folder = await ScenarioFolder.make();
	});
	after(async () => {
		client.dispose();
		await bao.stop();
		await folder.remove();
	});

	it('issues below an intermediate', async () => {
		const admin = administrationOf(client);
		for (const mount of ['root', 'mesh'])
			await admin.enableMount({ mount, maxTtlSeconds: 3650 * day });
		await admin.generateRoot({
			...{ mount: 'root', commonName: 'Mesh Root', ttlSeconds: 3650 * day, keyType: 'ec' },
		});
		await admin.generateIntermediate({
			...{ mount: 'mesh', parentMount: 'root', commonName: 'Mesh Issuing' },
			...{ ttlSeconds: 1825 * day, keyType: 'ec', maxPathLength: 0 },
		});
		const rules = {
			...{ allowedDomains: ['mesh.test'], allowSubdomains: true, serverAuth: true },
			...{ clientAuth: true, keyType: 'ec', keyBits: 256, maxTtlSeconds: 30 * day },
		};
		await admin.writeRole({ mount: 'mesh', role: 'workload', rules });
		const place = { mount: 'mesh', role: 'workload' };
		service = await folder.issue(client, place, name);
		good = await folder.issue(client, place, 'good.mesh.test');
		bad = await folder.issue(client, place, 'bad.mesh.test');
		assert.equal(service.chainPem.length, 2, 'intermediate and root');
	});

	it('lets curl through by the root alone, and refuses a revoked client once CRLs are checked', async () => {
		const before = await withServer(await trusted(), async (curl) => [
			await curl(good),
			await curl(bad),
		]);
		assert.deepEqual(
			before.map(({ isOk }) => isOk),
			[true, true],
		);

		const { serialNumber } = bad;
		const revoked = await client.revoke?.({ mount: 'mesh', serialNumber });
		assert.equal(revoked?.revoked, true);
		const { crlPem } = (await client.readCrl?.('mesh')) ?? assert.fail('no CRL');
		const [list] = decode(crlPem);
		assert.ok(list?.facts?.kind === 'crl');
		assert.deepEqual(
			list.facts.revoked.map((entry) => entry.serialNumber),
			[serialNumber],
		);

		const after = await withServer(await trusted(), async (curl) => [
			await curl(good),
			await curl(bad),
			await curl(undefined),
		]);
		assert.deepEqual(
			after.map(({ isOk }) => isOk),
			[true, false, false],
		);
		const explained = after.map(({ said }) => explainText(said)?.id);
		assert.deepEqual(explained.slice(1), ['clientCertificateRevoked', 'clientCertificateRequired']);
	});

	/** What the server checks clients against: the root, and the CRL of each level as it is then. */
	async function trusted(): Promise<string> {
		const crls = await Promise.all(
			['root', 'mesh'].map(async (mount) => (await client.readCrl?.(mount))?.crlPem ?? ''),
		);
		return folder.write('trusted.pem', [good.chainPem.at(-1), ...crls].join('\n'));
	}

	type Curl = (
		pair: IssuedFilesOf | undefined,
	) => Promise<{ readonly isOk: boolean; readonly said: string }>;

	/** OpenSSL's server, which checks the CRL of every level. */
	async function withServer<T>(ca: string, task: (curl: Curl) => Promise<T>): Promise<T> {
		const server = spawn(
			'openssl',
			[
				...['s_server', '-accept', '127.0.0.1:0', '-www', '-CAfile', ca, '-crl_check_all'],
				...['-cert', service.chain, '-cert_chain', service.chain, '-key', service.key],
				...['-Verify', '3', '-verify_return_error'],
			],
			{ stdio: ['pipe', 'pipe', 'pipe'] },
		);
		server.stderr.resume();
		try {
			const port = await portOf(server.stdout);
			server.stdout.resume();
			return await task((pair) => curlTo(port, pair));
		} finally {
			server.kill();
			await once(server, 'exit');
		}
	}

	const curlTo = async (port: string, pair: IssuedFilesOf | undefined) => {
		const own = pair ? ['--cert', pair.chain, '--key', pair.key] : [];
		const url = `https://${name}:${port}/`;
		const at = `${name}:${port}:127.0.0.1`;
		const words = ['-sS', '--max-time', '20', '--resolve', at, '--cacert', service.ca, ...own, url];
		try {
			const { stdout } = await execute('curl', words);
			return { isOk: stdout.includes('s_server'), said: '' };
		} catch (error) {
			const said =
				error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
			return { isOk: false, said };
		}
	};
});

async function portOf(stream: NodeJS.ReadableStream): Promise<string> {
	for await (const line of createInterface({ input: stream })) {
		const [, port] = /^ACCEPT .*:(\d+)/.exec(line) ?? [];
		if (port !== undefined) return port;
	}
	return assert.fail('openssl s_server ended.');
}
