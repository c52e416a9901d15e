import { decode } from '../../../decode/decode.js';
import { clientSeverity } from '../../clientSeverity.js';
import { oldEncryptionOf } from '../../faults/oldKeyEncryption.js';
import { defineBlockRule, headline, type RuleFinding } from '../../rule.js';

/** Encrypted keys that programs with today's OpenSSL cannot open, whatever the passphrase. */
export const keyEncryption = defineBlockRule({
	id: 'key-encryption',
	*check({ block, file }): Generator<RuleFinding<'outdatedKeyEncryption'>> {
		const { facts, der, start, end } = block;
		if (facts?.kind !== 'privateKey' || !facts.encrypted) return;
		const text = file.text?.slice(start, end);
		const old = oldEncryptionOf({ facts, der: der ?? bytesIn(text), text });
		if (!old) return;
		const args = { cipher: old.name };
		const severity = clientSeverity(old.fault, true);
		yield { code: 'outdatedKeyEncryption', severity, ...headline(block), block, args };
	},
});

/** Of an open document the bytes of private keys are not kept, so that they are read again. */
function bytesIn(text = ''): Uint8Array | undefined {
	return decode(text).find(({ facts }) => facts?.kind === 'privateKey')?.der;
}
