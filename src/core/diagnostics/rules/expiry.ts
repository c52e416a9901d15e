import { datesContradict, verdictOf } from '../../x509/verdict.js';
import { defineBlockRule, headline, type RuleFinding } from '../rule.js';

/** Certificates that are out of their validity, or soon will be (RFC 5280, 4.1.2.5). */
export const expiry = defineBlockRule({
	id: 'expiry',
	*check(
		{ block },
		{ now, threshold },
	): Generator<RuleFinding<'expired' | 'expiresSoon' | 'notYetValid'>> {
		if (block.facts?.kind !== 'certificate' || datesContradict(block.facts)) return;
		const verdict = verdictOf(block.facts, now, threshold);
		if (verdict === 'expired') {
			yield { code: verdict, severity: 'error', ...headline(block), block };
		} else if (verdict === 'expiresSoon' || verdict === 'notYetValid') {
			yield { code: verdict, severity: 'warning', ...headline(block), block };
		}
	},
});
