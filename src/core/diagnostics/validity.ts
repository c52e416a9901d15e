/** From when to when a block counts, and when a check of it will say something else. */
import { verdictMoments } from '../x509/verdict.js';
import type { FileInput, RuleBlock, RuleContext } from './rule.js';

/** Times as in the model. */
export interface Validity {
	readonly notBefore?: string | undefined;
	readonly notAfter?: string | undefined;
}

/** Of a CRL from its issue to its next update; empty for what has no dates. */
export function validityOf({ facts }: RuleBlock): Validity {
	switch (facts?.kind) {
		case 'certificate':
			return { notBefore: facts.notBefore, notAfter: facts.notAfter };
		case 'crl':
			return { notBefore: facts.thisUpdate, notAfter: facts.nextUpdate };
		default:
			return {};
	}
}

/** The first moment after `now` (milliseconds since 1970) at which the rules may find something else. */
export function nextChange(
	{ blocks }: Pick<FileInput, 'blocks'>,
	{ now, threshold }: RuleContext,
): number | undefined {
	let next: number | undefined;
	for (const block of blocks) {
		for (const moment of verdictMoments(validityOf(block), threshold)) {
			if (moment > now.getTime() && (next === undefined || moment < next)) next = moment;
		}
	}
	return next;
}
