import assert from 'node:assert/strict';
import { isPkiError } from '../../../src/core/common/errors.js';
import type { Pin } from '../../../src/services/services.js';
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
});
