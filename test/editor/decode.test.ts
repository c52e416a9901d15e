import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { truncateSync } from 'node:fs';
import * as vscode from 'vscode';
import type { DecodedItem, DecodeOptions } from '../../src/api.js';
import { toPem } from '../../src/core/find/pem.js';
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

const namesOf = (blocks: readonly DecodedItem[]) =>
	blocks.map((block) => ('name' in block ? block.name : kindOf(block)));

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

	it('answers where each block stands in the text, and how it is written', async () => {
		const pem = pemOf({ name: 'a.test' }).trimEnd();
		const base64 = Buffer.from(`${pem}\n`).toString('base64');
		const der = derOf({ name: 'b.test' }).toString('base64');
		const escaped = pem.replaceAll('\n', '\\n');
		const lines = [
			'kind: Secret',
			'data:',
			`  tls.crt: ${base64}`,
			`  ca.crt: "${der}"`,
			`  env: "${escaped}"`,
			'  text: |',
			...pem.split('\n').map((line) => `    ${line}`),
		];
		const blocks = await decode({ text: lines.join('\n'), show: false });
		const at = (line: number, start: number, length: number) => ({
			start: { line, character: start },
			end: { line, character: start + length },
		});
		assert.deepEqual(
			blocks.map(({ encoding, range }) => [encoding, range]),
			[
				['base64Pem', at(2, 11, base64.length)],
				['base64Der', at(3, 11, der.length)],
				['escaped', at(4, 8, escaped.length)],
				[
					'pem',
					{
						start: { line: 6, character: 4 },
						end: { line: lines.length - 1, character: 4 + '-----END CERTIFICATE-----'.length },
					},
				],
			],
		);
		assert.deepEqual(namesOf(blocks), ['a.test', 'b.test', 'a.test', 'a.test']);
	});

	it('counts positions in files as the editor does, and bytes in DER', async () => {
		const pem = pemOf().replaceAll('\n', '\r\n');
		const uri = folder.write('marked.json', `\uFEFF${JSON.stringify({ pem })}`);
		const document = await vscode.workspace.openTextDocument(uri);
		const [block] = await decode({ uri, show: false });
		assert.ok(block);
		const { start, end } = block.range;
		const range = new vscode.Range(start.line, start.character, end.line, end.character);
		assert.match(
			document.getText(range),
			/^-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----$/,
		);
		const der = derOf();
		const [whole] = await decode({ uri: folder.write('b.der', der), show: false });
		assert.deepEqual(
			[whole?.encoding, whole?.range.end],
			['der', { line: 0, character: der.length }],
		);
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
		assert.deepEqual(blocks[0]?.range.start, { line, character: 0 });
		const value = folder.write('value.env', `CA=${derOf().toString('base64')}`);
		const other = await vscode.window.showTextDocument(value);
		other.selection = new vscode.Selection(0, 3, 0, other.document.lineAt(0).text.length);
		const [selected] = await decode({ show: false });
		assert.deepEqual(selected?.range.start, { line: 0, character: 3 });
	});

	it('takes the open file and never the clipboard while one is open', async () => {
		await vscode.env.clipboard.writeText(pemOf({ name: 'copied.test' }));
		const uri = folder.write('active.pem', pemOf({ name: 'active.test' }));
		await vscode.window.showTextDocument(uri);
		assert.deepEqual(namesOf(await decode({ show: false })), ['active.test']);
		await vscode.window.showTextDocument(folder.write('notes.txt', 'nothing to decode'));
		assert.deepEqual(await decode({ show: false }), []);
	});

	it('takes the file of the active tab that is no text', async () => {
		await vscode.env.clipboard.writeText(pemOf({ name: 'copied.test' }));
		const uri = folder.write('binary.der', derOf({ name: 'binary.test' }));
		await vscode.commands.executeCommand('vscode.open', uri);
		await eventually('the tab', () => vscode.window.tabGroups.activeTabGroup.activeTab);
		assert.deepEqual(namesOf(await decode({ show: false })), ['binary.test']);
	});

	it('takes the clipboard when no file is open', async () => {
		await vscode.env.clipboard.writeText(`copied:\n${pemOf({ name: 'copied.test' })}`);
		assert.deepEqual(namesOf(await decode({ show: false })), ['copied.test']);
	});

	it('takes neither file nor clipboard when something else is selected', async () => {
		await vscode.env.clipboard.writeText(pemOf({ name: 'copied.test' }));
		const uri = folder.write('mixed.pem', `some text\n${pemOf({ name: 'below.test' })}`);
		const editor = await vscode.window.showTextDocument(uri);
		editor.selection = new vscode.Selection(0, 0, 0, 9);
		assert.deepEqual(await decode({ show: false }), []);
	});

	it('takes what is selected from the editor’s menu, and the whole file from the Explorer’s', async () => {
		const text = pemOf({ name: 'first.test' }) + pemOf({ name: 'second.test' });
		const uri = folder.write('menus.pem', text);
		const editor = await vscode.window.showTextDocument(uri);
		const line = editor.document.getText().split('\n').lastIndexOf('-----BEGIN CERTIFICATE-----');
		editor.selection = new vscode.Selection(line, 0, editor.document.lineCount - 1, 0);
		const run = async (...args: unknown[]) =>
			(await vscode.commands.executeCommand<{ blocks: DecodedItem[] }>('pki.decode', ...args))
				.blocks;
		assert.deepEqual(namesOf(await run(uri)), ['second.test']);
		assert.deepEqual(namesOf(await run(uri, [uri])), ['first.test', 'second.test']);
	});

	it('takes a selected line of a Secret', async () => {
		const encoded = Buffer.from(pemOf({ name: 'secret.test' })).toString('base64');
		const text = `kind: Secret\ndata:\n  tls.crt: ${encoded}\n  tls.key: ""\n`;
		const editor = await vscode.window.showTextDocument(folder.write('secret.yaml', text));
		editor.selection = new vscode.Selection(2, 0, 3, 0);
		const [block] = await decode({ show: false });
		assert.deepEqual([block && 'name' in block && block.name, block?.line], ['secret.test', 2]);
	});

	it('says beside the facts what is wrong with the block', async () => {
		const text = pemOf({ name: 'a.test' }).replaceAll('-----', '—');
		const [block] = await decode({ text, show: false });
		assert.ok(block && 'name' in block);
		assert.equal(block.name, 'a.test');
		assert.equal(block.note?.code, 'spoiltBegin');
		assert.match(
			block.note.message,
			/^Line 1 is meant as a BEGIN line, but it has other characters in place of hyphens\. It should read “-----BEGIN CERTIFICATE-----”\. The END line \(line \d+\) is damaged too\.$/,
		);
		const [labelled] = await decode({ text: toPem('PRIVATE KEY', derOf()), show: false });
		assert.match(labelled?.note?.message ?? '', /label is PRIVATE KEY.* under CERTIFICATE\./);
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
		// VS Code takes this for no address.
		for (const uri of ['file:////etc/a.pem', { scheme: 'no scheme', path: '/a.pem' }]) {
			const error = { code: 'invalid', message: /“?uri”?/ };
			await assert.rejects(decode({ uri: uri as string, show: false }), error);
		}
		const both = { uri: folder.write('a.crt', pemOf()), text: pemOf(), show: false };
		await assert.rejects(decode(both), { code: 'invalid', message: /text/ });
	});

	it('opens each file in a tab of its own, and the same file in the same one', async () => {
		const uris = ['first', 'second'].map((name) =>
			folder.write(`${name}.crt`, pemOf({ name: `${name}.test` })),
		);
		for (const uri of [...uris, ...uris]) await decode({ uri });
		await eventually('the second one in front', () => {
			const [first, second, ...more] = detailTabs().sort((a, b) => a.label.localeCompare(b.label));
			const areBoth = first?.label === 'first.test' && second?.label === 'second.test';
			return areBoth && more.length === 0 && second.isActive ? true : undefined;
		});
	});

	it('opens one tab for texts and reuses it, unless it is told not to show', async () => {
		await decode({ text: pemOf(), show: false });
		assert.deepEqual(detailTabs(), []);
		await decode({ text: pemOf({ name: 'one.test' }) });
		await eventually('the details tab', () => detailTabs().find((t) => t.label === 'one.test'));
		await decode({ text: pemOf({ name: 'two.test' }) });
		await eventually('the new title', () => detailTabs().find((t) => t.label === 'two.test'));
		assert.equal(detailTabs().length, 1);
	});
});
