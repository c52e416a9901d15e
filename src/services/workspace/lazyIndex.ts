import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import type { BlockSource } from '../blocks/blockSource.js';
import type { LiveIndex } from './liveIndex.js';
import { readsByItself } from './settings.js';
import type { ReadOptions, WorkspaceIndex } from './workspaceIndex.js';

/** When the window is there, and the extensions that somebody waits for. */
const startMs = 5000;

export interface IndexParts {
	readonly extensionPath: string;
	readonly blocks: BlockSource;
	readonly log: vscode.LogOutputChannel;
	/** VS Code's search program; absent: where VS Code has it. `null`: files are looked through without it. */
	readonly searchProgram?: string | null;
}

/** The index as `activate()` makes it: what reads is loaded with the first read. */
export class LazyIndex implements WorkspaceIndex, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<void>();
	readonly onDidChange = this.#changed.event;
	#index: LiveIndex | undefined;
	#loading: Promise<LiveIndex> | undefined;
	#isDisposed = false;
	readonly #timer: NodeJS.Timeout;

	constructor(private readonly parts: IndexParts) {
		this.#timer = setTimeout(() => {
			const { workspaceFolders = [] } = vscode.workspace;
			if (!this.readsByItself || workspaceFolders.length === 0) return;
			this.read().catch(this.#report);
		}, startMs);
	}

	get state() {
		return this.#index?.state ?? 'idle';
	}

	get readsByItself() {
		return readsByItself();
	}

	get blocks() {
		return this.#index?.blocks ?? [];
	}

	get files() {
		return this.#index?.files ?? [];
	}

	get leftOut() {
		return this.#index?.leftOut ?? [];
	}

	blocksIn(uri: vscode.Uri) {
		return this.#index?.blocksIn(uri) ?? [];
	}

	usesOf(uri: vscode.Uri) {
		return this.#index?.usesOf(uri) ?? [];
	}

	otherHalves(publicKey: string, isPrivate: boolean) {
		return this.#index?.otherHalves(publicKey, isPrivate) ?? [];
	}

	async read(options?: ReadOptions): Promise<void> {
		await (await this.#loaded()).read(options);
	}

	async refresh(options?: ReadOptions): Promise<void> {
		await (await this.#loaded()).refresh(options);
	}

	cancel(): void {
		this.#index?.cancel();
	}

	dispose(): void {
		this.#isDisposed = true;
		clearTimeout(this.#timer);
		this.#index?.dispose();
		this.#changed.dispose();
	}

	#loaded(): Promise<LiveIndex> {
		return (this.#loading ??= this.#load());
	}

	async #load(): Promise<LiveIndex> {
		const [{ LiveIndex: Index }, { WorkspaceReader }, { searchProgramIn }] = await Promise.all([
			import('./liveIndex.js'),
			import('./workspaceReader.js'),
			import('./searchProgramPath.js'),
		]);
		const {
			extensionPath,
			blocks,
			searchProgram = searchProgramIn(vscode.env.appRoot),
		} = this.parts;
		const reader = new WorkspaceReader(extensionPath, searchProgram ?? undefined);
		const index = new Index(reader, { blocks }, () => this.#changed.fire(), this.#report);
		if (this.#isDisposed) index.dispose();
		return (this.#index = index);
	}

	readonly #report = (error: unknown): void => {
		if (isPkiError(error, 'cancelled')) return;
		this.parts.log.error(`workspace: ${error instanceof Error ? error.message : String(error)}`);
	};
}
