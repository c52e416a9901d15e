import * as vscode from 'vscode';
import { createBurst } from '../../core/common/burst.js';

/** A checkout changes thousands of files within a moment. */
const burstMs = 300;
/** Reading everything costs less than to look at so many one by one. */
const mostFiles = 1000;

export interface WorkspaceEvents {
	/** Made, changed or deleted: files, and folders with all that is in them. */
	changed(uris: readonly vscode.Uri[]): void;
	/** Too much, or what is left out. */
	everything(): void;
}

/** Tells what changes in the workspace's files, once for many changes in a row. */
export function watchWorkspace(events: WorkspaceEvents): vscode.Disposable {
	let changed = new Map<string, vscode.Uri>();
	let isEverything = false;
	const burst = createBurst(burstMs, () => {
		const uris = [...changed.values()];
		if (isEverything || uris.length > mostFiles) events.everything();
		else events.changed(uris);
		changed = new Map();
		isEverything = false;
	});
	const add = (uri: vscode.Uri) => {
		if (/\/(?:node_modules|\.git)(?:\/|$)/.test(uri.path)) return;
		if (uri.path.endsWith('/.gitignore')) isEverything = true;
		if (changed.size <= mostFiles) changed.set(uri.toString(), uri);
		burst.add();
	};
	const watcher = vscode.workspace.createFileSystemWatcher('**/*');
	return vscode.Disposable.from(
		burst,
		watcher,
		...[watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete].map((event) => event(add)),
	);
}
