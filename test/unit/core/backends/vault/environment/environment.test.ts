import * as assert from 'node:assert/strict';
import type { EnvironmentReader } from '../../../../../../src/core/backends/contract/backend.js';
import { vault } from '../../../../../../src/core/backends/vault/definition.js';

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

	it('takes every variable that is a field of a connection', async () => {
		const [found] = await discover(
			environment({
				VAULT_ADDR: 'https://vault.test:8200',
				VAULT_NAMESPACE: 'team',
				VAULT_CACERT: '/ca.pem',
				VAULT_CAPATH: '/cas',
				VAULT_CACERT_BYTES: 'not read beside the others',
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
			unread: [],
			fields: {
				address: 'https://vault.test:8200',
				namespace: 'team',
				caFile: '/ca.pem',
				caFolder: '/cas',
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

	it('takes the token file that VAULT_TOKEN_PATH names', async () => {
		const variables = { VAULT_ADDR: 'https://vault.test', VAULT_TOKEN_PATH: '/run/token' };
		const [found] = await discover(environment(variables, { '/run/token': 'mine' }));
		assert.equal(await found?.secret('token'), 'mine');
	});

	it('lets a BAO_ variable that is set to nothing hide the VAULT_ one', async () => {
		const hidden = { BAO_ADDR: '', VAULT_ADDR: 'https://vault.test' };
		assert.deepEqual(await discover(environment(hidden)), []);
		const [found] = await discover(
			environment(
				{
					...{ BAO_ADDR: 'https://bao.test', BAO_CACERT: '', VAULT_CACERT: '/ca.pem' },
					...{ BAO_TOKEN: '', VAULT_TOKEN: 'x' },
				},
				{ '~/.vault-token': 'of-the-file' },
			),
		);
		assert.deepEqual(found?.fields, { address: 'https://bao.test' });
		assert.equal(await found.secret('token'), 'of-the-file');
	});

	it('goes to an agent before the server', async () => {
		const [found] = await discover(
			environment({ BAO_ADDR: 'https://bao.test', VAULT_AGENT_ADDR: 'http://127.0.0.1:8100' }),
		);
		assert.equal(found?.origin, 'VAULT_AGENT_ADDR');
		assert.equal(found.label, '127.0.0.1:8100');
	});

	it('keeps a proxy and a private key among the secrets', async () => {
		const [found] = await discover(
			environment({
				VAULT_ADDR: 'https://vault.test',
				VAULT_HTTP_PROXY: 'http://not.this:1',
				BAO_PROXY_ADDR: 'http://me:secret-47@proxy.test:3128',
				BAO_CLIENT_CERT_BYTES: 'certificate',
				BAO_CLIENT_KEY_BYTES: 'secret-48',
			}),
		);
		assert.deepEqual(found?.fields, {
			address: 'https://vault.test',
			proxyVariable: 'BAO_PROXY_ADDR',
			clientCertificateText: 'certificate',
			clientCertificateVariable: 'BAO_CLIENT_CERT_BYTES',
			clientKeyVariable: 'BAO_CLIENT_KEY_BYTES',
		});
		assert.equal(await found.secret('proxy'), 'http://me:secret-47@proxy.test:3128');
		assert.equal(await found.secret('clientKeyText'), 'secret-48');
		assert.ok(!JSON.stringify(found).includes('secret-4'));
	});

	it('shows no password, not even one in a text that is no address', async () => {
		for (const VAULT_ADDR of ['https://me:secret-47@vault.test', 'https://me:secret-47@a b.test']) {
			const [found] = await discover(environment({ VAULT_ADDR }));
			assert.ok(found);
			assert.ok(!JSON.stringify(found).includes('secret-47'), JSON.stringify(found));
		}
		const [found] = await discover(environment({ VAULT_ADDR: 'https://me@vault.test/ui/' }));
		assert.equal(found?.label, 'vault.test');
		assert.equal(found.fields.address, 'https://vault.test');
		assert.deepEqual(found.unread, [{ name: 'VAULT_ADDR', reason: 'credentials' }]);
	});

	it('names what it does not read', async () => {
		const unread = async (variables: Record<string, string>) =>
			(await discover(environment(variables)))[0]?.unread;
		const VAULT_ADDR = 'https://vault.test';
		assert.deepEqual(
			await unread({ VAULT_ADDR, BAO_SKIP_VERIFY: 'true', VAULT_RATE_LIMIT: '5', VAULT_MFA: 'x' }),
			[
				{ name: 'BAO_SKIP_VERIFY', reason: 'checksStayOn', instead: 'BAO_CACERT' },
				{ name: 'VAULT_MFA', reason: 'unread' },
				{ name: 'VAULT_RATE_LIMIT', reason: 'unread' },
			],
		);
		assert.deepEqual(
			await unread({ VAULT_ADDR, VAULT_SKIP_VERIFY: 'false', VAULT_SRV_LOOKUP: '0' }),
			[],
		);
		assert.deepEqual(
			await unread({ VAULT_ADDR: 'http://127.0.0.1:8200', VAULT_SKIP_VERIFY: '1' }),
			[],
		);
	});

	it('offers a socket, but not on Windows, where nobody can connect to it', async () => {
		const found = await discover(environment({ VAULT_ADDR: 'unix:///run/bao.sock' }));
		const wanted = process.platform === 'win32' ? [] : ['unix:///run/bao.sock'];
		assert.deepEqual(
			found.map(({ fields }) => fields.address),
			wanted,
		);
	});

	for (const [file, variables, isNamed] of [
		['~/.vault', { VAULT_ADDR: 'https://vault.test' }, true],
		['~/.vault', { BAO_ADDR: 'https://vault.test' }, false],
		['~/.bao', { BAO_ADDR: 'https://vault.test' }, true],
		['/c', { VAULT_ADDR: 'https://vault.test', VAULT_CONFIG_PATH: '/c' }, true],
		['~/.bao', { BAO_ADDR: 'https://vault.test', BAO_CONFIG_PATH: '/c' }, false],
	] as const) {
		const title = isNamed ? 'names a token helper of' : 'knows no token helper of';
		it(`${title} ${file}: ${Object.keys(variables).join(', ')}`, async () => {
			const files = { [file]: 'token_helper = "/bin/helper"\n', '~/.vault-token': 'another' };
			const [found] = await discover(environment(variables, files));
			assert.equal(await found?.secret('token'), isNamed ? undefined : 'another');
			assert.deepEqual(
				found?.unread.map(({ name, reason }) => [name, reason]),
				isNamed ? [[file, 'tokenHelper']] : [],
			);
			const [own] = await discover(environment({ ...variables, VAULT_TOKEN: 'own' }, files));
			assert.equal(await own?.secret('token'), 'own');
			assert.deepEqual(own?.unread, []);
		});
	}

	it('takes no comment for a token helper', async () => {
		const files = { '~/.vault': '# token_helper = "/x"\n// token_helper = "/y"\n' };
		const [found] = await discover(environment({ VAULT_ADDR: 'https://vault.test' }, files));
		assert.deepEqual(found?.unread, []);
	});
});
