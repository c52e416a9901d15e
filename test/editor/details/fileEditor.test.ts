/** The page as VS Code's editor of files without text. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { derOf, pemOf } from '../../support/certificates.js';
import { closeEditors, eventually, WorkspaceFolder } from '../../support/editor.js';

describe('the editor of files without text', () => {
	let folder: WorkspaceFolder;

	before(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(closeEditors);
	after(() => folder.remove());

	const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
	/** As VS Code names it, it is declared for the file. */
	const pageOf = (uri: vscode.Uri, viewType = 'pki.file') =>
		tabs().find(
			({ input }) =>
				input instanceof vscode.TabInputCustom &&
				input.viewType === viewType &&
				input.uri.toString() === uri.toString(),
		);

	for (const name of ['host.der', 'host.p12', 'host.pfx', 'host.jks', 'UPPER.DER']) {
		it(`opens ${name}`, async () => {
			const uri = folder.write(name, derOf());
			await vscode.commands.executeCommand('vscode.open', uri);
			await eventually('the page', () => pageOf(uri));
		});
	}

	it('leaves PEM to the text editor', async () => {
		const uri = folder.write('host.crt', pemOf());
		await vscode.commands.executeCommand('vscode.open', uri);
		await eventually('the text', () => vscode.window.activeTextEditor);
		assert.equal(pageOf(uri), undefined);
	});

	it('takes the place of the text of a binary file when its details are asked for', async () => {
		for (const name of ['binary.crt', 'BINARY.CER', 'plain.truststore']) {
			await closeEditors();
			const uri = folder.write(name, derOf());
			await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
			await eventually('its tab', () => tabs().find(({ label }) => label === name));
			await vscode.commands.executeCommand('pki.decode');
			await eventually('the page', () => pageOf(uri, 'pki.pemOrDer'));
			await eventually('one tab', () => (tabs().length === 1 ? true : undefined));
		}
		// Which editor opens which file next time is left to who uses VS Code.
		const associations = vscode.workspace
			.getConfiguration('workbench')
			.inspect('editorAssociations');
		assert.doesNotMatch(JSON.stringify(associations), /pki\./);
	});
});
