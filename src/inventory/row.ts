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

/** The same after a block was read anew. What lies in one keystore has one place, and of an encrypted key nothing else is known. */
export function idOf({ uri, range: { start }, fingerprint, publicKey }: IndexedBlock): string {
	return `${uri.toString()}#${start.line}:${start.character}:${fingerprint ?? publicKey ?? ''}`;
}

/** VS Code shows no list in which two rows have one id: the second has a number. */
export function distinctIds(ids: readonly string[]): readonly string[] {
	const found = new Map<string, number>();
	return ids.map((id) => {
		const before = found.get(id) ?? 0;
		found.set(id, before + 1);
		return before === 0 ? id : `${id}#${before + 1}`;
	});
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
