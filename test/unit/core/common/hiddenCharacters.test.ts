import assert from 'node:assert/strict';
import {
	breakingCharacters,
	formatCharacters,
	hiddenCharacters,
} from '../../../../src/core/common/hiddenCharacters.js';
import { visibleText } from '../../../../src/core/x509/asn1/strings.js';

const isIn = (characters: string) => (text: string) =>
	new RegExp(`^[${characters}]$`, 'u').test(text);

describe('characters that hide', () => {
	for (const [what, text, breaks] of [
		['a control', '\u0007', true],
		['a line separator', '\u2028', true],
		['a right-to-left override', '\u202e', false],
		['an isolate', '\u2066', false],
		['a zero-width space', '\u200b', false],
		['a soft hyphen', '\u00ad', false],
		['a byte order mark', '\ufeff', false],
		['a tag', '\u{e0041}', false],
		['a reserved tag', '\u{e0002}', false],
		['a reserved format character', '\u2065', false],
	] as const) {
		it(`are ${what}, once in one of both kinds and visible in what is read`, () => {
			assert.ok(isIn(hiddenCharacters)(text));
			assert.equal(isIn(breakingCharacters)(text), breaks);
			assert.equal(isIn(formatCharacters)(text), !breaks);
			const pairs = [...Buffer.from(text)].map(
				(byte) => `\\${byte.toString(16).toUpperCase().padStart(2, '0')}`,
			);
			assert.equal(visibleText(`a${text}b`), `a${pairs.join('')}b`);
		});
	}

	it('are no letters, spaces, accents or signs', () => {
		for (const text of ['a', ' ', '\u00a0', '\u0301', 'ß', '字', '🔑', '€']) {
			assert.ok(!isIn(hiddenCharacters)(text), text);
		}
	});

	it('stay in words that are spelt with them', () => {
		assert.equal(visibleText('می\u200cخواهم'), 'می\u200cخواهم');
		assert.equal(visibleText('क्\u200dष'), 'क्\u200dष');
	});
});
