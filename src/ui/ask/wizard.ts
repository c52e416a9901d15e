import type * as vscode from 'vscode';
import { draftOf, fieldsAtFault, keepDraft } from './drafts.js';
import { createFrame } from './questions.js';
import { stepOf, walk, type WalkStep } from './walk.js';

/** One question: answers what it adds to the state. `frame` draws it with the title, the step counter and Back. */
export type Step<S> = WalkStep<S, Frame>;

export interface TextQuestion {
	readonly prompt: string;
	readonly value?: string;
	readonly placeholder?: string;
	readonly password?: boolean;
	/** Runs while typing; a sentence refuses, a `InputBoxValidationMessage` may only warn. */
	validate?(value: string): Validation | Promise<Validation>;
}

export type Validation = string | vscode.InputBoxValidationMessage | undefined;

export interface PickQuestion<T extends vscode.QuickPickItem> {
	readonly prompt: string;
	readonly items: readonly T[];
	readonly active?: T;
}

export interface FileQuestion extends TextQuestion {
	readonly filters?: Record<string, string[]>;
	/** Browse for a folder instead of a file. */
	readonly folder?: boolean;
}

export interface Frame {
	text(question: TextQuestion): Promise<string>;
	pick<T extends vscode.QuickPickItem>(question: PickQuestion<T>): Promise<T>;
	pickMany<T extends vscode.QuickPickItem>(
		question: PickQuestion<T> & { readonly selected?: readonly T[] },
	): Promise<readonly T[]>;
	/** Types or browses: a quick input whose button opens the file dialog. */
	file(question: FileQuestion): Promise<string>;
}

/**
 * Asks the steps in order, one question each, with Back and a step counter; what was answered before is offered again
 * by the steps themselves (they see the state). Escape rejects with `cancelled`. `S` must have a required property only
 * where a step that is always asked, or `initial`, provides it. `start` is the step to begin with; Back leads to those
 * before it, for which `initial` has the answers. The answers are kept for the case that the command fails, up to the
 * first secret; the form then reopens with them, at the step whose field the error names.
 */
export function runWizard<S extends object>(
	title: string,
	steps: readonly Step<S>[],
	initial: Partial<S> = {},
	start = 0,
): Promise<S> {
	const draft = draftOf(title);
	const state: Partial<S> = { ...initial, ...draft };
	const seen = { secret: false };
	return walk<S, Frame>({
		steps,
		state,
		start: draft === undefined ? start : stepOf(steps, state, fieldsAtFault()),
		frame: (step, totalSteps) => {
			const frame = createFrame(title, step, totalSteps);
			const text = (question: TextQuestion) => {
				seen.secret ||= question.password === true;
				return frame.text(question);
			};
			return { ...frame, text };
		},
		answered: (answers) => {
			if (!seen.secret) keepDraft(title, answers);
		},
	});
}

/** Asks one question outside a sequence. */
export function askOnce<T>(title: string, ask: (frame: Frame) => Promise<T>): Promise<T> {
	return ask(createFrame(title, 1, 1));
}
