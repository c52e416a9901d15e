import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import { makeCertificate, rsaKeys } from '../matrix/material.js';
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

	for (const [title, options, code] of [
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
