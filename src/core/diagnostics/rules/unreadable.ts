import type { DecodedFacts } from '../../x509/model.js';
import { defineBlockRule, headline, type RuleFinding } from '../rule.js';

/** Blocks that cannot be read, certificates and CRLs whose validity cannot: nothing else can be said about those. */
export const unreadable = defineBlockRule({
	id: 'unreadable',
	*check({ block }): Generator<RuleFinding<'unreadableBlock' | 'unreadableValidity'>> {
		const span = headline(block);
		// `EC PARAMETERS` and the like are whole; only their kind is not ours.
		if (block.error?.code === 'unknownLabel') return;
		if (block.error) {
			yield { code: 'unreadableBlock', severity: 'warning', ...span, block };
		} else if (block.facts && isValidityUnread(block.facts)) {
			yield { code: 'unreadableValidity', severity: 'warning', ...span, block };
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
