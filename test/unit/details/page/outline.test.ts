import assert from 'node:assert/strict';
import { asn1Outline, hexDump } from '../../../../src/details/page/outline.js';
import { derOf } from '../../../support/certificates.js';
import { extension, integer, oid, sequence, tlv, utf8 } from '../../../support/der.js';

describe('the ASN.1 outline', () => {
	it('has one element a line, with offset, type and value', () => {
		const der = sequence(integer('2a'), sequence(oid('2.5.4.3'), utf8('api\u202e.test')));
		assert.equal(
			asn1Outline(der).text,
			[
				`    0  SEQUENCE (${String(der.length - 2)} bytes)`,
				'    2    INTEGER 2a',
				'    5    SEQUENCE (18 bytes)',
				'    7      OBJECT IDENTIFIER 2.5.4.3',
				'   12      UTF8String "api\\u{202e}.test"',
			].join('\n'),
		);
	});

	it('opens octet strings that hold DER', () => {
		const { text } = asn1Outline(extension('2.5.29.19', sequence()));
		assert.match(text, /OCTET STRING \(2 bytes\)\n +\d+ +SEQUENCE/);
	});

	it('reads a whole certificate', () => {
		const { text, complete } = asn1Outline(derOf());
		assert.equal(complete, true);
		assert.match(text, /GeneralizedTime "\d{14}Z"/);
	});

	it('says where it breaks, and shows what stands before', () => {
		const { text, complete } = asn1Outline(sequence(integer('01'), Buffer.of(0x04, 0x20)));
		assert.equal(complete, false);
		assert.match(text, /INTEGER 01\n.*!! truncated$/);
	});

	it('ends on hostile nesting and on endless lists', () => {
		let deep: Buffer = integer('01');
		for (let depth = 0; depth < 100; depth += 1) deep = sequence(deep);
		assert.match(asn1Outline(deep).text, /!! tooDeep$/);
		const wide = tlv(0x30, ...Array.from({ length: 5000 }, () => integer('01')));
		const { text, complete } = asn1Outline(wide);
		assert.equal(complete, false);
		assert.equal(text.split('\n').length, 1000);
	});
});

describe('the hex dump', () => {
	it('has 16 bytes a line with their characters', () => {
		assert.deepEqual(hexDump(Buffer.from('0123456789abcdef\n')), {
			text: [
				'00000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef',
				`00010  0a${' '.repeat(47)}.`,
			].join('\n'),
			complete: true,
		});
	});

	it('says when it is cut', () => {
		assert.equal(hexDump(Buffer.alloc(5000)).complete, false);
	});
});
