import assert from 'node:assert/strict';
import { distinctNames } from '../../../../src/core/layouts/fileNames.js';

describe('names of files in one folder', () => {
	it('numbers those that are taken, whatever their case', () => {
		assert.deepEqual(distinctNames(['a.test', 'A.test', 'b/c', 'a.test', 'a.test-2']), [
			...['a.test', 'A.test-2', 'b-c', 'a.test-3', 'a.test-2-2'],
		]);
	});

	it('number thousands of one name without trying each number for each', () => {
		const names = distinctNames(Array.from({ length: 20_000 }, () => 'a.test'));
		assert.equal(new Set(names).size, names.length);
		assert.equal(names.at(-1), 'a.test-20000');
	});
});
