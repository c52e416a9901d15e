import * as vscode from 'vscode';
import { mayNamePaths } from '../../core/find/paths/markers.js';
import { isOwn } from '../ownDocument.js';
import type { FileReference, ReferenceSource } from './referenceSource.js';
import type { ReferencedFiles } from './referencedFiles.js';

/** As long as a pause between two words. */
const quietMs = 300;
/** UTF-16 units; longer texts are data, not configurations. */
const longestText = 512 * 1024;

interface Entry {
	/** False: no path can be in it, and only what is typed has to be looked at. */
	mayHold: boolean;
	timer?: NodeJS.Timeout | undefined;
}

/** The paths in open documents, with the files behind them. Only the scan for markers is loaded before one is found. */
export class DocumentReferences implements ReferenceSource, vscode.Disposable {
	readonly #entries = new Map<vscode.TextDocument, Entry>();
	readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
	readonly onDidChange = this.#changed.event;
	readonly #registrations: vscode.Disposable;
	#files: Promise<ReferencedFiles> | undefined;

	constructor() {
		this.#registrations = vscode.Disposable.from(
			vscode.workspace.onDidOpenTextDocument((document) => {
				if (this.mayHold(document)) this.#changed.fire(document);
			}),
			vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
			vscode.workspace.onDidCloseTextDocument((document) => {
				const entry = this.#entries.get(document);
				clearTimeout(entry?.timer);
				this.#entries.delete(document);
				if (entry?.mayHold) this.#changed.fire(document);
			}),
			vscode.workspace.onDidGrantWorkspaceTrust(() => this.#filesChanged(true)),
			vscode.workspace.onDidChangeWorkspaceFolders(() => this.#filesChanged(true)),
		);
	}

	mayHold(document: vscode.TextDocument): boolean {
		return this.#entry(document).mayHold;
	}

	async referencesOf(
		document: vscode.TextDocument,
		token?: vscode.CancellationToken,
	): Promise<readonly FileReference[]> {
		for (;;) {
			const isWanted = !document.isClosed && token?.isCancellationRequested !== true;
			if (!isWanted || !this.mayHold(document)) return [];
			const { version } = document;
			const files = await this.#loaded();
			const references = await files.referencesOf(document);
			if (document.version === version) return references;
		}
	}

	async referencesIn(text: string, uri: vscode.Uri): Promise<readonly FileReference[]> {
		if (!isOwn(uri) || !maybeNames(text)) return [];
		return (await this.#loaded()).referencesIn(text, uri);
	}

	async referenceAt(
		document: vscode.TextDocument,
		position: vscode.Position,
		token?: vscode.CancellationToken,
	): Promise<FileReference | undefined> {
		const offset = document.offsetAt(position);
		const references = await this.referencesOf(document, token);
		return references.find(({ start, end }) => start <= offset && offset <= end);
	}

	dispose(): void {
		for (const { timer } of this.#entries.values()) clearTimeout(timer);
		this.#entries.clear();
		this.#registrations.dispose();
		this.#changed.dispose();
		void this.#files?.then((files) => files.dispose());
	}

	#loaded(): Promise<ReferencedFiles> {
		this.#files ??= import('./referencedFiles.js').then(
			({ ReferencedFiles: Files }) => new Files(() => this.#filesChanged(false)),
		);
		return this.#files;
	}

	#entry(document: vscode.TextDocument): Entry {
		const known = this.#entries.get(document);
		if (known) return known;
		const entry: Entry = { mayHold: holdsPaths(document) };
		// Nobody would tell that a closed one is to be forgotten.
		if (!document.isClosed) this.#entries.set(document, entry);
		return entry;
	}

	#edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
		if (contentChanges.length === 0) return;
		const known = this.#entries.get(document);
		const entry = known ?? this.#entry(document);
		if (known && !known.mayHold) known.mayHold = mayAddPaths(document, contentChanges);
		if (!entry.mayHold) return;
		clearTimeout(entry.timer);
		entry.timer = setTimeout(() => {
			entry.mayHold = holdsPaths(document);
			this.#changed.fire(document);
		}, quietMs);
	}

	/** A file that is named somewhere was made, changed or deleted; or it is to be looked for anew. */
	#filesChanged(everywhere: boolean): void {
		const tell = () => {
			for (const [document, { mayHold }] of this.#entries) {
				if (mayHold) this.#changed.fire(document);
			}
		};
		if (!everywhere || !this.#files) tell();
		else void this.#files.then((files) => files.forget()).then(tell);
	}
}

function holdsPaths(document: vscode.TextDocument): boolean {
	return isOwn(document.uri) && isRead(document) && mayNamePaths(document.getText());
}

/** Known without putting the text together, which takes milliseconds where it is long. */
function isRead(document: vscode.TextDocument): boolean {
	const last = document.lineAt(document.lineCount - 1);
	return document.offsetAt(last.range.end) <= longestText;
}

function maybeNames(text: string): boolean {
	return text.length <= longestText && mayNamePaths(text);
}

/** A marker stands on one line: of a single change its lines are looked at, of several the text. */
function mayAddPaths(
	document: vscode.TextDocument,
	changes: readonly vscode.TextDocumentContentChangeEvent[],
): boolean {
	const [change, ...others] = changes;
	if (!change || others.length > 0) return holdsPaths(document);
	if (!isRead(document)) return false;
	const { line } = change.range.start;
	const end = document.positionAt(change.rangeOffset + change.text.length).line;
	const lines = new vscode.Range(line, 0, end, document.lineAt(end).text.length);
	return mayNamePaths(document.getText(lines));
}
