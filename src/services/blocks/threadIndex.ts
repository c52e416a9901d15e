/** The blocks of a large text, which a thread follows: here it costs to pass edits on, and what is new in an answer. */
import { Worker } from 'node:worker_threads';
import { PkiError } from '../../core/common/errors.js';
import { createPacer } from '../../core/common/pacer.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import { movedBlock } from '../../core/find/indexEntry.js';
import type { Checked, CheckQuestion } from '../../core/diagnostics/ownRules.js';
import type { TextChange } from './changedLines.js';
import { checkInThread } from './checkInThread.js';
import type { TextIndex, WholeText } from './textIndex.js';
import type { Answer, GoOn, Question } from './threadMessages.js';

interface Waiting {
	readonly resolve: (places: Int32Array) => void;
	readonly reject: (reason: Error) => void;
}

export class ThreadIndex implements TextIndex {
	/** As long as a pause between two sentences. */
	readonly pauseMs = 1000;
	readonly #thread: Worker;
	#length: number;
	/** Not passed on yet. */
	#changes: TextChange[] = [];
	/** By their numbers, where they stood when they were last told of. */
	readonly #known = new Map<number, KeptBlock>();
	/** One question at a time, so that none waits behind others that nobody asks any longer. */
	#turn: Promise<void> = Promise.resolve();
	#waiting: Waiting | undefined;
	#failure: Error | undefined;

	/** The text is copied to the thread, and private keys never leave it. */
	constructor(text: string, file: string) {
		this.#length = text.length;
		this.#thread = new Worker(file, { workerData: text, name: 'pki blocks' });
		this.#thread.on('message', (answer: Answer) => this.#hear(answer));
		this.#thread.on('error', (error) => this.#fail(error));
		this.#thread.on('exit', () => this.#fail(new Error('the thread ended')));
	}

	edit(changes: readonly TextChange[]): boolean {
		for (const { rangeOffset, rangeLength, text } of changes) {
			this.#changes.push({ rangeOffset, rangeLength, text });
			this.#length += text.length - rangeLength;
		}
		return true;
	}

	get holdsBlocks(): boolean {
		return this.#known.size > 0;
	}

	/** By its length: to compare the text would mean to pass it on. */
	matches({ length }: WholeText): boolean {
		return length === this.#length;
	}

	all(signal: AbortSignal): Promise<readonly KeptBlock[]> {
		return this.#inTurn(async () => {
			const blocks = await this.#placed(await this.#ask(undefined, signal), signal);
			const present = new Set(blocks.map(({ id }) => id));
			for (const id of this.#known.keys()) if (!present.has(id)) this.#known.delete(id);
			return blocks.map(({ block }) => block);
		});
	}

	at(offset: number): Promise<readonly KeptBlock[]> {
		return this.#inTurn(async () => {
			const blocks = await this.#placed(await this.#ask(offset));
			return blocks.map(({ block }) => block);
		});
	}

	async check(question: CheckQuestion, signal: AbortSignal): Promise<Checked> {
		const blocks = await this.all(signal);
		// Blocks are told by their places among all.
		if (signal.aborted || this.#changes.length > 0) throw new PkiError('cancelled');
		return checkInThread(this.#thread, blocks, question, signal);
	}

	dispose(): void {
		this.#fail(new PkiError('cancelled'));
		void this.#thread.terminate();
	}

	async #inTurn<T>(work: () => Promise<T>): Promise<T> {
		const answer = this.#turn.then(work);
		this.#turn = answer.then(
			() => undefined,
			() => undefined,
		);
		return answer;
	}

	#ask(offset: number | undefined, signal?: AbortSignal): Promise<Int32Array> {
		return new Promise((resolve, reject) => {
			if (this.#failure !== undefined || signal?.aborted === true) {
				reject(this.#failure ?? new PkiError('cancelled'));
				return;
			}
			this.#waiting = { resolve, reject };
			const question: Question = { changes: this.#changes, offset };
			this.#changes = [];
			this.#thread.postMessage(question);
		});
	}

	#hear({ fresh, places }: Answer): void {
		for (const { id, block } of fresh) this.#known.set(id, block);
		const goOn: GoOn = 'goOn';
		if (places) this.#waiting?.resolve(places);
		else this.#thread.postMessage(goOn);
	}

	#fail(reason: Error): void {
		this.#failure ??= reason;
		this.#waiting?.reject(this.#failure);
	}

	/** Puts the known blocks where they stand. */
	async #placed(
		places: Int32Array,
		signal?: AbortSignal,
	): Promise<readonly { readonly id: number; readonly block: KeptBlock }[]> {
		const pacer = createPacer(signal);
		const blocks: { readonly id: number; readonly block: KeptBlock }[] = [];
		for (let index = 0; index < places.length; index += 3) {
			if (pacer.isDue) await pacer.pause();
			const { [index]: id = 0, [index + 1]: start = 0, [index + 2]: line = 0 } = places;
			const known = this.#known.get(id);
			if (!known) throw new Error('a block was not told of');
			const isThere = known.start === start && known.line === line;
			const block = isThere ? known : movedBlock(known, start - known.start, line - known.line);
			this.#known.set(id, block);
			blocks.push({ id, block });
		}
		return blocks;
	}
}
