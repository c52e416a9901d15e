import { clientSeverity } from '../clientSeverity.js';
import { oldEncryptionOf } from '../oldKeyEncryption.js';
import { defineBlockRule, headline, type RuleFinding } from '../rule.js';

/** Encrypted keys that programs with today's OpenSSL cannot open, whatever the passphrase. */
export const keyEncryption = defineBlockRule({
	id: 'key-encryption',
	*check({ block, file }): Generator<RuleFinding<'outdatedKeyEncryption'>> {
		const { facts, der, start, end } = block;
		if (facts?.kind !== 'privateKey') return;
		const old = oldEncryptionOf({ facts, der, text: file.text?.slice(start, end) });
		if (!old) return;
		const args = { cipher: old.name };
		const severity = clientSeverity(old.fault, true);
		yield { code: 'outdatedKeyEncryption', severity, ...headline(block), block, args };
	},
});
