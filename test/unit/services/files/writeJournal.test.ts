import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFilesAtomically } from '../../../../src/services/files/files.js';
import { createWriteNotes, noteWritesIn } from '../../../../src/services/files/writeNotes.js';
import { rejectsWith } from '../../../support/rejections.js';

const moduleOf = (name: string) =>
	JSON.stringify(new URL(`../../../../src/services/files/${name}.js`, import.meta.url).href);

describe('files that a crash leaves behind', () => {
	let root: string;
	let errors: unknown[];
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'pki-workbench-writes-'));
		mkdirSync(at('work'));
		errors = [];
	});
	afterEach(() => {
		rmSync(root, { recursive: true, force: true });
		assert.deepEqual(errors, []);
	});

	const at = (name: string) => join(root, name);
	const read = (name: string) => readFileSync(at(name), 'utf8');
	const list = (name: string) => (existsSync(at(name)) ? readdirSync(at(name)).sort() : []);
	const journal = () => createWriteNotes(at('notes'), (error) => errors.push(error));

	/** Runs a write in a process of its own and kills that once it says that it is where it should be. */
	async function crash(write: string): Promise<void> {
		const program = `
			import { rename } from 'node:fs/promises';
			const { writeFilesAtomically } = await import(${moduleOf('files')});
			const { createWriteNotes, noteWritesIn } = await import(${moduleOf('writeNotes')});
			noteWritesIn(createWriteNotes(${JSON.stringify(at('notes'))}, (error) => { throw error; }));
			const at = (name) => ${JSON.stringify(`${at('work')}/`)} + name;
			const here = () => new Promise(() => { process.stdout.write('here'); setInterval(() => {}, 1000); });
			${write}`;
		const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		await once(child.stdout, 'data');
		child.kill('SIGKILL');
		await once(child, 'exit');
	}

	const twoKeys = `[
		{ path: at('a.key'), content: 'new key', mode: 0o600 },
		{ path: at('b.key'), content: 'new key', mode: 0o600 },
	]`;
	const crashAtPut = (count: number) =>
		crash(`let puts = 0;
			await writeFilesAtomically(${twoKeys}, {
				overwrite: true,
				rename: async (from, to) => (++puts === ${count} ? here() : rename(from, to)),
			});`);

	it('are removed where it came while a new file was written', async () => {
		await crash(`await writeFilesAtomically([
			{ path: at('a.crt'), content: 'certificate' },
			{ path: at('a.key'), content: (async function* () { yield 'half a key'; await here(); })(), mode: 0o600 },
		]);`);
		assert.equal(list('work').length, 2, 'both are staged');
		writeFileSync(at('work/.0123456789abcdef01234567.tmp'), 'of somebody else');
		assert.deepEqual(await journal().recover(), [
			{ files: [at('work/a.crt'), at('work/a.key')], kept: [] },
		]);
		assert.deepEqual(list('work'), ['.0123456789abcdef01234567.tmp']);
		assert.deepEqual(list('notes'), []);
	});

	it('leave the old files where it came before any was replaced', async () => {
		writeFileSync(at('work/a.key'), 'old key');
		await crashAtPut(1);
		assert.ok(list('work').length > 1);
		assert.deepEqual(await journal().recover(), [
			{ files: [at('work/a.key'), at('work/b.key')], kept: [] },
		]);
		assert.deepEqual(list('work'), ['a.key']);
		assert.equal(read('work/a.key'), 'old key');
	});

	it('keep an old file that was replaced when the set is not whole', async () => {
		for (const name of ['work/a.key', 'work/b.key']) writeFileSync(at(name), `old ${name}`);
		await crashAtPut(2);
		const [interrupted] = await journal().recover();
		const [kept] = interrupted?.kept ?? [];
		assert.ok(kept && interrupted?.kept.length === 1);
		assert.equal(kept.file, at('work/a.key'));
		assert.equal(readFileSync(kept.old, 'utf8'), 'old work/a.key');
		assert.equal(read('work/a.key'), 'new key');
		assert.equal(read('work/b.key'), 'old work/b.key');
		assert.equal(list('work').length, 3);
		assert.deepEqual(await journal().recover(), []);
	});

	it('are removed without a word where all was in place', async () => {
		for (const name of ['work/a.key', 'work/b.key']) writeFileSync(at(name), 'old key');
		await crash(`let puts = 0;
			await writeFilesAtomically(${twoKeys}, {
				overwrite: true,
				rename: async (from, to) => { await rename(from, to); if (++puts === 2) await here(); },
			});`);
		assert.equal(list('work').length, 4, 'the old keys are still there');
		assert.deepEqual(await journal().recover(), []);
		assert.deepEqual(list('work'), ['a.key', 'b.key']);
		assert.equal(read('work/b.key'), 'new key');
	});

	it('are looked for by a note of their names, readable by its owner only and gone at the end', async () => {
		const noted = noteWritesIn(journal());
		writeFileSync(at('work/a.key'), 'old key');
		let note = '';
		let mode = 0;
		const looking: typeof rename = async (from, to) => {
			const [name = ''] = list('notes');
			note = read(`notes/${name}`);
			mode = statSync(at(`notes/${name}`)).mode & 0o777;
			await rename(from, to);
		};
		try {
			const files = [{ path: at('work/a.key'), content: 'secret', mode: 0o600 }];
			await writeFilesAtomically(files, { overwrite: true, rename: looking });
			await rejectsWith(writeFilesAtomically(files), 'exists');
		} finally {
			noted.dispose();
		}
		assert.ok(note.includes('a.key') && !note.includes('secret') && !note.includes('old key'));
		if (process.platform !== 'win32') assert.equal(mode, 0o600);
		assert.deepEqual([list('notes'), list('work')], [[], ['a.key']]);
	});

	it('never include an old file that the error has named', async () => {
		const noted = noteWritesIn(journal());
		writeFileSync(at('work/a.key'), 'old key');
		const interfering: typeof rename = async (from, to) => {
			await rename(from, to);
			rmSync(String(to));
			mkdirSync(join(String(to), 'taken'), { recursive: true });
			mkdirSync(at('work/b.key'));
		};
		const files = ['a.key', 'b.key'].map((name) => ({ path: at(`work/${name}`), content: 'new' }));
		try {
			const write = writeFilesAtomically(files, { overwrite: true, rename: interfering });
			const { args } = await rejectsWith(write, 'unexpected', 'notRestored');
			assert.deepEqual(list('notes'), []);
			assert.deepEqual(await journal().recover(), []);
			assert.equal(readFileSync(String(args.kept), 'utf8'), 'old key');
		} finally {
			noted.dispose();
		}
	});

	it('of a window that still runs are its own, until nothing can take that long', async () => {
		const temporary = at('work/.0123456789abcdef01234567.tmp');
		const note = (host: string, pid: number) => {
			mkdirSync(at('notes'), { recursive: true });
			writeFileSync(temporary, 'staged');
			const files = [{ path: at('work/a.key'), temporary }];
			const path = at(`notes/${host}-${pid}.json`);
			writeFileSync(path, JSON.stringify({ host, pid, files, removable: [] }));
			return path;
		};
		note(hostname(), process.ppid);
		note('elsewhere', 1);
		assert.deepEqual(await journal().recover(), []);
		assert.ok(existsSync(temporary));
		const longAgo = new Date(Date.now() - 3_600_000);
		for (const path of [note(hostname(), process.ppid), note('elsewhere', 1)]) {
			utimesSync(path, longAgo, longAgo);
		}
		assert.ok((await journal().recover()).length > 0);
		assert.deepEqual([existsSync(temporary), list('notes')], [false, []]);
	});

	it('are none where no note was ever made; a folder that cannot be read is an error', async () => {
		assert.deepEqual(await journal().recover(), []);
		writeFileSync(at('notes'), 'in the way');
		await assert.rejects(journal().recover(), { code: 'ENOTDIR' });
	});

	it('are only files named as we name them, whatever a damaged note says', async () => {
		mkdirSync(at('notes'));
		writeFileSync(at('work/precious.key'), 'precious');
		const path = at('work/precious.key');
		const note = {
			...{ host: hostname(), pid: process.pid, removable: [path] },
			files: [{ path: at('work/a.key'), temporary: path }],
		};
		writeFileSync(at('notes/a.json'), JSON.stringify(note));
		const cut = at('notes/b.json');
		writeFileSync(cut, '{"host":');
		utimesSync(cut, new Date(0), new Date(0));
		assert.deepEqual(await journal().recover(), []);
		assert.equal(read('work/precious.key'), 'precious');
		assert.deepEqual(list('notes'), []);
	});
});
