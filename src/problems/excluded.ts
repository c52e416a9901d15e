import * as vscode from 'vscode';

/** The patterns of `pki.expiry.exclude`; anything but strings in it is left out. */
export function excludedGlobs(scope: vscode.Uri | undefined): readonly string[] {
	const value = vscode.workspace.getConfiguration('pki.expiry', scope).get<unknown>('exclude');
	return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Whether a document lies where certificates expire on purpose. Patterns count from its workspace folder. */
export function isExcluded(document: vscode.TextDocument): boolean {
	const folder = vscode.workspace.getWorkspaceFolder(document.uri);
	return excludedGlobs(document.uri).some((glob) => {
		const pattern = folder ? new vscode.RelativePattern(folder, glob) : glob;
		return vscode.languages.match({ pattern }, document) > 0;
	});
}
