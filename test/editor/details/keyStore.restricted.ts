/** A key store in a folder that is not trusted: it is opened and read, and nothing of it is written. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import * as vscode from 'vscode';
import { call, refusal } from '../../support/commandDoor.js';
import { PanelInTest } from '../../support/detailsPanel.js';
import { closeEditors, eventually, WorkspaceFolder } from '../../support/editor.js';
import { jks, javaPkcs12 } from '../../support/keyStores.js';
import { PersonInTest } from '../../support/person.js';

describe('a key store in an untrusted folder', () => {
	const shown = new PanelInTest('editor');
	const person = new PersonInTest();
	let folder: WorkspaceFolder;

	before(() => {
		assert.equal(vscode.workspace.isTrusted, false);
		folder = new WorkspaceFolder();
	});
	after(() => folder.remove());
	afterEach(closeEditors);

	const sentence = /trust/i;

	it('opens in the read-only editor of such files', async () => {
		const uri = folder.write('page.p12', javaPkcs12.bytes);
		await vscode.commands.executeCommand('vscode.open', uri);
		const tab = await eventually('the page', () =>
			vscode.window.tabGroups.all
				.flatMap(({ tabs }) => tabs)
				.find(({ input }) => input instanceof vscode.TabInputCustom),
		);
		assert.ok(tab.input instanceof vscode.TabInputCustom);
		assert.deepEqual([tab.input.viewType, tab.isDirty], ['pki.file', false]);
	});

	it('shows its entries for the password, and writes none of them', async () => {
		const uri = folder.write('entries.p12', javaPkcs12.bytes);
		const before = readdirSync(folder.path);
		await shown.show({ title: 'entries.p12', content: javaPkcs12.bytes, uri });
		const opening = shown.press({ type: 'action', id: 'enterPassword' });
		await person.types('wrong');
		assert.match(await person.isRefused(), /The password is wrong/);
		await person.types(javaPkcs12.password);
		await opening;
		assert.ok(shown.rows.some(({ name }) => name === 'server'));
		const offered = shown.view.actions.map(({ id }) => id);
		for (const id of ['exportEntry', 'exportPem', 'convert', 'save'] as const) {
			assert.ok(!offered.includes(id), id);
		}
		// A page that was drawn before, or a hostile one, may ask for it all the same.
		for (const id of ['exportPem', 'exportEntry', 'convert']) {
			const told = person.said.length;
			await shown.press({ type: 'action', id });
			await eventually('the refusal', () => person.said[told]);
			assert.match(person.said[told] ?? '', sentence);
		}
		assert.deepEqual(readdirSync(folder.path), before);
	});

	it('is decoded for programs, and not converted', async () => {
		const uri = folder.write('program.jks', jks.bytes);
		const before = readdirSync(folder.path);
		const { blocks } = await call('pki.decode', { uri, password: jks.password, show: false });
		assert.ok(blocks.some(({ entry }) => entry?.name === 'server'));
		const refused = await refusal(call('pki.convert', { uri, to: 'pem', entry: 0 }));
		assert.equal(refused.code, 'restricted');
		assert.match(refused.message, sentence);
		assert.deepEqual(readdirSync(folder.path), before);
	});
});
