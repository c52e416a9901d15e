/**
 * Post-quantum algorithms by OID, spelled as their standards spell them. Checked in November 2026 against the NIST
 * Computer Security Objects Register (FIPS 203, 204, 205), IANA's "SMI Security for PKIX Algorithms"
 * (1.3.6.1.5.5.7.6; composites as in draft-ietf-lamps-pq-composite-sigs-19 and draft-ietf-lamps-pq-composite-kem-15),
 * RFC 9708 and RFC 9802 for hash-based signatures, draft-connolly-cfrg-xwing-kem-10 for X-Wing.
 */
const spellings: Readonly<Partial<Record<string, string>>> = {
	'2.16.840.1.101.3.4.3.17': 'ML-DSA-44',
	'2.16.840.1.101.3.4.3.18': 'ML-DSA-65',
	'2.16.840.1.101.3.4.3.19': 'ML-DSA-87',
	'2.16.840.1.101.3.4.3.20': 'SLH-DSA-SHA2-128s',
	'2.16.840.1.101.3.4.3.21': 'SLH-DSA-SHA2-128f',
	'2.16.840.1.101.3.4.3.22': 'SLH-DSA-SHA2-192s',
	'2.16.840.1.101.3.4.3.23': 'SLH-DSA-SHA2-192f',
	'2.16.840.1.101.3.4.3.24': 'SLH-DSA-SHA2-256s',
	'2.16.840.1.101.3.4.3.25': 'SLH-DSA-SHA2-256f',
	'2.16.840.1.101.3.4.3.26': 'SLH-DSA-SHAKE-128s',
	'2.16.840.1.101.3.4.3.27': 'SLH-DSA-SHAKE-128f',
	'2.16.840.1.101.3.4.3.28': 'SLH-DSA-SHAKE-192s',
	'2.16.840.1.101.3.4.3.29': 'SLH-DSA-SHAKE-192f',
	'2.16.840.1.101.3.4.3.30': 'SLH-DSA-SHAKE-256s',
	'2.16.840.1.101.3.4.3.31': 'SLH-DSA-SHAKE-256f',
	'2.16.840.1.101.3.4.3.32': 'HashML-DSA-44-with-SHA512',
	'2.16.840.1.101.3.4.3.33': 'HashML-DSA-65-with-SHA512',
	'2.16.840.1.101.3.4.3.34': 'HashML-DSA-87-with-SHA512',
	'2.16.840.1.101.3.4.3.35': 'HashSLH-DSA-SHA2-128s-with-SHA256',
	'2.16.840.1.101.3.4.3.36': 'HashSLH-DSA-SHA2-128f-with-SHA256',
	'2.16.840.1.101.3.4.3.37': 'HashSLH-DSA-SHA2-192s-with-SHA512',
	'2.16.840.1.101.3.4.3.38': 'HashSLH-DSA-SHA2-192f-with-SHA512',
	'2.16.840.1.101.3.4.3.39': 'HashSLH-DSA-SHA2-256s-with-SHA512',
	'2.16.840.1.101.3.4.3.40': 'HashSLH-DSA-SHA2-256f-with-SHA512',
	'2.16.840.1.101.3.4.3.41': 'HashSLH-DSA-SHAKE-128s-with-SHAKE128',
	'2.16.840.1.101.3.4.3.42': 'HashSLH-DSA-SHAKE-128f-with-SHAKE128',
	'2.16.840.1.101.3.4.3.43': 'HashSLH-DSA-SHAKE-192s-with-SHAKE256',
	'2.16.840.1.101.3.4.3.44': 'HashSLH-DSA-SHAKE-192f-with-SHAKE256',
	'2.16.840.1.101.3.4.3.45': 'HashSLH-DSA-SHAKE-256s-with-SHAKE256',
	'2.16.840.1.101.3.4.3.46': 'HashSLH-DSA-SHAKE-256f-with-SHAKE256',
	'2.16.840.1.101.3.4.4.1': 'ML-KEM-512',
	'2.16.840.1.101.3.4.4.2': 'ML-KEM-768',
	'2.16.840.1.101.3.4.4.3': 'ML-KEM-1024',
	'1.3.6.1.5.5.7.6.34': 'XMSS',
	'1.3.6.1.5.5.7.6.35': 'XMSS^MT',
	'1.2.840.113549.1.9.16.3.17': 'HSS/LMS',
	'1.3.6.1.5.5.7.6.37': 'MLDSA44-RSA2048-PSS-SHA256',
	'1.3.6.1.5.5.7.6.38': 'MLDSA44-RSA2048-PKCS15-SHA256',
	'1.3.6.1.5.5.7.6.39': 'MLDSA44-Ed25519-SHA512',
	'1.3.6.1.5.5.7.6.40': 'MLDSA44-ECDSA-P256-SHA256',
	'1.3.6.1.5.5.7.6.41': 'MLDSA65-RSA3072-PSS-SHA512',
	'1.3.6.1.5.5.7.6.42': 'MLDSA65-RSA3072-PKCS15-SHA512',
	'1.3.6.1.5.5.7.6.43': 'MLDSA65-RSA4096-PSS-SHA512',
	'1.3.6.1.5.5.7.6.44': 'MLDSA65-RSA4096-PKCS15-SHA512',
	'1.3.6.1.5.5.7.6.45': 'MLDSA65-ECDSA-P256-SHA512',
	'1.3.6.1.5.5.7.6.46': 'MLDSA65-ECDSA-P384-SHA512',
	'1.3.6.1.5.5.7.6.47': 'MLDSA65-ECDSA-brainpoolP256r1-SHA512',
	'1.3.6.1.5.5.7.6.48': 'MLDSA65-Ed25519-SHA512',
	'1.3.6.1.5.5.7.6.49': 'MLDSA87-ECDSA-P384-SHA512',
	'1.3.6.1.5.5.7.6.50': 'MLDSA87-ECDSA-brainpoolP384r1-SHA512',
	'1.3.6.1.5.5.7.6.51': 'MLDSA87-Ed448-SHAKE256',
	'1.3.6.1.5.5.7.6.52': 'MLDSA87-RSA3072-PSS-SHA512',
	'1.3.6.1.5.5.7.6.53': 'MLDSA87-RSA4096-PSS-SHA512',
	'1.3.6.1.5.5.7.6.54': 'MLDSA87-ECDSA-P521-SHA512',
	'1.3.6.1.5.5.7.6.55': 'MLKEM768-RSA2048-SHA3-256',
	'1.3.6.1.5.5.7.6.56': 'MLKEM768-RSA3072-SHA3-256',
	'1.3.6.1.5.5.7.6.57': 'MLKEM768-RSA4096-SHA3-256',
	'1.3.6.1.5.5.7.6.58': 'MLKEM768-X25519-SHA3-256',
	'1.3.6.1.5.5.7.6.59': 'MLKEM768-ECDH-P256-SHA3-256',
	'1.3.6.1.5.5.7.6.60': 'MLKEM768-ECDH-P384-SHA3-256',
	'1.3.6.1.5.5.7.6.61': 'MLKEM768-ECDH-brainpoolP256r1-SHA3-256',
	'1.3.6.1.5.5.7.6.62': 'MLKEM1024-RSA3072-SHA3-256',
	'1.3.6.1.5.5.7.6.63': 'MLKEM1024-ECDH-P384-SHA3-256',
	'1.3.6.1.5.5.7.6.64': 'MLKEM1024-ECDH-brainpoolP384r1-SHA3-256',
	'1.3.6.1.5.5.7.6.65': 'MLKEM1024-X448-SHA3-256',
	'1.3.6.1.5.5.7.6.66': 'MLKEM1024-ECDH-P521-SHA3-256',
	'1.3.6.1.4.1.62253.25722': 'X-Wing',
};

