/** The index over real files, with VS Code's search program and without it. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { sep } from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { isPkiError } from '../../../src/core/common/errors.js';
import { LazyIndex } from '../../../src/services/workspace/lazyIndex.js';
import { searchProgramIn } from '../../../src/services/workspace/searchProgramPath.js';
import { crlPemOf, derOf, pemOf } from '../../support/certificates.js';
import { spkiOf } from '../../support/der.js';
import { closeEditors, eventually, WorkspaceFolder } from '../../support/editor.js';
import { standInServices, type StandIn } from '../../support/standInContext.js';

const program = searchProgramIn(vscode.env.appRoot);
const escaped = (pem: string) => pem.replaceAll('\n', '\\n');

it('finds the search program of VS Code', () => {
	assert.ok(program !== undefined && existsSync(program));
});

for (const searchProgram of [program ?? 'none', null]) {
	describe(`the workspace index ${searchProgram === null ? 'without' : 'with'} a search program`, () => {
		let folder: WorkspaceFolder;
		let standIn: StandIn;
		let index: LazyIndex;
		beforeEach(() => {
			folder = new WorkspaceFolder();
			standIn = standInServices();
			const { blocks, log, context } = standIn.services;
			const { extensionPath } = context;
			index = new LazyIndex({ extensionPath, blocks, log, searchProgram });
		});
		afterEach(async () => {
			index.dispose();
			standIn.dispose();
			await vscode.commands.executeCommand('workbench.action.files.revert');
			await closeEditors();
			folder.remove();
		});

		const relativeTo = (uri: vscode.Uri) =>
			uri.fsPath.slice(folder.path.length + 1).replaceAll(sep, '/');
		const found = () =>
			index.blocks
				.filter(({ uri }) => uri.fsPath.startsWith(folder.path + sep))
				.map(({ uri, kind, name, state }) => `${relativeTo(uri)}: ${kind} ${name}, ${state}`);
		const foundNames = () => found().map((text) => text.replace(/^.*: \w+ (.*), \w+$/, '$1'));

		it('finds what stands in any file, with its place', async () => {
			const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
			const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
			folder.write(
				'a.yaml',
				`cert: |\n${pemOf({ name: 'old.test', from: -9, to: -2 }).replace(/^/gm, '  ')}`,
			);
			folder.write(
				'b/.env',
				`CERT="${escaped(pemOf({ name: 'env.test' }))}"\nKEY="${escaped(String(key))}"`,
			);
			folder.write(
				'b/secret.json',
				JSON.stringify({ crt: Buffer.from(pemOf({ name: 'base64.test' })).toString('base64') }),
			);
			folder.write('c.der', derOf({ name: 'der.test', from: -355, to: 3 }));
			folder.write('d.list', crlPemOf({ from: -10, to: -1 }));
			folder.write('e.txt', `${derOf({ name: 'bare.test' }).toString('base64')}\n`);
			folder.write('f.p12', Buffer.from('3082000a0201033003020100', 'hex'));
			folder.write('none.txt', 'nothing here');
			await index.read();
			assert.deepEqual(
				found().filter((text) => !text.startsWith('f.p12')),
				[
					'a.yaml: certificate old.test, expired',
					'b/.env: certificate env.test, valid',
					'b/.env: privateKey EC P-256, none',
					'b/secret.json: certificate base64.test, valid',
					'c.der: certificate der.test, expiresSoon',
					'd.list: crl CN=Test Issuer, expired',
					'e.txt: certificate bare.test, valid',
				],
			);
			const [block] = index.blocksIn(vscode.Uri.file(`${folder.path}/a.yaml`));
			assert.ok(block);
			assert.deepEqual(block.range.start, new vscode.Position(1, 2));
			assert.equal(block.range.end.line, pemOf({ name: 'old.test' }).split('\n').length - 1);
			assert.equal(index.state, 'ready');
		});

		it('keeps no bytes of a private key', async () => {
			const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
			const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
			folder.write('secret.pem', key);
			await index.read();
			assert.deepEqual(foundNames(), ['EC P-256']);
			const [, secret = ''] = key.split('\n');
			const options = { depth: 10, maxStringLength: null, maxArrayLength: null, getters: true };
			const known = inspect(index.blocks, { ...options, showHidden: true });
			assert.equal(known.includes('EC P-256') && secret.length > 40, true);
			assert.equal(known.includes(secret), false);
		});

		it('leaves out what git, the settings and habit leave out', async () => {
			folder.write('.gitignore', 'ignored/\n*.tmp\n!kept.tmp\n*.key\n');
			folder.write('ignored/a.pem', pemOf({ name: 'ignored.test' }));
			folder.write('ignored/a.key', pemOf({ name: 'ignored-key.test' }));
			folder.write('b.tmp', pemOf({ name: 'tmp.test' }));
			folder.write('kept.tmp', pemOf({ name: 'kept.test' }));
			folder.write('own.key', pemOf({ name: 'key.test' }));
			folder.write('deep/.gitignore', '/only.pem\n');
			folder.write('deep/only.pem', pemOf({ name: 'only.test' }));
			folder.write('deep/er/only.pem', pemOf({ name: 'deeper.test' }));
			folder.write('fixtures/c.pem', pemOf({ name: 'fixture.test' }));
			folder.write('node_modules/d.pem', pemOf({ name: 'module.test' }));
			folder.write('.git/e.pem', pemOf({ name: 'git.test' }));
			folder.write('shown/f.pem', pemOf({ name: 'shown.test' }));
			await index.read();
			assert.deepEqual(foundNames(), ['deeper.test', 'kept.test', 'key.test', 'shown.test']);
		});

		it('follows settings: patterns, and whether git is asked', async () => {
			folder.write('.gitignore', 'ignored/\n');
			folder.write('ignored/a.pem', pemOf({ name: 'ignored.test' }));
			folder.write('hidden/b.pem', pemOf({ name: 'hidden.test' }));
			await index.read();
			assert.deepEqual(foundNames(), ['hidden.test']);
			const all = vscode.workspace.getConfiguration();
			try {
				await all.update(
					'search.exclude',
					{ '**/hidden': true },
					vscode.ConfigurationTarget.Workspace,
				);
				await all.update(
					'pki.workspace.useIgnoreFiles',
					false,
					vscode.ConfigurationTarget.Workspace,
				);
				await eventually('the other file', () =>
					foundNames().join() === 'ignored.test' ? true : undefined,
				);
			} finally {
				await all.update('search.exclude', undefined, vscode.ConfigurationTarget.Workspace);
				await all.update(
					'pki.workspace.useIgnoreFiles',
					undefined,
					vscode.ConfigurationTarget.Workspace,
				);
			}
		});

		it('follows files that are made, changed, moved and deleted', async () => {
			folder.write('first.pem', pemOf({ name: 'first.test' }));
			await index.read();
			const until = (names: string) =>
				eventually(names, () => (foundNames().join() === names ? true : undefined));
			folder.write(
				'sub/second.yaml',
				`x: |\n${pemOf({ name: 'second.test' }).replace(/^/gm, '  ')}`,
			);
			await until('first.test,second.test');
			folder.write('first.pem', pemOf({ name: 'changed.test' }));
			await until('changed.test,second.test');
			renameSync(`${folder.path}/sub`, `${folder.path}/a`);
			await until('second.test,changed.test');
			rmSync(`${folder.path}/a`, { recursive: true });
			await until('changed.test');
			folder.write('.gitignore', '*.pem\n');
			await until('');
		});

		it('follows what is typed, and takes it back', async () => {
			const uri = folder.write('typed.pem', pemOf({ name: 'saved.test' }));
			await index.read();
			const document = await vscode.workspace.openTextDocument(uri);
			await vscode.window.showTextDocument(document);
			const edit = new vscode.WorkspaceEdit();
			edit.insert(uri, new vscode.Position(0, 0), pemOf({ name: 'typed.test' }));
			await vscode.workspace.applyEdit(edit);
			await eventually('both', () =>
				foundNames().join() === 'typed.test,saved.test' ? true : undefined,
			);
			await vscode.commands.executeCommand('workbench.action.files.revert');
			await eventually('one', () => (foundNames().join() === 'saved.test' ? true : undefined));
		});

		it('tells where a file is named, and which key belongs to which certificate', async () => {
			const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
			const certificate = folder.write('certs/api.crt', pemOf({ spki: spkiOf(publicKey) }));
			const key = folder.write(
				'keys/far.key',
				String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
			);
			folder.write(
				'nginx.conf',
				'server {\n  ssl_certificate certs/api.crt;\n  ssl_certificate_key keys/far.key;\n}\n',
			);
			folder.write(
				'deploy/app.yaml',
				'tls:\n  cert_file: ../certs/api.crt\n  ca_file: ../certs/gone.crt\n',
			);
			await index.read();
			const uses = index
				.usesOf(certificate)
				.map(({ uri, range }) => `${relativeTo(uri)}:${range.start.line}:${range.start.character}`);
			assert.deepEqual(uses.sort(), ['deploy/app.yaml:1:13', 'nginx.conf:1:18']);
			const [block] = index.blocksIn(certificate);
			assert.deepEqual(
				index.otherHalves(block?.publicKey ?? '', false).map(({ uri }) => uri.fsPath),
				[key.fsPath],
			);
		});

		it('follows a path to the first file that is there', async () => {
			const certificate = folder.write('certs/api.crt', pemOf());
			const path = vscode.workspace.asRelativePath(certificate);
			folder.write('deploy/app.yaml', `tls:\n  cert_file: ${path}\n`);
			await index.read();
			assert.equal(index.usesOf(certificate).length, 1);
			folder.write(`deploy/${path}`, 'nothing');
			assert.deepEqual(index.usesOf(certificate), []);
		});

		it('names what is too large', async () => {
			folder.write('large.log', `${pemOf()}${'x'.repeat(17 * 1024 * 1024)}`);
			folder.write('large.txt', 'x'.repeat(17 * 1024 * 1024));
			await index.read();
			assert.deepEqual(
				index.leftOut.map(({ uri, reason }) => `${relativeTo(uri)} ${reason}`),
				['large.log tooLarge'],
			);
		});

		it('can be cancelled, by one who waits or for all', async () => {
			for (let each = 0; each < 50; each += 1) folder.write(`many/${each}.pem`, pemOf().repeat(20));
			const abort = new AbortController();
			const asked = index.read({ signal: abort.signal });
			abort.abort();
			await assert.rejects(asked, (error) => isPkiError(error, 'cancelled'));
			const all = index.read();
			await eventually('reading', () => (index.state === 'reading' ? true : undefined));
			index.cancel();
			await assert.rejects(all, (error) => isPkiError(error, 'cancelled'));
			assert.equal(index.state, 'idle');
			let told = 0;
			await index.read({ onProgress: (done) => (told = done) });
			assert.equal(told >= 50, true);
			assert.equal(found().length, 1000);
		});
	});
}
