/** The blocks of a text that is edited, without keeping anything else waiting. */
import { PkiError } from '../../core/common/errors.js';
import { createPacer } from '../../core/common/pacer.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import { BlockIndex } from '../../core/find/blockIndex.js';
import type { TextChange } from './changedLines.js';
import type { TextIndex, WholeText } from './textIndex.js';
import { ThreadIndex } from './threadIndex.js';

/** UTF-16 units: a file of 1 MB and a little more. Longer texts are followed in a thread. */
const longestHere = 1.25 * 1024 * 1024;

/** Each change may look through all that stands between two blocks; more than these cost more than to begin anew. */
const mostChanges = 4;

/** UTF-16 units; a longer text that is pasted is looked through with pauses, or in a thread. */
const longestInsertion = 64 * 1024;

/** `threadFile` is what a thread runs. Rejects with `cancelled` when the signal is aborted. */
export async function openIndex(
	text: string,
	{ threadFile, signal }: { readonly threadFile: string; readonly signal: AbortSignal },
): Promise<TextIndex> {
	if (text.length > longestHere) return new ThreadIndex(text, threadFile);
	const index = new BlockIndex(text);
	await inSlices(index.prepare(), signal);
	return new LocalIndex(index);
}

class LocalIndex implements TextIndex {
	readonly holdsBlocks = false;

	constructor(private readonly index: BlockIndex) {}

	edit(changes: readonly TextChange[]): boolean {
		if (changes.length > mostChanges) return false;
		if (changes.some(({ text }) => text.length > longestInsertion)) return false;
		for (const { rangeOffset, rangeLength, text } of changes) {
			this.index.edit(rangeOffset, rangeOffset + rangeLength, text);
		}
		return true;
	}

	matches({ content }: WholeText): boolean {
		return this.index.text === content;
	}

	async all(signal: AbortSignal): Promise<readonly KeptBlock[]> {
		await inSlices(this.index.read(), signal);
		return this.index.blocks;
	}

	at(offset: number): Promise<readonly KeptBlock[]> {
		return Promise.resolve(this.index.at(offset));
	}

	dispose(): void {
		// It holds nothing but memory.
	}
}

async function inSlices(steps: Iterator<undefined, void>, signal: AbortSignal): Promise<void> {
	const pacer = createPacer(signal);
	while (steps.next().done !== true) if (pacer.isDue) await pacer.pause();
	if (signal.aborted) throw new PkiError('cancelled');
}
