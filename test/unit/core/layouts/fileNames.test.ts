import assert from 'node:assert/strict';
import { distinctFileNames } from '../../../../src/core/layouts/fileNames.js';

describe('names of files in one folder', () => {
	it('numbers those that are taken, whatever their case', () => {
		assert.deepEqual(distinctFileNames(['a.test', 'A.test', 'b/c', 'a.test', 'a.test-2']), [
			...['a.test', 'A.test-2', 'b-c', 'a.test-3', 'a.test-2-2'],
		]);
	});

	it('numbers those that say nothing', () => {
		assert.deepEqual(distinctFileNames(['***', '?', 'ca', 'CA']), [
			...['certificate', 'certificate-2', 'ca-certificate', 'CA-certificate-2'],
		]);
	});
});
