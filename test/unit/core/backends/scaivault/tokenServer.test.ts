/** The server that gives tokens out: its address, whom it is checked against, and a token that was renewed. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAddress } from '../../../../../src/core/backends/scaivault/address.js';
import { fieldDetails } from '../../../../../src/core/backends/scaivault/fieldDetails.js';
import { ClientCredentials } from '../../../../../src/core/backends/scaivault/session/clientCredentials.js';
import { readAddress as readVaultAddress } from '../../../../../src/core/backends/vault/environment/address.js';
import {
	mount,
	openFake,
	type OpenFake,
	refusal,
} from '../../../../support/scaivault/connection.js';
import type { FakeOptions } from '../../../../support/scaivault/fake.js';
import { makeLocalHost } from '../../../../support/localHost.js';
import { makeCa } from '../../../../support/tlsCertificates.js';

describe('core/backends/scaivault: the token server', () => {
	const opened: OpenFake[] = [];
	const start = async (options: FakeOptions = {}) => {
		const open = await openFake(options);
		opened.push(open);
		return open;
	};
	afterEach(async () => {
		await Promise.all(opened.splice(0).map((one) => one.stop()));
	});

	it('has an address that is read as every other, with its path and query', () => {
		const { validate, correct } = fieldDetails.tokenUrl ?? {};
		assert.ok(validate && correct);
		assert.equal(validate('http://scaikey.test/oauth/token'), 'insecureUrl');
		assert.equal(validate('unix:///run/token.sock'), 'notUrl');
		assert.equal(validate('http://localhost:8080/oauth/token'), undefined);
		assert.equal(validate('https://scaikey.test/oauth/token'), undefined);
		for (const [text, value] of [
			['https://me:secret@scaikey.test/oauth/token', 'https://scaikey.test/oauth/token'],
			[' "scaikey.test/v1/token/?tenant=a" ', 'https://scaikey.test/v1/token/?tenant=a'],
			['https://scaikey.test/', 'https://scaikey.test'],
		] as const) {
			assert.equal(correct(text)?.value, value);
			assert.equal(correct(text)?.hadCredentials, text.includes('@'));
		}
	});

	it('is asked without the user name of its address, and refused where that is none', async () => {
		const { fake, connect } = await start({ origin: 'http' });
		const { id, secret } = fake.client();
		const fields = { signIn: 'clientCredentials', clientId: id };
		const tokenUrl = fake.tokenUrl.replace('://', '://me:secret@');
		const { client } = await connect({ clientSecret: secret }, { ...fields, tokenUrl });
		await client.status();
		const asked = fake.requests.find(({ server }) => server === 'scaikey');
		assert.equal(asked?.headers.authorization, undefined);
		const bad = await connect({ clientSecret: secret }, { ...fields, tokenUrl: 'no address' });
		const error = await refusal(bad.client.status());
		assert.deepEqual(
			[error.code, error.reason, error.args.field],
			['invalid', 'badAddress', 'tokenUrl'],
		);
	});

	it('is trusted by the system’s roots beside the CA file of another server', async () => {
		const { fake } = await start();
		const { id, secret } = fake.client();
		const host = await makeLocalHost(new Map([['clientSecret', secret]]));
		try {
			const caFile = join(host.folder, 'other.pem');
			await writeFile(caFile, (await makeCa('Other')).certificate);
			const fields = { caFile, clientId: id, tokenUrl: fake.tokenUrl };
			const trusting = {
				...host,
				systemCertificates: () => Promise.resolve([fake.ca ?? '']),
			};
			const other = { ...fields, address: 'https://scaivault.test' };
			assert.match(await new ClientCredentials(other, trusting).get(), /^ey/);
			const own = { ...fields, address: fake.scaiKeyUrl };
			const error = await refusal(new ClientCredentials(own, trusting).get());
			assert.equal(error.code, 'untrusted');
		} finally {
			await host.remove();
		}
	});

	it('gives a token out anew, and what that one lacks is said', async () => {
		const { fake, connect } = await start({
			origin: 'http',
			readings: { missingScope: 'access_denied' },
		});
		const { id, secret } = fake.client({ scopes: ['pki:issue'] });
		const fields = { signIn: 'clientCredentials', clientId: id, tokenUrl: fake.tokenUrl };
		const { client } = await connect({ clientSecret: secret }, { ...fields, scopes: 'pki:issue' });
		await client.status();
		const given = fake.requests.find(({ path }) => path === '/v1/auth/whoami');
		fake.revokeToken(String(given?.headers.authorization).replace('Bearer ', ''));
		const error = await refusal(client.listAuthorities(mount, {}));
		assert.deepEqual([error.reason, error.args.scope], ['missingScope', 'pki:admin']);
	});

	it('leaves the variables of one product to that product', () => {
		const hrefOf = (address: ReturnType<typeof readAddress>) =>
			typeof address === 'string' ? address : address.href;
		const own = 'export SCAIVAULT_URL="https://scai.test/v1"';
		const vault = 'VAULT_AGENT_ADDR=https://vault.test';
		assert.equal(hrefOf(readAddress(own)), 'https://scai.test');
		assert.equal(hrefOf(readVaultAddress(vault)), 'https://vault.test');
		assert.equal(hrefOf(readAddress(vault)), 'notUrl');
		assert.equal(hrefOf(readVaultAddress(own)), 'notUrl');
	});
});
