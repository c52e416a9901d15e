import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import { makeCertificate, rsaKeys } from '../matrix/material.js';
import type { CommandContext, CommandInput } from '../../src/commands/command.js';
import { run } from '../../src/commands/configure/generateClientConfig.js';
import { knownCertificates } from '../../src/commands/configure/knownCertificates.js';
import { run as issueTestCertificate } from '../../src/commands/issue/issueTestCertificate.js';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { eventually, WorkspaceFolder } from '../support/editor.js';
import { standInServices } from '../support/standInContext.js';
import type { GenerateClientConfigOptions, IssuedFiles, PkiCommands } from '../../src/api.js';

type Result = PkiCommands['pki.generateClientConfig']['result'];

function generate(options: GenerateClientConfigOptions): Thenable<Result> {
	return vscode.commands.executeCommand<Result>('pki.generateClientConfig', options);
}

describe('pki.generateClientConfig', () => {
	let folder: string;
	let issued: IssuedFiles;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki client config '));
		issued = await vscode.commands.executeCommand<IssuedFiles>('pki.issueTestCertificate', {
			folder,
			names: ['localhost'],
		});
	});
	after(() => rm(folder, { recursive: true }));

	it('names the files, and finds the key beside the certificate', async () => {
		const { certificate, key, ca } = issued.files;
		const result = await generate({
			target: 'openclaw',
			certificate: vscode.Uri.file(certificate),
			ca,
			url: 'https://localhost:8200',
		});
		assert.equal(result.languageId, 'yaml');
		assert.deepEqual(parse(result.text), {
			vault_connection: {
				url: 'https://localhost:8200',
				mtls: { cert_file: certificate, key_file: key, ca_cert_file: ca },
			},
		});
	});

	it('makes a configuration that a server accepts, of files that this extension issued', async () => {
		const { certificate, key = '', chain = certificate, ca = '' } = issued.files;
		const server = createServer(
			{
				cert: await readFile(chain),
				key: await readFile(key),
				ca: await readFile(ca),
				requestCert: true,
				rejectUnauthorized: true,
			},
			(_request, response) => response.end('let in'),
		);
		await new Promise<void>((done) => server.listen(0, done));
		try {
			const url = `https://localhost:${(server.address() as AddressInfo).port}`;
			const { text } = await generate({
				target: 'openclaw',
				...{ certificate, key, ca, url },
				inline: true,
			});
			const { vault_connection: block } = parse(text) as {
				vault_connection: { url: string; mtls: Record<string, string> };
			};
			const { cert_file: cert, key_file: privateKey, ca_cert_file: authority } = block.mtls;
			const answer = await new Promise<string>((resolve, reject) => {
				const options = { cert, key: privateKey, ca: authority, agent: false };
				request(block.url, options, (response) => {
					response.setEncoding('utf8').once('data', resolve);
				})
					.on('error', reject)
					.end();
			});
			assert.equal(answer, 'let in');
		} finally {
			server.closeAllConnections();
			server.close();
		}
	});

	it('leaves the private key where it is when it is told to', async () => {
		const { certificate, key, ca } = issued.files;
		const options = { target: 'node-https', certificate, key, ca, inline: true, inlineKey: false };
		const { text, languageId } = await generate(options);
		assert.equal(languageId, 'javascript');
		assert.ok(text.includes('BEGIN CERTIFICATE'));
		assert.ok(!text.includes('PRIVATE KEY'));
	});

	it('warns of what cannot work', async () => {
		const client = await vscode.commands.executeCommand<IssuedFiles>('pki.issueTestCertificate', {
			folder,
			names: ['web.test'],
			usage: 'server',
		});
		const { warnings = [] } = await generate({
			target: 'node-https',
			certificate: client.files.chain,
			key: issued.files.key,
			url: 'https://other.test',
		});
		const text = warnings.join('\n');
		for (const words of [
			/client authentication/,
			/does not belong/,
			/No CA/,
			/web\.test.*other\.test/,
		]) {
			assert.match(text, words);
		}
	});

	it('says which programs mind: a short key, and a server certificate without SANs', async () => {
		const short = makeCertificate({ name: 'agent', keys: rsaKeys(1024), usages: ['clientAuth'] });
		const server = makeCertificate({ name: 'localhost', version: 1 });
		const [certificate, key, ca] = ['short.crt', 'short.key', 'server.crt'].map((name) =>
			join(folder, name),
		) as [string, string, string];
		await writeFile(certificate, short.pem);
		await writeFile(key, short.keyPem, { mode: 0o600 });
		await writeFile(ca, server.pem);
		const { warnings = [] } = await generate({
			target: 'node-https',
			...{ certificate, key, ca },
			url: 'https://localhost:8443',
		});
		assert.deepEqual(warnings, [
			'“agent” has an uncommon key: RSA 1024. It works in Node.js 20 and Node.js 22, but not in Node.js 24. Servers based on Node.js 24 reject it.',
			'“localhost” names localhost in its common name only, without a subject alternative name. It works in Node.js, but not in Go programs such as vault.',
		]);
	});

	it('opens the text in its language', async () => {
		const { certificate, key, ca } = issued.files;
		const { text } = await generate({
			target: 'node-https',
			variant: 'cjs',
			...{ certificate, key, ca },
			output: 'document',
		});
		const document = vscode.window.activeTextEditor?.document;
		assert.equal(document?.getText(), text);
		assert.equal(document.languageId, 'javascript');
		assert.match(text, /require\('node:https'\)/);
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	});

	it('copies the text', async () => {
		const { certificate, key, ca } = issued.files;
		const { text } = await generate({
			target: 'openclaw',
			...{ certificate, key, ca },
			output: 'clipboard',
		});
		assert.equal(await vscode.env.clipboard.readText(), text);
	});

	it('names files of the workspace by their paths in it, where it is told to', async () => {
		const inside = new WorkspaceFolder();
		const { certificate, key = '', ca = '' } = issued.files;
		try {
			const copy = async (file: string, name: string) =>
				inside.write(name, await readFile(file, 'utf8')).fsPath;
			const [here, hereKey] = [
				await copy(certificate, 'certs/api.crt'),
				await copy(key, 'certs/api.key'),
			];
			const options = { target: 'openclaw', certificate: here, ca };
			const mtlsOf = async (paths?: 'relative' | 'absolute') =>
				(
					parse((await generate({ ...options, ...(paths && { paths }) })).text) as {
						vault_connection: { mtls: Record<string, string> };
					}
				).vault_connection.mtls;
			const name = basename(inside.path);
			assert.deepEqual(await mtlsOf('relative'), {
				cert_file: `${name}/certs/api.crt`,
				key_file: `${name}/certs/api.key`,
				ca_cert_file: ca,
			});
			const full = { cert_file: here, key_file: hereKey, ca_cert_file: ca };
			assert.deepEqual(await mtlsOf('absolute'), full);
			assert.deepEqual(await mtlsOf(), full);
		} finally {
			inside.remove();
		}
	});

	it('offers by name what was issued in this session, and copies for a person', async () => {
		const standIn = standInServices();
		const { services } = standIn;
		const inside = new WorkspaceFolder();
		const context = services as CommandContext;
		try {
			const made = await issueTestCertificate(context, {
				...{ options: { folder: inside.path, names: ['lately.test'] }, selection: [] },
				interactive: false,
			});
			const { certificate, chain, key, ca } = made.files;
			assert.deepEqual(services.recentFiles.list(), [certificate]);
			const url = 'https://lately.test:8200';
			const options = forPerson({ target: 'openclaw', url }) as CommandInput['options'];
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			await vscode.env.clipboard.writeText('');
			const result = run(context, { options, selection: [], interactive: true });
			let text: string | undefined;
			void result.then((config) => (text = config.text));
			// The first rows: the certificate, and paths.
			await eventually('the configuration', () => {
				void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
				return text;
			});
			assert.equal(await vscode.env.clipboard.readText(), text);
			const shown = [chain, key, ca].map((file) => `/${basename(file ?? '?')}`);
			for (const name of shown) assert.ok(text?.includes(`${basename(inside.path)}${name}`), name);
			assert.ok(!text?.includes(inside.path), 'relative paths');
		} finally {
			inside.remove();
			standIn.dispose();
		}
	});

	for (const [target, name, before, after] of [
		['openclaw', 'agent.yaml', 'name: a # who\n', /^name: a # who\nvault_connection:\n/],
		['openclaw-mcp', 'openclaw.json', '{ "a": 1 } // b\n', /^\{ "a": 1, "mcp": .*\} \/\/ b\n$/],
		['vault-cli', '.env', 'A=1 # b\n', /^A=1 # b\nVAULT_ADDR=https:/],
	] as const) {
		it(`merges ${target} into ${name} once the button on the diff accepts it`, async () => {
			const { certificate, key, ca } = issued.files;
			const into = join(folder, name);
			await writeFile(into, before);
			const done = generate({ target, certificate, key, ca, output: 'merge', into });
			const tab = await eventually('the diff', () => {
				const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
				return input instanceof vscode.TabInputTextDiff ? input : undefined;
			});
			assert.equal(await readFile(into, 'utf8'), before);
			await vscode.commands.executeCommand('pki.acceptConfigChange', tab.modified);
			await done;
			assert.match(await readFile(into, 'utf8'), after);
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		});
	}

	it('offers each certificate once and no CA, what is at hand first', async () => {
		const { certificate, chain = '', ca = '' } = issued.files;
		const known = await knownCertificates(chain, [ca, certificate, '/nowhere/gone.crt']);
		const names = known.map(({ file }) => basename(file));
		assert.equal(names[0], basename(chain));
		assert.ok(
			!names.includes(basename(ca)) && !names.includes(basename(certificate)),
			names.join(),
		);
		assert.equal(known[0]?.facts.name, 'localhost');
	});

	it('configures a server that demands certificates of the CA', async () => {
		const { certificate, key, ca } = issued.files;
		const options = {
			side: 'server',
			certificate,
			key,
			ca,
			url: 'https://localhost:9443',
		} as const;
		const { text, languageId, warnings, conversion } = await generate({
			target: 'nginx',
			...options,
			minVersion: 'TLSv1.3',
		});
		assert.equal(languageId, 'nginx');
		assert.match(text, /ssl_verify_client on;[^]*ssl_protocols TLSv1\.3;/);
		assert.deepEqual([warnings, conversion], [undefined, undefined]);
		const combined = await generate({ target: 'haproxy', ...options });
		assert.equal(combined.conversion?.format, 'combinedPem');
		assert.ok(combined.text.includes(basename(combined.conversion.file)));
	});

	for (const [title, options, code] of [
		['a server without the CA of its clients', { target: 'go', side: 'server' }, 'invalid'],
		['a side that the target has not', { target: 'curl', side: 'server' }, 'invalid'],
		['an unknown version', { target: 'curl', minVersion: 'TLSv1.1' as 'TLSv1.2' }, 'invalid'],
		['a variable that is none', { target: 'curl', passphraseVariable: '$(id)' }, 'invalid'],
		['an unknown target', { target: 'nothing' }, 'invalid'],
		['an unknown variant', { target: 'node-https', variant: 'amd' }, 'invalid'],
		['an address without TLS', { target: 'openclaw', url: 'http://localhost' }, 'invalid'],
		['a missing file', { target: 'openclaw', certificate: '/nowhere/at-all.crt' }, 'notFound'],
	] as const) {
		it(`refuses ${title}`, async () => {
			await assert.rejects(
				Promise.resolve(generate({ certificate: issued.files.certificate, ...options })),
				(error: Error & { code?: string }) => error.code === code,
			);
		});
	}
});
