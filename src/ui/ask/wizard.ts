import { Back } from './back.js';
import { draftOf, fieldsAtFault, keepDraft } from './drafts.js';
import type { Frame, TextQuestion } from './frame.js';
import { createFrame } from './questions.js';
import { stepOf, walk, type WalkStep } from './walk.js';

export type * from './frame.js';

/** One question: answers what it adds to the state. `frame` draws it with the title, the step counter and Back. */
export type Step<S> = WalkStep<S, Frame>;

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

/** Asks one question behind a list that its Back button leads to; answers undefined then. */
export async function askBehind<T>(
	title: string,
	ask: (frame: Frame) => Promise<T>,
): Promise<T | undefined> {
	try {
		return await ask(createFrame(title, 2, 1));
	} catch (error) {
		if (error instanceof Back) return undefined;
		throw error;
	}
}

/** Asks one question outside a sequence. */
export function askOnce<T>(title: string, ask: (frame: Frame) => Promise<T>): Promise<T> {
	return ask(createFrame(title, 1, 1));
}
