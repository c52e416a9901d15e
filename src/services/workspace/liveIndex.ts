import * as vscode from 'vscode';
import { createBurst } from '../../core/common/burst.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { blockRecords } from '../../core/workspace/record.js';
import type { ExpiryThreshold } from '../../core/x509/model.js';
import { openDocument } from '../../ui/openDocument.js';
import { expiryThreshold } from '../../ui/settings.js';
import type { BlockSource } from '../blocks/blockSource.js';
import { withFilesBeside } from './filesBeside.js';
import { KnownFiles } from './knownFiles.js';
import { Revocations } from './revocations.js';
import { readSettings } from './settings.js';
import { watchWorkspace } from './watchWorkspace.js';
import type { Found, WorkspaceReader } from './workspaceReader.js';
import type { ReadOptions, WorkspaceIndex } from './workspaceIndex.js';

/** Often enough for a list that grows before somebody's eyes. */
const tellMs = 250;

type Progress = NonNullable<ReadOptions['onProgress']>;

/** A read that runs, with those who wait for it. */
interface Run {
	readonly abort: AbortController;
	readonly done: Promise<void>;
	readonly listeners: Set<Progress>;
	waiting: number;
}

/** About 1 MB of PEM. */
const mostLinesUnsaved = 16_000;

/** Reads when it is asked to, and follows the files from then on. */
export class LiveIndex implements Omit<WorkspaceIndex, 'readsByItself' | 'onDidChange'> {
	readonly #known: KnownFiles;
	readonly #revocations = new Revocations();
	readonly #burst;
	readonly #registrations: vscode.Disposable;
	#thresholds = new Map<string, ExpiryThreshold>();
	#isComplete = false;
	#run: Run | undefined;
	/** Open documents whose text counts in place of their file's. */
	readonly #unsaved = new Set<string>();
	/** What changed since, in order; one is read after the other. */
	#updates: Promise<void> = Promise.resolve();
	readonly #ended = new AbortController();

