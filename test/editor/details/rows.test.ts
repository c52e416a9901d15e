/** Which tab the details of a row of the tree open in. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { rowClick } from '../../../src/services/ports/explorer.js';
import { call } from '../../support/commandDoor.js';
import { closeEditors, eventually, WorkspaceFolder } from '../../support/editor.js';

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
		const show = (...args: unknown[]) => vscode.commands.executeCommand('pki.showDetails', ...args);
		await show(first.options);
		await show(second.row, rowClick);
		await tabsBecome([first.name, second.name]);
		await show(third.row, rowClick);
		await tabsBecome([first.name, third.name]);
		// From its menu it stays.
		await show(third.row);
		await show(second.row, rowClick);
		await tabsBecome([first.name, second.name, third.name]);
		await show(first.options);
		await tabsBecome([first.name, second.name, third.name]);
	});

	it('is opened and copied with the others that are selected', async () => {
		const { items } = await call('pki.listCertificates', local);
		const rows = items.slice(0, 3).map(({ serialNumber }) => new Row(serialNumber));
		assert.equal(rows.length, 3);
		await vscode.commands.executeCommand('pki.showDetails', rows[0], rows);
		await tabsBecome(items.slice(0, 3).map(({ name }) => name));
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

/** Names in any order. */
async function tabsBecome(names: readonly string[]): Promise<void> {
	const wanted = [...names].sort();
	await eventually(`the tabs ${wanted.join(', ')}`, () => {
		const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map((tab) => tab.label));
		return isDeepStrictEqual(labels.sort(), wanted) ? true : undefined;
	});
}
