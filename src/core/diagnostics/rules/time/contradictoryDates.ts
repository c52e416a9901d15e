import { datesContradict } from '../../../x509/verdict.js';
import { clientSeverity } from '../../clientSeverity.js';
import { defineBlockRule, headline, type RuleFinding } from '../../rule.js';
import { validityOf } from '../../validity.js';

/** Certificates and CRLs that end before they begin: there is no day on which a client accepts them. */
export const contradictoryDates = defineBlockRule({
	id: 'contradictory-dates',
	*check({ block }): Generator<RuleFinding<'contradictoryDates'>> {
		if (!datesContradict(validityOf(block))) return;
		// TLS clients do not ask for a CRL, unlike for the certificate.
		const isCrl = block.facts?.kind === 'crl';
		const severity = clientSeverity('client-contradictory-dates', !isCrl);
		yield { code: 'contradictoryDates', severity, ...headline(block), block };
	},
});
