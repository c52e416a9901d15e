/** Which keys certificates may have: sizes, curves and kinds. */
import { generateKeyPairSync } from 'node:crypto';
import { ecKeys, rsaKeys, type Keys } from '../material.js';

/** Ids as faults name them, behind `client-`, `server-` and `ca-`. */
export function makeKeys(): Readonly<Record<string, Keys>> {
	const explicit = { namedCurve: 'P-256', paramEncoding: 'explicit' } as const;
	return {
		// Sizes on both sides of each limit: 920 and 1963 bits are OpenSSL's levels 1 and 2, 1024 is Go's.
		...Object.fromEntries(
			[919, 920, 1023, 1024, 1962, 1963, 2048].map((bits) => [`rsa-${bits}`, rsaKeys(bits)]),
		),
		'rsa-pss-key': generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
		'p-192': ecKeys('prime192v1'),
		'p-224': ecKeys('secp224r1'),
		'p-384': ecKeys('secp384r1'),
		'p-521': ecKeys('secp521r1'),
		secp256k1: ecKeys('secp256k1'),
		brainpool: ecKeys('brainpoolP256r1'),
		'other-curve': ecKeys('sect283k1'),
		'explicit-curve': generateKeyPairSync('ec', explicit),
		ed25519: generateKeyPairSync('ed25519'),
		ed448: generateKeyPairSync('ed448'),
		'ml-dsa': mlDsaKeys(),
	};
}

/** Known to Node from 24.6 on, and not yet to its types. */
function mlDsaKeys(): Keys {
	const generate: (type: never) => Keys = generateKeyPairSync;
	return generate('ml-dsa-65' as never);
}
