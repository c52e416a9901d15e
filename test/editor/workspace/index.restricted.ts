/** In a folder that is not trusted the workspace is read, and nothing is written. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { activate } from '../../support/blocksInEditor.js';
import { pemOf } from '../../support/certificates.js';
import { call, codeOf } from '../../support/commandDoor.js';
import { WorkspaceFolder } from '../../support/editor.js';

describe('the workspace in an untrusted folder', () => {
	let folder: WorkspaceFolder;
	before(async () => {
		folder = new WorkspaceFolder();
		await activate();
	});
	after(() => folder.remove());

	it('is read and judged, with places and uses inside it alone', async () => {
		assert.equal(vscode.workspace.isTrusted, false);
		const old = folder.write('old.crt', pemOf({ name: 'old.test', from: -9, to: -2 }));
		const config = folder.write(
			'app.yaml',
			`tls:\n  cert_file: old.crt\n  ca_file: ${join(folder.path, '../../..', 'none.crt')}\n`,
		);
		const { items } = await call('pki.listWorkspaceCertificates', {});
		const own = items.filter(({ uri }) => uri.startsWith(folder.path));
		assert.deepEqual(
			own.map(({ uri, state, usedBy }) => [uri, state, usedBy.map((use) => use.uri)]),
			[[old.fsPath, 'expired', [config.fsPath]]],
		);
		const { findings } = await call('pki.check', {});
		const codes = findings.filter(({ uri }) => uri.startsWith(folder.path)).map(({ code }) => code);
		assert.deepEqual(codes, ['pathExpired', 'expired']);
	});

	it('is not exported', async () => {
		const file = join(folder.path, 'list.csv');
		assert.equal(
			await codeOf(call('pki.exportWorkspaceCertificates', { uri: file })),
			'restricted',
		);
		assert.equal(existsSync(file), false);
	});
});
