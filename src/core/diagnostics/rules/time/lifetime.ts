import type { CertificateFacts } from '../../../x509/model.js';
import { extensionOids } from '../../../x509/asn1/oid.js';
import { appleLimit } from '../../../x509/appleLimit.js';
import { isSelfIssued } from '../../../x509/chain.js';
import { datesContradict, verdictOf } from '../../../x509/verdict.js';
import { defineBlockRule, headline, type RuleFinding } from '../../rule.js';

const dayMs = 86_400_000;

/** What public CAs may issue, by the first second of validity (CA/B Forum Baseline Requirements, 6.3.2; SC-081v3). */
const browserLimits: readonly (readonly [from: string, days: number])[] = [
	['2029-03-15T00:00:00Z', 47],
	['2027-03-15T00:00:00Z', 100],
	['2026-03-15T00:00:00Z', 200],
	['2020-09-01T00:00:00Z', 398],
	['2018-03-01T00:00:00Z', 825],
];

/**
 * Server certificates that are valid for longer than browsers, or Apple's systems, accept. Browsers hold only public CAs
 * to their limit, and a certificate is only known to be from one where it bears their marks; Apple holds all to its own.
 */
export const lifetime = defineBlockRule({
	id: 'lifetime',
	*check(
		{ block },
		{ now, threshold },
	): Generator<RuleFinding<'tooLongForBrowsers' | 'tooLongForApple'>> {
		const { facts } = block;
		if (facts?.kind !== 'certificate' || !isServers(facts) || datesContradict(facts)) return;
		const { notBefore, notAfter } = facts;
		if (notBefore === undefined || notAfter === undefined) return;
		if (verdictOf(facts, now, threshold) === 'expired') return;
		const days = daysOf(notBefore, notAfter);
		const limit = browserLimits.find(([from]) => notBefore >= from)?.[1] ?? Infinity;
		const isPublic = isFromPublicCa(facts);
		const span = headline(block);
		if (!isPublic && notBefore >= appleLimit.from && days > appleLimit.days) {
			const args = { days: Math.ceil(days), limit: appleLimit.days };
			yield { code: 'tooLongForApple', severity: 'information', ...span, block, args };
		} else if (days > limit && !isSelfIssued(facts)) {
			const args = { days: Math.ceil(days), limit };
			const severity = isPublic ? 'warning' : 'information';
			yield { code: 'tooLongForBrowsers', severity, ...span, block, args };
		}
	},
});

/** What signed itself is a server's too: only that it comes from a public CA is out of the question. */
function isServers(facts: CertificateFacts): boolean {
	return !facts.isCa && facts.extendedKeyUsage.includes('serverAuth');
}

/** Certificate Transparency, and the Baseline Requirements' own policies: private CAs use neither. */
function isFromPublicCa({ extensions }: CertificateFacts): boolean {
	return extensions.some(
		({ oid, lines }) =>
			oid === extensionOids.signedCertificateTimestamps ||
			(oid === extensionOids.certificatePolicies &&
				lines.some((line) => line.startsWith('2.23.140.1.'))),
	);
}

/** Both ends count (RFC 5280, 4.1.2.5), so that the last second is one of validity. */
function daysOf(notBefore: string, notAfter: string): number {
	return (Date.parse(notAfter) - Date.parse(notBefore) + 1000) / dayMs;
}
