/** What is said between an extension host and the thread that follows a large text. */
import type { KeptBlock } from '../../core/decode/kept.js';
import type { TextChange } from './changedLines.js';

/** Changes since the last question, in their order, then the question: the blocks at an offset, or all of them. */
export interface Question {
	readonly changes: readonly TextChange[];
	readonly offset?: number | undefined;
}

/** Answers a part of an answer: the next one may come. */
export type GoOn = 'goOn';

/** A block that was not told of before. It keeps its number for as long as its text stays as it is. */
export interface NumberedBlock {
	readonly id: number;
	readonly block: KeptBlock;
}

/** An answer is one or several of these; only the last one has `places`. */
export interface Answer {
	readonly fresh: readonly NumberedBlock[];
	/** Of each block in its order three numbers: its own, its offset, its line. */
	readonly places?: Int32Array;
}
