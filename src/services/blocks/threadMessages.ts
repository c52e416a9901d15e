/** What is said between an extension host and the thread that follows a large text. */
import type { MessagePort } from 'node:worker_threads';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { Finding } from '../../core/diagnostics/analyze.js';
import type { CheckQuestion } from '../../core/diagnostics/ownRules.js';
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

/** Asks for findings in the text as the last question left it. They are told at a port of their own; to close it ends the check. */
export interface CheckRequest {
	readonly check: CheckQuestion;
	readonly port: MessagePort;
}

/** A finding in a block, which is named by its place among all. */
export interface ToldFinding extends Omit<Finding, 'block'> {
	readonly block: number;
}

/** Findings are told in one or several of these, each after a `goOn`, or that the check failed. */
export type CheckAnswer =
	| {
			readonly findings: readonly ToldFinding[];
			/** Of the last one. */
			readonly end?: { readonly nextChange: number | undefined };
	  }
	| { readonly failure: string };
