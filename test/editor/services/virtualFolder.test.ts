/** A workspace folder on no disk, over a file system as an extension brings it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
	readVirtualChange,
	readVirtualFolder,
	type VirtualFile,
} from '../../../src/services/workspace/virtualFolder.js';
import { derOf, pemOf } from '../../support/certificates.js';
import { call } from '../../support/commandDoor.js';
import { rejectsWith } from '../../support/rejections.js';
import { VirtualFiles } from '../../support/virtualFiles.js';

const expired = () => pemOf({ name: 'old.test', from: -9, to: -2 });

describe('a folder that is on no disk', () => {
	let files: VirtualFiles;
	let opened = 0;
	beforeEach(() => {
		files = new VirtualFiles(`pki-virtual-${(opened += 1)}`);
	});
	afterEach(() => files.dispose());

	const { signal } = new AbortController();
	const namesIn = (found: readonly VirtualFile[]) =>
		found
			.flatMap(({ uri, record }) => {
				const what = record?.leftOut ?? record?.blocks.map(({ name }) => name).join();
				return what === undefined ? [] : [`${uri.path.slice('/app/'.length)} ${what}`];
			})
			.sort();
	const readAll = async (folder = '/app') => {
		const found: VirtualFile[] = [];
		await readVirtualFolder(files.uri(folder), (file) => found.push(file), signal);
		return namesIn(found);
	};
	const readChange = async (path: string) =>
		namesIn(await readVirtualChange(files.uri(path), files.uri('/app'), signal));

	it('is read by the names of its files, wherever they lie', async () => {
		files.write('/app/certs/a.pem', pemOf({ name: 'a.test' }));
		files.write('/app/certs/deep/er/b.cer', derOf({ name: 'b.test' }));
		files.write('/app/site.fullchain', pemOf({ name: 'c.test' }));
		files.write('/app/README.md', pemOf({ name: 'no.test' }));
		files.write('/app/node_modules/x/d.pem', pemOf({ name: 'no.test' }));
		files.write('/app/empty.pem', 'nothing');
		files.write('/app/large.pem', `${pemOf()}${'x'.repeat(1024 * 1024)}`);
		assert.deepEqual(await readAll(), [
			'certs/a.pem a.test',
			'certs/deep/er/b.cer b.test',
			'large.pem tooLarge',
			'site.fullchain c.test',
		]);
		assert.ok(!files.read.includes('/app/large.pem') && !files.read.includes('/app/README.md'));
	});

	it('is read from the top of its file system too', async () => {
		files.write('/app/a.pem', pemOf({ name: 'a.test' }));
		assert.deepEqual(await readAll('/'), ['a.pem a.test']);
	});

	it('leaves out what git ignores, by the nearest rules, and keeps private keys', async () => {
		files.write('/app/.gitignore', '*.pem\n*.key\nbuild/\n');
		files.write('/app/a.pem', pemOf({ name: 'a.test' }));
		files.write('/app/keep/.gitignore', '!*.pem\nb.pem\n');
		files.write('/app/keep/a.pem', pemOf({ name: 'kept.test' }));
		files.write('/app/keep/b.pem', pemOf({ name: 'b.test' }));
		files.write('/app/server.key', pemOf({ name: 'key.test' }));
		files.write('/app/build/.gitignore', '!*.pem\n');
		files.write('/app/build/a.pem', pemOf({ name: 'built.test' }));
		assert.deepEqual(await readAll(), ['keep/a.pem kept.test', 'server.key key.test']);
		assert.deepEqual(await readChange('/app/keep/a.pem'), ['keep/a.pem kept.test']);
		for (const path of ['/app/a.pem', '/app/keep/b.pem', '/app/build/a.pem', '/app/build']) {
			assert.deepEqual(await readChange(path), [], path);
		}
	});

	it('leaves out what the settings name, also beside another file', async () => {
		for (const name of ['a.crt', 'a.txt', 'b.crt', 'certs/c.pem', 'deep/old/d.pem']) {
			files.write(`/app/${name}`, pemOf({ name: `${name}.test` }));
		}
		const update = (name: string, value: unknown) =>
			vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
		await update('files.exclude', { '*.crt': { when: '$(basename).txt' }, '**/old': true });
		await update('search.exclude', { 'certs/**': true, 'b.crt': false });
		try {
			assert.deepEqual(await readAll(), ['b.crt b.crt.test']);
		} finally {
			await update('files.exclude', undefined);
			await update('search.exclude', undefined);
		}
	});

	it('is followed by the same rules: a file, a folder, and what is gone', async () => {
		files.write('/app/certs/a.pem', pemOf({ name: 'a.test' }));
		files.write('/app/certs/sub/b.pem', pemOf({ name: 'b.test' }));
		files.write('/app/notes.txt', pemOf({ name: 'no.test' }));
		files.write('/app/node_modules/x/c.pem', pemOf({ name: 'no.test' }));
		assert.deepEqual(await readChange('/app/certs/a.pem'), ['certs/a.pem a.test']);
		const both = ['certs/a.pem a.test', 'certs/sub/b.pem b.test'];
		assert.deepEqual(await readChange('/app/certs'), both);
		for (const path of ['/app/notes.txt', '/app/node_modules/x/c.pem', '/app/gone.pem']) {
			assert.deepEqual(await readChange(path), [], path);
		}
	});

	it('follows no link, and says what it could not list', async () => {
		files.write('/app/a.pem', pemOf({ name: 'a.test' }));
		files.write('/app/link.pem', pemOf({ name: 'no.test' }));
		files.write('/app/elsewhere/b.pem', pemOf({ name: 'no.test' }));
		files.write('/app/closed/c.pem', pemOf({ name: 'no.test' }));
		for (const link of ['/app/link.pem', '/app/elsewhere']) files.links.add(link);
		files.closed.add('/app/closed');
		assert.deepEqual(await readAll(), ['a.pem a.test', 'closed unreadable']);
		assert.deepEqual(await readChange('/app/link.pem'), []);
	});

	it('can be left in the middle', async () => {
		files.write('/app/a.pem', pemOf());
		const aborted = AbortSignal.abort();
		await rejectsWith(
			readVirtualFolder(files.uri('/app'), () => assert.fail('nothing is told'), aborted),
			'cancelled',
		);
	});

	it('is checked for expiry, and by the rules, when it is named', async () => {
		files.write('/app/certs/old.pem', expired());
		files.write('/app/good.pem', pemOf());
		const uris = [files.uri('/app')];
		const { findings } = await call('pki.checkExpiry', { uris });
		assert.deepEqual(
			findings.map(({ subject, state }) => [subject, state]),
			[['CN=old.test', 'expired']],
		);
		const checked = await call('pki.check', { uris });
		assert.ok(
			checked.findings.some(({ code, uri }) => code === 'expired' && uri.includes('old.pem')),
		);
		const { blocks } = await call('pki.decode', { uri: files.uri('/app/good.pem'), show: false });
		assert.equal(blocks.length, 1);
	});
});
