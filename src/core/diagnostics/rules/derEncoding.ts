import { defineBlockRule, headline, type RuleFinding } from '../rule.js';

/**
 * What could be read although DER forbids it so (X.690, 10): longer lengths than needed, indefinite lengths, strings in
 * pieces, bytes behind the end.
 */
export const derEncoding = defineBlockRule({
	id: 'der-encoding',
	*check({ block }): Generator<RuleFinding<'nonCanonicalDer' | 'trailingData'>> {
		const { facts } = block;
		if (!facts || !('problems' in facts)) return;
		const problem = facts.problems.find(({ field }) => field === 'encoding');
		if (!problem) return;
		const at = { ...headline(block), block };
		if (problem.code === 'trailingData') {
			// Node.js and Go refuse it in certificates, OpenSSL's own commands do not.
			const severity = facts.kind === 'certificate' ? 'error' : 'warning';
			yield { code: 'trailingData', severity, ...at };
		} else {
			// Go refuses it; OpenSSL does not.
			const args = { reason: problem.code };
			yield { code: 'nonCanonicalDer', severity: 'warning', ...at, args };
		}
	},
});
