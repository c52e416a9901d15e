import * as vscode from 'vscode';

/** The document of a file that is open in an editor, or was a moment ago. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
	const key = uri.toString();
	return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}