/** The algorithm's usual spelling, for signatures and keys alike; undefined for an OID that is not post-quantum. */
export function postQuantumName(oid: string): string | undefined {
	return spellings[oid];
}

const byKeyType = new Map(
	Object.entries(spellings).flatMap(([oid, name]) =>
		name === undefined ? [] : [[name.toLowerCase(), { oid, name }] as const],
	),
);

/** The usual spelling for a `keyType`, which is in lower case as node:crypto has it: `ML-KEM-768` for `ml-kem-768`. */
export function postQuantumSpelling(keyType: string): string | undefined {
	return byKeyType.get(keyType)?.name;
}

/** The OID of a `keyType` that is post-quantum. */
export function postQuantumOid(keyType: string): string | undefined {
	return byKeyType.get(keyType)?.oid;
}

/** How a private key of ML-DSA (RFC 9881, 6) or ML-KEM (RFC 9935, 6) is written down. */
export type PrivateKeyForm = 'seed' | 'expanded' | 'both';

/** The form by the identifier octet inside PKCS #8; undefined for other algorithms and unknown forms. */
export function privateKeyForm(keyType: string, tag: number): PrivateKeyForm | undefined {
	if (!/^ml-(dsa|kem)-/.test(keyType)) return undefined;
	switch (tag) {
		case 0x80:
			return 'seed';
		case 0x04:
			return 'expanded';
		case 0x30:
			return 'both';
		default:
			return undefined;
	}
}
