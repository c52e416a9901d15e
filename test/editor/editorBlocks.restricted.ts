/** In a folder that is not trusted everything that only reads works. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { pemOf } from '../support/certificates.js';
import { closeEditors, eventually } from '../support/editor.js';

describe('blocks in an untrusted folder', () => {
	after(closeEditors);

	it('have hover, lens and findings, and can be copied', async () => {
		assert.equal(vscode.workspace.isTrusted, false);
		await vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate();
		const content = `cert: |\n${pemOf({ name: 'old.test', from: -9, to: -2 }).replace(/^/gm, '  ')}`;
		const document = await vscode.workspace.openTextDocument({ content, language: 'yaml' });
		const { uri } = document;
		await vscode.window.showTextDocument(document);
		const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
			'vscode.executeHoverProvider',
			uri,
			new vscode.Position(1, 6),
		);
		const [part] = hover?.contents ?? [];
		assert.ok(part instanceof vscode.MarkdownString);
		assert.match(part.value, /Copy PEM/);
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			uri,
			10,
		);
		const titles = lenses.map(({ command }) => command?.title).join('\n');
		assert.match(titles, /^CN=old\.test · expired 2 days ago/m);
		await eventually('the finding', () =>
			vscode.languages.getDiagnostics(uri).find(({ source }) => source === 'PKI'),
		);
		await vscode.commands.executeCommand(
			'pki.copyPem',
			{ uri: uri.toJSON() as unknown, line: 1 },
			'link',
		);
		assert.match(await vscode.env.clipboard.readText(), /^-----BEGIN CERTIFICATE-----\n/);
	});
});
