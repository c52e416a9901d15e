import type * as vscode from 'vscode';
import type { WorkspaceIndex } from './workspaceIndex.js';

/** Tells once that the workspace was read: what was shown before may name its files. */
export function whenReady(
	workspace: Pick<WorkspaceIndex, 'blocks' | 'onDidChange' | 'state'>,
	tell: () => void,
): vscode.Disposable {
	let wasReady = workspace.state === 'ready';
	return workspace.onDidChange(() => {
		const isReady = workspace.state === 'ready';
		if (isReady && !wasReady && workspace.blocks.length > 0) tell();
		wasReady ||= isReady;
	});
}
