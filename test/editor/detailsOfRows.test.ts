/** Which tab the details of a row of the tree open in. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import * as vscode from 'vscode';
import { rowClick } from '../../src/services/services.js';
import { call } from '../support/commandDoor.js';
import { closeEditors, WorkspaceFolder } from '../support/editor.js';

const local = { connection: 'localCa', mount: 'local' };

describe('the details of a row', () => {
	let folder: WorkspaceFolder;
	before(async () => {
		folder = new WorkspaceFolder();
		for (const commonName of ['row1.test', 'row2.test', 'row3.test']) {
			const options = { ...local, role: 'server', commonName, folder: folder.path };
			await call('pki.issueCertificate', options);
		}
	});
	beforeEach(closeEditors);
	after(async () => {
		await closeEditors();
		folder.remove();
	});

	it('opens beside another one that is shown, in place of one that was only clicked', async () => {
		const { items } = await call('pki.listCertificates', local);
		const [first, second, third] = items.map(({ serialNumber, name }) => {
			return { row: new Row(serialNumber), options: { ...local, serialNumber }, name };
		});
		assert.ok(first && second && third);
		await vscode.commands.executeCommand('pki.showDetails', first.options);
		await vscode.commands.executeCommand('pki.showDetails', second.row, rowClick);
		assert.equal(tabLabels().length, 2);
		await vscode.commands.executeCommand('pki.showDetails', third.row, rowClick);
		assert.deepEqual(tabLabels().sort(), [first.name, third.name].sort());
		// From its menu it stays.
		await vscode.commands.executeCommand('pki.showDetails', third.row);
		await vscode.commands.executeCommand('pki.showDetails', second.row, rowClick);
		assert.equal(tabLabels().length, 3);
		await vscode.commands.executeCommand('pki.showDetails', first.options);
		assert.equal(tabLabels().length, 3);
	});

	it('is opened and copied with the others that are selected', async () => {
		const { items } = await call('pki.listCertificates', local);
		const rows = items.slice(0, 3).map(({ serialNumber }) => new Row(serialNumber));
		assert.equal(rows.length, 3);
		await vscode.commands.executeCommand('pki.showDetails', rows[0], rows);
		assert.equal(tabLabels().length, 3);
		await vscode.commands.executeCommand('pki.copyPem', rows[0], rows);
		const copied = await vscode.env.clipboard.readText();
		const blocks = copied.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
		const serials = blocks.map((pem) => new X509Certificate(pem).serialNumber.toLowerCase());
		assert.deepEqual(
			serials,
			items.slice(0, 3).map(({ serialNumber }) => serialNumber),
		);
	});
});

/** As the tree hands it over: no plain object. */
class Row {
	readonly connection = local.connection;
	readonly mount = local.mount;

	constructor(readonly serialNumber: string) {}
}

function tabLabels(): string[] {
	return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}
