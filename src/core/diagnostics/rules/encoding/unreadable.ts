import { isUnread } from '../../../x509/blockErrors.js';
import type { DecodedFacts } from '../../../x509/model.js';
import { lineOfBlock } from '../../contents/pemFile.js';
import { defineBlockRule, headline, type RuleFinding } from '../../rule.js';
import { isFramingError } from './framing.js';

/** Blocks whose content cannot be read, certificates and CRLs whose validity cannot: nothing else can be said about those. */
export const unreadable = defineBlockRule({
	id: 'unreadable',
	*check({ block, file }): Generator<RuleFinding<'unreadableBlock' | 'unreadableValidity'>> {
		if (block.error && isUnread(block.error)) return;
		if (block.error) {
			if (isFramingError(block.error.code)) return;
			const span = lineOfBlock(file, block, block.error.line);
			yield { code: 'unreadableBlock', severity: 'warning', ...span, block };
		} else if (block.facts && isValidityUnread(block.facts)) {
			yield { code: 'unreadableValidity', severity: 'warning', ...headline(block), block };
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
