import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import {
	readCertificate,
	readCertificateListFacts,
	readPemListFacts,
} from '../../../../src/core/x509/certificate.js';
import { firstPemDer, toPem } from '../../../../src/core/find/pem.js';
import {
	bits,
	boolean,
	certificate,
	commonName,
	extension,
	integer,
	oid,
	sequence,
	spkiOf,
	tlv,
} from '../../../support/der.js';

function derOf(pem: string): Buffer {
	const der = firstPemDer(pem);
	assert.ok(der);
	return der;
}

describe('x509: certificates', () => {
	it('agrees with node:crypto on every root of Node', () => {
		assert.ok(rootCertificates.length > 50);
		for (const pem of rootCertificates) {
			const node = new X509Certificate(pem);
			const facts = readCertificate(derOf(pem));
			assert.equal(BigInt(`0x${facts.serialNumber}`), BigInt(`0x${node.serialNumber}`));
			assert.equal(Date.parse(facts.notBefore ?? ''), Date.parse(node.validFrom));
			assert.equal(Date.parse(facts.notAfter ?? ''), Date.parse(node.validTo));
			assert.equal(facts.sha256Fingerprint, node.fingerprint256.replaceAll(':', '').toLowerCase());
			assert.equal(facts.sha1Fingerprint, node.fingerprint.replaceAll(':', '').toLowerCase());
			assert.equal(facts.isCa, node.ca);
			assert.equal(facts.subjectAltNames.length, node.subjectAltName?.split(', ').length ?? 0);
			assert.equal(facts.keyType, node.publicKey.asymmetricKeyType);
			assert.equal(facts.keyBits, node.publicKey.asymmetricKeyDetails?.modulusLength);
			assert.equal(
				facts.publicKeySha256,
				createHash('sha256').update(spkiOf(node.publicKey)).digest('hex'),
			);
			assert.deepEqual(facts.problems, []);
		}
	});

	it('gives lists the same facts', () => {
		for (const pem of rootCertificates) {
			const list = readPemListFacts(pem);
			const full = readCertificate(derOf(pem));
			assert.ok(list);
			for (const [field, value] of Object.entries(list)) {
				assert.deepEqual(value, Reflect.get(full, field), field);
			}
		}
		assert.equal(readPemListFacts('no certificate'), undefined);
	});

	it('reads name, version, key and algorithm', () => {
		const facts = readCertificate(certificate({ serial: integer('00ff') }));
		assert.equal(facts.name, 'Test Subject');
		assert.equal(facts.commonName, 'Test Subject');
		assert.equal(facts.issuer, 'CN=Test Issuer');
		assert.equal(facts.serialNumber, 'ff');
		assert.equal(facts.version, 3);
		assert.equal(facts.keyType, 'ec');
		assert.equal(facts.curve, 'P-256');
		assert.equal(facts.keyBits, undefined);
		assert.equal(facts.signatureAlgorithm, 'ecdsa-with-SHA256');
	});

	it('tells keys apart without asking a library', () => {
		const kinds = [
			[generateKeyPairSync('rsa', { modulusLength: 1024 }), { keyType: 'rsa', keyBits: 1024 }],
			[generateKeyPairSync('ed25519'), { keyType: 'ed25519' }],
			[generateKeyPairSync('x448'), { keyType: 'x448' }],
			[generateKeyPairSync('ec', { namedCurve: 'secp521r1' }), { keyType: 'ec', curve: 'P-521' }],
			[
				generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }),
				{ keyType: 'ec', curve: 'brainpoolP256r1' },
			],
			[
				generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }),
				{ keyType: 'ec', curve: 'explicit', keyBits: 256 },
			],
			[
				generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }),
				{ keyType: 'dsa', keyBits: 1024 },
			],
		] as const;
		for (const [{ publicKey }, expected] of kinds) {
			const { keyType, keyBits, curve } = readCertificate(certificate({ spki: spkiOf(publicKey) }));
			assert.deepEqual(JSON.parse(JSON.stringify({ keyType, keyBits, curve })), expected);
		}
		const gost = sequence(sequence(oid('1.2.643.7.1.1.1.1')), bits('key'));
		assert.equal(readCertificate(certificate({ spki: gost })).keyType, '1.2.643.7.1.1.1.1');
		const unknownCurve = sequence(sequence(oid('1.2.840.10045.2.1'), oid('1.2.3.4')), bits('key'));
		assert.equal(readCertificate(certificate({ spki: unknownCurve })).curve, '1.2.3.4');
	});

	it('names what it cannot read beside what it can', () => {
		const facts = readCertificate(
			certificate({ serial: integer(''), version: tlv(0xa0, boolean(true)), spki: sequence() }),
		);
		assert.equal(facts.subject, 'CN=Test Subject');
		assert.equal(facts.keyType, 'unknown');
		assert.deepEqual(
			facts.problems.map(({ field, code }) => [field, code]),
			[
				['serialNumber', 'badInteger'],
				['version', 'unexpectedTag'],
				['publicKey', 'truncated'],
			],
		);
	});

	it('keeps what stands before a structural fault, and says where that is', () => {
		const whole = certificate({ extensions: [extension('2.5.29.19', sequence(boolean(true)))] });
		const torn = Buffer.concat([sequence(whole.subarray(4, 60)), whole.subarray(60)]);
		for (const facts of [readCertificate(torn), readCertificateListFacts(torn)]) {
			assert.equal(facts.problems[0]?.field, 'structure');
			assert.equal(facts.problems[0].code, 'truncated');
		}
		const empty = readCertificate(new Uint8Array());
		assert.equal(empty.subject, '');
		assert.equal(empty.notAfter, undefined);
		assert.equal(empty.problems[0]?.field, 'structure');
	});

	it('names longer forms than DER allows, and bytes behind the end', () => {
		const longTag = Buffer.concat([Buffer.of(0x1f, 0x0c, 1), Buffer.from('a')]);
		const subject = sequence(tlv(0x31, sequence(oid('2.5.4.3'), longTag)));
		const facts = readCertificate(Buffer.concat([certificate({ subject }), Buffer.of(0, 0)]));
		assert.equal(facts.subject, 'CN=a');
		assert.deepEqual(
			facts.problems.map(({ field, code }) => [field, code]),
			[
				['encoding', 'nonMinimal'],
				['encoding', 'trailingData'],
			],
		);
		const clean = readCertificate(certificate({ subject }));
		assert.equal(clean.sha256Fingerprint.length, 64);
	});

	it('shows a certificate with empty names by its serial', () => {
		const facts = readCertificate(certificate({ subject: sequence(), serial: integer('80') }));
		assert.equal(facts.name, '-80');
		assert.equal(facts.subject, '');
		assert.equal(readCertificate(certificate({ subject: commonName('') })).name, '01');
	});

	it('reads a certificate that stands in larger memory', () => {
		const der = certificate();
		const around = new Uint8Array(der.length + 20);
		around.set(der, 10);
		const view = around.subarray(10, 10 + der.length);
		assert.equal(readCertificate(view).subject, 'CN=Test Subject');
		assert.equal(derOf(toPem('CERTIFICATE', view)).equals(der), true);
	});
});
