import type { DecodedFacts } from '../../x509/model.js';
import { defineRule, headline, type RuleFinding } from '../rule.js';

/** Blocks that cannot be read, certificates and CRLs whose validity cannot: nothing else can be said about those. */
export const unreadable = defineRule({
	id: 'unreadable',
	*check({ blocks }): Generator<RuleFinding<'unreadableBlock' | 'unreadableValidity'>> {
		for (const block of blocks) {
			const span = headline(block);
			// `EC PARAMETERS` and the like are whole; only their kind is not ours.
			if (block.error?.code === 'unknownLabel') continue;
			if (block.error) {
				yield { code: 'unreadableBlock', severity: 'warning', ...span, block };
			} else if (isValidityUnread(block.facts)) {
				yield { code: 'unreadableValidity', severity: 'warning', ...span, block };
			}
		}
	},
});

/** A CRL may leave its next update out; one that is there and cannot be read is named in `problems`. */
function isValidityUnread(facts: DecodedFacts): boolean {
	switch (facts.kind) {
		case 'certificate':
			return facts.notBefore === undefined || facts.notAfter === undefined;
		case 'crl':
			return (
				facts.thisUpdate === undefined || facts.problems.some(({ field }) => field === 'nextUpdate')
			);
		default:
			return false;
	}
}
