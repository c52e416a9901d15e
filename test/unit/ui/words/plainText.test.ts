import assert from 'node:assert/strict';
import { plainText } from '../../../../src/ui/words/plainText.js';

describe('foreign text in notifications', () => {
	it('draws no link, breaks no line, turns no direction', () => {
		assert.equal(plainText('[click](command:pki.removeConnection)').includes(']('), false);
		assert.equal(plainText('a\r\nb\u0000c\u2028d'), 'a b c d');
		assert.equal(plainText('a\u202Eb\u200Bc'), 'abc');
		assert.equal(plainText(']\u200B(x'), '] (x');
	});

	it('keeps ordinary names and cuts endless ones', () => {
		assert.equal(plainText('*.größe.test'), '*.größe.test');
		assert.equal(plainText('x'.repeat(500)).length, 200);
	});
});
