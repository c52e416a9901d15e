import { join } from 'node:path';
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import { mayHoldBlocks } from '../../core/find/markers.js';
import type { BlockSource } from '../services.js';

/** As long as a pause between two words. */
const quietMs = 300;
/** A marker that a change completes ends no further from it than this. */
const longestMarker = 200;

type Blocks = readonly KeptBlock[];

/** What is known of an open document. */
interface Entry {
	/** False: no block can be in it, and only what is typed has to be looked at. */
	mayHold: boolean;
	reading?: Reading | undefined;
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
		const entry: Entry = { mayHold: mayHoldBlocks(document.getText()) };
		// Nobody would tell that a closed one is to be forgotten.
		if (!document.isClosed) this.#entries.set(document, entry);
		return entry;
	}

	#read(document: vscode.TextDocument, entry: Entry): Reading['blocks'] {
		const { version } = document;
		if (entry.reading?.version === version) return entry.reading.blocks;
		entry.reading?.abort();
		const abort = new AbortController();
		const blocks = this.#readText(document, abort.signal).catch((error: unknown) => {
			if (isPkiError(error, 'cancelled')) return undefined;
			if (entry.reading?.blocks === blocks) entry.reading = undefined;
			throw error;
		});
		entry.reading = { version, blocks, abort: () => abort.abort() };
		return blocks;
	}

	async #readText(document: vscode.TextDocument, signal: AbortSignal): Promise<Blocks> {
		const { readText } = await import('./readText.js');
		const workerFile = join(this.extensionPath, 'dist/blocksWorker.js');
		return readText(document.getText(), { signal, workerFile });
	}

	#edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
		if (contentChanges.length === 0) return;
		const known = this.#entries.get(document);
		const entry = known ?? this.#entry(document);
		entry.reading?.abort();
		entry.reading = undefined;
		if (known && !known.mayHold) {
			known.mayHold = textsOfChanges(document, contentChanges).some(mayHoldBlocks);
		}
		if (!entry.mayHold) return;
		clearTimeout(entry.timer);
		entry.timer = setTimeout(() => {
			entry.mayHold = mayHoldBlocks(document.getText());
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

/** What was typed, each with what stands around it. */
function textsOfChanges(
	document: vscode.TextDocument,
	changes: readonly vscode.TextDocumentContentChangeEvent[],
): readonly string[] {
	return changes.map(({ rangeOffset, text }) => {
		// Offsets are those from before the edit: what other changes added or took in front moves this one.
		const moved = changes
			.filter((other) => other.rangeOffset < rangeOffset)
			.reduce((sum, other) => sum + other.text.length - other.rangeLength, rangeOffset);
		const start = document.positionAt(Math.max(0, moved - longestMarker));
		return document.getText(
			new vscode.Range(start, document.positionAt(moved + text.length + longestMarker)),
		);
	});
}
