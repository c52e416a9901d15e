/** What is written to a file after the start arrives, whole and in order. */
import * as assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FollowedFile, followFile } from '../../../../src/services/tls/followFile.js';

describe('services/tls/followFile', () => {
	let folder: string;
	let followed: FollowedFile | undefined;

	before(async () => (folder = await mkdtemp(join(tmpdir(), 'pki-workbench-test-'))));
	afterEach(() => followed?.stop());
	after(() => rm(folder, { recursive: true }));

	async function follow(path: string) {
		let text = '';
		let look = () => {};
		const fail = (error: unknown) => assert.fail(String(error));
		followed = await followFile(
			path,
			(piece) => {
				text += piece;
				look();
			},
			fail,
		);
		return (wanted: string) =>
			new Promise<void>((resolve) => {
				look = () => {
					if (text === wanted) resolve();
				};
				look();
			});
	}

	it('reads what is added, and nothing of what was there', async () => {
		const path = join(folder, 'grows.log');
		await writeFile(path, 'old\n');
		const until = await follow(path);
		await appendFile(path, 'one\n');
		await until('one\n');
		const large = 'x'.repeat(300_000);
		await appendFile(path, large);
		await until(`one\n${large}`);
	});

	it('waits for a file that is created later, and begins anew where one is replaced', async () => {
		const path = join(folder, 'later.log');
		const until = await follow(path);
		await writeFile(path, 'first line\n');
		await until('first line\n');
		await writeFile(path, 'new\n');
		await until('first line\nnew\n');
	});
});
