/** Policies and tokens for the users of a role, by command. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { call, modeOf, refusal } from '../support/commandDoor.js';
import { eventually } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { openVaultScene, type VaultScene } from '../support/vaultEnvironment.js';

describe('pki.createPolicy and pki.createToken', function () {
	this.timeout(60_000);
	const person = new PersonInTest();
	let scene: VaultScene;

	before(async () => {
		scene = await openVaultScene('access');
	});
	after(() => scene.close());

	const at = () => ({ ...scene.at, role: 'web' });
	const onServer = async (name: string) =>
		(await scene.vault.api('GET', `sys/policies/acl/${name}`)).policy;
	const shown = () =>
		vscode.window.tabGroups.all
			.flatMap(({ tabs }) => tabs)
			.map(({ input }) => input)
			.find(
				(input) =>
					(input instanceof vscode.TabInputText && input.uri.scheme === 'pki-policy') ||
					(input instanceof vscode.TabInputTextDiff && input.modified.scheme === 'pki-policy'),
			);

	it('shows a new policy, then its changes, and writes what is confirmed', async () => {
		const name = 'Access-Web';
		const created = call('pki.createPolicy', { ...at(), name });
		const fresh = await eventually('the policy', shown);
		assert.ok(fresh instanceof vscode.TabInputText);
		await person.picks('Create policy');
		const { policy } = await created;
		assert.match(policy, new RegExp(`^path "${scene.at.mount}/issue/web" \\{$`, 'm'));
		assert.equal(await onServer('access-web'), policy);
		assert.equal(shown(), undefined, 'it does not stay open');

		const changed = call('pki.createPolicy', { ...at(), name, allow: ['issue', 'readRole'] });
		const diff = await eventually('the changes', shown);
		assert.ok(diff instanceof vscode.TabInputTextDiff);
		const [left, right] = await Promise.all(
			[diff.original, diff.modified].map(async (uri) =>
				(await vscode.workspace.openTextDocument(uri)).getText(),
			),
		);
		assert.equal(left, policy);
		assert.match(right ?? '', /roles\/web/);
		const asked = { isOver: false };
		const refused = refusal(changed).finally(() => (asked.isOver = true));
		while (!asked.isOver) {
			// Before the question is there, it does nothing.
			await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
			await new Promise((resolve) => setImmediate(resolve));
		}
		const { code } = await refused;
		assert.equal(code, 'cancelled');
		assert.equal(await onServer('access-web'), policy);
	});

	it('asks a person for the rights and the name', async () => {
		const done = vscode.commands.executeCommand('pki.createPolicy', forPerson(at()));
		await person.picks('Issue certificates');
		await person.types('by-hand');
		await person.picks('Create policy');
		await done;
		assert.match(String(await onServer('by-hand')), /issue\/web/);
		assert.doesNotMatch(String(await onServer('by-hand')), /sign\/web/);
	});

	it('gives a token to the clipboard, to a file, or into the result, as asked', async () => {
		const { name } = await call('pki.createPolicy', {
			...at(),
			name: 'token-web',
			confirmed: true,
		});
		const wish = { connection: scene.connection, policies: [name], ttl: '10m' };

		const copied = await call('pki.createToken', wish);
		const token = await vscode.env.clipboard.readText();
		assert.deepEqual([...copied.policies].sort(), ['default', name]);
		assert.ok(!JSON.stringify(copied).includes(token));
		const lookup = await scene.vault.api('POST', 'auth/token/lookup', { token });
		assert.equal(lookup.accessor, copied.accessor);

		const file = join(scene.folder.path, 'web.token');
		const saved = await call('pki.createToken', { ...wish, file });
		assert.equal(saved.file, file);
		assert.ok(['600', undefined].includes(modeOf(file)));
		assert.ok(!JSON.stringify(saved).includes(readFileSync(file, 'utf8')));

		writeFileSync(file, 'mine');
		assert.equal((await refusal(call('pki.createToken', { ...wish, file }))).code, 'exists');
		assert.equal(readFileSync(file, 'utf8'), 'mine');

		const revealed = await call('pki.createToken', { ...wish, reveal: true });
		const self = await scene.vault.api('POST', 'auth/token/lookup', { token: revealed.token });
		assert.equal(self.accessor, revealed.accessor);
		assert.ok(!person.said.join(' ').includes(revealed.token ?? '-'));
	});

	it('says which right is missing', async () => {
		const connection = await scene.connectWith('path "nothing" { capabilities = ["read"] }');
		const options = { ...at(), connection, name: 'never', confirmed: true };
		const { code, message } = await refusal(call('pki.createPolicy', options));
		assert.equal(code, 'forbidden');
		assert.match(message, /needs the right “update” on sys\/policies\/acl\/never/);
		await call('pki.removeConnection', { connection, confirmed: true });
	});
});
