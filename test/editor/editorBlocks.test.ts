/** What stands beside blocks in any file: hover, lens, inlay text. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import * as vscode from 'vscode';
import { makeCertificate, makeRoot } from '../matrix/material.js';
import {
	activate,
	base64,
	expired,
	hintsIn,
	hoverIn,
	indented,
	ours,
	titlesIn,
} from '../support/blocksInEditor.js';
import { pemOf, tornPem } from '../support/certificates.js';
import {
	eventually,
	folderForEachTest,
	openText,
	type WorkspaceFolder,
} from '../support/editor.js';

let folder: WorkspaceFolder;
const open = (content: string, language: Parameters<typeof openText>[2]) =>
	openText(folder, content, language);
const inItsFolder = () => folderForEachTest((made) => (folder = made));

const summarize = (as: 'lens' | 'inlay' | 'off' | undefined) =>
	vscode.workspace
		.getConfiguration('pki.editor')
		.update('blocks', as, vscode.ConfigurationTarget.Global);

describe('the hover on a block', () => {
	inItsFolder();

	before(activate);

	it('says what a certificate is, wherever it is touched', async () => {
		const pem = pemOf({ name: 'api.test', from: -10, to: 40 });
		const document = await open(`data:\n  cert: |\n${indented(pem)}\n  other: 1\n`, 'yaml');
		const onBegin = await hoverIn(document, 2);
		assert.ok(onBegin);
		for (const part of [
			/\*\*api\.test\*\* — Certificate/,
			/Dates valid · expires in 40 days \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)/,
			/Issuer: /,
			/Serial number: `[0-9a-f:]+`/,
			/SHA-256: `([0-9a-f]{2}:){31}[0-9a-f]{2}`/,
			/SHA-1: `([0-9a-f]{2}:){19}[0-9a-f]{2}`/,
			/\[Show Details\]\(command:pki\.decode\?/,
			/\[Copy PEM\]\(command:pki\.copyPem\?/,
		]) {
			assert.match(onBegin.text, part);
		}
		assert.equal((await hoverIn(document, 4))?.text, onBegin.text);
		assert.deepEqual(onBegin.range?.start, new vscode.Position(2, 4));
		assert.equal(await hoverIn(document, 0, 1), undefined);
		assert.equal(await hoverIn(document, document.lineCount - 2, 4), undefined);
	});

	it('reads base64 values and escaped strings', async () => {
		const pem = expired();
		const secret = await open(`data:\n  tls.crt: ${base64(pem)}\n`, 'yaml');
		const found = await hoverIn(secret, 1, 40);
		assert.match(found?.text ?? '', /\*\*old\.test\*\*[^]*Expired · 3 days ago/);
		assert.deepEqual(found?.range?.start, new vscode.Position(1, 11));
		assert.equal(await hoverIn(secret, 1, 4), undefined);
		const json = await open(JSON.stringify({ cert: pem }), 'json');
		assert.match((await hoverIn(json, 0, 60))?.text ?? '', /\*\*old\.test\*\*/);
	});

	it('shows the whole chain that one value holds', async () => {
		const chain = ['a', 'b', 'c', 'd'].map((name) => pemOf({ name: `${name}.test` })).join('');
		const document = await open(`ca.crt: ${base64(chain)}\n`, 'yaml');
		const { text = '' } = (await hoverIn(document, 0, 40)) ?? {};
		assert.match(text, /a\.test[^]*b\.test[^]*c\.test[^]*and 1 more/);
	});

	it('lists what Problems lists, where VS Code does not show it by itself', async () => {
		const document = await open(`x:\n${indented(expired())}\n`, 'yaml');
		await eventually('the finding', () => ours(document.uri)[0]);
		const finding = /\*\*Error\*\*: old\.test expired 3 days ago/;
		assert.match((await hoverIn(document, 3))?.text ?? '', finding);
		const { text = '' } = (await hoverIn(document, 1)) ?? {};
		assert.match(text, /\*\*old\.test\*\*[^]*Expired · 3 days ago/);
		assert.doesNotMatch(text, finding);
	});

	it('has name, verdict and actions before what is only compared', async () => {
		const document = await open(pemOf({ name: 'api.test' }), 'yaml');
		const { text = '' } = (await hoverIn(document, 0)) ?? {};
		assert.match(
			text,
			/api\.test[^]*expires in[^]*Names: [^]*Show Details[^]*Serial number: [^]*SHA-256: [^]*SHA-1: /,
		);
	});

	it('shows a hostile name as text and runs only our commands', async () => {
		const name =
			'a`b`\n# h [x](command:workbench.action.quit) <img src=x onerror=y> **b** &lt; $(x) https://e.test';
		const document = await open(pemOf({ name }), 'pem');
		const { content } = (await hoverIn(document, 0)) ?? {};
		assert.ok(content);
		assert.deepEqual(content.isTrusted, {
			enabledCommands: [
				...['pki.decode', 'pki.copyPem', 'pki.copyAs', 'pki.compareCertificates'],
				...['pki.generateClientConfig', 'pki.preflight', 'pki.applyFix', 'pki.showRule'],
				'pki.showUses',
			],
		});
		assert.notEqual(content.supportHtml, true);
		assert.notEqual(content.supportThemeIcons, true);
		const [head = ''] = content.value.split('\n');
		const inside = head.slice(2, head.lastIndexOf('** — '));
		// Every sign that Markdown could take for markup stands behind a backslash, and the line break is named.
		assert.doesNotMatch(inside.replace(/\\[!-~]/g, ''), /[!-/:-@[-`{-~]/);
		assert.match(inside, /0A/);
	});

	it('says of a private key whose it is, and nothing of the key', async () => {
		const root = makeRoot('Root');
		const leaf = makeCertificate({ name: 'web.test', issuer: root, ca: false });
		const document = await open(leaf.keyPem + leaf.pem, 'pem');
		const { text = '' } = (await hoverIn(document, 1, 20)) ?? {};
		assert.match(text, /— Private key/);
		assert.match(text, /Not encrypted/);
		assert.match(text, /Belongs to: Certificate web\.test in line \d+/);
		for (const line of leaf.keyPem.split('\n').slice(1, -2)) assert.ok(!text.includes(line));
		assert.doesNotMatch(text, /Copy PEM/);
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const locked = privateKey.export({
			...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
		} as never) as unknown as string;
		const other = await open(locked, 'pem');
		assert.match((await hoverIn(other, 0))?.text ?? '', /Encrypted with a passphrase/);
	});

	it('says what is wrong with a torn block, and what to do', async () => {
		const document = await open(tornPem(), 'pem');
		const { text = '' } = (await hoverIn(document, 0)) ?? {};
		assert.match(text, /The character “!” is not base64\.[^]*copy the block again/);
	});

	it('follows what is typed', async () => {
		const document = await open('nothing here\n', 'plaintext');
		assert.equal(await hoverIn(document, 0), undefined);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(document.uri, new vscode.Position(1, 0), pemOf({ name: 'typed.test' }));
		await vscode.workspace.applyEdit(edit);
		assert.match((await hoverIn(document, 1))?.text ?? '', /\*\*typed\.test\*\*/);
		const change = new vscode.WorkspaceEdit();
		change.replace(document.uri, new vscode.Range(1, 0, document.lineCount, 0), expired());
		await vscode.workspace.applyEdit(change);
		assert.match((await hoverIn(document, 1))?.text ?? '', /\*\*old\.test\*\*/);
		await vscode.commands.executeCommand('undo');
		await vscode.commands.executeCommand('undo');
		assert.equal(await hoverIn(document, 0), undefined);
	});
});

describe('the lens above a block', () => {
	inItsFolder();

	before(activate);
	afterEach(() => summarize(undefined));

	it('has name, expiry, issuer and findings, and what can be done', async () => {
		const document = await open(`a: 1\nb: |\n${indented(expired())}\n`, 'yaml');
		await eventually('the finding', () => ours(document.uri)[0]);
		assert.deepEqual(await titlesIn(document), [
			'CN=old.test · expired 3 days ago · issuer Test Issuer · 1 finding',
			'Details',
			'Compare…',
		]);
	});

	it('says how many more certificates stand in one value', async () => {
		const chain = (count: number) =>
			base64(
				Array.from({ length: count }, (_, index) => pemOf({ name: `${index}.test` })).join(''),
			);
		const document = await open(`a: ${chain(2)}\nb: ${chain(3)}\n`, 'yaml');
		const titles = await titlesIn(document);
		assert.match(titles[0] ?? '', / · 1 more certificate( · |$)/);
		assert.match(titles[1] ?? '', / · 2 more certificates( · |$)/);
	});

	it('offers a client configuration where the file is what one names', async () => {
		const uri = folder.write('web.crt', pemOf());
		const document = await vscode.workspace.openTextDocument(uri);
		assert.equal(document.languageId, 'pem');
		const titles = await titlesIn(document);
		assert.deepEqual(titles.slice(1), ['Details', 'Compare…', 'Copy Client Config…']);
	});

	it('offers the first fix, which works', async () => {
		const root = makeRoot('Root');
		const issuing = makeRoot('Issuing CA', { issuer: root });
		const leaf = makeCertificate({ name: 'web.test', issuer: issuing, ca: false });
		const document = await open(issuing.pem + leaf.pem, 'pem');
		await eventually('the finding', () => ours(document.uri)[0]);
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			document.uri,
		);
		const [fix] = lenses.flatMap(({ command }) =>
			command?.title === 'Reorder chain' ? [command] : [],
		);
		assert.ok(fix);
		await vscode.commands.executeCommand(fix.command, ...((fix.arguments ?? []) as unknown[]));
		assert.equal(document.getText(), leaf.pem + issuing.pem);
	});

	it('of a CA bundle stands above each, and none draws an icon out of a name', async () => {
		const names = Array.from({ length: 144 }, (_, index) => `ca${index}.test`);
		const document = await open([...names, '$(x)'].map((name) => pemOf({ name })).join(''), 'pem');
		const titles = (await titlesIn(document)).filter((title) => title.startsWith('CN='));
		assert.equal(titles.length, 145);
		assert.match(titles[143] ?? '', /^CN=ca143\.test · expires in 355 days/);
		assert.match(titles[144] ?? '', /^CN=\$ \(x\) /);
	});

	it('gives way to inlay text, and to nothing, as the setting says', async () => {
		const document = await open(`b: |\n${indented(expired())}\nv: ${base64(pemOf())}\n`, 'yaml');
		assert.equal((await titlesIn(document)).length, 6);
		assert.deepEqual(await hintsIn(document), []);
		await summarize('inlay');
		assert.deepEqual(await titlesIn(document), []);
		assert.deepEqual(await hintsIn(document), [
			'1: CN=old.test · expired 3 days ago · issuer Test Issuer',
			`${document.lineCount - 2}: CN=api.test · expires in 355 days · issuer Test Issuer`,
		]);
		await summarize('off');
		assert.deepEqual([await titlesIn(document), await hintsIn(document)], [[], []]);
		assert.ok(await hoverIn(document, 1));
	});
});

describe('the commands beside a block', () => {
	inItsFolder();

	before(activate);

	it('copy what stands at the line', async () => {
		const text = `# two\n${pemOf({ name: 'one.test' })}${pemOf({ name: 'two.test' })}`;
		const document = await open(text, 'pem');
		const second = text.lastIndexOf('-----BEGIN');
		const at = { uri: document.uri.toJSON() as unknown };
		const { line } = document.positionAt(second);
		await vscode.commands.executeCommand('pki.copyPem', { ...at, line }, 'link');
		assert.equal((await vscode.env.clipboard.readText()).trim(), text.slice(second).trim());
		await assert.rejects(async () =>
			vscode.commands.executeCommand('pki.copyPem', { ...at, line: 0 }),
		);
	});

	it('show the details of a block of an unsaved document', async () => {
		const content = `${pemOf({ name: 'one.test' })}${expired()}`;
		const document = await vscode.workspace.openTextDocument({ content });
		const line = document.positionAt(document.getText().lastIndexOf('-----BEGIN')).line;
		const at = { uri: document.uri.toJSON() as unknown, line };
		await vscode.commands.executeCommand('pki.decode', at, 'link');
		await eventually('the tab of that block', () =>
			vscode.window.tabGroups.all
				.flatMap(({ tabs }) => tabs)
				.find(({ label }) => label.includes('old.test')),
		);
	});
});
