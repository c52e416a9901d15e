/** A private key that a password protects outside of any key store: PKCS #8's EncryptedPrivateKeyInfo (RFC 5958, 3). */
import { createPacer } from '../../common/pacer.js';
import { asBuffer, DerCursor, tags } from '../asn1/der.js';
import { containerError } from './damaged.js';
import { readingsOf } from './pkcs12/derive.js';
import { readEncryption } from './pkcs12/encryption.js';
import { iterationBudget } from './pkcs12/iterations.js';
import { sequenceIn } from './pkcs12/sequenceIn.js';

/**
 * Its PKCS #8 DER; undefined where the password is another one. Reads more than Node, whose OpenSSL keeps what is old in a
 * provider that is not loaded, and than editors with BoringSSL. Rejects as `openContainer` with `damagedContainer`,
 * `iterations`, `memory`, `containerAlgorithm` and `cancelled`.
 */
export async function openEncryptedKey(
	der: Uint8Array,
	password: string,
	signal?: AbortSignal,
): Promise<Buffer | undefined> {
	const pacer = createPacer(signal);
	try {
		const info = DerCursor.over(asBuffer(der)).expect(tags.sequence).enter();
		const encryption = readEncryption(info.expect(tags.sequence).enter(), iterationBudget());
		const content = info.expect(tags.octetString).content();
		for (const secret of readingsOf(password)) {
			const key = await sequenceIn({ encryption, content }, secret, pacer);
			if (key) return key;
		}
		return undefined;
	} catch (error) {
		throw containerError(error);
	}
}
