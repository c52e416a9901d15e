/** OpenBao: its listener, its command line and its agent, each with what its target writes. */
import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { freePort } from '../../../scripts/lib/environment.mjs';
import { ensureBao } from '../../../scripts/lib/openbao.mjs';
import { openLab, type Issued, type Lab } from '../../unit/core/snippets/lab.js';
import {
	ask,
	generate,
	program,
	run,
	start,
	withHostileNames,
	withPrograms,
	type Running,
} from './workbench.js';

const newest = '2.7.2';

withPrograms(['bash'], 'vault-listener, vault-cli, openbao-cli and vault-agent', () => {
	let lab: Lab;
	let bao: string;
	before(async () => {
		lab = await openLab();
		bao = await ensureBao(newest);
	});
	after(() => lab.close());

	const serve = async (port: number, name?: string): Promise<Running> => {
		const url = `https://localhost:${port}`;
		const text = await generate(lab, { target: 'vault-listener', url, name });
		const others = `storage "inmem" {}\ndisable_mlock = true\napi_addr = "${url}"\n`;
		return start(bao, ['server', `-config=${await lab.file('server.hcl', text + others)}`], port);
	};

	/** The program of another name and the same variables. */
	const status = async (
		target: 'vault-cli' | 'openbao-cli',
		wish: { url: string; who?: Issued; serverName?: string; name?: string; inline?: boolean },
	) => {
		const text = await generate(lab, { target, ...wish });
		const script = `vault() { "$BAO" "$@"; }\nbao() { "$BAO" "$@"; }\n${text}`;
		return run(program('bash'), [await lab.file('cli.sh', script)], { env: { BAO: bao } });
	};

	it('lets in a client of the CA, and nobody else', async () => {
		const port = await freePort();
		const server = await serve(port);
		const url = `https://localhost:${port}`;
		const seen = /Initialized\s+false/;
		try {
			for (const target of ['vault-cli', 'openbao-cli'] as const) {
				assert.match((await status(target, { url })).output, seen);
				const stranger = await status(target, { url, who: lab.stranger });
				assert.doesNotMatch(stranger.output, seen);
				await withHostileNames(2, async (name) => {
					assert.match((await status(target, { url, name })).output, seen, name);
				});
				const byAddress = { url: `https://127.0.0.1:${port}` };
				assert.match(
					(await status(target, { ...byAddress, serverName: 'vault.lab.test' })).output,
					seen,
				);
				const bad = await status(target, { ...byAddress, serverName: 'other.test' });
				assert.match(bad.output, /valid for .*not other\.test/);
			}
			const inline = await status('openbao-cli', { url, inline: true });
			assert.match(inline.output, seen);
			await assert.rejects(ask(lab, port, undefined));
		} finally {
			await server.stop();
		}
	});

	it('reads files whose names need escapes', async () => {
		await withHostileNames(3, async (name) => {
			const port = await freePort();
			const server = await serve(port, name);
			await server.stop();
		});
	});

	it('signs in by certificate and renders the next one', async () => {
		const port = await freePort();
		const server = await serve(port);
		const url = `https://localhost:${port}`;
		const name = `it's "an" agent ü`;
		try {
			await prepare(url, lab);
			const text = await generate(lab, { target: 'vault-agent', url, name });
			const before = await readFile(join(lab.folder, `${name}.crt`), 'utf8');
			const file = await lab.file('agent.hcl', text);
			// Ended by the test: an agent runs on.
			const agent = await start(bao, ['agent', `-config=${file}`], port, { cwd: lab.folder });
			try {
				const bundle = join(lab.folder, 'agent-bundle.pem');
				const rendered = await until(() => readFile(bundle, 'utf8'), agent);
				assert.match(rendered, /PRIVATE KEY/);
				const certificate = await until(async () => {
					const now = await readFile(join(lab.folder, `${name}.crt`), 'utf8');
					assert.notEqual(now, before);
					return now;
				}, agent);
				assert.ok(rendered.includes(certificate.trim()));
				assert.equal((await stat(join(lab.folder, `${name}.key`))).mode & 0o777, 0o600);
				assert.equal((await stat(bundle)).mode & 0o777, 0o600);
				assert.match(
					await until(() => readFile(join(lab.folder, 'agent-token'), 'utf8'), agent),
					/^\S+$/,
				);
			} finally {
				await agent.stop();
			}
		} finally {
			await server.stop();
		}
	});
});

/** An unsealed server with the role that the agent signs in by, and the one that it issues from. */
async function prepare(url: string, lab: Lab): Promise<void> {
	const call = async (method: string, path: string, body: object, token = '') => {
		const answer = await send(lab, `${url}/v1/${path}`, method, body, token);
		return answer === '' ? {} : (JSON.parse(answer) as Record<string, unknown>);
	};
	const init = await call('PUT', 'sys/init', { secret_shares: 1, secret_threshold: 1 });
	const { keys = [], root_token: token } = init as { keys?: string[]; root_token?: string };
	await call('PUT', 'sys/unseal', { key: keys[0] });
	await until(() =>
		call('GET', 'sys/health', {}).then(({ standby }) => assert.equal(standby, false)),
	);
	const asRoot = (path: string, body: object) => call('POST', path, body, token);
	await asRoot('sys/mounts/pki', { type: 'pki' });
	await asRoot('pki/root/generate/internal', { common_name: 'Agent CA', ttl: '100h' });
	await asRoot('pki/roles/agent', { allow_any_name: true, max_ttl: '48h' });
	await asRoot('sys/policies/acl/agent', {
		policy: 'path "pki/issue/agent" { capabilities = ["update"] }',
	});
	await asRoot('sys/auth/cert', { type: 'cert' });
	await asRoot('auth/cert/certs/agent', { certificate: lab.root.pem, token_policies: 'agent' });
}

function send(lab: Lab, url: string, method: string, body: object, token: string): Promise<string> {
	const { client, issuing, root } = lab;
	const own = { cert: client.pem + issuing.pem, key: client.keyPem, ca: root.pem };
	const headers = { 'X-Vault-Token': token, 'Content-Type': 'application/json' };
	return new Promise((resolve, reject) => {
		request(url, { ...own, method, headers, agent: false }, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (part: string) => (text += part));
			response.on('end', () => {
				if ((response.statusCode ?? 500) < 300) resolve(text);
				else reject(new Error(`${method} ${url}: ${response.statusCode ?? ''} ${text}`));
			});
		})
			.once('error', reject)
			.end(method === 'GET' ? undefined : JSON.stringify(body));
	});
}

/** Asks again until it no longer fails; what the program said is in the error. */
async function until<T>(probe: () => Promise<T>, running?: Running): Promise<T> {
	const deadline = Date.now() + 30_000;
	for (;;) {
		try {
			return await probe();
		} catch (error) {
			if (Date.now() > deadline) throw new Error(running?.output() ?? '', { cause: error });
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
