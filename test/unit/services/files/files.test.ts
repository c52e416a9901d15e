import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isPkiError } from '../../../../src/core/common/errors.js';
import { makeFolder } from '../../../../src/services/files/folders.js';
import { rejectsWith } from '../../../support/rejections.js';
import {
	readBounded,
	readIfPresent,
	writeFilesAtomically,
} from '../../../../src/services/files/files.js';

const files = new URL('../../../../src/services/files/files.js', import.meta.url).href;

describe('writing files', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-files-'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const at = (name: string) => join(folder, name);
	const read = (name: string) => readFileSync(at(name), 'utf8');

	it('makes the folder, and leaves nothing but the files', async () => {
		await writeFilesAtomically([
			{ path: at('certs/a.crt'), content: 'A' },
			{ path: at('certs/a.key'), content: 'K', mode: 0o600 },
		]);
		assert.deepEqual(readdirSync(at('certs')).sort(), ['a.crt', 'a.key']);
		assert.equal(read('certs/a.key'), 'K');
	});

	it('writes a file whose name is as long as names may be, and replaces it', async () => {
		const path = at(`${'ü'.repeat(125)}.crt`);
		await writeFilesAtomically([{ path, content: 'A' }]);
		await writeFilesAtomically([{ path, content: 'B' }], { overwrite: true });
		assert.equal(readFileSync(path, 'utf8'), 'B');
		assert.equal(readdirSync(folder).length, 1);
	});

	it('makes folders below folders, and none where a file is in the way', async () => {
		for (const name of ['a/b/c', 'a/b', '.']) await makeFolder(at(name));
		assert.ok(statSync(at('a/b/c')).isDirectory());
		writeFileSync(at('file'), '');
		await assert.rejects(makeFolder(at('file')), { code: 'EEXIST' });
		await assert.rejects(makeFolder(at('file/x')), { code: /^E(NOTDIR|NOENT)$/ });
	});

	it('ends where the system lets nobody make a folder', async function () {
		if (process.platform === 'win32') this.skip();
		await assert.rejects(makeFolder('/proc/pki/certs'), (error: unknown) => error instanceof Error);
	});

	it('makes a key readable by its owner only, whatever the umask and the file before', async () => {
		writeFileSync(at('a.key'), 'old', { mode: 0o644 });
		const before = process.umask(0);
		try {
			await writeFilesAtomically([{ path: at('a.key'), content: 'new', mode: 0o600 }], {
				overwrite: true,
			});
			await writeFilesAtomically([{ path: at('b.key'), content: 'new', mode: 0o600 }]);
		} finally {
			process.umask(before);
		}
		assert.equal(statSync(at('a.key')).mode & 0o777, 0o600);
		assert.equal(statSync(at('b.key')).mode & 0o777, 0o600);
	});

	it('leaves all as it was where one of the files exists', async () => {
		writeFileSync(at('b.key'), 'precious');
		const set = ['a.crt', 'b.key'].map((name) => ({ path: at(name), content: 'new' }));
		await assert.rejects(writeFilesAtomically(set), (error) => {
			assert.ok(isPkiError(error, 'exists'));
			assert.equal(error.args.file, at('b.key'));
			return true;
		});
		assert.deepEqual(readdirSync(folder), ['b.key']);
		assert.equal(read('b.key'), 'precious');
	});

	it('takes a broken symbolic link for a file in the way', async () => {
		symlinkSync(at('nowhere'), at('a.crt'));
		await assert.rejects(writeFilesAtomically([{ path: at('a.crt'), content: 'x' }]), (error) =>
			isPkiError(error, 'exists'),
		);
		assert.deepEqual(readdirSync(folder), ['a.crt']);
	});

	it('replaces a symbolic link and never writes through it', async () => {
		writeFileSync(at('elsewhere'), 'untouched');
		symlinkSync(at('elsewhere'), at('a.key'));
		await writeFilesAtomically([{ path: at('a.key'), content: 'key' }], { overwrite: true });
		assert.ok(!lstatSync(at('a.key')).isSymbolicLink());
		assert.deepEqual([read('a.key'), read('elsewhere')], ['key', 'untouched']);
	});

	it('brings the old files back where the last of a set cannot be put', async () => {
		writeFileSync(at('a.crt'), 'old');
		mkdirSync(at('taken'));
		const set = ['a.crt', 'new.crt', 'taken'].map((name) => ({ path: at(name), content: 'new' }));
		await assert.rejects(writeFilesAtomically(set, { overwrite: true }), (error) =>
			isPkiError(error, 'invalid'),
		);
		assert.equal(read('a.crt'), 'old');
		assert.deepEqual(readdirSync(folder).sort(), ['a.crt', 'taken']);
	});

	it('keeps an old file that cannot be put back, and says where; the others are put back', async () => {
		for (const name of ['a.key', 'b.crt']) writeFileSync(at(name), `old ${name}`);
		let puts = 0;
		// Somebody else takes both places meanwhile, as a program on Windows that holds the file open does.
		const interfering: typeof rename = async (from, to) => {
			puts += 1;
			if (puts === 3) {
				rmSync(at('a.key'));
				mkdirSync(at('a.key/taken'), { recursive: true });
				mkdirSync(at('c.crt/taken'), { recursive: true });
			}
			await rename(from, to);
		};
		const set = ['a.key', 'b.crt', 'c.crt'].map((name) => ({ path: at(name), content: 'new' }));
		const error = await rejectsWith(
			writeFilesAtomically(set, { overwrite: true, rename: interfering }),
			'unexpected',
			'notRestored',
		);
		assert.equal(error.args.file, at('a.key'));
		assert.equal(readFileSync(String(error.args.kept), 'utf8'), 'old a.key');
		assert.equal(read('b.crt'), 'old b.crt');
		assert.deepEqual(
			readdirSync(folder).filter((name) => at(name) !== error.args.kept),
			['a.key', 'b.crt', 'c.crt'],
		);
	});

	it('names the file that the system refuses', async () => {
		writeFileSync(at('file'), '');
		const path = at('file/below');
		await assert.rejects(writeFilesAtomically([{ path, content: 'x' }]), (error) => {
			assert.ok(isPkiError(error, 'invalid'));
			assert.equal(error.args.file, path);
			return true;
		});
		await assert.rejects(readIfPresent(folder), (error) => isPkiError(error, 'invalid'));
		assert.equal(await readIfPresent(at('absent')), undefined);
	});

	it('leaves the old file or the new one when the process is killed', async function () {
		this.timeout(60_000);
		const size = 3_000_000;
		const path = at('a.key');
		for (let round = 0; round < 6; round++) {
			writeFileSync(path, 'o'.repeat(size));
			const program = `
				const { writeFilesAtomically } = await import(${JSON.stringify(files)});
				process.stdout.write('ready');
				for (const letter of 'abcdefgh'.repeat(1000)) {
					const content = letter.repeat(${size});
					await writeFilesAtomically([{ path: ${JSON.stringify(path)}, content }], { overwrite: true });
				}`;
			const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
				stdio: ['ignore', 'pipe', 'inherit'],
			});
			await once(child.stdout, 'data');
			await delay(20 + 17 * round);
			child.kill('SIGKILL');
			await once(child, 'exit');
			const left = readFileSync(path, 'utf8');
			assert.equal(left.length, size);
			assert.equal(left, left.charAt(0).repeat(size));
		}
	});
});

describe('reading a file that somebody named', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-files-'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const at = (name: string) => join(folder, name);

	it('answers its bytes, as many as the limit allows', async () => {
		writeFileSync(at('a.pem'), 'four', { mode: 0o640 });
		const { bytes, mode } = await readBounded(at('a.pem'), 4);
		assert.equal(bytes.toString(), 'four');
		if (process.platform !== 'win32') assert.equal(mode & 0o777, 0o640);
		writeFileSync(at('empty'), '');
		assert.equal((await readBounded(at('empty'))).bytes.length, 0);
		const error = await rejectsWith(readBounded(at('a.pem'), 3), 'tooLarge', 'file');
		assert.deepEqual(error.args, { file: at('a.pem'), limit: 3 });
	});

	it('refuses what is no file, or would never end, and says which', async function () {
		await rejectsWith(readBounded(folder), 'invalid', 'notFile');
		await rejectsWith(readBounded(at('absent')), 'notFound', 'file');
		if (process.platform === 'win32') this.skip();
		execFileSync('mkfifo', [at('pipe')]);
		await rejectsWith(readBounded(at('pipe')), 'invalid', 'notFile');
		await rejectsWith(readBounded('/dev/zero'), 'invalid', 'notFile');
	});
});
