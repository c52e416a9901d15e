import * as vscode from 'vscode';
import { isOwn } from '../services/ownDocument.js';
import { certificateFiles, isCrlFile, keyFiles } from '../core/workspace/globs.js';

const debounceMs = 400;

/** What becomes of documents while they are looked at. */
export interface DocumentEvents {
	/** Whether something was found in it before, which may be gone. */
	knows(uri: vscode.Uri): boolean;
	/** Opened, or changed and quiet since. */
	check(document: vscode.TextDocument): Promise<void>;
	closed(uri: vscode.Uri): void;
	/** Changed on disk without being open. */
	changedOnDisk(uri: vscode.Uri): Promise<void>;
	deleted(uri: vscode.Uri): void;
}

/** Tells which documents there is something to judge in. */
export interface DocumentSource {
	/** Opened, changed and quiet since, or closed. */
	readonly onDidChange: vscode.Event<vscode.TextDocument>;
	mayHold(document: vscode.TextDocument): boolean;
}

/** What watches documents; `checkAll` has those that are open checked anew. */
export interface DocumentWatch {
	checkAll(): void;
	dispose(): void;
}

/** Watches documents in which blocks or paths are, whatever they are called, and files that may hold certificates. */
export function watchDocuments(
	events: DocumentEvents,
	sources: readonly DocumentSource[],
	report: (error: unknown) => void,
): DocumentWatch {
	const timers = new Map<string, NodeJS.Timeout>();
	const cancel = (key: string): void => {
		clearTimeout(timers.get(key));
		timers.delete(key);
	};
	const later = (document: vscode.TextDocument, delay: number): void => {
		const key = document.uri.toString();
		cancel(key);
		if (!isOwn(document.uri)) return;
		const mayHold = sources.some((source) => source.mayHold(document));
		if (!mayHold && !events.knows(document.uri)) return;
		const run = () => {
			timers.delete(key);
			if (!document.isClosed) events.check(document).catch(report);
		};
		timers.set(key, setTimeout(run, delay));
	};
	const watcher = vscode.workspace.createFileSystemWatcher(certificateFiles);
	const keyWatcher = vscode.workspace.createFileSystemWatcher(keyFiles);
	const ignoreWatcher = vscode.workspace.createFileSystemWatcher('**/.gitignore');
	// Whether a certificate's key is its own is told by the file beside it.
	const checkBeside = (uri: vscode.Uri): void => {
		const folder = folderOf(uri);
		for (const document of vscode.workspace.textDocuments) {
			const isBeside = folderOf(document.uri) === folder;
			if (isBeside) later(document, debounceMs);
		}
	};
	const changed = (uri: vscode.Uri) => void events.changedOnDisk(uri).catch(report);
	const checkAll = () => {
		for (const document of vscode.workspace.textDocuments) later(document, 0);
	};
	const documentChanged = (document: vscode.TextDocument): void => {
		if (vscode.workspace.textDocuments.includes(document)) {
			later(document, 0);
			return;
		}
		cancel(document.uri.toString());
		events.closed(document.uri);
	};
	checkAll();
	const registrations = vscode.Disposable.from(
		watcher,
		keyWatcher,
		ignoreWatcher,
		// Whether git takes a private key along.
		...[ignoreWatcher.onDidChange, ignoreWatcher.onDidCreate, ignoreWatcher.onDidDelete].map(
			(event) => event(checkAll),
		),
		...[keyWatcher.onDidChange, keyWatcher.onDidCreate, keyWatcher.onDidDelete].map((event) =>
			event(checkBeside),
		),
		// Whether a certificate is revoked, the CRL beside it tells.
		...[watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete].map((event) =>
			event((uri) => {
				if (isCrlFile(uri.path)) checkBeside(uri);
			}),
		),
		watcher.onDidChange(changed),
		// A file that is replaced, or changed right after it was made, is only told as made.
		watcher.onDidCreate(changed),
		watcher.onDidDelete((uri) => events.deleted(uri)),
		...sources.map(({ onDidChange }) => onDidChange(documentChanged)),
		{ dispose: () => [...timers.keys()].forEach(cancel) },
	);
	return { checkAll, dispose: () => void registrations.dispose() };
}

function folderOf({ scheme, authority, path }: vscode.Uri): string {
	return `${scheme}://${authority}${path.slice(0, path.lastIndexOf('/') + 1)}`;
}
