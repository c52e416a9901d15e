/** Runs in a folder that is not trusted: only files inside it are looked at, and no environment. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { pemOf } from '../support/certificates.js';
import { closeEditors, eventually, openText, WorkspaceFolder } from '../support/editor.js';
import { linksIn, pathHoverIn } from '../support/paths.js';

describe('the path of a file in an untrusted folder', () => {
	let folder: WorkspaceFolder;
	let outside: string;
	const atHome = join(homedir(), 'pki-test-restricted.pem');
	before(() => vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate());
	beforeEach(() => {
		folder = new WorkspaceFolder();
		outside = mkdtempSync(join(tmpdir(), 'pki-outside-'));
		writeFileSync(join(outside, 'a.pem'), pemOf());
		writeFileSync(atHome, pemOf());
		process.env.PKI_TEST_CERTS = folder.path;
	});
	afterEach(async () => {
		await closeEditors();
		folder.remove();
		rmSync(outside, { recursive: true, force: true });
		rmSync(atHome, { force: true });
		Reflect.deleteProperty(process.env, 'PKI_TEST_CERTS');
	});

	it('leads to files inside the folder', async () => {
		assert.equal(vscode.workspace.isTrusted, false);
		const file = folder.write('old.pem', pemOf({ name: 'old.test', from: -9, to: -3 }));
		const document = await openText(folder, 'cert_file: old.pem\n', 'yaml');
		assert.deepEqual(await linksIn(document), [['old.pem', file.toString()]]);
		assert.match((await pathHoverIn(document, 'old.pem')) ?? '', /old\.test/);
		await eventually('the finding', () =>
			vscode.languages
				.getDiagnostics(document.uri)
				.find(({ code }) => typeof code === 'object' && code.value === 'pathExpired'),
		);
	});

	it('leads nowhere else: no other folder, no link out of it, no home, no variable', async () => {
		folder.write('b.pem', pemOf());
		symlinkSync(join(outside, 'a.pem'), join(folder.path, 'link.pem'));
		symlinkSync(outside, join(folder.path, 'dir'));
		symlinkSync(join(folder.path, 'b.pem'), join(folder.path, 'inside.pem'));
		const up = '../'.repeat(30);
		const document = await openText(
			folder,
			[
				`a_cert: ${join(outside, 'a.pem')}`,
				`b_cert: ${up.slice(0, -1)}${join(outside, 'a.pem')}`,
				'c_cert: link.pem',
				'd_cert: dir/a.pem',
				'e_cert: ~/pki-test-restricted.pem',
				'f_cert: $PKI_TEST_CERTS/b.pem',
				`g_cert: ${vscode.Uri.file(join(outside, 'a.pem')).toString()}`,
				'h_cert: inside.pem',
				'',
			].join('\n'),
			'yaml',
		);
		assert.deepEqual(
			(await linksIn(document)).map(([text]) => text),
			['inside.pem'],
		);
		assert.equal(await pathHoverIn(document, 'link.pem'), undefined);
		assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
	});
});
