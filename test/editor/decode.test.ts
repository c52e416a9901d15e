import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { truncateSync } from 'node:fs';
import * as vscode from 'vscode';
import type { DecodedItem, DecodeOptions } from '../../src/api.js';
import { toPem } from '../../src/core/x509/pem.js';
import { derOf, pemOf, tornPem } from '../support/certificates.js';
import { crl, dns, request, subjectAltName } from '../support/der.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';

async function decode(options?: DecodeOptions): Promise<DecodedItem[]> {
	const result = await vscode.commands.executeCommand<{ blocks: DecodedItem[] }>(
		'pki.decode',
		...(options ? [options] : []),
	);
	return result.blocks;
}

const kindOf = (block: DecodedItem) => ('kind' in block ? block.kind : block.error.code);

function detailTabs(): vscode.Tab[] {
	return vscode.window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.filter(({ input }) => input instanceof vscode.TabInputWebview);
}

describe('pki.decode', () => {
	let folder: WorkspaceFolder;
	before(() => {
		folder = new WorkspaceFolder();
	});
	after(() => folder.remove());
	afterEach(closeEditors);

	it('answers the facts of a text, each block with its zero-based line', async () => {
		const names = subjectAltName(dns('a.test'), dns('b.test'));
		const text = `# first\n${pemOf({ name: 'a.test', extensions: [names] })}`;
		const [block] = await decode({ text, show: false });
		assert.ok(block && 'kind' in block && block.kind === 'certificate');
		assert.equal(block.line, 1);
		assert.equal(block.subject, 'CN=a.test');
		assert.deepEqual(block.subjectAltNames, [
			{ type: 'dns', value: 'a.test' },
			{ type: 'dns', value: 'b.test' },
		]);
		assert.match(block.sha256Fingerprint, /^[0-9a-f]{64}$/);
	});

	it('reads files by Uri, by path and by a Uri that went through JSON; PEM and DER', async () => {
		const pem = folder.write('a.crt', pemOf({ name: 'a.test' }));
		const der = folder.write('b.der', derOf({ name: 'b.test' }));
		const json = JSON.parse(JSON.stringify(der)) as vscode.Uri;
		for (const [uri, name] of [
			[pem, 'a.test'],
			[pem.fsPath, 'a.test'],
			[der, 'b.test'],
			[json, 'b.test'],
		] as const) {
			const [block] = await decode({ uri, show: false });
			assert.ok(block && 'kind' in block && block.kind === 'certificate');
			assert.equal(block.name, name);
		}
	});

	it('tells requests, revocation lists and keys apart, and a torn block hides none', async () => {
		const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const text = [
			pemOf(),
			tornPem(),
			toPem('CERTIFICATE REQUEST', request()),
			toPem('X509 CRL', crl()),
			privateKey.export({ type: 'pkcs8', format: 'pem' }),
			publicKey.export({ type: 'spki', format: 'pem' }),
		].join('');
		const blocks = await decode({ text, show: false });
		assert.deepEqual(blocks.map(kindOf), [
			'certificate',
			'badBase64',
			'request',
			'crl',
			'privateKey',
			'publicKey',
		]);
		const torn = blocks[1];
		assert.ok(torn && 'error' in torn);
		const tornLine = text.split('\n').findIndex((line) => line.includes('!'));
		assert.equal(torn.error.line, tornLine);
		assert.match(torn.error.message, /“!” is not base64/);
	});

	it('answers nothing of a private key but what kind it is', async () => {
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
		const { d = '' } = createPrivateKey(pem).export({ format: 'jwk' });
		const secret = Buffer.from(d, 'base64url');
		const answer = JSON.stringify(await decode({ text: pem, show: false }));
		assert.match(answer, /"keyType":"ec"/);
		for (const form of ['hex', 'base64', 'base64url', 'latin1'] as const) {
			assert.ok(!answer.includes(secret.toString(form)), `${form} of the secret number`);
		}
		for (const line of pem.split('\n').slice(1, -2)) assert.ok(!answer.includes(line));
	});

	it('takes the selection, with the lines of its document', async () => {
		const uri = folder.write('two.pem', pemOf({ name: 'a.test' }) + pemOf({ name: 'b.test' }));
		const document = await vscode.workspace.openTextDocument(uri);
		const editor = await vscode.window.showTextDocument(document);
		const line = document.getText().split('\n').lastIndexOf('-----BEGIN CERTIFICATE-----');
		editor.selection = new vscode.Selection(line, 0, document.lineCount - 1, 0);
		const blocks = await decode({ show: false });
		assert.deepEqual(
			blocks.map((block) => ('name' in block ? [block.name, block.line] : block)),
			[['b.test', line]],
		);
	});

	it('takes the clipboard when nothing is selected', async () => {
		await vscode.env.clipboard.writeText(`copied:\n${pemOf({ name: 'copied.test' })}`);
		const [block] = await decode({ show: false });
		assert.ok(block && 'name' in block);
		assert.equal(block.name, 'copied.test');
	});

	it('takes the active file when nothing is selected or copied', async () => {
		const uri = folder.write('active.pem', pemOf({ name: 'active.test' }));
		await vscode.window.showTextDocument(uri);
		await vscode.env.clipboard.writeText('nothing to decode');
		const [block] = await decode({ show: false });
		assert.ok(block && 'name' in block);
		assert.equal(block.name, 'active.test');
	});

	it('takes what an open document says, saved or not', async () => {
		const uri = folder.write('dirty.pem', pemOf({ name: 'saved.test' }));
		const document = await vscode.workspace.openTextDocument(uri);
		const edit = new vscode.WorkspaceEdit();
		const all = new vscode.Range(0, 0, document.lineCount, 0);
		edit.replace(uri, all, pemOf({ name: 'unsaved.test' }));
		await vscode.workspace.applyEdit(edit);
		const [block] = await decode({ uri, show: false });
		assert.ok(block && 'name' in block);
		assert.equal(block.name, 'unsaved.test');
		await vscode.window.showTextDocument(document);
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	});

	it('answers no blocks for a text without any', async () => {
		assert.deepEqual(await decode({ text: 'nothing', show: false }), []);
	});

	it('refuses a file of 1 GB at once, and names what is wrong with others', async () => {
		const huge = folder.write('huge.pem', '');
		truncateSync(huge.fsPath, 1024 ** 3);
		const start = Date.now();
		await assert.rejects(decode({ uri: huge, show: false }), { code: 'tooLarge' });
		assert.ok(Date.now() - start < 1000);
		const missing = vscode.Uri.joinPath(huge, '..', 'missing.pem');
		await assert.rejects(decode({ uri: missing, show: false }), { code: 'notFound' });
		await assert.rejects(decode({ uri: folder.path, show: false }), { code: 'invalid' });
		await assert.rejects(decode({ uri: 'relative.pem', show: false }), { code: 'invalid' });
	});

	it('opens one tab and reuses it, unless it is told not to show', async () => {
		await decode({ text: pemOf(), show: false });
		assert.deepEqual(detailTabs(), []);
		await decode({ text: pemOf({ name: 'one.test' }) });
		await eventually('the details tab', () => detailTabs().find((t) => t.label === 'one.test'));
		await decode({ text: pemOf({ name: 'two.test' }) });
		await eventually('the new title', () => detailTabs().find((t) => t.label === 'two.test'));
		assert.equal(detailTabs().length, 1);
	});
});
