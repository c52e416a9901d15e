import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { call, codeOf } from '../support/commandDoor.js';
import { closeEditors, eventually } from '../support/editor.js';
import { connectVault, TestVault } from '../support/vaultEnvironment.js';

describe('a role that is shown', () => {
	let vault: TestVault;
	let at: { connection: string; mount: string; role: string };

	before(async () => {
		vault = new TestVault('showrole');
		await vault.setUp();
		at = { connection: await connectVault(vault, vault.token), mount: vault.mount, role: 'web' };
	});
	after(async () => {
		await closeEditors();
		await call('pki.removeConnection', { connection: at.connection, confirmed: true });
		await vault.tearDown();
	});

	const show = (options: object) =>
		Promise.resolve(vscode.commands.executeCommand('pki.showRole', options));
	const shown = (title: string) =>
		vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.includes(title))
			?.document;

	it('says in words what it allows, and its rules', async () => {
		await show(at);
		const document = await eventually('the document', () => shown('web — role of showrole_int'));
		const text = document.getText();
		assert.match(text, /^Role web\n=+\n/);
		assert.match(text, /^Mount: showrole_int$/m);
		assert.match(text, /^Names: \*\.lab\.test/m);
		assert.match(text, /^Maximum lifetime: 30 days$/m);
		const [, rules = ''] = /^Rules\n-+\n([^]*)$/m.exec(text) ?? [];
		assert.deepEqual((JSON.parse(rules) as { allowedDomains: unknown }).allowedDomains, [
			'lab.test',
		]);
	});

	it('follows a change that is made here', async () => {
		const rules = { maxTtlSeconds: 864_000 };
		await vscode.commands.executeCommand('pki.editRole', { ...at, rules });
		await eventually(
			'the new rules',
			() =>
				/^Maximum lifetime: 10 days$/m.exec(
					shown('web — role of showrole_int')?.getText() ?? '',
				)?.[0],
		);
	});

	it('is refused where there is none, and opens nothing', async () => {
		assert.equal(await codeOf(show({ ...at, role: 'no_such' })), 'notFound');
		assert.equal(shown('no_such'), undefined);
	});

	it('shows the profiles of the Local CA as well', async () => {
		await show({ connection: 'localCa', mount: 'local', role: 'server' });
		const document = await eventually('the document', () => shown('server — role of local'));
		assert.match(document.getText(), /^For: server$/m);
	});
});
