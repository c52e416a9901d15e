/** Keys as JSON Web Keys (RFC 7517; RFC 8037 for Edwards curves), by node:crypto. */
import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { PkiError } from '../common/errors.js';

export type Jwk = Readonly<Record<string, unknown>>;

/** What names a key (RFC 7638, 3.2; RFC 8037, 2), in this order. */
const required: Readonly<Record<string, readonly (keyof JsonWebKey)[]>> = {
	EC: ['crv', 'kty', 'x', 'y'],
	RSA: ['e', 'kty', 'n'],
	OKP: ['crv', 'kty', 'x'],
};

/**
 * `kid` is the key's thumbprint (RFC 7638); `x5c` and `x5t#S256` stand there where certificates are given, the key's own one
 * first. A private key gives a private JWK. Throws `invalid` (`keyForm`) for a kind of key that JWK does not have.
 */
export function jwkOf(key: KeyObject, chain: readonly Uint8Array[]): Jwk {
	const members = exported(key);
	const [leaf] = chain;
	return {
		kty: members.kty,
		kid: thumbprint(key.type === 'private' ? exported(createPublicKey(key)) : members),
		...members,
		...(leaf && {
			x5c: chain.map((der) => Buffer.from(der).toString('base64')),
			'x5t#S256': createHash('sha256').update(leaf).digest('base64url'),
		}),
	};
}

function exported(key: KeyObject): JsonWebKey {
	try {
		return key.export({ format: 'jwk' });
	} catch {
		// RSA-PSS, DSA and curves without a registered name.
		throw new PkiError('invalid', { reason: 'keyForm' });
	}
}

function thumbprint(members: JsonWebKey): string {
	const names = required[members.kty ?? ''];
	if (!names) throw new PkiError('invalid', { reason: 'keyForm' });
	const canonical = JSON.stringify(Object.fromEntries(names.map((name) => [name, members[name]])));
	return createHash('sha256').update(canonical).digest('base64url');
}
