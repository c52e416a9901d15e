/** For tests inside VS Code: a folder of the opened workspace that is gone afterwards, and waiting. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';

export { eventually } from './eventually.js';

/** Writes into a new folder of the workspace. */
export class WorkspaceFolder {
	readonly path: string;

	constructor() {
		const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
		assert.ok(root, 'the tests need an opened folder');
		this.path = mkdtempSync(join(root, 'pki-'));
	}

	write(name: string, content: string | Uint8Array): vscode.Uri {
		const file = join(this.path, name);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, content);
		return vscode.Uri.file(file);
	}

	remove(): void {
		rmSync(this.path, { recursive: true, force: true });
	}
}

/** What other tests left in the workspace would count where all of it is looked at; its settings stay. */
export function emptyWorkspace(): void {
	const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
	assert.ok(root, 'the tests need an opened folder');
	for (const name of readdirSync(root)) {
		if (name !== '.vscode') rmSync(join(root, name), { recursive: true, force: true });
	}
}

export async function closeEditors(): Promise<void> {
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

const endings = {
	yaml: 'yaml',
	json: 'json',
	pem: 'pem',
	plaintext: 'txt',
	typescript: 'ts',
} as const;
let opened = 0;

/** A new file with its editor, named after its language; its address is no other file's. */
export async function openText(
	folder: WorkspaceFolder,
	content: string,
	language: keyof typeof endings,
): Promise<vscode.TextDocument> {
	const uri = folder.write(`open${(opened += 1)}.${endings[language]}`, content);
	const document = await vscode.workspace.openTextDocument(uri);
	assert.equal(document.languageId, language);
	await vscode.window.showTextDocument(document, { preview: false });
	return document;
}

/** A folder for each test of a suite, gone afterwards with its editors. Outside of one its hooks would run for every file. */
export function folderForEachTest(use: (folder: WorkspaceFolder) => void): void {
	let folder: WorkspaceFolder;
	beforeEach(() => {
		folder = new WorkspaceFolder();
		use(folder);
	});
	afterEach(async () => {
		await vscode.commands.executeCommand('workbench.action.files.revert');
		await closeEditors();
		folder.remove();
	});
}
