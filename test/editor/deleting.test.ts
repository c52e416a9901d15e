/** Deleting roles, issuers and mounts: what is asked before, and what is gone after. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { issuerConsequences } from '../../src/commands/administer/authorities/deleteIssuer.js';
import { mountContents } from '../../src/commands/administer/deleteMount.js';
import type { Backend } from '../../src/core/backends/contract/backend.js';
import { call, codeOf } from '../support/commandDoor.js';
import { standInServices, type StandIn } from '../support/standInContext.js';
import { connectVault, TestVault } from '../support/vaultEnvironment.js';

describe('deleting over OpenBao', function () {
	this.timeout(60_000);
	let vault: TestVault;
	let standIn: StandIn;
	let client: Backend;
	let connection: string;

	before(async () => {
		vault = new TestVault('deleting');
		await vault.setUp();
		connection = await connectVault(vault, vault.token);
		standIn = standInServices();
		client = await clientWith(vault.token);
	});
	after(async () => {
		await call('pki.removeConnection', { connection, confirmed: true });
		standIn.dispose();
		await vault.tearDown();
	});

	async function clientWith(token: string): Promise<Backend> {
		const { id } = await standIn.services.connections.add({
			...{ backend: 'vault', label: 'Deleting', fields: { address: vault.address } },
			secrets: { token },
		});
		return standIn.services.clients.get(id);
	}

	const at = () => ({ connection, mount: vault.mount });
	const roles = async () => (await call('pki.listRoles', at())).items.map(({ role }) => role);

	it('counts what is lost with a mount', async () => {
		await vault.api('POST', `${vault.mount}/issue/web`, { common_name: 'a.lab.test' });
		const words = await mountContents(client, vault.mount, {});
		assert.equal(words, '1 certificate, 2 issuers and 2 roles');
	});

	it('says what it may not count', async () => {
		// Issuers are for everybody to see.
		const policy = 'path "nothing" { capabilities = ["read"] }';
		const poor = await clientWith(await vault.tokenFor(policy));
		assert.equal(
			await mountContents(poor, vault.mount, {}),
			'an unknown number of certificates, 2 issuers and an unknown number of roles',
		);
	});

	it('names what an issuer is needed for', async () => {
		const { items } = await client.listAuthorities(vault.mount, {});
		const issuer = items.find(({ isDefault }) => isDefault);
		assert.ok(issuer);
		const rules = { allow_any_name: true, issuer_ref: issuer.id };
		await vault.api('POST', `${vault.mount}/roles/bound`, rules);
		const sentences = await issuerConsequences(client, vault.mount, issuer);
		assert.match(sentences[0] ?? '', /^It is the default issuer/);
		assert.deepEqual(sentences.slice(1), ['Roles that use it can no longer issue: bound.']);
		const other = items.find(({ isDefault }) => !isDefault);
		assert.ok(other);
		assert.deepEqual(await issuerConsequences(client, vault.mount, other), []);
	});

	it('asks, and deletes nothing while the name is not typed', async () => {
		assert.equal(await answerByEscape('pki.deleteRole', { ...at(), role: 'any' }), 'cancelled');
		// Confirmed but not named: the only one there is may be another one.
		assert.equal(await answerByEscape('pki.deleteRole', { ...at(), confirmed: true }), 'cancelled');
		assert.equal(
			await answerByEscape('pki.deleteMount', { connection, confirmed: true }),
			'cancelled',
		);
		assert.ok((await roles()).includes('any'));
	});

	/** The code of a call to whose questions Enter, then Escape is pressed. */
	async function answerByEscape(
		command: 'pki.deleteRole' | 'pki.deleteMount',
		options: object,
	): Promise<string> {
		const asked = { isOver: false };
		const code = codeOf(call(command, options)).finally(() => {
			asked.isOver = true;
		});
		while (!asked.isOver) {
			// Enter on the empty box, then Escape; before the box is there, neither does anything.
			await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
			await new Promise((resolve) => setImmediate(resolve));
		}
		return code;
	}

	it('deletes every role that is selected', async () => {
		for (const role of ['one', 'two']) {
			await vault.api('POST', `${vault.mount}/roles/${role}`, { allow_any_name: true });
		}
		const rows = ['one', 'two'].map((role) => ({ ...at(), role }));
		const first = { ...rows[0], confirmed: true };
		await vscode.commands.executeCommand('pki.deleteRole', first, rows);
		assert.deepEqual((await roles()).sort(), ['any', 'bound', 'web']);
	});

	it('deletes an issuer and a mount when that is confirmed', async () => {
		const { items } = await call('pki.listAuthorities', at());
		const issuer = items.find(({ isDefault }) => isDefault)?.id;
		const { warnings } = await call('pki.deleteIssuer', { ...at(), issuer, confirmed: true });
		assert.match(warnings.join(), /default issuer/);
		assert.equal((await call('pki.listAuthorities', at())).items.length, items.length - 1);
		await call('pki.deleteMount', { ...at(), confirmed: true });
		assert.equal(await codeOf(call('pki.listRoles', at())), 'notFound');
		const none = { connection: 'localCa', mount: 'local', confirmed: true };
		assert.equal(await codeOf(call('pki.deleteMount', none)), 'unsupported');
	});
});
