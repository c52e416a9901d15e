import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { Checked, CheckQuestion } from '../../core/diagnostics/ownRules.js';
import { mayAddBlocks, mayHoldBlocks } from '../../core/find/markers.js';
import type { BlockSource } from './blockSource.js';
import { changedLines } from './changedLines.js';
import type { TextIndex, WholeText } from './textIndex.js';

/** As long as a pause between two words. */
const quietMs = 300;

type Blocks = readonly KeptBlock[];

/** What is known of an open document. */
interface Entry {
	/** False: no block can be in it, and only what is typed has to be looked at. */
	mayHold: boolean;
	/** What follows the edits; absent where nobody has asked. */
	index?: TextIndex | undefined;
	/** What the offsets of the index count line breaks as. */
	eol: vscode.EndOfLine;
	reading?: Reading | undefined;
	/** Runs from an edit until the document is quiet. */
	timer?: NodeJS.Timeout | undefined;
	/** Ends when it is quiet. */
	typing?: AbortController | undefined;
	/** Ends what counts for the text as it is. */
	asItIs?: AbortController | undefined;
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
		for (;;) {
			const entry = this.#entries.get(document);
			if (!entry?.index) break;
			const { version } = document;
			const found = await blocksOrNone(entry, entry.index, document.offsetAt(position));
			if (token?.isCancellationRequested === true) return [];
			if (found && document.version === version) return found;
		}
		const blocks = await this.blocksOf(document, token);
		const offset = document.offsetAt(position);
		return blocks.filter(({ start, end }) => start <= offset && offset <= end);
	}

	async checkInThread(
		document: vscode.TextDocument,
		question: CheckQuestion,
	): Promise<Checked | undefined> {
		const { version } = document;
		await this.blocksOf(document);
		const entry = this.#entries.get(document);
		if (document.version !== version) throw new PkiError('cancelled');
		if (!entry?.index?.check) return undefined;
		entry.asItIs ??= new AbortController();
		const { index } = entry;
		try {
			return await index.check?.(question, entry.asItIs.signal);
		} catch (error) {
			if (!isPkiError(error, 'cancelled') && entry.index === index) readAnew(entry);
			throw error;
		}
	}

	async whenQuiet(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<void> {
		const entry = this.#entries.get(document);
		const typing = entry?.index?.check ? entry.typing?.signal : undefined;
		if (!typing || token.isCancellationRequested) return;
		await new Promise<void>((resolve) => {
			typing.addEventListener('abort', () => resolve(), { once: true });
			token.onCancellationRequested(() => resolve());
		});
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
			if (entry.reading?.blocks === blocks) readAnew(entry);
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
		const { openIndex } = await import('./openIndex.js');
		// A text that is read as a whole is not read at every key.
		if (!entry.index && entry.timer) {
			await delay(quietMs, undefined, { signal }).catch(() => undefined);
		}
		if (signal.aborted) throw new PkiError('cancelled');
		if (!entry.index) {
			const threadFile = join(this.extensionPath, 'dist/blocksWorker.js');
			// No edit comes between the last look at the signal and this.
			entry.index = await openIndex(document.getText(), { threadFile, signal });
		}
		return entry.index.all(signal);
	}

	#edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
		const entry = this.#entry(document);
		const isSame = contentChanges.length === 0 && entry.eol === document.eol;
		if (isSame) return;
		letGo(entry);
		const isFollowed = entry.eol === document.eol && entry.index?.edit(contentChanges) === true;
		if (!isFollowed) readAnew(entry);
		entry.eol = document.eol;
		if (!entry.mayHold && linesOfChanges(document, contentChanges).some(mayAddBlocks)) {
			entry.mayHold = mayHoldBlocks(document.getText());
		}
		if (entry.mayHold) this.#tellWhenQuiet(document, entry);
	}

	#tellWhenQuiet(document: vscode.TextDocument, entry: Entry): void {
		clearTimeout(entry.timer);
		entry.typing ??= new AbortController();
		entry.timer = setTimeout(() => {
			endTyping(entry);
			const text = textOf(document);
			if (entry.index?.holdsBlocks !== true) entry.mayHold = mayHoldBlocks(text.content);
			if (!entry.mayHold || entry.index?.matches(text) === false) readAnew(entry);
			this.#changed.fire(document);
		}, entry.index?.pauseMs ?? quietMs);
	}

	#forget(document: vscode.TextDocument): void {
		const { mayHold } = this.#entries.get(document) ?? {};
		this.#drop(document);
		if (mayHold) this.#changed.fire(document);
	}

	#drop(document: vscode.TextDocument): void {
		const entry = this.#entries.get(document);
		if (entry) {
			endTyping(entry);
			readAnew(entry);
		}
		this.#entries.delete(document);
	}
}

/** To put a large text together takes long: it is done when it is asked for, once. */
function textOf(document: vscode.TextDocument): WholeText {
	const { range } = document.lineAt(document.lineCount - 1);
	let known: string | undefined;
	return {
		length: document.offsetAt(range.end),
		get content() {
			return (known ??= document.getText());
		},
	};
}

function endTyping(entry: Entry): void {
	clearTimeout(entry.timer);
	entry.timer = undefined;
	entry.typing?.abort();
	entry.typing = undefined;
}

/** Ends what runs for the text as it was. */
function letGo(entry: Entry): void {
	entry.reading?.abort();
	entry.reading = undefined;
	entry.asItIs?.abort();
	entry.asItIs = undefined;
}

/** Lets go of what was read. */
function readAnew(entry: Entry): void {
	letGo(entry);
	entry.index?.dispose();
	entry.index = undefined;
}

/** Undefined where the index was given up meanwhile; one whose thread has died is let go of, so that another is opened. */
async function blocksOrNone(
	entry: Entry,
	index: TextIndex,
	offset: number,
): Promise<Blocks | undefined> {
	try {
		return await index.at(offset);
	} catch (error) {
		if (isPkiError(error, 'cancelled')) return undefined;
		if (entry.index === index) readAnew(entry);
		throw error;
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
