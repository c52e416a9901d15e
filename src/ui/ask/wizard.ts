import type * as vscode from 'vscode';
import { draftOf, keepDraft } from './drafts.js';
import { Back, createFrame } from './questions.js';

/** One question: answers what it adds to the state. `frame` draws it with the title, the step counter and Back. */
export interface Step<S> {
	/** False: not asked in this state. */
	when?(state: Partial<S>): boolean;
	ask(frame: Frame, state: Partial<S>): Promise<Partial<S>>;
}

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
 * first secret.
 */
export async function runWizard<S extends object>(
	title: string,
	steps: readonly Step<S>[],
	initial: Partial<S> = {},
	start = 0,
): Promise<S> {
	let state: Partial<S> = { ...initial, ...draftOf(title) };
	const seen = { secret: false };
	const isAsked = (step: Step<S>) => !step.when || step.when(state);
	const asked = [...steps.slice(0, start).entries()].flatMap(([index, step]) =>
		isAsked(step) ? [index] : [],
	);
	for (let index = start; index < steps.length;) {
		const step = steps[index];
		if (step === undefined) break;
		if (!isAsked(step)) {
			index++;
			continue;
		}
		const frame = createFrame(
			title,
			asked.length + 1,
			asked.length + remaining(steps, index, state),
		);
		try {
			const text = (question: TextQuestion) => {
				seen.secret ||= question.password === true;
				return frame.text(question);
			};
			const answer = await step.ask({ ...frame, text }, state);
			asked.push(index);
			state = { ...state, ...answer };
			if (!seen.secret) keepDraft(title, state);
			index++;
		} catch (error) {
			if (!(error instanceof Back)) throw error;
			// The answers stay in the state, so that going back shows what was typed.
			index = asked.pop() ?? 0;
		}
	}
	return state as S;
}

function remaining<S>(steps: readonly Step<S>[], from: number, state: Partial<S>): number {
	return steps.slice(from).filter((step) => !step.when || step.when(state)).length;
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
