import { decodeInSlices } from '../decode/decode.js';
import { analyze, type Finding } from './analyze.js';
import { applied, inOrder, narrowed } from './fixes/placeOfBlock.js';
import { replacementsOf } from './fixes.js';
import type { FileInput, Replacement } from './rule.js';

export interface FixAllOptions {
	/** With `/` between folders; absent for what is not saved. */
	readonly path?: string | undefined;
	/** The findings that are wanted; absent: all. */
	readonly choose?: (findings: readonly Finding[]) => readonly Finding[];
	readonly signal?: AbortSignal;
}

/** One fix may show what another one is for; more than a few in a row do not. */
const mostRounds = 8;

/**
 * What every fix of a text changes in it, one after the other until there is nothing to fix, in the text's order. Empty
 * where there is nothing to fix. Rejects with `cancelled` when the signal is aborted.
 */
export async function fixAll(
	text: string,
	{ path, choose = (all) => all, signal }: FixAllOptions = {},
): Promise<readonly Replacement[]> {
	let current = text;
	let first: readonly Replacement[] = [];
	for (let round = 0; round < mostRounds; round += 1) {
		const blocks = await decodeInSlices(current, signal ? { signal } : {});
		const file: FileInput = { text: current, blocks, ...(path !== undefined && { path }) };
		const findings = await analyze(file, context(), { scopes: ['block', 'file'], signal });
		const replacements = together(file, choose(findings));
		if (replacements.length === 0) break;
		if (round === 0) first = replacements;
		else first = [{ start: 0, end: text.length, text: applied(current, replacements) }];
		current = applied(current, replacements);
	}
	return first.map((each) => narrowed(text, each));
}

/** Nothing that is fixed depends on the time. */
function context() {
	return { now: new Date(), threshold: { days: 0, lifetimeShare: 0 } };
}

/** Fixes that touch none of the others; the rest comes in the next round. */
function together(file: FileInput, findings: readonly Finding[]): readonly Replacement[] {
	const taken: Replacement[] = [];
	for (const { fix, start } of findings) {
		const replacements = (fix && replacementsOf(file, fix, start)) ?? [];
		const isApart = replacements.every((each) =>
			taken.every((other) => each.end < other.start || other.end < each.start),
		);
		if (isApart) taken.push(...replacements);
	}
	return inOrder(taken);
}