	constructor(
		private readonly reader: WorkspaceReader,
		private readonly sources: { readonly blocks: BlockSource },
		changed: () => void,
		private readonly report: (error: unknown) => void,
	) {
		this.#known = new KnownFiles({
			thresholdOf: (folder) => this.#thresholdOf(folder),
			isRevoked: (uri, fingerprint) => this.#revocations.has(uri, fingerprint),
		});
		this.#burst = createBurst(tellMs, changed);
		this.#registrations = vscode.Disposable.from(
			this.#burst,
			watchWorkspace({
				changed: (uris) => this.#follow(uris),
				everything: () => this.#readAgain(),
			}),
			sources.blocks.onDidChange((document) => {
				this.#followDocument(document)
					.then((isOther) => (isOther ? this.#judge() : undefined))
					.catch(this.report);
			}),
			vscode.workspace.onDidChangeConfiguration((event) => {
				this.#thresholds = new Map();
				if (event.affectsConfiguration('pki.expiry')) this.#burst.add();
				if (readSettings.some((name) => event.affectsConfiguration(name))) this.#readAgain();
			}),
			vscode.workspace.onDidChangeWorkspaceFolders(() => this.#readAgain()),
			// Paths through the home folder and the environment count from then on.
			vscode.workspace.onDidGrantWorkspaceTrust(() => this.#readAgain()),
		);
	}

	get state() {
		return this.#run ? 'reading' : this.#isComplete ? 'ready' : 'idle';
	}

	get blocks() {
		return this.#known.blocks;
	}

	get files() {
		return this.#known.files;
	}

	get leftOut() {
		return this.#known.leftOut;
	}

	blocksIn(uri: vscode.Uri) {
		return this.#known.blocksIn(uri);
	}

	usesOf(uri: vscode.Uri) {
		return this.#known.usesOf(uri);
	}

	otherHalves(publicKey: string, isPrivate: boolean) {
		return this.#known.otherHalves(publicKey, isPrivate);
	}

	async read(options: ReadOptions = {}): Promise<void> {
		if (this.#isComplete && !this.#run) return;
		await this.#wait(this.#run ?? this.#start(), options);
	}

	/** A read that runs may have passed what is asked for. */
	async refresh(options: ReadOptions = {}): Promise<void> {
		const before = this.#run;
		if (before) await this.#wait(before, options);
		await this.#wait(this.#run ?? this.#start(), options);
	}

	cancel(): void {
		this.#run?.abort.abort();
	}

	dispose(): void {
		this.#ended.abort();
		this.cancel();
		this.#registrations.dispose();
	}

	#start(): Run {
		const abort = new AbortController();
		const listeners = new Set<Progress>();
		const done = this.#readAll(abort.signal, listeners).finally(() => {
			this.#run = undefined;
			this.#burst.add();
		});
		// Those who wait are told, whoever has left already.
		done.catch(() => undefined);
		this.#run = { abort, done, listeners, waiting: 0 };
		this.#burst.add();
		return this.#run;
	}

	async #wait(run: Run, { signal, onProgress }: ReadOptions): Promise<void> {
		run.waiting += 1;
		if (onProgress) run.listeners.add(onProgress);
		let leave: (() => void) | undefined;
		const left = new Promise<never>((_, reject) => {
			leave = () => {
				if ((run.waiting -= 1) === 0) run.abort.abort();
				reject(new PkiError('cancelled'));
			};
		});
		try {
			if (signal?.aborted) leave?.();
			else if (leave) signal?.addEventListener('abort', leave, { once: true });
			await Promise.race([run.done, left]);
		} finally {
			if (onProgress) run.listeners.delete(onProgress);
			if (leave) signal?.removeEventListener('abort', leave);
		}
	}

	/** What was known and is not found again is gone. */
	async #readAll(signal: AbortSignal, listeners: ReadonlySet<Progress>): Promise<void> {
		const seen = new Set<string>();
		await this.reader.readAll((found, done, total) => {
			for (const [uri, record] of found) {
				seen.add(uri.toString());
				this.#known.set(uri, record);
			}
			if (found.length > 0) this.#burst.add();
			for (const listener of listeners) listener(done, total);
		}, signal);
		for (const address of this.#known.addresses) {
			if (!seen.has(address)) this.#known.drop(address);
		}
		await this.#followDocuments();
		await this.#judge();
		this.#isComplete = true;
	}

	/** What runs was told what to leave out when it began. */
	#readAgain(): void {
		if (this.#isComplete || this.#run) this.refresh().catch(this.#reportFailure);
	}

	readonly #reportFailure = (error: unknown): void => {
		if (!isPkiError(error, 'cancelled')) this.report(error);
	};

	#follow(uris: readonly vscode.Uri[]): void {
		if (!this.#isComplete && !this.#run) return;
		const run = this.#run;
		this.#updates = this.#updates
			.then(async () => {
				await run?.done.catch(() => undefined);
				await this.#update(uris);
			})
			.catch(this.#reportFailure);
	}

	async #update(changed: readonly vscode.Uri[]): Promise<void> {
		const uris = await withFilesBeside(changed);
		const found: Found = await this.reader.readSome(uris, this.#ended.signal);
		if (this.#ended.signal.aborted) return;
		// Of a folder that is gone VS Code names no file.
		const dropped = uris.filter((uri) => this.#known.drop(uri.toString()));
		for (const [uri, record] of found) this.#known.set(uri, record);
		if (found.length > 0 || dropped.length > 0) this.#burst.add();
		await this.#followDocuments();
		await this.#judge();
	}

	/** What CRLs revoke, wherever in the workspace they are. */
	async #judge(): Promise<void> {
		if (await this.#revocations.update(this.#known.blocks)) this.#burst.add();
	}

	async #followDocuments(): Promise<void> {
		const unsaved = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
		await Promise.all(unsaved.map((document) => this.#followDocument(document)));
	}

	/** What is not saved yet counts where the file counts; paths are read when it is saved. Answers whether it is another. */
	async #followDocument(document: vscode.TextDocument): Promise<boolean> {
		const { uri } = document;
		if (!this.#known.has(uri)) return false;
		if (document.isClosed || !document.isDirty) {
			if (this.#unsaved.delete(uri.toString())) this.#follow([uri]);
			return false;
		}
		// As it is saved: to take up all of a large text at every pause would keep others waiting.
		if (document.lineCount > mostLinesUnsaved) return false;
		const { version } = document;
		const blocks = await this.sources.blocks.blocksOf(document);
		if (document.version !== version || !openDocument(uri) || !this.#known.has(uri)) return false;
		this.#unsaved.add(uri.toString());
		this.#known.setBlocks(uri, blockRecords(blocks, document.getText()));
		this.#burst.add();
		return true;
	}

	#thresholdOf(folder: vscode.Uri | undefined): ExpiryThreshold {
		const key = folder?.toString() ?? '';
		const known = this.#thresholds.get(key) ?? expiryThreshold(folder);
		this.#thresholds.set(key, known);
		return known;
	}
}
