import * as assert from 'node:assert/strict';
import type { EnvironmentReader } from '../../../../../src/core/backends/contract/backend.js';
import { vault } from '../../../../../src/core/backends/vault/definition.js';

function environment(
	variables: Readonly<Record<string, string>>,
	files: Record<string, string> = {},
): EnvironmentReader & { readonly asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		variable: (name) => variables[name],
		file: (path) => {
			asked.push(path);
			return Promise.resolve(files[path]);
		},
	};
}

async function discover(reader: EnvironmentReader) {
	return (await vault.discover?.(reader)) ?? [];
}

describe('core/backends/vault/environment', () => {
	it('finds nothing without an address, and reads no file to find out', async () => {
		const reader = environment({ VAULT_TOKEN: 'x', BAO_ADDR: ' ' }, { '~/.vault-token': 'y' });
		assert.deepEqual(await discover(reader), []);
		assert.deepEqual(reader.asked, []);
	});

	it('takes every variable that the programs take', async () => {
		const [found] = await discover(
			environment({
				VAULT_ADDR: 'https://vault.test:8200',
				VAULT_NAMESPACE: 'team',
				VAULT_CACERT: '/ca.pem',
				VAULT_CLIENT_CERT: '/c.pem',
				VAULT_CLIENT_KEY: '/k.pem',
				VAULT_TLS_SERVER_NAME: 'bao.test',
				VAULT_TOKEN: 'secret',
			}),
		);
		assert.ok(found);
		assert.deepEqual(JSON.parse(JSON.stringify(found)), {
			id: 'environment-vault',
			label: 'vault.test:8200',
			origin: 'VAULT_ADDR',
			fields: {
				address: 'https://vault.test:8200',
				namespace: 'team',
				caFile: '/ca.pem',
				clientCertificateFile: '/c.pem',
				clientKeyFile: '/k.pem',
				serverName: 'bao.test',
			},
		});
		assert.equal(await found.secret('token'), 'secret');
		assert.equal(await found.secret('other'), undefined);
	});

	it('prefers OpenBao’s names, one by one', async () => {
		const [found] = await discover(
			environment({
				BAO_ADDR: 'https://bao.test',
				VAULT_ADDR: 'https://vault.test',
				VAULT_NAMESPACE: 'vault-team',
				BAO_TOKEN: 'bao-token',
				VAULT_TOKEN: 'vault-token',
			}),
		);
		assert.equal(found?.origin, 'BAO_ADDR');
		assert.deepEqual(found.fields, { address: 'https://bao.test', namespace: 'vault-team' });
		assert.equal(await found.secret('token'), 'bao-token');
	});

	it('reads the token file anew at every use', async () => {
		const files = { '~/.vault-token': 'first\n' };
		const [found] = await discover(environment({ VAULT_ADDR: 'https://vault.test' }, files));
		assert.equal(await found?.secret('token'), 'first');
		files['~/.vault-token'] = 'second';
		assert.equal(await found?.secret('token'), 'second');
		files['~/.vault-token'] = '\n';
		assert.equal(await found?.secret('token'), undefined);
	});

	it('takes the token file that BAO_TOKEN_PATH names', async () => {
		const variables = { VAULT_ADDR: 'https://vault.test', BAO_TOKEN_PATH: '/run/token' };
		const [found] = await discover(
			environment(variables, { '/run/token': 'mine', '~/.vault-token': 'no' }),
		);
		assert.equal(await found?.secret('token'), 'mine');
	});
});

describe('core/backends/vault: the address field', () => {
	const address = vault.fields.find(({ id }) => id === 'address');
	const cases: [string, string | undefined][] = [
		['https://vault.test:8200', undefined],
		['https://proxy.test/vault/', undefined],
		['http://127.0.0.1:8200', undefined],
		['http://localhost:8200', undefined],
		['http://[::1]:8200', undefined],
		['http://vault.test:8200', 'insecureUrl'],
		['http://127.0.0.1.evil.test', 'insecureUrl'],
		['vault.test:8200', 'notUrl'],
		['ftp://vault.test', 'notUrl'],
		['https://vault.test/?token=x', 'notUrl'],
		['https://user:pass@vault.test', 'hasCredentials'],
	];
	for (const [value, problem] of cases) {
		it(`${problem ?? 'accepts'}: ${value}`, () => {
			assert.equal(address?.validate?.(value), problem);
		});
	}
});
