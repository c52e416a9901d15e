import { isRequestSignedByItself } from '../../../x509/signedBody.js';
import { defineBlockRule, headline, type RuleFinding } from '../../rule.js';

/**
 * Requests that carry a challenge password, which everybody who has the file can read (RFC 2985, 5.4.1), or whose
 * signature was not made with their own key, so that every CA refuses them (RFC 2986, 3).
 */
export const requests = defineBlockRule({
	id: 'requests',
	*check({
		block,
	}): Generator<RuleFinding<'challengePasswordPresent' | 'requestSignatureInvalid'>> {
		const { facts, der } = block;
		if (facts?.kind !== 'request' || !der) return;
		const at = { ...headline(block), block };
		if (facts.attributes.some(({ hidden }) => hidden === true)) {
			yield { code: 'challengePasswordPresent', severity: 'information', ...at };
		}
		if (isRequestSignedByItself(der, facts.signatureAlgorithm) === false) {
			yield { code: 'requestSignatureInvalid', severity: 'warning', ...at };
		}
	},
});
