import assert from 'node:assert/strict';
import { KnownPaths } from '../../../../src/services/references/knownPaths.js';

describe('services/references/knownPaths', () => {
	const certificates = 'file:///work/certs';
	let known: KnownPaths<number>;
	beforeEach(() => {
		known = new KnownPaths();
		known.set(`${certificates}/a.pem`, 1);
		known.set(`${certificates}/below/b.pem`, 2);
		known.set(`${certificates}2/c.pem`, 3);
		known.set(certificates, 4);
	});

	it('forgets a file and no other', () => {
		assert.deepEqual(known.drop(`${certificates}/a.pem`), [`${certificates}/a.pem`]);
		assert.equal(known.get(`${certificates}/a.pem`), undefined);
		assert.equal(known.get(`${certificates}/below/b.pem`), 2);
		assert.deepEqual(known.drop(`${certificates}/a.pem`), []);
		assert.equal(known.size, 3);
	});

	it('forgets a folder with all below it, and none whose name only begins so', () => {
		const gone = [certificates, `${certificates}/a.pem`, `${certificates}/below/b.pem`];
		assert.deepEqual(known.drop(certificates), gone);
		assert.deepEqual(known.drop(`${certificates}/below`), []);
		assert.equal(known.get(`${certificates}2/c.pem`), 3);
		known.set(`${certificates}/a.pem`, 5);
		assert.deepEqual(known.drop('file:///work'), [
			`${certificates}2/c.pem`,
			`${certificates}/a.pem`,
		]);
		assert.equal(known.size, 0);
	});

	it('knows nothing of files that were never looked for', () => {
		assert.deepEqual(known.drop(`${certificates}/other.pem`), []);
		assert.deepEqual(known.drop('file:///wor'), []);
		known.clear();
		assert.deepEqual(known.drop(certificates), []);
	});
});
