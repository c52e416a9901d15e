/** Where commands write: `certs/` in the workspace folder (`pki.testCertificate.folder`), or where the user says. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { optionalFile, type Options } from './options.js';
import { plainText } from '../../ui/words/plainText.js';

/** Rejects with `restricted` where nothing may be written. */
export function requireTrust(): void {
	if (!vscode.workspace.isTrusted) throw new PkiError('restricted', { reason: 'write' });
}

/** The folder of the setting in a workspace folder; undefined for a virtual one. */
function defaultFolderIn(workspaceFolder: vscode.WorkspaceFolder): string | undefined {
	if (workspaceFolder.uri.scheme !== 'file') return undefined;
	const setting = vscode.workspace
		.getConfiguration('pki', workspaceFolder.uri)
		.get<unknown>('testCertificate.folder');
	const name = typeof setting === 'string' && setting.trim() !== '' ? setting.trim() : 'certs';
	return path.resolve(workspaceFolder.uri.fsPath, name);
}

/** One folder for every local workspace folder, the first folder's first. */
export function defaultFolders(): readonly string[] {
	return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => {
		const found = defaultFolderIn(folder);
		return found === undefined ? [] : [found];
	});
}

/** `options.folder`, else the first default; `invalid` (reason `noFolder`) when no folder is open. */
export function folderFrom(options: Options): string {
	const folder = optionalFile(options, 'folder') ?? defaultFolders()[0];
	if (folder === undefined) throw new PkiError('invalid', { reason: 'noFolder' });
	return folder;
}

/** Opens the folder dialog, at `start` where it is given; rejects with `cancelled`. */
export async function browseForFolder(title: string, start?: string): Promise<string> {
	const [chosen] =
		(await vscode.window.showOpenDialog({
			title,
			...(start !== undefined && { defaultUri: vscode.Uri.file(start) }),
			canSelectFiles: false,
			canSelectFolders: true,
			canSelectMany: false,
			openLabel: vscode.l10n.t('Save Here'),
		})) ?? [];
	if (chosen === undefined) throw new PkiError('cancelled');
	if (chosen.scheme !== 'file')
		throw new PkiError('unsupported', {
			reason: 'notLocalFile',
			args: { name: 'folder', scheme: chosen.scheme },
		});
	return chosen.fsPath;
}

/** A sentence while the text is no absolute path. */
export function validateFolder(text: string): string | undefined {
	return path.isAbsolute(text.trim())
		? undefined
		: vscode.l10n.t('Type the full path of a folder, or browse for one.');
}

/** `certs/` inside the workspace, else the full path: how a folder is called in questions and messages. */
export function folderWords(folder: string): string {
	const relative = vscode.workspace.asRelativePath(folder);
	return plainText(relative === folder ? folder : `${relative}/`);
}
