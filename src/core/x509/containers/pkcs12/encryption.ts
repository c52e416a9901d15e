/** What an AlgorithmIdentifier says of how bytes are encrypted with a password (RFC 7292, B and C; RFC 8018). */
import { PkiError } from '../../../common/errors.js';
import { type DerCursor, DerError, tags } from '../../asn1/der.js';
import { readOid, smallInteger } from '../../asn1/values.js';
import { type CipherSpec, cipherByOid, type Digest, digestByPrf, digests } from './algorithms.js';
import { type IterationBudget, readIterations } from './iterations.js';
import { oldEncryptions } from './oldEncryptions.js';
import { readScrypt, type Scrypt } from './scrypt.js';

/** How a key, or a key and an initialization vector, come from a password. */
export type Derivation = Iterated | Scrypt;

export interface Iterated {
	/** RFC 7292, B.2; RFC 8018, 5.1 and 5.2. */
	readonly function: 'pkcs12' | 'pbkdf1' | 'pbkdf2';
	readonly digest: Digest;
	readonly salt: Buffer;
	readonly iterations: number;
}

export interface Encryption {
	readonly derivation: Derivation;
	readonly cipher: CipherSpec;
	/** Absent where it is derived from the password too. */
	readonly iv?: Buffer;
}

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const scrypt = '1.3.6.1.4.1.11591.4.11';

/** From a cursor over the content of an AlgorithmIdentifier; throws as `readPkcs12`. */
export function readEncryption(algorithm: DerCursor, budget: IterationBudget): Encryption {
	const oid = readOid(algorithm);
	if (oid === pbes2) return readPbes2(algorithm.expect(tags.sequence).enter(), budget);
	const old = oldEncryptions[oid];
	if (old === undefined) throw unknownAlgorithm(oid);
	const parameters = algorithm.expect(tags.sequence).enter();
	const salt = parameters.expect(tags.octetString).content();
	const iterations = readIterations(parameters.expect(tags.integer), budget);
	const { digest, cipher } = old;
	return { derivation: { function: old.function, digest, salt, iterations }, cipher };
}

function readPbes2(parameters: DerCursor, budget: IterationBudget): Encryption {
	const { derivation, keyLength } = readDerivation(
		parameters.expect(tags.sequence).enter(),
		budget,
	);
	const scheme = parameters.expect(tags.sequence).enter();
	const oid = readOid(scheme);
	const { cipher, iv } = readScheme(oid, scheme, keyLength);
	if (keyLength !== undefined && keyLength !== cipher.keyLength) {
		throw new DerError('badInteger', parameters.start);
	}
	return { derivation, cipher, iv };
}

function readDerivation(
	algorithm: DerCursor,
	budget: IterationBudget,
): { derivation: Derivation; keyLength?: number } {
	const oid = readOid(algorithm);
	return oid === scrypt ? readScrypt(algorithm, budget) : readPbkdf2(oid, algorithm, budget);
}

/** PBKDF2-params (RFC 8018, A.2), from a cursor over the content of its AlgorithmIdentifier behind the OID. */
export function readPbkdf2(
	oid: string,
	algorithm: DerCursor,
	budget: IterationBudget,
): { derivation: Iterated; keyLength?: number } {
	if (oid !== pbkdf2) throw unknownAlgorithm(oid);
	const parameters = algorithm.expect(tags.sequence).enter();
	const salt = parameters.expect(tags.octetString).content();
	const iterations = readIterations(parameters.expect(tags.integer), budget);
	const keyLength = parameters.optional(tags.integer) ? smallInteger(parameters) : undefined;
	let digest: Digest | undefined = digests.sha1;
	if (parameters.optional(tags.sequence)) {
		const prf = readOid(parameters.enter());
		digest = digestByPrf[prf];
		if (digest === undefined) throw unknownAlgorithm(prf);
	}
	const derivation = { function: 'pbkdf2', digest, salt, iterations } as const;
	return { derivation, ...(keyLength === undefined ? {} : { keyLength }) };
}

function readScheme(
	oid: string,
	scheme: DerCursor,
	keyLength: number | undefined,
): { cipher: CipherSpec; iv: Buffer } {
	if (oid === '1.2.840.113549.3.2') return readRc2(scheme, keyLength);
	const cipher = cipherByOid[oid];
	if (cipher === undefined) throw unknownAlgorithm(oid);
	return { cipher, iv: readIv(scheme, cipher.ivLength) };
}

/** Encoded effective key sizes of RC2 (RFC 2268, 6). */
const rc2Versions: Readonly<Partial<Record<number, number>>> = { 160: 40, 120: 64, 58: 128 };

/** RC2-CBC-Parameter (RFC 8018, B.2.3). */
function readRc2(scheme: DerCursor, keyLength = 16): { cipher: CipherSpec; iv: Buffer } {
	const parameters = scheme.expect(tags.sequence).enter();
	const version = parameters.optional(tags.integer) ? smallInteger(parameters) : undefined;
	const bits = version === undefined ? 32 : version >= 256 ? version : rc2Versions[version];
	if (bits === undefined || bits > 1024 || keyLength < 1 || keyLength > 128) {
		throw new DerError('badInteger', parameters.start);
	}
	const cipher = { name: 'rc2', bits, keyLength, ivLength: 8 } as const;
	return { cipher, iv: readIv(parameters, 8) };
}

function readIv(cursor: DerCursor, length: number): Buffer {
	const iv = cursor.expect(tags.octetString).content();
	if (iv.length !== length) throw new DerError('badLength', cursor.start);
	return iv;
}

/** @param algorithm Its OID. */
export function unknownAlgorithm(algorithm: string): PkiError {
	return new PkiError('unsupported', { reason: 'containerAlgorithm', args: { algorithm } });
}
