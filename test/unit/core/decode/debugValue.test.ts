import assert from 'node:assert/strict';
import { bytesOfDebugValue } from '../../../../src/core/decode/debugValue.js';

describe('the value of a variable', () => {
	it('is bytes as Node.js, Go and Python write them', () => {
		const wanted = Uint8Array.of(0x30, 0x82, 10, 0x27, 0x5c, 65);
		for (const text of [
			'{"type":"Buffer","data":[48,130,10,39,92,65]}',
			'Uint8Array(6) [48, 130, 10, 39, 92, 65]',
			'[]uint8 len: 6, cap: 6, [48,130,10,39,92,65]',
			String.raw`b'0\x82\n\'\\A'`,
			String.raw`b"0\x82\n'\\A"`,
		]) {
			assert.deepEqual(bytesOfDebugValue(text), wanted, text);
		}
	});

	it('is text where it is nothing of the kind', () => {
		for (const text of [
			'',
			'-----BEGIN CERTIFICATE-----',
			'[1, 2, 300]',
			'[1',
			'[a]',
			"b'x",
			'[]',
		]) {
			assert.equal(bytesOfDebugValue(text), undefined, text);
		}
	});
});
