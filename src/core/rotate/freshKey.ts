/** The new private key in the format of the one that it replaces. */
import { createPrivateKey } from 'node:crypto';
import { PkiError } from '../common/errors.js';
import { privateKeyLabel } from '../find/pem.js';
import type { PrivateKeyFacts } from '../x509/model.js';

export interface WrittenKey {
	readonly der: Uint8Array;
	/** The label of its PEM. */
	readonly label: string;
}

/**
 * PKCS #1 and SEC 1 where the old key is written so and the new one can be, else PKCS #8; encrypted where the old one is.
 * Rejects with `invalid` (`passwordNeeded`) where it is encrypted and no password is known.
 */
export function keyLike(
	old: PrivateKeyFacts,
	privateKeyPem: string,
	password: string | undefined,
): WrittenKey {
	const key = createPrivateKey(privateKeyPem);
	if (old.encrypted) {
		if (password === undefined) throw new PkiError('invalid', { reason: 'passwordNeeded' });
		const encryption = { cipher: 'aes-256-cbc', passphrase: password };
		const der = key.export({ type: 'pkcs8', format: 'der', ...encryption });
		return { der, label: 'ENCRYPTED PRIVATE KEY' };
	}
	const { asymmetricKeyType } = key;
	const isSame =
		(old.format === 'pkcs1' && asymmetricKeyType === 'rsa') ||
		(old.format === 'sec1' && asymmetricKeyType === 'ec');
	const format = isSame ? old.format : 'pkcs8';
	const type = isSame && (format === 'pkcs1' || format === 'sec1') ? format : 'pkcs8';
	const der = key.export({ type, format: 'der' });
	return { der, label: privateKeyLabel({ ...old, format, encrypted: false }) };
}
