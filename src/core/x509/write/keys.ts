/** Keys by node:crypto: made, read back, and turned into what the writer signs with. */
import {
	createPrivateKey,
	createPublicKey,
	type ED25519KeyPairOptions,
	generateKeyPair,
	type KeyObject,
	webcrypto,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyKind } from '../kinds.js';
import { PkiError } from '../../common/errors.js';

const generate = promisify(generateKeyPair);

export interface GeneratedKey {
	/** PKCS #8. */
	readonly privateKeyPem: string;
	/** SubjectPublicKeyInfo, DER. */
	readonly publicKey: Buffer;
}

const encodings: ED25519KeyPairOptions<'der', 'pem'> = {
	publicKeyEncoding: { type: 'spki', format: 'der' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
};

/** A fresh key pair; RSA-4096 takes some seconds. */
export async function generateKey(kind: KeyKind): Promise<GeneratedKey> {
	const { privateKey, publicKey } = await generatePair(kind);
	return { privateKeyPem: privateKey, publicKey };
}

function generatePair(kind: KeyKind): Promise<{ publicKey: Buffer; privateKey: string }> {
	switch (kind) {
		case 'P-256':
		case 'P-384':
			return generate('ec', { namedCurve: kind, ...encodings });
		case 'RSA-2048':
			return generate('rsa', { modulusLength: 2048, ...encodings });
		case 'RSA-4096':
			return generate('rsa', { modulusLength: 4096, ...encodings });
		case 'Ed25519':
			return generate('ed25519', encodings);
	}
}

/** A private key that signs certificates, requests and revocation lists. Lives in memory only. */
export interface SigningKey {
	readonly keys: webcrypto.CryptoKeyPair;
	readonly algorithm: webcrypto.EcdsaParams | webcrypto.Algorithm;
	/** The private one again, for signatures by `node:crypto`. */
	readonly secret: KeyObject;
	/** SubjectPublicKeyInfo, DER. */
	readonly publicKey: Buffer;
}

/** Rejects with `invalid`, reason `key`, when the text is no private key of a kind that `generateKey` makes. */
export async function loadSigningKey(privateKeyPem: string): Promise<SigningKey> {
	const key = readPrivateKey(privateKeyPem);
	const { importAs, algorithm } = algorithmsOf(key);
	const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
	const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
	const { subtle } = webcrypto;
	const [secret, open] = await Promise.all([
		subtle.importKey('pkcs8', pkcs8, importAs, false, ['sign']),
		subtle.importKey('spki', publicKey, importAs, true, ['verify']),
	]);
	return { keys: { privateKey: secret, publicKey: open }, algorithm, secret: key, publicKey };
}

function readPrivateKey(pem: string): KeyObject {
	try {
		return createPrivateKey(pem);
	} catch {
		// The library's words may hold parts of the input, so they are not passed on.
		throw new PkiError('invalid', { reason: 'key' });
	}
}

/** Node's names of the curves, and the hash that goes with each (RFC 5480, 4). */
const curves: Readonly<Record<string, { namedCurve: string; hash: string }>> = {
	prime256v1: { namedCurve: 'P-256', hash: 'SHA-256' },
	secp384r1: { namedCurve: 'P-384', hash: 'SHA-384' },
};

interface Algorithms {
	readonly importAs:
		webcrypto.EcKeyImportParams | webcrypto.RsaHashedImportParams | webcrypto.Algorithm;
	readonly algorithm: SigningKey['algorithm'];
}

function algorithmsOf(key: KeyObject): Algorithms {
	switch (key.asymmetricKeyType) {
		case 'rsa': {
			const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
			return { importAs: rsa, algorithm: rsa };
		}
		case 'ed25519':
			return { importAs: { name: 'Ed25519' }, algorithm: { name: 'Ed25519' } };
		case 'ec': {
			const curve = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
			if (curve === undefined) break;
			const { namedCurve, hash } = curve;
			return { importAs: { name: 'ECDSA', namedCurve }, algorithm: { name: 'ECDSA', hash } };
		}
		default:
	}
	throw new PkiError('invalid', { reason: 'key' });
}
