import type { Checked, CheckQuestion } from '../../core/diagnostics/ownRules.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { TextChange } from './changedLines.js';

/** A text as it stands; its content may have to be put together when it is asked for. */
export interface WholeText {
	/** UTF-16 units. */
	readonly length: number;
	readonly content: string;
}

/** The blocks of a text that is edited. */
export interface TextIndex {
	/** In milliseconds, where what is made of all blocks is made anew only after a longer pause than usual. */
	readonly pauseMs?: number;
	/** That there are blocks, so that the text need not be looked through for signs of them; false where that is not known. */
	readonly holdsBlocks: boolean;
	/**
	 * Replaces what an editor says was replaced. The changes of one edit are told from the end of the text to its beginning,
	 * so that each can be applied as it is told. Answers false where this index is to be disposed of and another opened.
	 */
	edit(changes: readonly TextChange[]): boolean;
	/** False where the text that was followed is another one. */
	matches(text: WholeText): boolean;
	/** Every block in its order. Rejects with `cancelled` when the signal is aborted. */
	all(signal: AbortSignal): Promise<readonly KeptBlock[]>;
	/** The blocks in which an offset stands, their ends included. */
	at(offset: number): Promise<readonly KeptBlock[]>;
	/**
	 * Judges the text where that does not take the time of others; absent: who asks is to do it. Rejects with `cancelled` when
	 * the signal is aborted; the text must not be edited before that.
	 */
	check?(question: CheckQuestion, signal: AbortSignal): Promise<Checked>;
	/** Questions that are not answered yet are rejected with `cancelled`. */
	dispose(): void;
}
