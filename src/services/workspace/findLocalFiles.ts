import * as vscode from 'vscode';

/**
 * Files of the workspace on this machine's disk by a glob, packages left out; of each folder at most so many. Other folders
 * are not asked: `findFiles` waits for ever where a file system brings no search of its own.
 */
export async function findLocalFiles(glob: string, most: number): Promise<readonly vscode.Uri[]> {
	const folders = (vscode.workspace.workspaceFolders ?? []).filter(
		({ uri }) => uri.scheme === 'file',
	);
	const found = await Promise.all(
		folders.map((folder) =>
			vscode.workspace.findFiles(
				new vscode.RelativePattern(folder, glob),
				'**/node_modules/**',
				most,
			),
		),
	);
	return found.flat();
}
