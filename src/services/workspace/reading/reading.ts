/** What the reading thread does. */
import { setImmediate as turn } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import type { FileRecord } from '../../../core/workspace/record.js';
import { changedFiles } from './changedFiles.js';
import { FileRules } from './fileRules.js';
import type { BlocksAhead, ReadJob, ReadMessage, SearchedFolder } from './job.js';
import type { Named } from './named.js';
import { readForIndex } from './readFile.js';
import { walk } from './walk.js';

/** So many blocks at a time cost the receiver a few milliseconds. */
const blocksAtOnce = 200;
/** Often enough for a number that somebody watches. */
const tellEveryMs = 100;

export class Reading {
	#files: FileRecord[] = [];
	#blocks = 0;
	#done = 0;
	#total = 0;
	#lastTold = performance.now();
	#goOn: (() => void) | undefined;

	/** `named` is absent without a search program. */
	constructor(
		private readonly job: ReadJob,
		private readonly port: MessagePort,
		private readonly named: Named | undefined,
	) {}

	async run(): Promise<void> {
		for (const folder of this.job.folders) await this.#readFolder(folder);
		this.#tell(true);
	}

	async #readFolder(folder: SearchedFolder): Promise<void> {
		const { useIgnoreFiles, paths } = this.job;
		const rules = new FileRules(folder, useIgnoreFiles);
		const found = new Set<string>();
		const files = paths ? changedFiles(paths, folder.path, rules) : this.#search(folder, rules);
		for await (const path of files) {
			if (found.has(path) || !rules.takesFile(path)) continue;
			found.add(path);
			this.#total += 1;
			// What is found early is read while the rest is searched for.
			await this.#readFile(path);
		}
	}

	async *#search(folder: SearchedFolder, rules: FileRules): AsyncGenerator<string> {
		const isAll = this.named && (yield* this.named.paths());
		if (isAll !== true) yield* walk(folder.path, rules);
	}

	async #readFile(path: string): Promise<void> {
		const record = readForIndex(path);
		this.#done += 1;
		if (record && record.blocks.length > blocksAtOnce) {
			this.#tell();
			this.#files.push(await this.#tellAhead(record));
			this.#tell();
		} else if (record) {
			this.#files.push(record);
			this.#blocks += record.blocks.length;
		}
		if (this.#blocks < blocksAtOnce && performance.now() - this.#lastTold < tellEveryMs) return;
		this.#tell();
		// Whether it is to stop is told between files.
		await turn();
	}

	/** Answers the rest of it. */
	async #tellAhead(record: FileRecord): Promise<FileRecord> {
		const { blocks } = record;
		let at = 0;
		for (; at + blocksAtOnce < blocks.length; at += blocksAtOnce) {
			const message: BlocksAhead = { ahead: blocks.slice(at, at + blocksAtOnce) };
			const heard = new Promise<void>((resolve) => (this.#goOn = resolve));
			this.port.postMessage(message);
			await heard;
		}
		return { ...record, blocks: blocks.slice(at) };
	}

	goOn(): void {
		this.#goOn?.();
	}

	#tell(isLast = false): void {
		const numbers = { done: this.#done, total: this.#total };
		const message: ReadMessage = { files: this.#files, ...numbers, isLast };
		this.port.postMessage(message);
		this.#files = [];
		this.#blocks = 0;
		this.#lastTold = performance.now();
	}
}
