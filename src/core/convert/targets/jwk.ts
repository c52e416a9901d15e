import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { PkiError } from '../../common/errors.js';
import { type ChainItem, chainsIn } from '../../x509/chain.js';
import { type Jwk, jwkOf } from '../jwk.js';
import { publicKeyOf } from '../keyMaterial.js';
import type { Material } from '../material.js';
import { defineConversion, type KeyInFile, type Wish } from '../target.js';
import { carriesJwks } from '../verify.js';
import { openedKey } from './keys.js';

/** One key as a JWK (RFC 7517, 4), several as a JWK Set (RFC 7517, 5). */
export const jwk = defineConversion({
	id: 'jwk',
	render: (material, wish) => {
		const keys = jwksOf(material, wish);
		const [only] = keys;
		return Promise.resolve([
			keys.length === 1 && only ? file('.jwk', only, wish) : file('.jwks', { keys }, wish),
		]);
	},
	isSame: (files, material, wish) => Promise.resolve(carriesJwks(files, material, wish)),
});

/** Always a set, as `jwks_uri` names one. */
export const jwks = defineConversion({
	id: 'jwks',
	render: (material, wish) =>
		Promise.resolve([file('.jwks', { keys: jwksOf(material, wish) }, wish)]),
	isSame: (files, material, wish) => Promise.resolve(carriesJwks(files, material, wish)),
});

function file(ending: string, content: object, { withKey }: Wish) {
	const key: KeyInFile = withKey ? 'plain' : 'none';
	return { ending, content: `${JSON.stringify(content, undefined, '\t')}\n`, key };
}

/**
 * A key each: of certificates those that issued none of the others, with the chain above them (`x5c`), then keys that
 * belong to no certificate. Issuers are there for the chain, and nobody verifies a token with them.
 */
function jwksOf(material: Material, { withKey }: Wish): readonly Jwk[] {
	const { certificates, publicKeys, keys } = material;
	const chainOf = chainsIn(certificates);
	const chains = certificates.map((item) => chainOf(item));
	const above = new Set(chains.flatMap((chain) => chain.slice(1)));
	if (withKey && keys.length === 0) throw new PkiError('invalid', { reason: 'noKey' });
	const secrets = withKey ? new Map(keys.map((key) => [key.publicKey, openedKey(key)])) : undefined;
	const found = new Map<string, Jwk>();
	const add = (half: KeyObject, chain: readonly ChainItem[]) => {
		const id = publicKeyOf(half);
		if (!found.has(id))
			found.set(
				id,
				jwkOf(
					secrets?.get(id) ?? half,
					chain.map(({ der }) => der),
				),
			);
	};
	for (const chain of chains) {
		const [leaf] = chain;
		if (leaf && !above.has(leaf)) add(certificateKey(leaf.der), chain);
	}
	for (const { der } of publicKeys) add(spkiKey(der), []);
	// What is encrypted does not tell its public half.
	for (const { opened } of keys) if (opened) add(createPublicKey(opened), []);
	if (found.size === 0) {
		throw new PkiError('invalid', { reason: 'nothingForTarget', args: { format: 'JWK' } });
	}
	return [...found.values()];
}

function certificateKey(der: Uint8Array): KeyObject {
	try {
		return new X509Certificate(der).publicKey;
	} catch {
		throw new PkiError('invalid', { reason: 'keyForm' });
	}
}

/** SubjectPublicKeyInfo, or an RSAPublicKey, which begins with a number. */
function spkiKey(der: Uint8Array): KeyObject {
	const key = Buffer.from(der);
	try {
		return createPublicKey({ key, format: 'der', type: 'spki' });
	} catch {
		return bareRsaKey(key);
	}
}

function bareRsaKey(key: Buffer): KeyObject {
	try {
		return createPublicKey({ key, format: 'der', type: 'pkcs1' });
	} catch {
		throw new PkiError('invalid', { reason: 'keyForm' });
	}
}
