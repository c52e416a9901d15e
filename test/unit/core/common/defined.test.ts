import assert from 'node:assert/strict';
import { defined } from '../../../../src/core/common/defined.js';

describe('defined', () => {
	it('keeps every value but undefined, and puts nothing over what is spread before it', () => {
		const given = { a: '', b: 0, c: false, d: null, e: undefined };
		assert.deepEqual(Object.keys(defined(given)), ['a', 'b', 'c', 'd']);
		const name: string | undefined = undefined;
		assert.deepEqual({ ...{ name: 'usual' }, ...defined({ name }) }, { name: 'usual' });
	});
});
