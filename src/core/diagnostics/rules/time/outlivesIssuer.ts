import { spokenName } from '../../../x509/names/spokenName.js';
import { verdictOf } from '../../../x509/verdict.js';
import { chainsOf } from '../../contents/fileChains.js';
import { defineFileRule, headline, type RuleFinding } from '../../rule.js';

/** What was made in one go for the same time ends a moment after its issuer, which nobody will notice. */
const toleranceMs = 86_400_000;

/**
 * A certificate that ends after its issuer in the same file: from the issuer's end on it is worth nothing. Silent once
 * either has expired, which is said by itself.
 */
export const outlivesIssuer = defineFileRule({
	id: 'outlives-issuer',
	*check(file, { now, threshold }): Generator<RuleFinding<'outlivesIssuer'> | undefined> {
		const chains = chainsOf(file);
		for (const certificate of chains.certificates) {
			yield undefined;
			const { block, facts } = certificate;
			const issuers = chains.above(certificate).issuers.map((issuer) => issuer.facts);
			const ends = issuers.map(({ notAfter = '' }) => notAfter);
			const lastEnd = ends.reduce((last, end) => (end > last ? end : last), '');
			const { notAfter } = facts;
			if (notAfter === undefined || ends.includes('')) continue;
			if (verdictOf({ notAfter: lastEnd }, now, threshold) === 'expired') continue;
			if (Date.parse(notAfter) - Date.parse(lastEnd) < toleranceMs) continue;
			const issuer = issuers[ends.indexOf(lastEnd)];
			if (!issuer) continue;
			const args = { issuer: spokenName(issuer), until: lastEnd };
			yield { code: 'outlivesIssuer', severity: 'information', ...headline(block), block, args };
		}
	},
});
