import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import * as vscode from 'vscode';
import { makeCertificate, makeRoot } from '../matrix/material.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';

const root = makeRoot('Root');
const issuing = makeRoot('Issuing CA', { issuer: root });
const leaf = makeCertificate({ name: 'web.test', dns: ['web.test'], issuer: issuing, ca: false });

const ours = (uri: vscode.Uri) =>
	vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'PKI');

function codesOf(uri: vscode.Uri): unknown[] {
	return ours(uri).map(({ code }) => (typeof code === 'object' ? code.value : code));
}

async function fixesAt({ uri }: vscode.TextDocument, range: vscode.Range) {
	const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		uri,
		range,
		vscode.CodeActionKind.QuickFix.value,
	);
	return actions.filter(({ title }) => title === 'Reorder chain');
}

const activate = () => vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate();

describe('Reorder chain', () => {
	let folder: WorkspaceFolder;
	before(activate);
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(async () => {
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		await closeEditors();
		folder.remove();
	});

	async function open(document: vscode.TextDocument): Promise<vscode.Diagnostic> {
		await vscode.window.showTextDocument(document);
		return eventually('the finding', () => ours(document.uri)[0]);
	}

	it('puts the leaf first in a file, can be undone, and leaves nothing to say', async () => {
		const text = (issuing.pem + leaf.pem).replaceAll('\n', '\r\n');
		const uri = folder.write('chain.pem', text);
		const document = await vscode.workspace.openTextDocument(uri);
		const found = await open(document);
		assert.equal(found.range.start.line, issuing.pem.split('\n').length - 1);
		assert.match(found.message, /^web\.test is not the first certificate in this file\./);
		assert.ok(typeof found.code === 'object');
		assert.equal(found.code.target.toString(true), 'command:pki.showRule?["leafNotFirst"]');

		const [fix] = await fixesAt(document, found.range);
		assert.ok(fix?.edit);
		assert.equal(fix.isPreferred, true);
		await vscode.workspace.applyEdit(fix.edit);
		assert.equal(document.getText(), (leaf.pem + issuing.pem).replaceAll('\n', '\r\n'));
		await eventually('no finding', () => (ours(uri).length === 0 ? true : undefined));

		await vscode.commands.executeCommand('undo');
		assert.equal(document.getText(), text);
	});

	it('works in a document that was never saved', async () => {
		const content = root.pem + issuing.pem + leaf.pem;
		const document = await vscode.workspace.openTextDocument({ content });
		const found = await open(document);
		const [fix] = await fixesAt(document, found.range);
		assert.ok(fix?.edit);
		await vscode.workspace.applyEdit(fix.edit);
		assert.equal(document.getText(), leaf.pem + issuing.pem + root.pem);
	});

	it('is offered for nothing else', async () => {
		const uri = folder.write('pair.pem', makeRoot('Other').keyPem + leaf.pem);
		chmodSync(uri.fsPath, 0o600);
		const document = await vscode.workspace.openTextDocument(uri);
		const found = await open(document);
		assert.deepEqual(codesOf(uri), ['foreignKey']);
		assert.deepEqual(await fixesAt(document, found.range), []);
	});
});

describe('a key beside an open certificate', () => {
	let folder: WorkspaceFolder;
	before(activate);
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(async () => {
		await closeEditors();
		folder.remove();
	});

	it('is compared with it, and again when it changes', async () => {
		folder.write('web.key', issuing.keyPem);
		const uri = folder.write('web.crt', leaf.pem);
		await vscode.window.showTextDocument(uri);
		const found = await eventually('the finding', () => ours(uri)[0]);
		assert.equal(found.message, 'web.test does not match the private key in web.key.');
		folder.write('web.key', leaf.keyPem);
		await eventually('no finding', () => (ours(uri).length === 0 ? true : undefined));
	});
});
