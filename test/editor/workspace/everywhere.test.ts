/** What is known of the workspace where it helps: symbols, hovers, details and findings. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import * as vscode from 'vscode';
import { activate, hoverIn, ours } from '../../support/blocksInEditor.js';
import { pemOf } from '../../support/certificates.js';
import { call } from '../../support/commandDoor.js';
import { spkiOf } from '../../support/der.js';
import { eventually, folderForEachTest, type WorkspaceFolder } from '../../support/editor.js';

describe('the workspace', () => {
	let folder: WorkspaceFolder;
	folderForEachTest((made) => (folder = made));
	before(activate);

	function pair(): { readonly key: string; readonly spki: Buffer } {
		const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		return {
			key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
			spki: spkiOf(publicKey),
		};
	}
	const read = () => call('pki.listWorkspaceCertificates', {});
	const shown = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri);

	it('has symbols for certificates in files that nobody has open', async () => {
		const uri = folder.write(
			'k8s/values.yaml',
			`x: 1\ncert: |\n${pemOf({ name: 'far.example.test' }).replace(/^(?=.)/gm, '  ')}`,
		);
		await read();
		const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
			'vscode.executeWorkspaceSymbolProvider',
			'farexample',
		);
		const found = symbols.filter(({ name }) => name === 'far.example.test');
		assert.deepEqual(
			found.map(({ location }) => [location.uri.fsPath, location.range.start.line]),
			[[uri.fsPath, 2]],
		);
	});

	it('names the private key of a certificate, wherever it is', async () => {
		const { key, spki } = pair();
		const certificate = folder.write('certs/api.crt', pemOf({ spki }));
		const far = folder.write('secrets/far.key', key);
		await read();
		const document = await vscode.workspace.openTextDocument(certificate);
		await vscode.window.showTextDocument(document);
		const hover = await hoverIn(document, 0);
		assert.ok(hover?.text.includes(`matches ${shown(far)}`), hover?.text);
		const keyDocument = await vscode.workspace.openTextDocument(far);
		await vscode.window.showTextDocument(keyDocument);
		assert.match((await hoverIn(keyDocument, 0))?.text ?? '', /Belongs to: .*api\.crt/);
		await vscode.commands.executeCommand('pki.showDetailsAsText', { uri: certificate });
		const { document: text } = await eventually('the text', () => {
			const editor = vscode.window.activeTextEditor;
			return editor?.document.uri.scheme === 'pki-details' ? editor : undefined;
		});
		assert.ok(text.getText().includes(`matches ${shown(far)}`), text.getText());
	});

	it('says where the right key is, when the one beside a certificate is another', async () => {
		const { key, spki } = pair();
		const certificate = folder.write('web.crt', pemOf({ name: 'web.test', spki, to: 300 }));
		folder.write('web.key', pair().key);
		const right = folder.write('elsewhere/right.key', key);
		await read();
		await vscode.window.showTextDocument(certificate);
		const words = `web.test does not match the private key in web.key. Its key is in ${shown(right)}.`;
		await eventually(words, () => ours(certificate).find(({ message }) => message === words));
	});
});
