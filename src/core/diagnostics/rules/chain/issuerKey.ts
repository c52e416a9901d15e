import { spokenName } from '../../../x509/names/spokenName.js';
import { clientSeverity } from '../../clientSeverity.js';
import { chainsOf } from '../../contents/fileChains.js';
import { defineFileRule, headline, type RuleFinding } from '../../rule.js';

/**
 * A certificate whose issuer stands in the same file by its name, but with another key: the signature does not verify
 * (RFC 5280, 6.1.3). Silent where node:crypto cannot say, and where one of several of that name is the right one.
 */
export const issuerKey = defineFileRule({
	id: 'issuer-key',
	*check(file): Generator<RuleFinding<'issuerKeyMismatch'> | undefined> {
		const chains = chainsOf(file);
		for (const certificate of chains.certificates) {
			yield undefined;
			const { block } = certificate;
			const { namesakes, signature } = chains.above(certificate);
			const [first] = namesakes;
			if (!first || signature !== 'bad') continue;
			yield {
				code: 'issuerKeyMismatch',
				// A bundle of CAs works without the one; the chain of a certificate does not.
				severity: clientSeverity('client-forged-issuer', chains.isOwn(certificate)),
				...headline(block),
				block,
				args: { issuer: spokenName(first.facts), line: first.block.line },
			};
		}
	},
});
