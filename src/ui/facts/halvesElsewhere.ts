import * as vscode from 'vscode';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';

/** More files with one key say nothing more. */
const most = 5;

/**
 * Files of the workspace with the other half of a key (SHA-256 of the public one), as far as the index knows them at this
 * moment; `isPrivate`: the half that is at hand, in the file `uri` where it is in one.
 */
export function halvesElsewhere(
	index: Pick<WorkspaceIndex, 'otherHalves'> | undefined,
	key: string,
	{ isPrivate, uri }: { readonly isPrivate: boolean; readonly uri: vscode.Uri | undefined },
): readonly string[] {
	const own = uri?.toString();
	const files = (index?.otherHalves(key, isPrivate) ?? [])
		.filter((half) => half.uri.toString() !== own)
		.map((half) => vscode.workspace.asRelativePath(half.uri));
	return [...new Set(files)].slice(0, most);
}
