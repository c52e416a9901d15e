/** Algorithms of password-based encryption by OID, as `node:crypto` calls them. */

/** How bytes are decrypted once there is a key. */
export interface CipherSpec {
	/** `rc2` and `rc4`, or `node:crypto`'s name. */
	readonly name: string;
	/** In bytes, as the next. */
	readonly keyLength: number;
	/** Zero for a stream cipher that has none. */
	readonly ivLength: number;
	/** Effective key bits of RC2. */
	readonly bits?: number;
}

type ByOid<Value> = Readonly<Partial<Record<string, Value>>>;

/** RFC 8018, B.2; NIST's and the national registries. */
export const cipherByOid: ByOid<CipherSpec> = {
	'1.3.14.3.2.7': { name: 'des-cbc', keyLength: 8, ivLength: 8 },
	'1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 },
	...family('aes', '2.16.840.1.101.3.4.1', [
		[2, 128, 'cbc'],
		[3, 128, 'ofb'],
		[4, 128, 'cfb'],
		[22, 192, 'cbc'],
		[23, 192, 'ofb'],
		[24, 192, 'cfb'],
		[42, 256, 'cbc'],
		[43, 256, 'ofb'],
		[44, 256, 'cfb'],
	]),
	...family('camellia', '1.2.392.200011.61.1.1.1', [
		[2, 128, 'cbc'],
		[3, 192, 'cbc'],
		[4, 256, 'cbc'],
	]),
	...family('camellia', '0.3.4401.5.3.1.9', [
		[3, 128, 'ofb'],
		[4, 128, 'cfb'],
		[23, 192, 'ofb'],
		[24, 192, 'cfb'],
		[43, 256, 'ofb'],
		[44, 256, 'cfb'],
	]),
	...family('aria', '1.2.410.200046.1.1', [
		[2, 128, 'cbc'],
		[3, 128, 'cfb'],
		[4, 128, 'ofb'],
		[7, 192, 'cbc'],
		[8, 192, 'cfb'],
		[9, 192, 'ofb'],
		[12, 256, 'cbc'],
		[13, 256, 'cfb'],
		[14, 256, 'ofb'],
	]),
	'1.2.156.10197.1.104.2': { name: 'sm4-cbc', keyLength: 16, ivLength: 16 },
	'1.2.156.10197.1.104.3': { name: 'sm4-ofb', keyLength: 16, ivLength: 16 },
	'1.2.156.10197.1.104.4': { name: 'sm4-cfb', keyLength: 16, ivLength: 16 },
};

function family(
	name: string,
	root: string,
	members: readonly (readonly [arc: number, bits: number, mode: string])[],
): ByOid<CipherSpec> {
	return Object.fromEntries(
		members.map(([arc, bits, mode]) => [
			`${root}.${arc}`,
			{ name: `${name}-${bits}-${mode}`, keyLength: bits / 8, ivLength: 16 },
		]),
	);
}

export interface Digest {
	readonly name: string;
	/** In bytes, as the next. */
	readonly size: number;
	readonly blockSize: number;
}

const digest = (name: string, size: number, blockSize: number): Digest => ({
	name,
	size,
	blockSize,
});

/** FIPS 180-4, FIPS 202, GB/T 32905, RFC 7693 and older ones. */
export const digests = {
	md5: digest('md5', 16, 64),
	sha1: digest('sha1', 20, 64),
	ripemd160: digest('ripemd160', 20, 64),
	sha224: digest('sha224', 28, 64),
	sha256: digest('sha256', 32, 64),
	sha384: digest('sha384', 48, 128),
	sha512: digest('sha512', 64, 128),
	sha512with224: digest('sha512-224', 28, 128),
	sha512with256: digest('sha512-256', 32, 128),
	sha3with224: digest('sha3-224', 28, 144),
	sha3with256: digest('sha3-256', 32, 136),
	sha3with384: digest('sha3-384', 48, 104),
	sha3with512: digest('sha3-512', 64, 72),
	sm3: digest('sm3', 32, 64),
	blake2b: digest('blake2b512', 64, 128),
	blake2s: digest('blake2s256', 32, 64),
} as const;

export const digestByOid: ByOid<Digest> = {
	'1.2.840.113549.2.5': digests.md5,
	'1.3.14.3.2.26': digests.sha1,
	'1.3.36.3.2.1': digests.ripemd160,
	'2.16.840.1.101.3.4.2.1': digests.sha256,
	'2.16.840.1.101.3.4.2.2': digests.sha384,
	'2.16.840.1.101.3.4.2.3': digests.sha512,
	'2.16.840.1.101.3.4.2.4': digests.sha224,
	'2.16.840.1.101.3.4.2.5': digests.sha512with224,
	'2.16.840.1.101.3.4.2.6': digests.sha512with256,
	'2.16.840.1.101.3.4.2.7': digests.sha3with224,
	'2.16.840.1.101.3.4.2.8': digests.sha3with256,
	'2.16.840.1.101.3.4.2.9': digests.sha3with384,
	'2.16.840.1.101.3.4.2.10': digests.sha3with512,
	'1.2.156.10197.1.401': digests.sm3,
	'1.3.6.1.4.1.1722.12.2.1.16': digests.blake2b,
	'1.3.6.1.4.1.1722.12.2.2.8': digests.blake2s,
};

/** By the OID of the HMAC with it (RFC 8018, B.1). */
export const digestByPrf: ByOid<Digest> = {
	'1.3.6.1.5.5.8.1.1': digests.md5,
	'1.2.840.113549.2.7': digests.sha1,
	'1.2.840.113549.2.8': digests.sha224,
	'1.2.840.113549.2.9': digests.sha256,
	'1.2.840.113549.2.10': digests.sha384,
	'1.2.840.113549.2.11': digests.sha512,
	'1.2.840.113549.2.12': digests.sha512with224,
	'1.2.840.113549.2.13': digests.sha512with256,
	'2.16.840.1.101.3.4.2.13': digests.sha3with224,
	'2.16.840.1.101.3.4.2.14': digests.sha3with256,
	'2.16.840.1.101.3.4.2.15': digests.sha3with384,
	'2.16.840.1.101.3.4.2.16': digests.sha3with512,
};
