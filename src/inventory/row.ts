/** What the rows of the workspace's certificates have in common. */
import * as vscode from 'vscode';
import { rowClick } from '../services/ports/explorer.js';
import type { IndexedBlock, WorkspaceIndex } from '../services/workspace/workspaceIndex.js';

export interface Row {
	readonly id: string;
	readonly parent?: Row | undefined;
	toTreeItem(): vscode.TreeItem;
	children(): readonly Row[];
}

/** What rows ask. */
export interface RowSource extends Pick<WorkspaceIndex, 'otherHalves' | 'usesOf'> {
	isRenewalDue(block: IndexedBlock, now: Date): boolean;
}

export function isCopied({ kind }: IndexedBlock): boolean {
	return kind !== 'privateKey' && kind !== 'container' && kind !== 'unreadable';
}

/** Text opens at its place; of what is binary there are only details. */
export function openCommand(row: { readonly block: IndexedBlock }): vscode.Command {
	const { uri, range, isBinary } = row.block;
	if (isBinary) {
		const title = vscode.l10n.t('Show Details');
		return { title, command: 'pki.showDetails', arguments: [row, rowClick] };
	}
	return openAt(uri, range);
}

export function openAt(uri: vscode.Uri, range: vscode.Range): vscode.Command {
	const selection = new vscode.Range(range.start, range.start);
	const options: vscode.TextDocumentShowOptions = { selection, preview: true };
	return { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [uri, options] };
}
