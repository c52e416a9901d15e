/** What the fuzzer begins with: objects of every kind, of the same bytes in every run. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { DerCursor, tags } from '../../src/core/x509/asn1/der.js';
import * as der from '../support/der.js';
import * as foreign from '../support/foreignSamples.js';

export interface Sample {
	readonly label: string;
	readonly der: Buffer;
}

const ed25519Key = Buffer.concat([
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

const entry = (serial: string): Buffer =>
	der.sequence(
		der.integer(serial),
		der.utcTime('250201000000Z'),
		der.sequence(der.extension('2.5.29.21', der.tlv(0x0a, Buffer.of(1)))),
	);

export const samples: readonly Sample[] = [
	...roots,
	{ label: 'CERTIFICATE', der: named },
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
