import * as vscode from 'vscode';
import { readContents } from '../ui/contents.js';

/** As long as a pause between two words: nothing is read while somebody types. */
const debounceMs = 300;

/** Calls back, after a pause, when a file changes on disk or in its editor, is deleted, or closed without saving. */
export function followFile(uri: vscode.Uri, onChange: () => void): vscode.Disposable {
	const key = uri.toString();
	let timer: NodeJS.Timeout | undefined;
	const later = (changed: vscode.Uri) => {
		if (changed.toString() !== key) return;
		clearTimeout(timer);
		timer = setTimeout(onChange, debounceMs);
	};
	return vscode.Disposable.from(
		vscode.workspace.onDidChangeTextDocument(({ document }) => later(document.uri)),
		vscode.workspace.onDidCloseTextDocument((document) => later(document.uri)),
		...(hasFiles(uri) ? watch(uri, later) : []),
		{ dispose: () => clearTimeout(timer) },
	);
}

/** The folder, as characters of a file's name would mean something in a pattern. */
function watch(uri: vscode.Uri, later: (changed: vscode.Uri) => void): vscode.Disposable[] {
	const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), '*');
	const watcher = vscode.workspace.createFileSystemWatcher(pattern);
	return [
		watcher,
		watcher.onDidChange(later),
		watcher.onDidCreate(later),
		watcher.onDidDelete(later),
	];
}

/** What a followed file holds; undefined for a document that no file system has and that is closed. */
export async function readFollowed(uri: vscode.Uri): Promise<string | Uint8Array | undefined> {
	if (hasFiles(uri)) return readContents(uri);
	const key = uri.toString();
	return vscode.workspace.textDocuments
		.find((document) => document.uri.toString() === key)
		?.getText();
}

function hasFiles({ scheme }: vscode.Uri): boolean {
	return vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}
