import { namesItself } from '../../../x509/chain.js';
import { datesContradict, verdictOf } from '../../../x509/verdict.js';
import { clientSeverity } from '../../clientSeverity.js';
import { chainsOf } from '../../contents/fileChains.js';
import {
	type BlockInput,
	defineBlockRule,
	headline,
	type RuleFinding,
	type Severity,
} from '../../rule.js';

/** Certificates that are out of their validity, or soon will be (RFC 5280, 4.1.2.5). */
export const expiry = defineBlockRule({
	id: 'expiry',
	*check(
		input,
		{ now, threshold },
	): Generator<RuleFinding<'expired' | 'expiresSoon' | 'notYetValid'>> {
		const { block } = input;
		if (block.facts?.kind !== 'certificate' || datesContradict(block.facts)) return;
		const verdict = verdictOf(block.facts, now, threshold);
		if (verdict !== 'expired' && verdict !== 'expiresSoon' && verdict !== 'notYetValid') return;
		const usual: Severity = verdict === 'expired' ? 'error' : 'warning';
		const severity = isOneOfMany(input, now)
			? clientSeverity('ca-expired-beside-valid', true)
			: usual;
		yield { code: verdict, severity, ...headline(block), block };
	},
});

/** A root of a trust store in which others are valid: clients pass over it. */
function isOneOfMany({ block: { facts }, file }: BlockInput, now: Date): boolean {
	if (facts?.kind !== 'certificate' || !namesItself(facts)) return false;
	const { isTrustStore, hasValidRoot } = chainsOf(file);
	return isTrustStore && hasValidRoot(now);
}
