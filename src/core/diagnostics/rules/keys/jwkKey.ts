import { defineBlockRule, type RuleFinding } from '../../rule.js';

/**
 * A JWK whose key is not that of its first certificate, as it must be (RFC 7517, 4.7): what one program signs with the one,
 * another checks by the other.
 */
export const jwkKey = defineBlockRule({
	id: 'jwk-key',
	*check({ block }): Generator<RuleFinding<'jwkKeyMismatch'>> {
		const { note } = block;
		if (note?.code !== 'jwkOtherKey') return;
		const { start, end } = note;
		yield { code: 'jwkKeyMismatch', severity: 'warning', start, end, block };
	},
});
