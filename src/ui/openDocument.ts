import * as vscode from 'vscode';

/** The document of a file that is open in an editor, or was a moment ago. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
	const key = uri.toString();
	return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}

/** Whether it is the user's to repair: older versions in the history, output and the like are not. */
export function isOwn(uri: vscode.Uri): boolean {
	return (
		uri.scheme === 'file' ||
		uri.scheme === 'untitled' ||
		vscode.workspace.getWorkspaceFolder(uri) !== undefined
	);
}
