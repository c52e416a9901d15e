import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findUnignoredKey } from '../../../../src/services/files/ignoreKey.js';

describe('a private key in a git repository', () => {
	let root: string;
	const certs = () => join(root, 'certs');
	const key = () => join(certs(), 'localhost.key');
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'pki [git] '));
		mkdirSync(certs());
		writeFileSync(key(), '');
	});
	afterEach(() => rmSync(root, { recursive: true, force: true }));
	const init = () => execFileSync('git', ['init', '--quiet'], { cwd: root });

	it('is nothing to fear outside of one', async () => {
		assert.equal(await findUnignoredKey(key()), undefined);
	});

	it('is found, and ignored with the other keys of its folder from then on', async () => {
		init();
		const found = await findUnignoredKey(key());
		assert.equal(found?.pattern, '/certs/*.key');
		await found.ignore();
		assert.equal(readFileSync(join(root, '.gitignore'), 'utf8'), '/certs/*.key\n');
		assert.equal(await findUnignoredKey(key()), undefined);
		assert.equal(await findUnignoredKey(join(certs(), 'other.key')), undefined);
		assert.notEqual(await findUnignoredKey(join(root, 'other.key')), undefined);
	});

	it('keeps what .gitignore holds, with or without a line break at its end', async () => {
		init();
		for (const [before, after] of [
			['dist', 'dist\n/certs/*.key\n'],
			['dist\n', 'dist\n/certs/*.key\n'],
			['dist\r\nout', 'dist\r\nout\r\n/certs/*.key\r\n'],
		] as const) {
			writeFileSync(join(root, '.gitignore'), before);
			const found = await findUnignoredKey(key());
			await found?.ignore();
			await found?.ignore();
			assert.equal(readFileSync(join(root, '.gitignore'), 'utf8'), after);
		}
	});

	it('is found in a folder whose name is a pattern', async () => {
		init();
		const folder = join(root, '[certs]');
		mkdirSync(folder);
		const found = await findUnignoredKey(join(folder, 'a.key'));
		assert.equal(found?.pattern, '/\\[certs\\]/*.key');
		await found.ignore();
		assert.equal(await findUnignoredKey(join(folder, 'a.key')), undefined);
	});
});
