/** What is said of a file by itself: all that is needed for it can be passed to another thread. */
import { analyze, type Finding } from './analyze.js';
import type { FileInput, RuleContext } from './rule.js';
import { nextChange } from './validity.js';

/** What is asked of a file beside its blocks and its text. */
export interface CheckQuestion {
	readonly file: Omit<FileInput, 'blocks' | 'text'>;
	readonly context: RuleContext;
}

export interface Checked {
	/** In the file's order. */
	readonly findings: readonly Finding[];
	/** When they will be others, in milliseconds since 1970; undefined: never. */
	readonly nextChange: number | undefined;
}

/** Runs the rules that look at blocks and at a file, and at nothing beside it. Rejects as `analyze` does. */
export async function checkByItself(
	input: Pick<FileInput, 'blocks' | 'text'>,
	{ file, context }: CheckQuestion,
	signal: AbortSignal,
): Promise<Checked> {
	const scopes = ['block', 'file'] as const;
	const findings = await analyze({ ...file, ...input }, context, { scopes, signal });
	return { findings, nextChange: nextChange(input, context) };
}
