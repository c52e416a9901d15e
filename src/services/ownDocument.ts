import * as vscode from 'vscode';

/** Whether it is the user's to repair: older versions in the history, output and the like are not. */
export function isOwn(uri: vscode.Uri): boolean {
	return (
		uri.scheme === 'file' ||
		uri.scheme === 'untitled' ||
		vscode.workspace.getWorkspaceFolder(uri) !== undefined
	);
}
