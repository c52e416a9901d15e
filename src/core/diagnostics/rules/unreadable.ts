import { defineRule, headline, type RuleFinding } from '../rule.js';

const validityFields = new Set(['notBefore', 'notAfter']);

/** Blocks that cannot be read, and certificates whose validity cannot: nothing else can be said about those. */
export const unreadable = defineRule({
	id: 'unreadable',
	*check({ blocks }): Generator<RuleFinding<'unreadableBlock' | 'unreadableValidity'>> {
		for (const block of blocks) {
			const span = headline(block);
			// `EC PARAMETERS` and the like are whole; only their kind is not ours.
			if (block.error?.code === 'unknownLabel') continue;
			if (block.error) {
				yield { code: 'unreadableBlock', severity: 'warning', ...span, block };
			} else if (
				block.facts.kind === 'certificate' &&
				block.facts.problems.some((problem) => validityFields.has(problem.field))
			) {
				yield { code: 'unreadableValidity', severity: 'warning', ...span, block };
			}
		}
	},
});
