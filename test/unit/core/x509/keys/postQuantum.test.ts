import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { decode } from '../../../../../src/core/decode/decode.js';
import { keyTypeName, signatureName } from '../../../../../src/core/x509/asn1/oid.js';
import {
	postQuantumOid,
	postQuantumSpelling,
} from '../../../../../src/core/x509/keys/postQuantum.js';
import { readCertificate } from '../../../../../src/core/x509/certificate.js';
import { readPkcs8, readSpki } from '../../../../../src/core/x509/keys/key.js';
import { bits, certificate, integer, octets, oid, sequence, tlv } from '../../../../support/der.js';

/** A key's SubjectPublicKeyInfo of bytes that are none, since only the OID matters. */
const spki = (dotted: string): Buffer => sequence(sequence(oid(dotted)), bits(Buffer.alloc(40, 7)));

const privateKey = (dotted: string, inner: Buffer): Buffer =>
	sequence(integer('00'), sequence(oid(dotted)), octets(inner));

const mlDsa65 = '2.16.840.1.101.3.4.3.18';
const mlKem768 = '2.16.840.1.101.3.4.4.2';
const slhDsa = '2.16.840.1.101.3.4.3.20';

describe('x509: post-quantum algorithms', () => {
	it('names keys and signatures in certificates', () => {
		for (const [key, signature, keyType, spelling] of [
			[mlKem768, mlDsa65, 'ml-kem-768', 'ML-DSA-65'],
			[slhDsa, slhDsa, 'slh-dsa-sha2-128s', 'SLH-DSA-SHA2-128s'],
			[
				'1.3.6.1.5.5.7.6.58',
				'1.3.6.1.5.5.7.6.45',
				'mlkem768-x25519-sha3-256',
				'MLDSA65-ECDSA-P256-SHA512',
			],
			['1.3.6.1.5.5.7.6.35', '1.2.840.113549.1.9.16.3.17', 'xmss^mt', 'HSS/LMS'],
		] as const) {
			const der = certificate({ spki: spki(key), algorithm: sequence(oid(signature)) });
			const facts = readCertificate(der);
			assert.equal(facts.keyType, keyType);
			assert.equal(facts.signatureAlgorithm, spelling);
			assert.deepEqual(facts.problems, []);
			assert.ok(decode(der)[0]?.facts);
		}
	});

	it('has the NIST and IANA arcs without a gap, each name once', () => {
		const arcs = [
			...range(17, 46).map((number) => `2.16.840.1.101.3.4.3.${number}`),
			...range(1, 3).map((number) => `2.16.840.1.101.3.4.4.${number}`),
			...range(37, 66).map((number) => `1.3.6.1.5.5.7.6.${number}`),
		];
		const names = arcs.map(signatureName);
		assert.ok(names.every((name) => /^[A-Z]/i.test(name)));
		assert.equal(new Set(names).size, arcs.length);
		for (const arc of arcs) {
			const keyType = keyTypeName(arc);
			assert.equal(postQuantumOid(keyType), arc);
			assert.equal(postQuantumSpelling(keyType), signatureName(arc));
		}
		assert.equal(postQuantumSpelling('rsa'), undefined);
	});

	// What OpenSSL itself writes for these is the oracle for the numbers.
	const types = ['ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87', 'ml-kem-512', 'ml-kem-768', 'ml-kem-1024'];
	const hashBased = ['sha2', 'shake'].flatMap((hash) =>
		[128, 192, 256].map((size) => `slh-dsa-${hash}-${size}f`),
	);
	for (const type of [...types, ...hashBased]) {
		it(`reads keys of ${type} and matches both halves`, () => {
			// @types/node does not name what OpenSSL 3.5 adds; these take no options either.
			const pair = generateKeyPairSync(type as 'ed25519');
			const open = readSpki(pair.publicKey.export({ format: 'der', type: 'spki' }));
			const secret = readPkcs8(pair.privateKey.export({ format: 'der', type: 'pkcs8' }));
			assert.ok('facts' in open && 'facts' in secret);
			assert.equal(open.facts.keyType, type);
			assert.equal(secret.facts.keyType, type);
			assert.equal(secret.facts.form, type.startsWith('ml-') ? 'both' : undefined);
			assert.equal(secret.facts.publicKeySha256, open.facts.publicKeySha256);
		});
	}

	it('tells the forms of private keys, and takes bytes that are none', () => {
		const seed = Buffer.alloc(32, 7);
		for (const [inner, form] of [
			[tlv(0x80, seed), 'seed'],
			[octets(Buffer.alloc(4032, 7)), 'expanded'],
			[sequence(octets(seed), octets(Buffer.alloc(4032, 7))), 'both'],
			[seed, undefined],
			[Buffer.alloc(0), undefined],
			[Buffer.from('80ff', 'hex'), undefined],
		] as const) {
			const result = readPkcs8(privateKey(mlDsa65, inner));
			assert.ok('facts' in result);
			assert.equal(result.facts.keyType, 'ml-dsa-65');
			assert.equal(result.facts.form, form);
		}
		const short = readPkcs8(privateKey(slhDsa, Buffer.alloc(63)));
		assert.ok('facts' in short);
		assert.equal(short.facts.publicKeySha256, undefined);
	});

	it('reads the seed that OpenSSL makes a key from', () => {
		const result = readPkcs8(privateKey(mlKem768, tlv(0x80, Buffer.alloc(64, 7))));
		assert.ok('facts' in result);
		assert.match(result.facts.publicKeySha256 ?? '', /^[0-9a-f]{64}$/);
	});
});

function range(first: number, last: number): number[] {
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
