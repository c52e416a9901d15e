/** The thread that looks through a workspace, on a real folder and without a search program. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { FileRecord } from '../../../../src/core/workspace/record.js';
import type {
	BlocksAhead,
	ReadJob,
	ReadMessage,
} from '../../../../src/services/workspace/reading/job.js';
import { readInThread } from '../../../../src/services/workspace/reading/readInThread.js';
import { pemOf } from '../../../support/certificates.js';

const threadFile = join(process.cwd(), 'dist/workspaceWorker.js');

describe('the thread that reads a workspace', () => {
	let root: string;
	let folder: string;
	before(() => {
		root = mkdtempSync(join(tmpdir(), 'pki-workbench-workspace-'));
		folder = join(root, 'project');
		const outside = join(root, 'outside');
		for (const each of [join(folder, 'certs'), outside]) {
			mkdirSync(each, { recursive: true });
			writeFileSync(join(each, 'a.pem'), pemOf({ name: 'a.test' }));
		}
		// Making a link takes a privilege there.
		if (process.platform === 'win32') return;
		symlinkSync(outside, join(folder, 'elsewhere'));
		symlinkSync(join(outside, 'a.pem'), join(folder, 'link.pem'));
	});
	after(() => rmSync(root, { recursive: true, force: true }));

	const read = (job: Partial<ReadJob>, tell: (message: ReadMessage) => void) =>
		readInThread(
			threadFile,
			{ folders: [{ path: folder, excluded: [] }], useIgnoreFiles: true, isTrusted: true, ...job },
			tell,
			new AbortController().signal,
		);

	async function found(job: Partial<ReadJob> = {}): Promise<readonly string[]> {
		const files: string[] = [];
		await read(job, (message) =>
			files.push(...message.files.map(({ path }) => relative(folder, path))),
		);
		return files;
	}

	it('follows no link out of the folder, whether everything is read or what changed', async () => {
		const own = [join('certs', 'a.pem')];
		assert.deepEqual(await found(), own);
		const names = ['certs', 'elsewhere', 'link.pem', join('elsewhere', 'a.pem')];
		assert.deepEqual(await found({ paths: names.map((name) => join(folder, name)) }), own);
	});

	it('leaves out what git ignores, by rules that git reads: a link is none', async () => {
		const file = join(folder, '.gitignore');
		writeFileSync(file, 'certs/\n');
		assert.deepEqual(await found(), []);
		rmSync(file);
		// What never ends would be read for ever.
		if (process.platform !== 'win32') symlinkSync('/dev/zero', file);
		assert.deepEqual(await found(), [join('certs', 'a.pem')]);
		rmSync(file, { force: true });
	});

	it('leaves out what the settings name: a folder, or files', async () => {
		const excluding = (pattern: string) =>
			found({ folders: [{ path: folder, excluded: [pattern] }] });
		assert.deepEqual(await excluding('**/certs/**'), []);
		assert.deepEqual(await excluding('certs'), []);
		assert.deepEqual(await excluding('**/a.pem'), []);
		assert.deepEqual(await excluding('**/b.pem'), [join('certs', 'a.pem')]);
		assert.deepEqual(await excluding('**/a.pem/**'), [join('certs', 'a.pem')]);
	});

	it('leaves out what the settings name beside another file, wherever that lies not', async () => {
		const excludedBeside = [
			{ pattern: '**/*.pem', when: '$(basename).key' },
			{ pattern: 'top.crt', when: '$(basename).crt.in' },
		];
		const own = [join('certs', 'a.pem')];
		const hiding = (paths?: readonly string[]) =>
			found({ folders: [{ path: folder, excluded: [], excludedBeside }], ...(paths && { paths }) });
		assert.deepEqual(await hiding(), own);
		const write = (name: string, text = 'none') => writeFileSync(join(folder, name), text);
		for (const name of ['a.key', 'certs/b.key', 'certs/a.key']) write(name);
		write('top.crt', pemOf());
		assert.deepEqual(await hiding(), ['top.crt']);
		assert.deepEqual(await hiding([join(folder, 'certs')]), []);
		write('top.crt.in');
		assert.deepEqual(await hiding(), []);
		rmSync(join(folder, 'certs', 'a.key'));
		assert.deepEqual(await hiding(), own);
		for (const name of ['a.key', 'certs/b.key', 'top.crt', 'top.crt.in']) {
			rmSync(join(folder, name));
		}
	});

	it('reads the rest of what changed where a folder has become a file', async () => {
		const paths = [join(folder, 'certs', 'a.pem', 'b.pem'), join(folder, 'certs', 'a.pem')];
		assert.deepEqual(await found({ paths }), [join('certs', 'a.pem')]);
	});

	it('looks the files through by itself where the search program cannot be started', async () => {
		for (const program of [join(root, 'none'), '']) {
			assert.deepEqual(await found({ program }), [join('certs', 'a.pem')]);
		}
	});

	it('tells of a file with many blocks in parts, and of all of them in their order', async () => {
		const count = 1000;
		const uri = join(folder, 'bundle.pem');
		const pems = ['a.test', 'b.test'].map((name) => pemOf({ name }));
		writeFileSync(uri, Array.from({ length: count }, (_, at) => pems[at % 2]).join(''));
		const sizes: number[] = [];
		const listen = (thread: Worker) => {
			thread.on('message', (message: ReadMessage | BlocksAhead) => {
				const parts = 'ahead' in message ? [message.ahead] : message.files.map((f) => f.blocks);
				sizes.push(parts.flat().length);
			});
		};
		process.once('worker', listen);
		try {
			const files: FileRecord[] = [];
			await read({}, (message) => files.push(...message.files));
			assert.deepEqual(
				files.map(({ path, blocks }) => [relative(folder, path), blocks.length]).sort(),
				[
					['bundle.pem', count],
					[join('certs', 'a.pem'), 1],
				],
			);
			assert.ok(Math.max(...sizes) <= 200, sizes.join());
			const own = files.find(({ path }) => path === uri)?.blocks ?? [];
			assert.ok(own.every(({ name }, at) => name === ['a.test', 'b.test'][at % 2]));
			assert.ok(
				own.every(({ range }, at) => range.start.line > (own[at - 1]?.range.end.line ?? -1)),
			);
		} finally {
			process.off('worker', listen);
			rmSync(uri);
		}
	});
});
