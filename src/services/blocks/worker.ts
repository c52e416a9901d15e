/** Follows the edits of a large text in a thread of its own. An entry of its own: nothing here may import `vscode`. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { KeptBlock } from '../../core/decode/kept.js';
import { BlockIndex } from '../../core/find/blockIndex.js';
import { EditedText } from '../../core/find/editedText.js';
import { answerCheck } from './answerCheck.js';
import type { TextChange } from './changedLines.js';
import type { Answer, CheckRequest, GoOn, NumberedBlock, Question } from './threadMessages.js';

/** So many at a time cost the receiver a few milliseconds. */
const batch = 50;

/** Where changes take longer than this, the rest of them may too, and looking through the text once takes less. */
const patienceMs = 200;

function edited(index: BlockIndex, changes: readonly TextChange[]): BlockIndex {
	const end = performance.now() + patienceMs;
	for (const [done, { rangeOffset, rangeLength, text }] of changes.entries()) {
		if (performance.now() > end) return anew(index.text, changes.slice(done));
		index.edit(rangeOffset, rangeOffset + rangeLength, text);
	}
	return index;
}

function anew(text: string, changes: readonly TextChange[]): BlockIndex {
	const pieces = new EditedText(text);
	for (const { rangeOffset, rangeLength, text: inserted } of changes) {
		pieces.edit(rangeOffset, rangeOffset + rangeLength, inserted);
	}
	return new BlockIndex(pieces.toString());
}

/** Tells of each block once; afterwards its number says enough. */
class Teller {
	/** By their facts, which stay the same object however a block moves. */
	readonly #ids = new WeakMap<object, number>();
	#next = 0;
	/** What is left to say. */
	#rest: Iterator<Answer> | undefined;

	constructor(private readonly port: MessagePort) {}

	tell(blocks: readonly KeptBlock[]): void {
		this.#rest = this.#answers(blocks);
		this.goOn();
	}

	/** One part at a time: parts that pile up would all be received in one turn. */
	goOn(): void {
		const part = this.#rest?.next();
		if (part && part.done !== true) this.port.postMessage(part.value);
	}

	*#answers(blocks: readonly KeptBlock[]): Generator<Answer, void, undefined> {
		const places = new Int32Array(3 * blocks.length);
		let fresh: NumberedBlock[] = [];
		for (const [index, block] of blocks.entries()) {
			const known = block.facts && this.#ids.get(block.facts);
			const id = known ?? this.#number(block);
			places.set([id, block.start, block.line], 3 * index);
			if (known === undefined) fresh.push({ id, block });
			if (fresh.length < batch) continue;
			yield { fresh };
			fresh = [];
		}
		yield { fresh, places };
	}

	#number({ facts }: KeptBlock): number {
		const id = this.#next;
		this.#next += 1;
		if (facts) this.#ids.set(facts, id);
		return id;
	}
}

const text: unknown = workerData;
if (parentPort && typeof text === 'string') {
	const teller = new Teller(parentPort);
	let index = new BlockIndex(text);
	parentPort.on('message', (message: Question | CheckRequest | GoOn) => {
		if (message === 'goOn') {
			teller.goOn();
			return;
		}
		if ('check' in message) {
			void answerCheck(message, { blocks: index.blocks, text: index.text });
			return;
		}
		const { changes, offset } = message;
		index = edited(index, changes);
		teller.tell(offset === undefined ? index.blocks : index.at(offset));
	});
}
