import { namesItself } from '../../../x509/chain.js';
import { clientSeverity } from '../../clientSeverity.js';
import { isWeak } from '../../clientConfig/faults.js';
import { chainsOf } from '../../contents/fileChains.js';
import { defineFileRule, headline, type RuleFinding, type Severity } from '../../rule.js';

/**
 * Certificates signed with MD5 or SHA-1. A root's own signature is looked at by nobody, so that one may be as weak as it
 * likes.
 */
export const signature = defineFileRule({
	id: 'signature',
	*check(file): Generator<RuleFinding<'md5Signature' | 'sha1Signature'>> {
		const chains = chainsOf(file);
		for (const certificate of chains.certificates) {
			const { block, facts } = certificate;
			const { signatureAlgorithm: algorithm, isCa } = facts;
			if (namesItself(facts) || !isWeak(algorithm)) continue;
			const isMd5 = /md/i.test(algorithm);
			const role = isCa ? 'client-issuer' : 'client';
			const severity: Severity = chains.isTrustStore
				? 'information'
				: clientSeverity(`${role}-${isMd5 ? 'md5' : 'sha1'}`, !isCa || chains.isInChain(block));
			const code = isMd5 ? 'md5Signature' : 'sha1Signature';
			yield { code, severity, ...headline(block), block, args: { algorithm } };
		}
	},
});
