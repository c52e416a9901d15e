import type * as vscode from 'vscode';

/** Whether a tab was closed since: VS Code refuses everything that is asked of one that is gone. */
export function watchClosing(tab: vscode.WebviewPanel): () => boolean {
	let isClosed = false;
	tab.onDidDispose(() => {
		isClosed = true;
	});
	return () => isClosed;
}
