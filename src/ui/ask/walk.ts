/** The order in which a wizard asks: which step comes next, which number it has, and where Back leads. */
import { Back } from './back.js';

/** A step, as far as its place in the order goes. `F` is what it is drawn with. */
export interface WalkStep<S, F> {
	/** The names of what it asks for, as errors call them (`ttl`, `names`): there a form reopens that failed. */
	readonly fields?: readonly string[];
	/** False: not asked in this state. */
	when?(state: Partial<S>): boolean;
	ask(frame: F, state: Partial<S>): Promise<Partial<S>>;
}

export interface Walk<S, F> {
	readonly steps: readonly WalkStep<S, F>[];
	/** What is known before the first question. */
	readonly state: Partial<S>;
	/** The step to begin with; Back leads to those before it. */
	readonly start: number;
	/** Steps that will be skipped are not counted. */
	frame(step: number, totalSteps: number): F;
	/** After every answer. */
	answered?(state: Partial<S>): void;
}

/** Asks step by step; rejects with whatever a step rejects with, except `Back`. */
export async function walk<S extends object, F>(plan: Walk<S, F>): Promise<S> {
	const { steps, start } = plan;
	let { state } = plan;
	const asked = steps
		.slice(0, start)
		.flatMap((step, index) => (isAsked(step, state) ? [index] : []));
	for (let index = start; index < steps.length;) {
		const step = steps[index];
		if (step === undefined) break;
		if (!isAsked(step, state)) {
			index++;
			continue;
		}
		const left = steps.slice(index).filter((other) => isAsked(other, state)).length;
		try {
			const answer = await step.ask(plan.frame(asked.length + 1, asked.length + left), state);
			asked.push(index);
			state = { ...state, ...answer };
			plan.answered?.(state);
			index++;
		} catch (error) {
			if (!(error instanceof Back)) throw error;
			// The answers stay in the state, so that going back shows what was typed.
			index = previous(steps, asked, state);
		}
	}
	return state as S;
}

/** Takes it off `asked`. A step that its own answer has put out of the way is passed over. */
function previous<S, F>(
	steps: readonly WalkStep<S, F>[],
	asked: number[],
	state: Partial<S>,
): number {
	for (;;) {
		const index = asked.pop() ?? 0;
		const step = steps[index];
		if (asked.length === 0 || step === undefined || isAsked(step, state)) return index;
	}
}

/** The step that is asked for the first of the fields that one is asked for; 0 for none. */
export function stepOf<S, F>(
	steps: readonly WalkStep<S, F>[],
	state: Partial<S>,
	fields: readonly string[],
): number {
	const found = fields
		.map((field) =>
			steps.findIndex((step) => isAsked(step, state) && step.fields?.includes(field) === true),
		)
		.find((index) => index >= 0);
	return found ?? 0;
}

function isAsked<S, F>(step: WalkStep<S, F>, state: Partial<S>): boolean {
	return step.when?.(state) ?? true;
}
