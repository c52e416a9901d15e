import assert from 'node:assert/strict';
import { hexDump } from '../../../../src/details/page/hexDump.js';

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
