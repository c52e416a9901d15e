import { spokenName } from '../../../x509/names/spokenName.js';
import { clientSeverity } from '../../clientSeverity.js';
import { chainsOf } from '../../contents/fileChains.js';
import { defineFileRule, headline, type RuleFinding } from '../../rule.js';

/**
 * A certificate whose authority key identifier names another key than that of the issuer which signed it (RFC 5280,
 * 4.2.1.2): OpenSSL and BoringSSL then do not find the issuer, Go does.
 */
export const authorityKey = defineFileRule({
	id: 'authority-key',
	*check(file): Generator<RuleFinding<'akiMismatch'> | undefined> {
		const chains = chainsOf(file);
		for (const certificate of chains.certificates) {
			yield undefined;
			const { block, facts } = certificate;
			const wanted = facts.authorityKeyIdentifier;
			const { issuers } = chains.above(certificate);
			const [first] = issuers;
			if (wanted === undefined || !first) continue;
			const isNamed = issuers.some(({ facts: { subjectKeyIdentifier: own } }) =>
				own === undefined ? true : own === wanted,
			);
			if (isNamed) continue;
			yield {
				code: 'akiMismatch',
				severity: clientSeverity('server-other-authority-key', chains.isOwn(certificate)),
				...headline(block),
				block,
				args: { issuer: spokenName(first.facts), line: first.block.line },
			};
		}
	},
});
