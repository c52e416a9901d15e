import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { listFiles } from '../../../../src/services/files/listFiles.js';
import { rejectsWith } from '../../../support/rejections.js';

describe('services/files/listFiles', () => {
	let folder: string;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-folders-'));
		mkdirSync(join(folder, 'below', 'deep'), { recursive: true });
		for (const name of ['b.pem', 'a.pem', 'below/c.pem', 'below/deep/d.pem']) {
			writeFileSync(join(folder, name), name);
		}
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	const listed = async (...path: readonly string[]) =>
		(await listFiles(join(folder, ...path))).map((file) => relative(folder, file));

	it('lists files at any depth, and a file by itself', async () => {
		const deep = [join('below', 'c.pem'), join('below', 'deep', 'd.pem')];
		assert.deepEqual(await listed(), ['a.pem', 'b.pem', ...deep]);
		assert.deepEqual(await listed('a.pem'), ['a.pem']);
	});

	it('follows links to files only, so that it comes to an end', async () => {
		// Making a link takes a privilege there.
		if (process.platform !== 'win32') {
			symlinkSync(folder, join(folder, 'below', 'deep', 'circle'));
			symlinkSync(join(folder, 'a.pem'), join(folder, 'below', 'deep', 'e.pem'));
			symlinkSync(join(folder, 'gone'), join(folder, 'below', 'deep', 'f.pem'));
		}
		const links = process.platform === 'win32' ? [] : ['e.pem'];
		assert.deepEqual(
			await listed('below', 'deep'),
			['d.pem', ...links].map((name) => join('below', 'deep', name)),
		);
	});

	it('rejects with the cause: nothing there, or too much', async () => {
		const gone = join(folder, 'gone');
		assert.equal((await rejectsWith(listFiles(gone), 'notFound')).args.file, gone);
		const error = await rejectsWith(listFiles(folder, 3), 'tooLarge', 'folder');
		assert.equal(error.args.file, folder);
	});
});
