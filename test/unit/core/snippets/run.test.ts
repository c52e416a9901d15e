/** The generated clients are run by a real Node against a real server that demands a client certificate. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { request } from 'node:https';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { createClientConfig } from '../../../../src/core/snippets/clientConfig.js';
import { findTarget, targets } from '../../../../src/core/snippets/registry.js';
import { openLab, type Issued, type Lab } from './lab.js';
import { material } from '../diagnostics/clientConfig/pairs.js';

interface Wish {
	readonly target: string;
	readonly variant?: string;
	readonly inline: boolean;
	readonly who?: Issued;
	readonly url?: string;
	readonly serverName?: string;
	/** Name of the files, without extension. */
	readonly name?: string;
}

let lab: Lab;

async function generate({ who = lab.client, name = 'agent', ...wish }: Wish): Promise<string> {
	const target = findTarget(wish.target);
	assert.ok(target);
	const [chain, ca] = [who.pem + lab.issuing.pem, lab.root.pem];
	const { text } = createClientConfig({
		target,
		variant: wish.variant ?? 'esm',
		url: wish.url ?? lab.url,
		serverName: wish.serverName,
		certificate: material(await lab.file(`${name}.crt`, chain), chain),
		key: material(await lab.file(`${name}.key`, who.keyPem), who.keyPem),
		ca: material(await lab.file('ca.crt', ca), ca),
		inline: wish.inline,
		inlineKey: wish.inline,
		now: new Date(),
	});
	return text;
}

interface Outcome {
	readonly code: number;
	readonly output: string;
}

async function runScript(text: string, variant: string): Promise<Outcome> {
	const script = await lab.file(`client.${variant === 'cjs' ? 'cjs' : 'mjs'}`, text);
	// A token in the environment would be sent along; verification must not depend on this one.
	const env = { ...process.env, VAULT_TOKEN: '', VAULT_SKIP_VERIFY: 'false' };
	return new Promise((done) => {
		execFile(process.execPath, [script], { env, timeout: 15_000 }, (error, stdout, stderr) => {
			done({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
		});
	});
}

describe('generated Node clients', function () {
	this.timeout(60_000);
	before(async () => {
		lab = await openLab();
		await symlink(resolve('node_modules'), join(lab.folder, 'node_modules'), 'junction');
	});
	after(() => lab.close());

	const nodeTargets = targets.filter(({ languageId }) => languageId === 'javascript');
	// Their packages are not those of this project: the suite "peers" runs them.
	const elsewhere = ['node-grpc', 'node-nats'];
	it('has all of them', () => {
		const ids = nodeTargets.map(({ id }) => id);
		const own = ['node-https', 'node-tls', 'node-undici', 'node-vault', 'node-axios', 'node-fetch'];
		assert.deepEqual([...ids].sort(), [...own, ...elsewhere].sort());
	});

	for (const { id, variants = [] } of nodeTargets) {
		if (elsewhere.includes(id)) continue;
		for (const { id: variant } of variants) {
			for (const inline of [false, true]) {
				it(`${id}, ${variant}, ${inline ? 'inline' : 'by path'}: is let in`, async () => {
					const { code, output } = await runScript(
						await generate({ target: id, variant, inline }),
						variant,
					);
					assert.match(output, /CN=agent/);
					assert.match(output, /localhost/);
					assert.equal(code, 0, output);
				});
			}
		}

		it(`${id}: a certificate of another CA is refused`, async () => {
			const text = await generate({ target: id, inline: true, who: lab.stranger });
			const { code, output } = await runScript(text, 'esm');
			assert.doesNotMatch(output, /CN=agent/);
			assert.notEqual(code, 0);
		});

		it(`${id}: asks for the server name given, and verifies it`, async () => {
			const port = new URL(lab.url).port;
			const url = `https://127.0.0.1:${port}`;
			const good = await generate({ target: id, inline: false, url, serverName: 'vault.lab.test' });
			assert.match((await runScript(good, 'esm')).output, /vault\.lab\.test/);
			const bad = await generate({ target: id, inline: false, url, serverName: 'other.test' });
			const { code, output } = await runScript(bad, 'esm');
			assert.match(output, /ERR_TLS_CERT_ALTNAME_INVALID/);
			assert.notEqual(code, 0);
		});

		it(`${id}: an address in the URL is verified as such`, async () => {
			const url = `https://127.0.0.1:${new URL(lab.url).port}`;
			const text = await generate({ target: id, inline: false, url });
			assert.doesNotMatch(text, /servername/);
			assert.match((await runScript(text, 'esm')).output, /CN=agent/);
		});
	}

	it('reads files whose names need escapes', async () => {
		const name = 'it\'s "an" agent `${x}` ü';
		const text = await generate({ target: 'node-https', inline: false, name });
		assert.match((await runScript(text, 'esm')).output, /CN=agent/);
	});
});

describe('generated OpenClaw YAML', () => {
	before(async () => {
		lab = await openLab();
	});
	after(() => lab.close());

	/** What an agent does with the block: each value is a path or the PEM itself. */
	async function connect(yaml: string): Promise<string> {
		const { readFileSync } = await import('node:fs');
		const { vault_connection: block } = parse(yaml) as {
			vault_connection: { url: string; mtls: Record<string, string> };
		};
		const pem = (name: string) => {
			const value = block.mtls[name] ?? '';
			return value.startsWith('-----BEGIN ') ? value : readFileSync(value, 'utf8');
		};
		const options = { cert: pem('cert_file'), key: pem('key_file'), ca: pem('ca_cert_file') };
		return new Promise((resolve, reject) => {
			const call = request(block.url, { ...options, agent: false }, (response) => {
				response.setEncoding('utf8').once('data', resolve);
			});
			call.on('error', reject).end();
		});
	}

	for (const inline of [false, true]) {
		it(`${inline ? 'with PEM inside' : 'with paths'} lets a client in`, async () => {
			const yaml = await generate({ target: 'openclaw', inline });
			assert.match(await connect(yaml), /CN=agent/);
			assert.equal(/: \|\n {6}-----BEGIN CERTIFICATE-----\n/.test(yaml), inline);
			assert.equal(yaml.includes('PRIVATE KEY'), inline);
		});
	}

	it('survives names that YAML would misread', async () => {
		const yaml = await generate({ target: 'openclaw', inline: false, name: 'a: "b" #c \\n \' ü' });
		assert.match(await connect(yaml), /CN=agent/);
	});

	it('does not let in a certificate of another CA', async () => {
		const yaml = await generate({ target: 'openclaw', inline: true, who: lab.stranger });
		await assert.rejects(connect(yaml));
	});

	it('sends the leaf and its intermediate, and no root', () => {
		const certificate = material('/agent.crt', lab.root.pem + lab.issuing.pem + lab.client.pem);
		const target = findTarget('openclaw');
		assert.ok(target);
		const { text } = createClientConfig({
			target,
			variant: '',
			url: lab.url,
			certificate,
			key: material('/agent.key', lab.client.keyPem),
			inline: true,
			inlineKey: false,
			now: new Date(),
		});
		const { cert_file: chain, key_file: key } = (
			parse(text) as { vault_connection: { mtls: Record<string, string> } }
		).vault_connection.mtls;
		assert.equal(chain, lab.client.pem + lab.issuing.pem);
		assert.equal(key, '/agent.key');
	});
});
