/** Damaged input: every reader must answer, and answer data. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import {
	readCertificate,
	readCertificateListFacts,
} from '../../../../src/core/x509/certificate.js';
import { readCrl } from '../../../../src/core/x509/crl.js';
import { decode } from '../../../../src/core/decode/decode.js';
import { findPemBlocks, firstPemDer, toPem } from '../../../../src/core/find/pem.js';
import {
	challengePasswordOf,
	readRequest,
	withoutChallengePassword,
} from '../../../../src/core/x509/request.js';
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
import { berBundle, deviceRequest, windowsCertificate } from '../../../support/foreignSamples.js';
import { randomNumbers } from '../../../support/random.js';

const roots = rootCertificates.slice(0, 4).map((pem) => firstPemDer(pem) ?? Buffer.alloc(0));
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const samples = [
	...roots,
	certificate({ extensions: [subjectAltName(dns('a.test')), extension('2.5.29.35', sequence())] }),
	request(),
	crl({ entries: [sequence(integer('01'), tlv(0x17, '250101000000Z'))] }),
	privateKey.export({ format: 'der', type: 'pkcs8' }),
	privateKey.export({ format: 'der', type: 'sec1' }),
	berBundle,
	deviceRequest,
	windowsCertificate,
];

function readAll(der: Buffer): void {
	for (const read of [readCertificate, readCertificateListFacts, readRequest, readCrl]) {
		const { problems } = read(der);
		assert.ok(Array.isArray(problems));
	}
	challengePasswordOf(der);
	withoutChallengePassword(der);
	for (const block of decode(der)) {
		assert.ok(block.facts !== undefined || block.error.code !== '');
	}
}

/** Blocks, notes and errors stand in the text, on the line that their offsets say, and one after the other. */
function assertPlacesInside(text: string): void {
	const lines = text.split(/\r\n|\n|\r/).length;
	const lineOf = (offset: number) => text.slice(0, offset).split(/\r\n|\n|\r/).length - 1;
	let position = 0;
	for (const { start, end, line, endLine, note, error } of decode(text)) {
		assert.ok(start >= position && end >= start && end <= text.length, text);
		assert.ok(line <= endLine && endLine < lines, text);
		if (error) assert.ok(error.line >= line && error.line < lines, text);
		if (note) {
			assert.ok(note.start >= 0 && note.end >= note.start && note.end <= text.length, text);
			assert.equal(note.line, lineOf(note.start), text);
		}
		position = start;
	}
	for (const { start, end } of findPemBlocks(text)) assert.ok(start < end && end <= text.length);
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

	it('keeps every place inside the text, whatever is damaged', () => {
		const random = randomNumbers(20_261_126);
		const below = (limit: number) => random.next().value % limit;
		const pieces = [
			...['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----', '----', '—', '-', '=', '*'],
			...['BEGIN', 'END', 'begin x509 crl', 'EDN CERTIFICATE', '// ', '> ', '"', '\\n', '\n', '\r'],
			...['REM ', '\ufeff', '\u{1f511}', ' ', 'MII', 'Proc-Type: 4,ENCRYPTED\n'],
			...samples.map((der) => der.toString('base64')),
			...samples.map((der) => toPem('CERTIFICATE', der)),
			...samples.map((der) => Buffer.from(toPem('X', der)).toString('base64')),
		];
		for (let run = 0; run < 600; run += 1) {
			let text = '';
			for (let count = 2 + below(8); count > 0; count -= 1) {
				const piece = pieces[below(pieces.length)] ?? '';
				const cut = below(4) === 0 ? piece.slice(0, below(piece.length + 1)) : piece;
				text += below(5) === 0 ? cut.replace(/^/gm, pieces[below(16)] ?? '') : cut;
				if (below(2) === 0) text += '\n';
			}
			assertPlacesInside(text);
			const utf16 = Buffer.from(text, 'utf16le');
			assert.ok(Array.isArray(decode(below(2) === 0 ? utf16 : utf16.subarray(1))));
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
