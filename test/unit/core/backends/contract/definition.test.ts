import assert from 'node:assert/strict';
import {
	addressOf,
	allFields,
	type ConnectionField,
	signInOf,
	signInSetting,
} from '../../../../../src/core/backends/contract/backend.js';
import { BackendRegistry } from '../../../../../src/core/backends/registry.js';
import { token } from '../../../../../src/core/backends/vault/auth/token.js';
import { isPkiError } from '../../../../../src/core/common/errors.js';
import { makeLocalHost } from '../../../../support/localHost.js';

const field = (id: string, kind: ConnectionField['kind']) => ({ id, kind, label: id });
const definition = {
	id: 'two',
	label: 'Two ways',
	fields: [field('place', 'url'), field('file', 'file')],
	signIn: [
		{ id: 'key', label: 'Key', fields: [field('key', 'secret')] },
		{ id: 'role', label: 'Role', fields: [field('roleId', 'text'), field('key', 'secret')] },
	],
	connect: () => Promise.reject(new Error('not opened')),
};

describe('a backend’s definition', () => {
	it('signs in the usual way where no other was chosen', () => {
		assert.equal(signInOf(definition)?.id, 'key');
		assert.equal(signInOf(definition, { [signInSetting]: 'role' })?.id, 'role');
		assert.equal(signInOf(definition, { [signInSetting]: 'gone' })?.id, 'key');
		assert.equal(signInOf({}), undefined);
	});

	it('has the fields of every way to sign in, each once', () => {
		assert.deepEqual(
			allFields(definition).map(({ id }) => id),
			['place', 'file', 'key', 'roleId'],
		);
	});

	it('leads where its first address does', () => {
		assert.equal(addressOf(definition, { place: 'https://a.test', file: '/x' }), 'https://a.test');
		assert.equal(addressOf({ ...definition, fields: [] }, { place: 'x' }), undefined);
	});

	it('is there also for a backend that nobody knows, and then opens nothing', async () => {
		const host = await makeLocalHost();
		try {
			const unknown = new BackendRegistry([definition]).of({ backend: 'newer' });
			await assert.rejects(
				unknown.connect({ id: 'x', label: 'x', fields: {} }, host),
				(error) => isPkiError(error, 'unsupported') && error.reason === 'backend',
			);
			assert.equal(new BackendRegistry([definition]).of({ backend: 'two' }), definition);
		} finally {
			await host.remove();
		}
	});
});

describe('signing in to Vault with a token', () => {
	it('takes the token as it was copied, and refuses what can be none', async () => {
		const host = await makeLocalHost();
		try {
			assert.equal(await token.token(host.secrets), undefined);
			await host.secrets.set('token', ' s.abc\n');
			assert.equal(await token.token(host.secrets), 's.abc');
			await host.secrets.set('token', '  ');
			assert.equal(await token.token(host.secrets), undefined);
			await host.secrets.set('token', 's.a b');
			await assert.rejects(token.token(host.secrets), (error) => isPkiError(error, 'unauthorized'));
		} finally {
			await host.remove();
		}
	});
});
