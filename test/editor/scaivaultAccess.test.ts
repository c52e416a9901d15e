/** "Issue from this role only" on a server whose documentation can be read in several ways: policy and binding, by command. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Backend } from '../../src/core/backends/contract/backend.js';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { call, codeOf } from '../support/commandDoor.js';
import { eventually } from '../support/eventually.js';
import { PersonInTest } from '../support/person.js';
import { makeCas, type OpenFake, openFake } from '../support/scaivault/connection.js';

describe('pki.createPolicy and pki.bindPolicy of ScaiVault', function () {
	this.timeout(60_000);
	const person = new PersonInTest();
	let open: OpenFake;
	let client: Backend;
	let connection: string;

	before(async () => {
		open = await openFake({ origin: 'http' });
		({ client } = await open.connect());
		await makeCas(client);
		const { rules } = await client.readRole('pki', 'web');
		await client.administration?.writeRole?.({ mount: 'pki', role: 'other', rules, exists: false });
		await client.issue?.({ mount: 'pki', role: 'other', commonName: 'a.lab.test' });
		({ id: connection } = await call('pki.addConnection', {
			...{ backend: 'scaivault', label: 'Scai access', fields: { address: open.fake.url } },
			secrets: { token: open.fake.token() },
		}));
	});
	after(async () => {
		await call('pki.removeConnection', { connection, confirmed: true });
		await open.stop();
	});

	const rulesOf = (policy: string) => (JSON.parse(policy) as { rules: unknown }).rules;

	/** Whether somebody may issue from the role, with a token of the scope for it. */
	async function mayIssue(identity: string, role = 'web'): Promise<boolean> {
		const token = open.fake.token({ scopes: ['pki:issue'], identity });
		const { client: theirs } = await open.connect({ token });
		return (
			theirs.issue?.({ mount: 'pki', role, commonName: 'a.lab.test' }).then(
				() => true,
				(error: unknown) => {
					assert.ok(error instanceof Error && 'code' in error && error.code === 'forbidden');
					return false;
				},
			) ?? false
		);
	}

	it('writes the reading that is asked for, and says which one it was', async () => {
		const at = { connection, role: 'web', confirmed: true };
		const first = await call('pki.createPolicy', { ...at, name: 'as-example' });
		assert.deepEqual([first.reading, first.language], ['readAllowsIssue', 'json']);
		assert.deepEqual(rulesOf(first.policy), [
			{ path_pattern: 'pki/issue/web', permissions: ['read'] },
		]);
		const second = await call('pki.createPolicy', {
			...{ ...at, name: 'by-write', reading: 'writeAllowsIssueBelowV1' },
		});
		assert.deepEqual(rulesOf(second.policy), [
			{ path_pattern: 'v1/pki/issue/web', permissions: ['write'] },
		]);
		const wrong = { ...at, name: 'none', reading: 'any' as 'readAllowsIssue' };
		assert.equal(await codeOf(call('pki.createPolicy', wrong)), 'invalid');
	});

	it('lets whoever it is bound to issue from this role and no other', async () => {
		open.fake.read({ unboundIdentity: 'denied' });
		const identity = 'sa:web-issuer';
		assert.equal(await mayIssue(identity), false);
		const { name } = await call('pki.createPolicy', {
			...{ connection, role: 'web', name: 'narrow', confirmed: true },
		});
		const bound = await call('pki.bindPolicy', {
			...{ connection, policy: name, identity, identityKind: 'serviceAccount', ttl: '30d' },
		});
		assert.equal(bound.policy, 'narrow');
		const days = (Date.parse(bound.expiresAt ?? '') - Date.now()) / 86_400_000;
		assert.ok(days > 29.9 && days <= 30, String(bound.expiresAt));
		assert.equal(await mayIssue(identity), true);
		assert.equal(await mayIssue(identity, 'other'), false);
		open.fake.read({ unboundIdentity: 'unrestricted' });
	});

	it('asks a person for the reading, shows the policy, and offers to bind it', async () => {
		const options = forPerson({ connection, role: 'web', mount: 'pki' });
		const created = vscode.commands.executeCommand('pki.createPolicy', options);
		await person.picks('Issue certificates');
		const readings = await person.picks('Permission “write” on pki/…');
		assert.equal(readings.length, 4);
		assert.ok(readings[0]?.includes('read'), 'the documented example first');
		await person.types('by-hand');
		const shown = await eventually('the policy', () =>
			vscode.window.tabGroups.all
				.flatMap(({ tabs }) => tabs)
				.map(({ input }) => input)
				.find((input) => input instanceof vscode.TabInputText && input.uri.scheme === 'pki-policy'),
		);
		assert.ok(shown instanceof vscode.TabInputText && shown.uri.path.endsWith('by-hand.json'));
		person.willPress('Bind Policy…');
		await person.picks('Create policy');
		await created;
		await person.picks('Service account');
		await person.types('sa:by-hand');
		await person.types('');
		await person.picks('Bind policy');
		const bindings = await bindingsOf('by-hand');
		assert.deepEqual(bindings, ['sa:by-hand']);
		const said = person.said.join('\n');
		assert.match(said, /It uses Permission “write” on pki\/…/);
	});

	it('unbinds a policy: a person picks who has it and confirms, a program names both', async () => {
		await call('pki.createPolicy', { connection, role: 'web', name: 'shared', confirmed: true });
		const bind = (identity: string) =>
			call('pki.bindPolicy', {
				...{ connection, policy: 'shared', identity, identityKind: 'serviceAccount' },
			});
		const first = await bind('sa:first');
		await bind('sa:second');
		await bind('sa:third');
		const wish = { connection, policy: 'shared', binding: first.id };
		assert.equal(
			await codeOf(call('pki.unbindPolicy', { connection, policy: 'shared' })),
			'invalid',
		);
		assert.equal(await codeOf(call('pki.unbindPolicy', wish)), 'cancelled', 'nobody confirmed');
		assert.match(person.said.join(), /Unbind policy “shared” from Service account sa:first\?/);
		await call('pki.unbindPolicy', { ...wish, confirmed: true });
		assert.deepEqual(await bindingsOf('shared'), ['sa:second', 'sa:third']);
		const gone = call('pki.unbindPolicy', { ...wish, confirmed: true });
		assert.equal(await codeOf(gone), 'notFound');

		const options = forPerson({ connection, role: 'web', mount: 'pki' });
		const unbound = vscode.commands.executeCommand('pki.unbindPolicy', options);
		person.willPress('Unbind');
		await person.types('shared');
		assert.deepEqual(await person.picks('sa:third'), ['sa:second', 'sa:third']);
		await unbound;
		assert.deepEqual(await bindingsOf('shared'), ['sa:second']);
		assert.match(person.said.join(), /Unbound policy “shared” from Service account sa:third/);
	});

	it('says that there is no such policy', async () => {
		const wish = { policy: 'absent', identity: 'sa:x', identityKind: 'user' as const };
		assert.equal(await codeOf(call('pki.bindPolicy', { connection, ...wish })), 'notFound');
		const none = call('pki.bindPolicy', { connection, policy: 'narrow', identity: 'sa:x' });
		assert.equal(await codeOf(none), 'invalid');
	});

	async function bindingsOf(name: string): Promise<readonly string[]> {
		for (;;) {
			const found = await client.administration?.listBindings?.({ name });
			if (found && found.length > 0) return found.map(({ identity }) => identity);
		}
	}
});
