/** In a folder that is not trusted programs and language models may read what lies in it, and nothing else. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { pemOf } from '../support/certificates.js';
import { call, codeOf } from '../support/commandDoor.js';
import { WorkspaceFolder } from '../support/editor.js';
import { invokeTool } from '../support/tools.js';

describe('checks in an untrusted folder', () => {
	let folder: WorkspaceFolder;
	let outside = '';
	const expired = pemOf({ name: 'old.test', from: -9, to: -2 });
	before(async () => {
		assert.equal(vscode.workspace.isTrusted, false);
		await vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate();
		folder = new WorkspaceFolder();
		outside = mkdtempSync(join(tmpdir(), 'pki-outside-'));
		writeFileSync(join(outside, 'secret.pem'), expired);
	});
	after(() => {
		folder.remove();
		rmSync(outside, { recursive: true, force: true });
	});

	it('work for programs', async () => {
		const uri = folder.write('old.pem', expired);
		const { findings } = await call('pki.check', { uris: [uri] });
		assert.deepEqual(
			findings.map(({ code }) => code),
			['expired'],
		);
	});

	it('work for language models, but not outside of the folder', async () => {
		const file = folder.write('old.pem', expired).fsPath;
		assert.match((await invokeTool('pki_decode', { file })).markdown, /old\.test/);
		assert.match((await invokeTool('pki_check', { files: [file] })).markdown, /expired/);
		const link = join(folder.path, 'link.pem');
		const paths = [join(outside, 'secret.pem')];
		// On Windows a link needs rights that a test has not.
		if (process.platform !== 'win32') {
			symlinkSync(join(outside, 'secret.pem'), link);
			paths.push(link);
		}
		for (const path of paths) {
			await assert.rejects(invokeTool('pki_decode', { file: path }), /trust/i);
			await assert.rejects(invokeTool('pki_check', { files: [path] }), /trust/i);
		}
	});

	it('test no TLS connection', async () => {
		const probe = call('pki.probe', { host: '127.0.0.1', port: 1 });
		assert.equal(await codeOf(probe), 'restricted');
		await assert.rejects(invokeTool('pki_probe', { host: '127.0.0.1', port: 1 }), /trust/i);
	});
});
