/** Damaged input: every reader must answer, and answer data. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import {
	readCertificate,
	readCertificateListFacts,
} from '../../../../src/core/x509/certificate.js';
import { readCrl } from '../../../../src/core/x509/crl.js';
import { decode } from '../../../../src/core/x509/decode.js';
import { findPemBlocks, firstPemDer, toPem } from '../../../../src/core/x509/pem.js';
import { readRequest } from '../../../../src/core/x509/request.js';
import {
	crl,
	dns,
	oid,
	request,
	sequence,
	set,
	subjectAltName,
	tlv,
} from '../../../support/der.js';
import { certificate, extension, integer } from '../../../support/der.js';
import { randomNumbers } from '../../../support/randomNumbers.js';

const roots = rootCertificates.slice(0, 4).map((pem) => firstPemDer(pem) ?? Buffer.alloc(0));
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const samples = [
	...roots,
	certificate({ extensions: [subjectAltName(dns('a.test')), extension('2.5.29.35', sequence())] }),
	request(),
	crl({ entries: [sequence(integer('01'), tlv(0x17, '250101000000Z'))] }),
	privateKey.export({ format: 'der', type: 'pkcs8' }),
	privateKey.export({ format: 'der', type: 'sec1' }),
];

function readAll(der: Buffer): void {
	for (const read of [readCertificate, readCertificateListFacts, readRequest, readCrl]) {
		const { problems } = read(der);
		assert.ok(Array.isArray(problems));
	}
	for (const block of decode(der)) {
		assert.ok(block.facts !== undefined || block.error.code !== '');
	}
}

describe('x509: damaged input', () => {
	it('answers for every truncation', () => {
		for (const sample of samples) {
			for (let length = 0; length < sample.length; length += 1) {
				const torn = sample.subarray(0, length);
				readAll(torn);
				assert.notEqual(readCertificateListFacts(torn).problems.length, 0);
			}
		}
	});

	it('answers for flipped bytes', () => {
		const random = randomNumbers(20_261_123);
		for (const sample of samples) {
			for (let run = 0; run < 300; run += 1) {
				const damaged = Buffer.from(sample);
				for (let flips = 1 + (random.next().value % 4); flips > 0; flips -= 1) {
					damaged[random.next().value % damaged.length] = random.next().value & 0xff;
				}
				readAll(damaged);
			}
		}
	});

	it('answers for damaged PEM', () => {
		const random = randomNumbers(7);
		const characters = 'A+/=-\\"\'\n\r #:*BEGIN';
		const text = samples.map((der) => toPem('CERTIFICATE', der)).join('');
		for (let run = 0; run < 300; run += 1) {
			const at = random.next().value % text.length;
			const length = random.next().value % 80;
			const filler = characters.charAt(random.next().value % characters.length);
			const damaged = text.slice(0, at) + filler.repeat(length % 7) + text.slice(at + length);
			const blocks = decode(damaged);
			assert.ok(blocks.length >= samples.length - 2);
			assert.ok(findPemBlocks(damaged).every(({ line, endLine }) => line <= endLine));
		}
	});

	it('bounds what a hostile certificate makes it keep', () => {
		const nothing = Buffer.from('0500'.repeat(2_000_000), 'hex');
		for (const der of [
			certificate({ subject: sequence(nothing) }),
			certificate({ subject: sequence(set(nothing)) }),
			certificate({ extensions: [nothing] }),
			certificate({ extensions: [subjectAltName(nothing)] }),
			certificate({ extensions: [extension('2.5.29.32', sequence(nothing))] }),
			request({ attributes: [nothing] }),
			crl({ extensions: [nothing] }),
		]) {
			for (const read of [readCertificate, readCertificateListFacts, readRequest, readCrl]) {
				assert.ok(read(der).problems.length <= 60_000);
			}
		}
		const entries = crl({ entries: [nothing] });
		assert.ok(readCrl(entries).problems.length <= 60_000);
	});

	it('takes an OID, a string and a number of any size', () => {
		const large = Buffer.alloc(1_000_000, 0xff);
		for (const value of [tlv(0x06, large), tlv(0x0c, large), tlv(0x1e, large), tlv(0x1c, large)]) {
			const subject = sequence(set(sequence(oid('2.5.4.3'), value)));
			assert.equal(readCertificate(certificate({ subject })).issuer, 'CN=Test Issuer');
			readAll(
				certificate({ serial: tlv(0x02, large), extensions: [extension('2.5.29.20', value)] }),
			);
		}
	});
});
