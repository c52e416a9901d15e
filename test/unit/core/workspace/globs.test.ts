import assert from 'node:assert/strict';
import { expandBraces, joinGlobs } from '../../../../src/core/workspace/globs.js';

describe('globs', () => {
	for (const [pattern, expanded] of [
		['**/node_modules/**', ['**/node_modules/**']],
		['**/{test,tests}/**', ['**/test/**', '**/tests/**']],
		['{a,b}/{c,d}', ['a/c', 'a/d', 'b/c', 'b/d']],
		['{a,{b,c}}', ['a', 'b', 'c']],
		['{}', ['']],
		['{open', ['{open']],
	] as const) {
		it(`writes out ${pattern}`, () => {
			assert.deepEqual(expandBraces(pattern), expanded);
		});
	}

	it('joins patterns without nesting braces', () => {
		assert.equal(joinGlobs(['**/{a,b}/**', 'c', 'c']), '{**/a/**,**/b/**,c}');
		assert.equal(joinGlobs(['c']), 'c');
		assert.equal(joinGlobs([]), undefined);
	});

	it('bounds what a hostile pattern expands to', () => {
		const hostile = '{a,b}'.repeat(200);
		assert.ok(expandBraces(hostile).length <= 1000);
	});
});
