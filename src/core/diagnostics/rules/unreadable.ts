import { defineRule, headline, type RuleFinding } from '../rule.js';

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
				(block.facts.notBefore === undefined || block.facts.notAfter === undefined)
			) {
				yield { code: 'unreadableValidity', severity: 'warning', ...span, block };
			}
		}
	},
});
