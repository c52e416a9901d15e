/**
 * Lists a folder that is not on this machine's disk, folder by folder: `findFiles` waits for ever where a file system
 * brings no search of its own, as most do.
 */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { inParallel } from '../../core/common/inParallel.js';
import type { VirtualRules } from './virtualRules.js';

/** Each is asked for from somewhere. */
const foldersAtOnce = 8;

export interface VirtualListing {
	readonly files: readonly vscode.Uri[];
	/** Folders that could not be listed. */
	readonly unreadable: readonly vscode.Uri[];
}

/** Files that `wanted` and the rules take. Links are not followed. Rejects with `cancelled`. */
export async function listVirtualFolder(
	folder: vscode.Uri,
	rules: VirtualRules,
	wanted: (uri: vscode.Uri) => boolean,
	signal: AbortSignal,
): Promise<VirtualListing> {
	const files: vscode.Uri[] = [];
	const unreadable: vscode.Uri[] = [];
	let folders: readonly vscode.Uri[] = [folder];
	while (folders.length > 0) {
		const below: vscode.Uri[] = [];
		await inParallel(folders, foldersAtOnce, async (uri) => {
			if (signal.aborted) throw new PkiError('cancelled');
			const entries = await entriesOf(uri);
			if (!entries) {
				unreadable.push(uri);
				return;
			}
			if (!entries.some(([name]) => name === '.gitignore')) rules.hasNoIgnoreFile(uri);
			for (const [name, type] of entries) {
				const entry = vscode.Uri.joinPath(uri, name);
				if (type === vscode.FileType.Directory) {
					if (await rules.takesFolder(entry)) below.push(entry);
				} else if (type === vscode.FileType.File && wanted(entry)) {
					if (await rules.takesFile(entry)) files.push(entry);
				}
			}
		});
		folders = below;
	}
	return { files, unreadable };
}

/** Undefined where it could not be listed; one that is gone meanwhile is empty. */
async function entriesOf(
	folder: vscode.Uri,
): Promise<readonly [string, vscode.FileType][] | undefined> {
	try {
		return await vscode.workspace.fs.readDirectory(folder);
	} catch (error) {
		if (!(error instanceof vscode.FileSystemError)) throw error;
		return error.code === 'FileNotFound' ? [] : undefined;
	}
}
