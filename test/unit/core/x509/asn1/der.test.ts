import assert from 'node:assert/strict';
import { DerCursor, DerError, tags } from '../../../../../src/core/x509/asn1/der.js';
import {
	bitLength,
	integerHex,
	namedBits,
	oidText,
} from '../../../../../src/core/x509/asn1/values.js';
import { bits, integer, octets, oid, sequence, tlv } from '../../../../support/der.js';

const hex = (text: string): Buffer => Buffer.from(text.replace(/ /g, ''), 'hex');
const first = (der: Uint8Array): DerCursor => DerCursor.over(der).read();

function faultOf(run: () => unknown): string {
	try {
		run();
	} catch (error) {
		assert.ok(error instanceof DerError);
		return error.code;
	}
	return 'none';
}

describe('x509: DER cursor', () => {
	it('walks elements without copying', () => {
		const der = sequence(integer('05'), octets('abc'));
		const parts = DerCursor.over(der).expect(tags.sequence).enter();
		assert.equal(integerHex(parts.expect(tags.integer)), '05');
		const content = parts.expect(tags.octetString).content();
		assert.equal(content.toString(), 'abc');
		assert.equal(content.buffer, der.buffer);
		assert.equal(parts.atEnd, true);
	});

	it('names every fault of the encoding', () => {
		const faults = {
			'': 'truncated',
			'30': 'truncated',
			'30 05 02 01': 'truncated',
			'30 82 01': 'truncated',
			'30 80 00 00': 'indefiniteLength',
			'30 85 00 00 00 00 01 00': 'badLength',
			'1f ff ff ff ff 7f 00': 'badTag',
			'1f 81': 'truncated',
		};
		for (const [bytes, code] of Object.entries(faults)) {
			assert.equal(
				faultOf(() => first(hex(bytes))),
				code,
				bytes,
			);
		}
	});

	it('keeps a child inside its parent', () => {
		const parts = DerCursor.over(hex('30 03 02 05 01 02 03 04 05')).read().enter();
		assert.equal(
			faultOf(() => parts.read()),
			'truncated',
		);
	});

	it('reads longer forms than needed, and notes where', () => {
		const cursor = DerCursor.over(hex('02 81 01 07 1f 02 01 09'));
		assert.equal(integerHex(cursor.read()), '07');
		assert.equal(cursor.notes.nonMinimalAt, 0);
		assert.equal(cursor.read().tag, tags.integer);
	});

	it('bounds depth and number of elements', () => {
		let deep = integer('01');
		for (let level = 0; level < 40; level += 1) {
			deep = sequence(deep);
		}
		const descend = (cursor: DerCursor): void => descend(cursor.read().enter());
		assert.equal(
			faultOf(() => descend(DerCursor.over(deep))),
			'tooDeep',
		);
		const many = DerCursor.over(Buffer.from('0500'.repeat(60_000), 'hex'));
		assert.equal(
			faultOf(() => {
				while (!many.atEnd) many.read();
			}),
			'tooMany',
		);
	});
});

describe('x509: DER values', () => {
	it('shows an INTEGER without its sign byte, zero as 00, a negative one with a sign', () => {
		const shown = (content: string): string => integerHex(first(integer(content)));
		assert.equal(shown('00ff01'), 'ff01');
		assert.equal(shown('0a'), '0a');
		assert.equal(shown('00'), '00');
		assert.equal(shown('000000000007'), '07');
		assert.equal(shown('ff'), '-01');
		assert.equal(shown('80'), '-80');
		assert.equal(shown('ff7f'), '-81');
		assert.equal(shown('8000'), '-8000');
		assert.equal(shown('7f'.repeat(40)), '7f'.repeat(40));
		assert.equal(
			faultOf(() => shown('')),
			'badInteger',
		);
	});

	it('reads OIDs of any size and refuses torn ones', () => {
		for (const text of [
			'2.5.29.17',
			'0.9.2342.19200300.100.1.25',
			'1.2.840.113549.1.1.11',
			'2.999.3',
			'2.25.329800735698586629295641978511506172918',
		]) {
			assert.equal(oidText(first(oid(text))), text);
		}
		assert.equal(
			faultOf(() => oidText(first(hex('06 02 55 84')))),
			'badOid',
		);
		assert.equal(
			faultOf(() => oidText(first(hex('06 00')))),
			'badOid',
		);
		assert.equal(
			faultOf(() => oidText(first(tlv(6, Buffer.alloc(300, 0x81), Buffer.of(1))))),
			'badOid',
		);
	});

	it('reads named bits and counts the bits of a number', () => {
		assert.deepEqual(namedBits(first(hex('03 02 01 06'))), [5, 6]);
		assert.deepEqual(namedBits(first(hex('03 03 07 80 80'))), [0, 8]);
		assert.deepEqual(namedBits(first(hex('03 02 05 a7'))), [0, 2], 'none of the unused ones');
		assert.equal(
			faultOf(() => namedBits(first(hex('03 02 08 06')))),
			'badBitString',
		);
		assert.deepEqual(namedBits(first(bits())), []);
		assert.equal(bitLength(first(integer(`00${'ff'.repeat(256)}`))), 2048);
		assert.equal(bitLength(first(integer(`01${'ff'.repeat(255)}`))), 2041);
	});
});
