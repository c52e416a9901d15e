/** JWKs of each kind of key, made by node:crypto. */
import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';

export interface JwkSample {
	readonly what: string;
	readonly privateKey: KeyObject;
	readonly publicKey: KeyObject;
	readonly privateJwk: JsonWebKey;
	readonly publicJwk: JsonWebKey;
}

const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });

const pairs = {
	RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
	'P-256': ec('P-256'),
	'P-384': ec('P-384'),
	'P-521': ec('P-521'),
	secp256k1: ec('secp256k1'),
	Ed25519: generateKeyPairSync('ed25519'),
	Ed448: generateKeyPairSync('ed448'),
	X25519: generateKeyPairSync('x25519'),
	X448: generateKeyPairSync('x448'),
};

export const jwkSamples: readonly JwkSample[] = Object.entries(pairs).map(
	([what, { privateKey, publicKey }]) => ({
		what,
		privateKey,
		publicKey,
		privateJwk: privateKey.export({ format: 'jwk' }),
		publicJwk: publicKey.export({ format: 'jwk' }),
	}),
);

/** As YAML's flow form, JSON5 and JavaScript write it. */
export function looselyWritten(jwk: JsonWebKey, quote: string, comment = ''): string {
	const members = Object.entries(jwk).map(
		([name, value]) => `${name}: ${quote}${String(value)}${quote}`,
	);
	return `{${comment} ${members.join(`,${comment} `)},${comment} }`;
}

/** As YAML writes an item of a list. */
export function blockWritten(jwk: JsonWebKey, indent = ''): string {
	const members = Object.entries(jwk).map(([name, value]) => `${name}: ${String(value)}`);
	return `${indent}- ${members.join(`\n${indent}  `)}\n`;
}
