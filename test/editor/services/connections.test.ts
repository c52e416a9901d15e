import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPkiError } from '../../../src/core/common/errors.js';
import type { Pin } from '../../../src/services/connectionStore.js';
import { ConnectionTree } from '../../../src/explorer/tree.js';
import { TreeReader, tooltipOf } from '../../support/treeRows.js';
import { standInServices, type StandIn } from '../../support/standInContext.js';

const pins: readonly Pin[] = [{ kind: 'role', mount: 'pki_int', role: 'web' }];

describe('connections', () => {
	let standIn: StandIn;
	const variables = { VAULT_ADDR: 'http://127.0.0.1:1', VAULT_TOKEN: 'first-token' };
	beforeEach(() => {
		Object.assign(process.env, variables);
		standIn = standInServices();
	});
	afterEach(() => {
		for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
		standIn.dispose();
	});

	const offered = async () => {
		const list = await standIn.services.connections.list();
		const found = list.find(({ origin }) => origin === 'environment');
		assert.ok(found);
		return found;
	};

	it('of the environment keep their pins, and nothing else', async () => {
		const { connections } = standIn.services;
		const { id } = await offered();
		await connections.update(id, { pins });
		assert.deepEqual((await offered()).pins, pins);
		for (const change of [{ secrets: { token: 'typed' } }, { label: 'Mine', pins }]) {
			await assert.rejects(connections.update(id, change), (error) => {
				assert.ok(isPkiError(error, 'unsupported'));
				return true;
			});
		}
		assert.deepEqual((await offered()).label, '127.0.0.1:1');
	});

	it('of the environment have the token of this moment, never a copy', async () => {
		const { connections } = standIn.services;
		const { id } = await offered();
		assert.equal(await connections.secrets(id).get('token'), 'first-token');
		process.env.VAULT_TOKEN = 'second-token';
		assert.equal(await connections.secrets(id).get('token'), 'second-token');
		assert.equal(JSON.stringify(await connections.list()).includes('token'), false);
	});

	it('of the environment take no other token: one that is typed would hide theirs for good', async () => {
		const { connections } = standIn.services;
		const { id } = await offered();
		await assert.rejects(connections.secrets(id).set('token', 'typed'), (error) =>
			isPkiError(error, 'unsupported'),
		);
		assert.equal(await connections.secrets(id).get('token'), 'first-token');
		assert.deepEqual([...standIn.storage.secretValues()], []);
	});

	it('of the environment stand there with a token file that is closed to us, which is said', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-token-'));
		try {
			Reflect.deleteProperty(process.env, 'VAULT_TOKEN');
			process.env.BAO_TOKEN_PATH = folder;
			const { connections, clients } = standIn.services;
			const { id } = await offered();
			assert.ok((await connections.list()).some(({ origin }) => origin === 'builtIn'));
			await assert.rejects(connections.secrets(id).get('token'), (error) => {
				assert.ok(isPkiError(error, 'invalid'));
				assert.equal(error.args.file, folder);
				return true;
			});
			const asked = clients.get(id).then((client) => client.listMounts({}));
			await assert.rejects(asked, (error) => isPkiError(error, 'invalid'));
		} finally {
			Reflect.deleteProperty(process.env, 'BAO_TOKEN_PATH');
			rmSync(folder, { recursive: true });
		}
	});

	it('that another window adds, pins or removes are told when somebody looks', async () => {
		const other = standInServices(standIn.storage);
		try {
			const { connections } = standIn.services;
			let told = false;
			connections.onDidChange(() => (told = true));
			const tells = (expected: boolean) => {
				connections.refresh();
				assert.equal(told, expected);
				told = false;
			};
			tells(false);
			const there = other.services.connections;
			const fields = { address: 'http://127.0.0.1:1' };
			const tokenless = { backend: 'vault', label: 'Elsewhere', fields, secrets: {} };
			const { id } = await there.add(tokenless);
			tells(true);
			await there.update(id, { pins });
			tells(true);
			tells(false);
			await there.update((await offered()).id, { pins });
			assert.deepEqual((await offered()).pins, pins);
			tells(true);
			await there.remove(id);
			tells(true);
			await there.add(tokenless);
			await connections.list();
			assert.ok(told);
		} finally {
			other.dispose();
		}
	});

	it('of the environment stand in the tree by their host, with what is not read below', async () => {
		const more = { VAULT_SKIP_VERIFY: '1', VAULT_RATE_LIMIT: '5', VAULT_MFA: 'x' };
		process.env.VAULT_ADDR = 'https://me:secret-47@vault.example.test:8200/ui/';
		Object.assign(process.env, more);
		const tree = new ConnectionTree(standIn.services);
		try {
			const rows = new TreeReader(tree);
			const row = await rows.at('vault.example.test:8200');
			assert.equal(rows.text(row), 'vault.example.test:8200 — VAULT_ADDR');
			const tooltip = tooltipOf(tree.getTreeItem(row));
			assert.match(tooltip, /^https:\/\/vault\.example\.test:8200$/m);
			assert.match(tooltip, /^VAULT_SKIP_VERIFY is not used: .* set VAULT_CACERT to its file\.$/m);
			assert.match(tooltip, /^The user name and password in VAULT_ADDR are not used\.$/m);
			assert.match(tooltip, /^Not used: VAULT_MFA, VAULT_RATE_LIMIT\.$/m);
			assert.ok(!JSON.stringify([await offered(), tooltip]).includes('secret-47'));
		} finally {
			tree.dispose();
			for (const name of Object.keys(more)) Reflect.deleteProperty(process.env, name);
		}
	});

	it('that were saved with a password in the address show none', async () => {
		const address = 'https://me:secret-47@vault.example.test/';
		const saved = { id: 'old', backend: 'vault', label: address, fields: { address } };
		await standIn.storage.globalState.update('connections', [saved]);
		const { connections } = standIn.services;
		const { label, fields } = await connections.get('old');
		assert.equal(label, 'https://vault.example.test/');
		assert.deepEqual(fields, { address: 'https://vault.example.test/' });
	});

	it('are removed with their secrets', async () => {
		const { connections } = standIn.services;
		const fields = { address: 'http://127.0.0.1:1' };
		const { id } = await connections.add({
			...{ backend: 'vault', label: 'Lab', fields },
			secrets: { token: 'planted' },
		});
		assert.equal(await connections.secrets(id).get('token'), 'planted');
		await connections.remove(id);
		assert.equal(await connections.secrets(id).get('token'), undefined);
		await assert.rejects(connections.get(id), (error) => isPkiError(error, 'notFound'));
	});

	it('are all changed where several are changed at once', async () => {
		const { connections } = standIn.services;
		const add = (label: string) =>
			connections.add({
				...{ backend: 'vault', label, fields: { address: 'http://127.0.0.1:1' } },
				secrets: { token: `of-${label}` },
			});
		const [one, two, three] = await Promise.all(['one', 'two', 'three'].map(add));
		assert.ok(one && two && three);
		const [, four] = await Promise.all([
			connections.update(one.id, { label: 'first', secrets: { token: 'new' } }),
			add('four'),
			connections.remove(two.id),
			connections.remove(three.id),
		]);
		const saved = (await connections.list()).filter(({ origin }) => origin === 'saved');
		assert.deepEqual(
			saved.map(({ id, label }) => [id, label]),
			[
				[one.id, 'first'],
				[four.id, 'four'],
			],
		);
	});
});
