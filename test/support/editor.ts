/** For tests inside VS Code: a folder of the opened workspace that is gone afterwards, and waiting. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

export async function closeEditors(): Promise<void> {
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
