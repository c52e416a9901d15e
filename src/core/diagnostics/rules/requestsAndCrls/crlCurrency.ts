import { datesContradict, verdictOf } from '../../../x509/verdict.js';
import { defineBlockRule, headline, type RuleFinding } from '../../rule.js';
import { validityOf } from '../../validity.js';

/**
 * CRLs past their next update, or before their first one: clients that check them refuse every certificate of that
 * issuer (RFC 5280, 6.3.3). TLS clients do not check any unasked, so that it is a warning. One that names no next update is
 * never out of date.
 */
export const crlCurrency = defineBlockRule({
	id: 'crl-currency',
	*check({ block }, { now }): Generator<RuleFinding<'crlOutOfDate' | 'crlNotYetValid'>> {
		const validity = validityOf(block);
		if (block.facts?.kind !== 'crl' || datesContradict(validity)) return;
		// A CRL is replaced shortly before its time, so that nearly due is its usual state.
		const verdict = verdictOf(validity, now, { days: 0, lifetimeShare: 0 });
		if (verdict === 'expired') {
			yield { code: 'crlOutOfDate', severity: 'warning', ...headline(block), block };
		} else if (verdict === 'notYetValid') {
			yield { code: 'crlNotYetValid', severity: 'warning', ...headline(block), block };
		}
	},
});
