import assert from 'node:assert/strict';
import { shortWarnings } from '../../src/ui/words/errors/serverWarnings.js';

describe('warnings of a server', () => {
	it('are said as they are where there is one short one, and once where it is repeated', () => {
		assert.deepEqual(shortWarnings([]), { words: '' });
		assert.deepEqual(shortWarnings(['TTL was cut', 'TTL was cut']), { words: 'TTL was cut' });
	});

	it('are cut where they are long, and then all there is to show', () => {
		const long = 'a word '.repeat(60).trim();
		const { words, full } = shortWarnings([long]);
		assert.equal(words.length, 140);
		assert.match(words, /…$/);
		assert.equal(full, long);
	});

	it('are counted after the first', () => {
		assert.deepEqual(shortWarnings(['one', 'two', 'one', 'three']), {
			words: 'one (and 2 more)',
			full: 'one\n\ntwo\n\nthree',
		});
	});
});
