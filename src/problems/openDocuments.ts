import * as vscode from 'vscode';
import { certificateFiles, isCertificateFile } from './globs.js';

const debounceMs = 400;
const largestDocument = 4 * 1024 * 1024;

/** What becomes of documents while they are looked at. */
export interface DocumentEvents {
	/** Opened, or changed and quiet since. */
	check(document: vscode.TextDocument): Promise<void>;
	closed(uri: vscode.Uri): void;
	/** Changed on disk without being open. */
	changedOnDisk(uri: vscode.Uri): Promise<void>;
	deleted(uri: vscode.Uri): void;
}

/** Watches documents and files that may hold certificates. */
export function watchDocuments(
	events: DocumentEvents,
	report: (error: unknown) => void,
): vscode.Disposable {
	const timers = new Map<string, NodeJS.Timeout>();
	const cancel = (key: string): void => {
		clearTimeout(timers.get(key));
		timers.delete(key);
	};
	const later = (document: vscode.TextDocument, delay: number): void => {
		const key = document.uri.toString();
		cancel(key);
		if (!mayHoldCertificates(document)) return;
		const run = () => {
			timers.delete(key);
			if (!document.isClosed) events.check(document).catch(report);
		};
		timers.set(key, setTimeout(run, delay));
	};
	const watcher = vscode.workspace.createFileSystemWatcher(certificateFiles, true);
	for (const document of vscode.workspace.textDocuments) later(document, 0);
	return vscode.Disposable.from(
		watcher,
		watcher.onDidChange((uri) => void events.changedOnDisk(uri).catch(report)),
		watcher.onDidDelete((uri) => events.deleted(uri)),
		vscode.workspace.onDidOpenTextDocument((document) => later(document, 0)),
		vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
			if (contentChanges.length > 0) later(document, debounceMs);
		}),
		vscode.workspace.onDidCloseTextDocument((document) => {
			cancel(document.uri.toString());
			events.closed(document.uri);
		}),
		{ dispose: () => [...timers.keys()].forEach(cancel) },
	);
}

/** By name; of unsaved ones, which have none, by their text. */
function mayHoldCertificates(document: vscode.TextDocument): boolean {
	const { uri } = document;
	if (uri.scheme === 'untitled') {
		const text = document.getText();
		return text.length < largestDocument && text.includes('-----BEGIN ');
	}
	// Older versions in the history and the like are nobody's to repair.
	if (uri.scheme !== 'file' && !vscode.workspace.getWorkspaceFolder(uri)) return false;
	return isCertificateFile(uri.path);
}
