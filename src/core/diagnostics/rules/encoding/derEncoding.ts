import { clientSeverity } from '../../clientSeverity.js';
import { chainsOf } from '../../contents/fileChains.js';
import { defineBlockRule, headline, type RuleFinding } from '../../rule.js';

/**
 * What could be read although DER forbids it so (X.690, 10): longer lengths than needed, indefinite lengths, strings in
 * pieces, bytes behind the end; and dates in a form that certificates must not have (RFC 5280, 4.1.2.5).
 */
export const derEncoding = defineBlockRule({
	id: 'der-encoding',
	*check({ block, file }): Generator<RuleFinding<'nonCanonicalDer' | 'trailingData' | 'dateForm'>> {
		const { facts } = block;
		if (!facts || !('problems' in facts)) return;
		const at = { ...headline(block), block };
		const dates = facts.problems.filter(({ code }) => code === 'timeForm');
		if (facts.kind === 'certificate' && dates.length > 0) {
			// With other zones and fractions it can be loaded, and is rejected by who verifies it.
			const isShort = dates.some(({ args }) => withoutSeconds.test(String(args?.['text'])));
			const isCertain = isShort && (!facts.isCa || chainsOf(file).isInChain(block));
			const fault = facts.isCa ? 'ca-bad-dates' : 'client-bad-dates';
			yield { code: 'dateForm', severity: clientSeverity(fault, isCertain), ...at };
		}
		const problem = facts.problems.find(({ field }) => field === 'encoding');
		if (!problem) return;
		if (problem.code === 'trailingData') {
			const severity = clientSeverity('client-trailing-data', facts.kind === 'certificate');
			yield { code: 'trailingData', severity, ...at };
		} else {
			// Go refuses it; OpenSSL does not.
			const args = { reason: problem.code };
			yield { code: 'nonCanonicalDer', severity: 'warning', ...at, args };
		}
	},
});

/** UTCTime without seconds, GeneralizedTime without seconds or minutes: too short for OpenSSL. */
const withoutSeconds = /^\d{10}(?:\d{2})?Z$/;
