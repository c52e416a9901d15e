/** Everything in the workspace, for programs and as a file. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { WorkspaceItem } from '../../../src/api.js';
import { pemOf } from '../../support/certificates.js';
import { call, codeOf } from '../../support/commandDoor.js';
import { spkiOf } from '../../support/der.js';
import { WorkspaceFolder } from '../../support/editor.js';

describe('the workspace certificates', () => {
	let folder: WorkspaceFolder;
	let key: string;
	beforeEach(() => {
		folder = new WorkspaceFolder();
		const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
		const parts = { name: '=old.test', spki: spkiOf(publicKey), from: -9, to: -2 };
		folder.write('certs/api.crt', `# a comment\n${pemOf(parts)}`);
		folder.write('keys/api.key', key);
		folder.write('app.yaml', 'tls:\n  cert_file: certs/api.crt\n');
	});
	afterEach(() => folder.remove());

	it('are listed with place, state, key and use', async () => {
		const { items } = await call('pki.listWorkspaceCertificates', {});
		const own = items.filter(({ uri }) => uri.startsWith(folder.path));
		const places = (list: WorkspaceItem['usedBy']) =>
			list.map(({ uri, range }) => [uri.slice(folder.path.length + 1), range.start.line]);
		const found = own.map(({ kind, name, state, range, matches, usedBy }) => ({
			...{ kind, name, state, line: range.start.line },
			...{ matches: places(matches), usedBy: places(usedBy) },
		}));
		assert.deepEqual(found, [
			{
				...{ kind: 'certificate', name: '=old.test', state: 'expired', line: 1 },
				...{ matches: [[join('keys', 'api.key'), 0]], usedBy: [['app.yaml', 1]] },
			},
			{
				...{ kind: 'privateKey', name: 'EC P-256', state: undefined, line: 0 },
				...{ matches: [[join('certs', 'api.crt'), 1]], usedBy: [] },
			},
		]);
		const [, secret = ''] = key.split('\n');
		assert.equal(JSON.stringify(items).includes(secret), false);
	});

	it('are exported in every format, and never over a file that nobody named', async () => {
		const file = (name: string) => join(folder.path, name);
		const write = (name: string, options = {}) =>
			call('pki.exportWorkspaceCertificates', { uri: file(name), ...options });
		assert.deepEqual(await write('list.csv'), { file: file('list.csv') });
		assert.match(
			readFileSync(file('list.csv'), 'utf8'),
			/^kind,name,state,.*\r\n(?:.*\r\n)*certificate,'=old\.test,expired,/,
		);
		await write('list.json');
		const { items } = JSON.parse(readFileSync(file('list.json'), 'utf8')) as {
			items: { name: string }[];
		};
		assert.ok(items.some(({ name }) => name === '=old.test'));
		await write('list.txt', { format: 'markdown' });
		assert.match(readFileSync(file('list.txt'), 'utf8'), /^\| Name \| Type \| State \| Expires \|/);
		assert.equal(await codeOf(write('list.csv')), 'exists');
		await write('list.csv', { overwrite: true });
		assert.equal(await codeOf(write('list.csv', { format: 'xml' })), 'invalid');
		const [, secret = ''] = key.split('\n');
		for (const name of ['list.csv', 'list.json', 'list.txt']) {
			assert.equal(readFileSync(file(name), 'utf8').includes(secret), false);
		}
		assert.equal(existsSync(file('list.md')), false);
	});

	it('have their view', async () => {
		await vscode.commands.executeCommand('pki.workspaceCertificates.focus');
		await vscode.commands.executeCommand('pki.refreshWorkspaceCertificates');
		await vscode.commands.executeCommand('pki.cancelWorkspaceSearch');
		const { items } = await call('pki.listWorkspaceCertificates', {});
		assert.ok(items.length >= 2);
	});
});
