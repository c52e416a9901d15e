/** The seal of a PKCS #12 (RFC 7292, 4; PBMAC1: RFC 9579). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Pacer } from '../../../common/pacer.js';
import { type DerCursor, DerError, tags } from '../../asn1/der.js';
import { readOid } from '../../asn1/values.js';
import { purposes } from '../pkcs12Key.js';
import { type Digest, digestByOid, digestByPrf, digests } from './algorithms.js';
import { derive, requireDigest, type Secret } from './derive.js';
import { type Iterated, readPbkdf2, unknownAlgorithm } from './encryption.js';
import { type IterationBudget, readIterations } from './iterations.js';

export interface Mac {
	readonly derivation: Iterated;
	readonly digest: Digest;
	readonly keyLength: number;
	readonly value: Buffer;
	/** What it is made over. */
	readonly content: Buffer;
}

const pbmac1 = '1.2.840.113549.1.5.14';
/** As long as the longest block of a hash, since of more HMAC takes the digest; each further one costs all iterations again. */
const longestKey = Math.max(...Object.values(digests).map(({ blockSize }) => blockSize));

/** From a cursor over the content of MacData. */
export function readMac(mac: DerCursor, content: Buffer, budget: IterationBudget): Mac {
	const info = mac.expect(tags.sequence).enter();
	const algorithm = info.expect(tags.sequence).enter();
	const value = info.expect(tags.octetString).content();
	const oid = readOid(algorithm);
	if (oid === pbmac1) return { ...readPbmac1(algorithm, budget), value, content };
	const digest = digestByOid[oid];
	if (digest === undefined) throw unknownAlgorithm(oid);
	const salt = mac.expect(tags.octetString).content();
	const iterations = mac.optional(tags.integer) ? readIterations(mac, budget) : 1;
	const derivation = { function: 'pkcs12', digest, salt, iterations } as const;
	return { derivation, digest, keyLength: digest.size, value, content };
}

/** PBMAC1-params (RFC 8018, A.5): its own salt and iterations; those of MacData mean nothing then. */
function readPbmac1(
	algorithm: DerCursor,
	budget: IterationBudget,
): Pick<Mac, 'derivation' | 'digest' | 'keyLength'> {
	const parameters = algorithm.expect(tags.sequence).enter();
	const function_ = parameters.expect(tags.sequence).enter();
	const { derivation, keyLength } = readPbkdf2(readOid(function_), function_, budget);
	const oid = readOid(parameters.expect(tags.sequence).enter());
	const digest = digestByPrf[oid];
	if (digest === undefined) throw unknownAlgorithm(oid);
	const length = keyLength ?? digest.size;
	if (length < 1 || length > longestKey) throw new DerError('badInteger', parameters.start);
	return { derivation, digest, keyLength: length };
}

export async function isSealedWith(mac: Mac, secret: Secret, pacer: Pacer): Promise<boolean> {
	const { derivation, digest, keyLength, value, content } = mac;
	const key = await derive(derivation, secret, purposes.integrity, keyLength, pacer);
	requireDigest(digest);
	const own = createHmac(digest.name, key).update(content).digest();
	return own.length === value.length && timingSafeEqual(own, value);
}
