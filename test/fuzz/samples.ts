/** What the fuzzer begins with: objects of every kind, of the same bytes in every run. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { DerCursor, tags } from '../../src/core/x509/asn1/der.js';
import * as der from '../support/der.js';
import * as foreign from '../support/foreignSamples.js';
import * as ocsp from '../support/ocspParts.js';

export interface Sample {
	readonly label: string;
	readonly der: Buffer;
}

export const ed25519Key = Buffer.concat([
	Buffer.from('302e020100300506032b657004220420', 'hex'),
	Buffer.alloc(32, 7),
]);
const privateKey = createPrivateKey({ key: ed25519Key, format: 'der', type: 'pkcs8' });
const spki = der.spkiOf(createPublicKey(privateKey));

/** Signatures of the test support are new in each run; nobody checks them here. */
export function withFixedSignature(signed: Buffer): Buffer {
	const parts = DerCursor.over(signed).expect(tags.sequence).enter();
	const body = parts.read().element();
	const algorithm = parts.read().element();
	return der.sequence(body, algorithm, der.bits(Buffer.alloc(64, 3)));
}

export function certificateWith(parts: der.CertificateParts): Buffer {
	return withFixedSignature(der.certificate({ spki, ...parts }));
}

export function crlWith(parts: der.CrlParts): Buffer {
	return withFixedSignature(der.crl(parts));
}

export function requestWith(parts: der.RequestParts): Buffer {
	return withFixedSignature(der.request({ spki, ...parts }));
}

const number = (size: number): Buffer => der.tlv(0x02, Buffer.alloc(size, 0x5a));
const point = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 9)]);
const p256 = der.oid('1.2.840.10045.3.1.7');

const roots: readonly Sample[] = rootCertificates
	.filter((_, index) => index % 20 === 0)
	.map((pem) => Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'))
	.map((bytes) => ({ label: 'CERTIFICATE', der: bytes }));

const named = certificateWith({
	extensions: [
		der.extension('2.5.29.19', der.sequence(der.boolean(true), der.integer('01')), true),
		der.extension('2.5.29.15', der.tlv(0x03, Buffer.from([1, 6])), true),
		der.subjectAltName(
			der.dns('a.test'),
			der.dns('*.b.test'),
			der.tlv(0x87, Buffer.of(10, 0, 0, 1)),
		),
		der.extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.1'))),
	],
});

const log = Buffer.alloc(32, 7).toString('base64');
const timestamps = (oid: string): Buffer =>
	der.extension(oid, der.octets(ocsp.timestampList(log, '2026-11-01T00:00:00Z')));

/** What its extensions hold is of kinds that few certificates have. */
const odd = certificateWith({
	serial: der.integer('ff7f'),
	subject: der.name([
		['2.5.4.3', der.tlv(0x1e, Buffer.from('00610062d800', 'hex'))],
		['1.2.3.4', der.tlv(0x1c, Buffer.from('0001f511', 'hex'))],
	]),
	notBefore: der.generalizedTime('20250101000000.5Z'),
	notAfter: der.utcTime('3501010000+0130'),
	extensions: [
		timestamps('1.3.6.1.4.1.11129.2.4.2'),
		der.extension('2.5.29.30', der.sequence(der.tlv(0xa0, der.sequence(der.dns('a.test'))))),
		der.extension(
			'2.5.29.31',
			der.sequence(
				der.sequence(
					der.tlv(0xa0, der.tlv(0xa1, der.sequence(der.oid('2.5.4.3'), der.utf8('x')))),
					der.tlv(0x81, Buffer.from('0560', 'hex')),
				),
			),
		),
		der.extension(
			'2.5.29.32',
			der.sequence(
				der.sequence(
					der.oid('1.2.3'),
					der.sequence(
						der.sequence(
							der.oid('1.3.6.1.5.5.7.2.2'),
							der.sequence(der.sequence(der.utf8('CA'), der.sequence(der.integer('05')))),
						),
					),
				),
			),
		),
		der.extension('2.5.29.33', der.sequence(der.sequence(der.oid('1.2.3'), der.oid('1.2.4')))),
		der.extension(
			'1.3.6.1.4.1.311.21.7',
			der.sequence(der.oid('1.2.3'), der.integer('64'), der.integer('07')),
		),
		der.extension('1.2.3.4', der.sequence(der.utf8('text'), der.octets('octets'))),
	],
});

const response = ocsp.ocspResponse(
	[
		ocsp.single('05', ocsp.good, '20261126000000Z', ocsp.nextUpdate('20261127000000Z')),
		ocsp.single(
			...(['06', ocsp.revoked('20250101000000Z', 1), '20261126000000Z'] as const),
			ocsp.singleExtensions(timestamps('1.3.6.1.4.1.11129.2.4.5')),
		),
	],
	[named],
);

const entry = (serial: string): Buffer =>
	der.sequence(
		der.integer(serial),
		der.utcTime('250201000000Z'),
		der.sequence(der.extension('2.5.29.21', der.tlv(0x0a, Buffer.of(1)))),
	);

export const samples: readonly Sample[] = [
	...roots,
	{ label: 'CERTIFICATE', der: named },
	{ label: 'CERTIFICATE', der: odd },
	{ label: 'OCSP RESPONSE', der: response },
	{ label: 'CERTIFICATE', der: foreign.windowsCertificate },
	{ label: 'CERTIFICATE', der: foreign.pipelineCertificate },
	{ label: 'CERTIFICATE REQUEST', der: foreign.deviceRequest },
	{ label: 'CERTIFICATE REQUEST', der: requestWith({}) },
	{ label: 'X509 CRL', der: crlWith({ entries: ['01', '02', '1234'].map(entry) }) },
	{ label: 'PKCS7', der: foreign.berBundle },
	{ label: 'PKCS7', der: der.bundle(named, foreign.windowsCertificate) },
	{ label: 'PRIVATE KEY', der: ed25519Key },
	{ label: 'PUBLIC KEY', der: spki },
	{
		label: 'RSA PRIVATE KEY',
		der: der.sequence(der.integer('00'), number(128), der.integer('010001'), ...numbers(6)),
	},
	{
		label: 'EC PRIVATE KEY',
		der: der.sequence(
			...[der.integer('01'), der.octets(Buffer.alloc(32, 5))],
			...[der.tlv(0xa0, p256), der.tlv(0xa1, der.bits(point))],
		),
	},
];

function numbers(count: number): Buffer[] {
	return Array.from({ length: count }, () => number(64));
}
