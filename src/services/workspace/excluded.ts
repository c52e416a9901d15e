import * as vscode from 'vscode';

const name = 'diagnostics.exclude';
/** What it was called when only expiry was checked; whoever has set it need not set it again. */
const oldName = 'expiry.exclude';

/** The patterns of `pki.diagnostics.exclude`; anything but strings in it is left out. */
export function excludedGlobs(scope: vscode.Uri | undefined): readonly string[] {
	const settings = vscode.workspace.getConfiguration('pki', scope);
	const isSet = (key: string) => {
		const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect(key) ?? {};
		return (globalValue ?? workspaceValue ?? workspaceFolderValue) !== undefined;
	};
	const value = settings.get<unknown>(!isSet(name) && isSet(oldName) ? oldName : name);
	return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Whether a file lies where certificates are wrong on purpose. Patterns count from its workspace folder. */
export function isExcluded(uri: vscode.Uri): boolean {
	return exclusions()(uri);
}

/** The same for many files: the setting is read once a workspace folder. */
export function exclusions(): (uri: vscode.Uri) => boolean {
	const known = new Map<string, readonly string[]>();
	return (uri) => {
		const folder = vscode.workspace.getWorkspaceFolder(uri);
		const key = folder?.uri.toString() ?? '';
		const globs = known.get(key) ?? excludedGlobs(folder?.uri ?? uri);
		known.set(key, globs);
		// By patterns a file is matched as a document is: only its address counts.
		const document = { uri, languageId: '' } as vscode.TextDocument;
		return globs.some((glob) => {
			const pattern = folder ? new vscode.RelativePattern(folder, glob) : glob;
			return vscode.languages.match({ pattern }, document) > 0;
		});
	};
}
