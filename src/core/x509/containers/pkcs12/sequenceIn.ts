import type { Pacer } from '../../../common/pacer.js';
import { tags } from '../../asn1/der.js';
import { sequenceEnd } from '../../asn1/sequence.js';
import { decrypt } from './decrypt.js';
import type { Secret } from './derive.js';
import type { Encryption } from './encryption.js';

export interface Encrypted {
	readonly encryption: Encryption;
	readonly content: Buffer;
}

/** What is encrypted here is always one SEQUENCE; undefined where anything else shows that the password is another one. */
export async function sequenceIn(
	{ encryption, content }: Encrypted,
	secret: Secret,
	pacer: Pacer,
): Promise<Buffer | undefined> {
	const plain = await decrypt(encryption, content, secret, pacer);
	if (plain?.[0] !== tags.sequence) return undefined;
	return sequenceEnd(plain) === plain.length ? plain : undefined;
}
