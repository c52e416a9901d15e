/** In how many places a certificate or key file is used: lens, hover and what a click shows, over the extension's own index. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activate, hoverIn, titlesIn } from '../support/blocksInEditor.js';
import { derOf, pemOf } from '../support/certificates.js';
import {
	eventually,
	folderForEachTest,
	openText,
	type WorkspaceFolder,
} from '../support/editor.js';
import { pathHoverIn } from '../support/paths.js';

const show = (options: object) =>
	vscode.commands.executeCommand<{ uses: number }>('pki.showUses', options);

describe('where a file is used', () => {
	let folder: WorkspaceFolder;
	folderForEachTest((made) => (folder = made));
	before(activate);

	const titles = async (document: vscode.TextDocument, wanted: RegExp) => {
		let known: readonly string[] = [];
		await eventually(String(wanted), () => {
			void titlesIn(document).then((found) => (known = found));
			return known.some((title) => wanted.test(title)) || undefined;
		});
		return known;
	};

	it('is counted in the lens and the hover of its first block, and follows the files', async () => {
		const document = await openText(folder, pemOf() + pemOf({ name: 'ca.test' }), 'pem');
		const name = document.uri.path.split('/').at(-1) ?? '';
		assert.deepEqual(await show({ uri: document.uri }), { uses: 0 });
		assert.ok(!(await titlesIn(document)).some((title) => title.startsWith('Used in')));
		folder.write('a.yaml', `server:\n  cert_file: ${name}\n`);
		await titles(document, /^Used in 1 place$/);
		folder.write('b.env', `TLS_CERT=${name}\nSSL_CERT_FILE=./${name}\n`);
		const all = await titles(document, /^Used in 3 places$/);
		assert.equal(all.filter((title) => title.startsWith('Used in')).length, 1);
		const hover = await hoverIn(document, 0);
		assert.match(hover?.text ?? '', /\[Used in 3 places\]\(command:pki\.showUses\?/);
		const { isTrusted } = hover?.content ?? {};
		assert.ok(typeof isTrusted === 'object' && isTrusted.enabledCommands.includes('pki.showUses'));
		assert.deepEqual(await show({ uri: document.uri.toJSON() as unknown, line: 0 }), { uses: 3 });
		const other = await vscode.workspace.openTextDocument(`${folder.path}/a.yaml`);
		assert.match((await pathHoverIn(other, name)) ?? '', /Used in 3 places/);
	});

	it('is asked of the file whose page is open', async () => {
		const uri = folder.write('web.der', derOf());
		const config = folder.write('b.yaml', 'server:\n  cert_file: web.der\n');
		await vscode.commands.executeCommand('vscode.openWith', uri, 'pki.file');
		await eventually('the place', () => {
			const editor = vscode.window.activeTextEditor;
			if (editor?.document.uri.fsPath === config.fsPath) return true;
			void vscode.commands.executeCommand('pki.showUses');
			return undefined;
		});
	});

	it('is gone to, where it is one place', async () => {
		const uri = folder.write('web.pem', pemOf());
		const config = folder.write('a.yaml', 'server:\n  cert_file: web.pem\n');
		await eventually('the place', () => {
			void show({ uri: uri.toJSON() as unknown, line: 0 });
			const editor = vscode.window.activeTextEditor;
			return (
				(editor?.document.uri.fsPath === config.fsPath &&
					editor.document.getText(editor.selection) === 'web.pem') ||
				undefined
			);
		});
	});
});
