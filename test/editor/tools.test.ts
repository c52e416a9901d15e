/** The tools for language models, called as a chat calls them. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import * as vscode from 'vscode';
import { pemOf } from '../support/certificates.js';
import { WorkspaceFolder } from '../support/editor.js';
import { invokeTool } from '../support/tools.js';

describe('the tools for language models', () => {
	let folder: WorkspaceFolder;
	before(async () => {
		folder = new WorkspaceFolder();
		await vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate();
	});
	after(() => folder.remove());

	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	const text = pemOf({ name: 'old.test', from: -9, to: -2 }) + key;

	it('are described for models, with each input', () => {
		const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('pki_'));
		assert.deepEqual(ours.map(({ name }) => name).sort(), [
			'pki_check',
			'pki_decode',
			'pki_explain_tls_error',
			'pki_probe',
		]);
		for (const { description, inputSchema } of ours) {
			assert.ok(description.length > 100);
			const { properties } = inputSchema as {
				properties: Record<string, { description?: string }>;
			};
			for (const property of Object.values(properties)) assert.ok(property.description);
		}
	});

	it('decode a text and a file of the workspace, and say nothing of a private key', async () => {
		const file = folder.write('both.yaml', JSON.stringify({ pem: text }));
		const relative = vscode.workspace.asRelativePath(file, false);
		for (const input of [{ text }, { file: file.fsPath }, { file: relative }]) {
			const { markdown, data } = await invokeTool('pki_decode', input);
			assert.match(markdown, /^- line 1 \(\w+\): certificate old\.test, issued by /);
			assert.match(markdown, /private key \(ec\)/);
			const blocks = data.blocks as readonly { kind: string; serialNumber?: string }[];
			assert.deepEqual(
				blocks.map(({ kind }) => kind),
				['certificate', 'privateKey'],
			);
			assert.match(blocks[0]?.serialNumber ?? '', /^[0-9a-f]+$/);
			const all = markdown + JSON.stringify(data);
			for (const line of key.split('\n').slice(1, -2)) assert.ok(!all.includes(line));
		}
	});

	it('check a text, files and what is open', async () => {
		const file = folder.write('old.pem', text);
		for (const input of [{ text }, { files: [file.fsPath] }]) {
			const { markdown, data } = await invokeTool('pki_check', input);
			assert.match(markdown, /error expired: old\.test expired 2 days ago/);
			const findings = data.findings as readonly { code: string }[];
			assert.ok(findings.some(({ code }) => code === 'expired'));
		}
		const good = await invokeTool('pki_check', { text: 'nothing' });
		assert.match(good.markdown, /No problems found/);
	});

	it('refuse other machines, and name what they cannot read', async () => {
		for (const file of [
			'//server/share/a.pem',
			'\\\\server\\share\\a.pem',
			'https://a.test/a.pem',
		]) {
			await assert.rejects(invokeTool('pki_decode', { file }), /file/);
		}
		await assert.rejects(invokeTool('pki_decode', { file: 'missing.pem' }), /missing\.pem/);
		await assert.rejects(invokeTool('pki_check', { files: 'a.pem' }), /files/);
	});
});
