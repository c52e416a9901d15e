import * as vscode from 'vscode';

/** Folders outside the workspace; files in others are looked at anew when their time is over. */
const mostFolders = 20;

/** Tells what is made, changed or deleted in the workspace, and in folders outside whose files were asked about. */
export class FileWatch implements vscode.Disposable {
	readonly #watchers = new Map<string, vscode.Disposable>();

	constructor(private readonly changed: (uri: vscode.Uri) => void) {
		this.#start('', '**/*');
	}

	add(uri: vscode.Uri): void {
		if (uri.scheme !== 'file' || vscode.workspace.getWorkspaceFolder(uri)) return;
		const folder = vscode.Uri.joinPath(uri, '..');
		const key = folder.toString();
		if (this.#watchers.has(key) || this.#watchers.size > mostFolders) return;
		this.#start(key, new vscode.RelativePattern(folder, '*'));
	}

	dispose(): void {
		for (const watcher of this.#watchers.values()) watcher.dispose();
		this.#watchers.clear();
	}

	#start(key: string, pattern: vscode.GlobPattern): void {
		const watcher = vscode.workspace.createFileSystemWatcher(pattern);
		this.#watchers.set(
			key,
			vscode.Disposable.from(
				watcher,
				...[watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete].map((event) =>
					event(this.changed),
				),
			),
		);
	}
}
