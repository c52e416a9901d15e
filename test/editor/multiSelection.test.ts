/** What commands do with several rows, as VS Code hands them over: the clicked one, then all that are selected. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { IssuedFiles } from '../../src/api.js';
import { call, certificatesIn, codeOf } from '../support/commandDoor.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';

const local = { connection: 'localCa', mount: 'local' };

describe('several selected certificates', () => {
	let folder: WorkspaceFolder;
	let issued: readonly IssuedFiles[];
	let rows: readonly (typeof local & { serialNumber: string })[];

	before(async () => {
		folder = new WorkspaceFolder();
		const made: IssuedFiles[] = [];
		for (const [index, name] of ['a.test', 'A.test', 'b.test'].entries()) {
			const into = join(folder.path, String(index));
			made.push(await call('pki.issueTestCertificate', { folder: into, names: [name] }));
		}
		issued = made;
		rows = issued.map(({ serialNumber }) => ({ ...local, serialNumber }));
	});
	after(() => folder.remove());
	afterEach(closeEditors);

	const run = <T>(command: string, options = {}) =>
		Promise.resolve(vscode.commands.executeCommand<T>(command, { ...rows[0], ...options }, rows));

	it('are copied as PEM, all of them', async () => {
		await run('pki.copyPem');
		const wanted = issued.map(({ files }) => readFileSync(files.certificate, 'utf8')).join('');
		assert.equal(await vscode.env.clipboard.readText(), wanted);
	});

	it('have their serial numbers copied, one a line', async () => {
		await run('pki.copySerialNumber');
		const lines = (await vscode.env.clipboard.readText()).split('\n');
		assert.deepEqual(
			lines.map((line) => line.replaceAll(':', '')),
			rows.map(({ serialNumber }) => serialNumber),
		);
	});

	it('are saved into one folder, each under a name of its own, and over nothing', async () => {
		const into = join(folder.path, 'saved');
		const { files } = await run<{ files: string[] }>('pki.saveCertificate', {
			...{ folder: into, format: 'pem' },
		});
		assert.deepEqual(
			files.map((file) => basename(file)),
			['a.test.crt', 'A.test-2.crt', 'b.test.crt'],
		);
		const serials = files.map((file) => certificatesIn(file)[0]?.serialNumber.toLowerCase());
		assert.deepEqual(
			serials,
			rows.map(({ serialNumber }) => serialNumber),
		);
		const again = run('pki.saveCertificate', { folder: into, format: 'pem' });
		assert.equal(await codeOf(again), 'exists');
		// One file does not hold them all.
		assert.equal(
			await codeOf(run('pki.saveCertificate', { file: join(into, 'x.crt') })),
			'invalid',
		);
	});

	it('are shown as text, each in a document of its own', async () => {
		await run('pki.showDetailsAsText');
		const serials = rows.map(({ serialNumber }) => serialNumber.match(/../g)?.join(':') ?? '');
		await eventually('the texts', () => {
			const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'pki-details');
			const isShown = (serial: string) => open.some((text) => text.getText().includes(serial));
			return serials.every(isShown) ? open : undefined;
		});
	});
});
