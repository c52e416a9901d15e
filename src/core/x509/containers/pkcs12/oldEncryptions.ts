/** Encryption schemes whose OID says all of it: those of PKCS #12 (RFC 7292, C) and PBES1 (RFC 8018, A.3). */
import { type CipherSpec, type Digest, digests } from './algorithms.js';

interface OldEncryption {
	readonly function: 'pkcs12' | 'pbkdf1';
	readonly digest: Digest;
	readonly cipher: CipherSpec;
}

const des: CipherSpec = { name: 'des-cbc', keyLength: 8, ivLength: 8 };
const rc2 = (bits: number): CipherSpec => ({ name: 'rc2', bits, keyLength: bits / 8, ivLength: 8 });
const rc4 = (bits: number): CipherSpec => ({ name: 'rc4', keyLength: bits / 8, ivLength: 0 });

const ofPkcs12 = (cipher: CipherSpec): OldEncryption => ({
	function: 'pkcs12',
	digest: digests.sha1,
	cipher,
});
const ofPbes1 = (digest: Digest, cipher: CipherSpec): OldEncryption => ({
	function: 'pbkdf1',
	digest,
	cipher,
});

export const oldEncryptions: Readonly<Partial<Record<string, OldEncryption>>> = {
	'1.2.840.113549.1.12.1.1': ofPkcs12(rc4(128)),
	'1.2.840.113549.1.12.1.2': ofPkcs12(rc4(40)),
	'1.2.840.113549.1.12.1.3': ofPkcs12({ name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 }),
	'1.2.840.113549.1.12.1.4': ofPkcs12({ name: 'des-ede-cbc', keyLength: 16, ivLength: 8 }),
	'1.2.840.113549.1.12.1.5': ofPkcs12(rc2(128)),
	'1.2.840.113549.1.12.1.6': ofPkcs12(rc2(40)),
	'1.2.840.113549.1.5.3': ofPbes1(digests.md5, des),
	'1.2.840.113549.1.5.6': ofPbes1(digests.md5, rc2(64)),
	'1.2.840.113549.1.5.10': ofPbes1(digests.sha1, des),
	'1.2.840.113549.1.5.11': ofPbes1(digests.sha1, rc2(64)),
};
