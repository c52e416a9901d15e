import type { KeptBlock } from '../../core/decode/kept.js';
import type { TextChange } from './changedLines.js';

/** The blocks of a text that is edited. */
export interface TextIndex {
	/**
	 * Replaces what an editor says was replaced. The changes of one edit are told from the end of the text to its beginning,
	 * so that each can be applied as it is told. Answers false where this index is to be disposed of and another opened.
	 */
	edit(changes: readonly TextChange[]): boolean;
	/** False where the text that was followed is another one. */
	matches(text: string): boolean;
	/** Every block in its order. Rejects with `cancelled` when the signal is aborted. */
	all(signal: AbortSignal): Promise<readonly KeptBlock[]>;
	/** The blocks in which an offset stands, their ends included. */
	at(offset: number): Promise<readonly KeptBlock[]>;
	/** Questions that are not answered yet are rejected with `cancelled`. */
	dispose(): void;
}
