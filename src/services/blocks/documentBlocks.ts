import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { BlockIndex } from '../../core/find/blockIndex.js';
import { mayAddBlocks, mayHoldBlocks } from '../../core/find/markers.js';
import type { BlockSource } from './blockSource.js';
import { changedLines } from './changedLines.js';

/** As long as a pause between two words. */
const quietMs = 300;

/** Each change may look through all that stands between two blocks; more than these cost more than to begin anew. */
const mostChanges = 4;

type Blocks = readonly KeptBlock[];

/** What is known of an open document. */
interface Entry {
	/** False: no block can be in it, and only what is typed has to be looked at. */
	mayHold: boolean;
	/** What follows the edits; absent where nobody has asked, and where the text is for the worker. */
	index?: BlockIndex | undefined;
	/** What the offsets of the index count line breaks as. */
	eol: vscode.EndOfLine;
	reading?: Reading | undefined;
	/** Runs from an edit until the document is quiet. */
	timer?: NodeJS.Timeout | undefined;
}

interface Reading {
	readonly version: number;
	/** Undefined when it was aborted. */
	readonly blocks: Promise<Blocks | undefined>;
	abort(): void;
}

/** The blocks of open documents, read when they are asked for and kept until the text changes. */
export class DocumentBlocks implements BlockSource, vscode.Disposable {
	readonly #entries = new Map<vscode.TextDocument, Entry>();
	readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
	readonly onDidChange = this.#changed.event;
	readonly #registrations: vscode.Disposable;

	constructor(private readonly extensionPath: string) {
		this.#registrations = vscode.Disposable.from(
			vscode.workspace.onDidOpenTextDocument((document) => {
				if (this.mayHold(document)) this.#changed.fire(document);
			}),
			vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
			vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
		);
	}

	mayHold(document: vscode.TextDocument): boolean {
		return this.#entry(document).mayHold;
	}

	async blocksOf(document: vscode.TextDocument, token?: vscode.CancellationToken): Promise<Blocks> {
		for (;;) {
			const isWanted = !document.isClosed && token?.isCancellationRequested !== true;
			if (!isWanted || !this.mayHold(document)) return [];
			const { version } = document;
			const blocks = await this.#read(document, this.#entry(document));
			if (blocks && document.version === version) return blocks;
		}
	}

	async blocksAt(
		document: vscode.TextDocument,
		position: vscode.Position,
		token?: vscode.CancellationToken,
	): Promise<Blocks> {
		const known = this.#entries.get(document)?.index;
		if (known) return known.at(document.offsetAt(position));
		const blocks = await this.blocksOf(document, token);
		const offset = document.offsetAt(position);
		return blocks.filter(({ start, end }) => start <= offset && offset <= end);
	}

	dispose(): void {
		for (const document of [...this.#entries.keys()]) this.#drop(document);
		this.#registrations.dispose();
		this.#changed.dispose();
	}

	#entry(document: vscode.TextDocument): Entry {
		const known = this.#entries.get(document);
		if (known) return known;
		const entry: Entry = { mayHold: mayHoldBlocks(document.getText()), eol: document.eol };
		// Nobody would tell that a closed one is to be forgotten.
		if (!document.isClosed) this.#entries.set(document, entry);
		return entry;
	}

	#read(document: vscode.TextDocument, entry: Entry): Reading['blocks'] {
		const { version } = document;
		if (entry.reading?.version === version) return entry.reading.blocks;
		entry.reading?.abort();
		const abort = new AbortController();
		const blocks = this.#readText(document, entry, abort.signal).catch((error: unknown) => {
			if (isPkiError(error, 'cancelled')) return undefined;
			if (entry.reading?.blocks === blocks) entry.reading = undefined;
			throw error;
		});
		entry.reading = { version, blocks, abort: () => abort.abort() };
		return blocks;
	}

	async #readText(
		document: vscode.TextDocument,
		entry: Entry,
		signal: AbortSignal,
	): Promise<Blocks> {
		const { blocksIn, indexOf, isForWorker, readInWorker } = await import('./readText.js');
		// A text that is read as a whole is not read at every key.
		if (!entry.index && entry.timer) {
			await delay(quietMs, undefined, { signal }).catch(() => undefined);
		}
		if (signal.aborted) throw new PkiError('cancelled');
		if (!entry.index) {
			const text = document.getText();
			if (isForWorker(text)) {
				return readInWorker(text, join(this.extensionPath, 'dist/blocksWorker.js'), signal);
			}
			entry.index = await indexOf(text, signal);
		}
		return blocksIn(entry.index, signal);
	}

	#edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
		const entry = this.#entry(document);
		const isSame = contentChanges.length === 0 && entry.eol === document.eol;
		if (isSame) return;
		entry.reading?.abort();
		entry.reading = undefined;
		if (entry.eol !== document.eol || contentChanges.length > mostChanges) entry.index = undefined;
		entry.eol = document.eol;
		// From the end of the document to its beginning, so that each can be applied as it is told.
		for (const { rangeOffset, rangeLength, text } of contentChanges) {
			entry.index?.edit(rangeOffset, rangeOffset + rangeLength, text);
		}
		if (!entry.mayHold && linesOfChanges(document, contentChanges).some(mayAddBlocks)) {
			entry.mayHold = mayHoldBlocks(document.getText());
		}
		if (entry.mayHold) this.#tellWhenQuiet(document, entry);
	}

	#tellWhenQuiet(document: vscode.TextDocument, entry: Entry): void {
		clearTimeout(entry.timer);
		entry.timer = setTimeout(() => {
			entry.timer = undefined;
			const text = document.getText();
			entry.mayHold = mayHoldBlocks(text);
			if (!entry.mayHold || (entry.index && entry.index.text !== text)) {
				entry.reading?.abort();
				entry.reading = undefined;
				entry.index = undefined;
			}
			this.#changed.fire(document);
		}, quietMs);
	}

	#forget(document: vscode.TextDocument): void {
		const { mayHold } = this.#entries.get(document) ?? {};
		this.#drop(document);
		if (mayHold) this.#changed.fire(document);
	}

	#drop(document: vscode.TextDocument): void {
		const entry = this.#entries.get(document);
		clearTimeout(entry?.timer);
		entry?.reading?.abort();
		this.#entries.delete(document);
	}
}

/** The lines that were typed on, whole. */
function linesOfChanges(
	document: vscode.TextDocument,
	changes: readonly vscode.TextDocumentContentChangeEvent[],
): readonly string[] {
	const lineAt = (offset: number) => document.positionAt(offset).line;
	return changedLines(changes, lineAt).map(({ first, last }) =>
		document.getText(new vscode.Range(first, 0, last + 1, 0)),
	);
}
