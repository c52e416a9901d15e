import { datesContradict } from '../../x509/verdict.js';
import { defineRule, headline, type RuleFinding } from '../rule.js';
import { validityOf } from '../validity.js';

/** Certificates and CRLs that end before they begin: there is no day on which a client accepts them. */
export const contradictoryDates = defineRule({
	id: 'contradictory-dates',
	*check({ blocks }): Generator<RuleFinding<'contradictoryDates'>> {
		for (const block of blocks) {
			if (!datesContradict(validityOf(block))) continue;
			yield { code: 'contradictoryDates', severity: 'error', ...headline(block), block };
		}
	},
});
