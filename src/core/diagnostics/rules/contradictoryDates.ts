import { datesContradict } from '../../x509/verdict.js';
import { defineBlockRule, headline, type RuleFinding } from '../rule.js';
import { validityOf } from '../validity.js';

/** Certificates and CRLs that end before they begin: there is no day on which a client accepts them. */
export const contradictoryDates = defineBlockRule({
	id: 'contradictory-dates',
	*check({ block }): Generator<RuleFinding<'contradictoryDates'>> {
		if (!datesContradict(validityOf(block))) return;
		yield { code: 'contradictoryDates', severity: 'error', ...headline(block), block };
	},
});
