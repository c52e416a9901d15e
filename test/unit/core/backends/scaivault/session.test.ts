/** Signing in, tenants, refusals and waiting, against the fake of ScaiVault's server. */
import assert from 'node:assert/strict';
import { isPkiError, type PkiError } from '../../../../../src/core/common/errors.js';
import type { FakeOptions } from '../../../../support/scaivault/fake.js';
import {
	makeCas,
	mount,
	openFake,
	type OpenFake,
} from '../../../../support/scaivault/connection.js';

describe('core/backends/scaivault/session', () => {
	const open: OpenFake[] = [];
	const start = async (options?: FakeOptions) => {
		const started = await openFake({ origin: 'http', ...options });
		open.push(started);
		return started;
	};
	afterEach(async () => {
		await Promise.all(open.splice(0).map((one) => one.stop()));
	});

	it('tells who signed in, what the token may do and when it ends', async () => {
		const { fake, connect } = await start();
		const token = fake.token({ scopes: ['pki:issue'], identity: 'sa:web' });
		const { client } = await connect({ token });
		const status = await client.status();
		assert.equal(status.product, 'ScaiVault');
		assert.ok(Date.parse(status.credentialsExpireAt ?? '') > Date.now());
		const { refused = [] } = status;
		for (const ability of ['revoke', 'writeRole', 'generateRoot', 'listAuditEvents'] as const) {
			assert.ok(refused.includes(ability), ability);
		}
		assert.ok(!refused.includes('issue') && !refused.includes('readCrl'));
		assert.deepEqual(await client.whoAmI?.(), {
			...{ id: 'sa:web', kind: 'serviceAccount', name: 'web' },
		});
	});

	it('asks the server for what no page says a scope of: lists', async () => {
		const { fake, connect } = await start({ readings: { pkiReadScope: 'any' } });
		const { client } = await connect({ token: fake.token({ scopes: ['pki:issue'] }) });
		const may = await client.permissions?.(mount, 'web');
		assert.deepEqual([may?.listRoles, may?.listCertificates], [true, true]);
		assert.deepEqual([may?.administer, may?.revoke, may?.issue], [false, false, true]);
	});

	it('says which scope is missing in both spellings, with the id of the request', async () => {
		for (const missingScope of ['insufficient_scope', 'access_denied'] as const) {
			const { fake, connect } = await start({ readings: { missingScope } });
			const { client } = await connect({ token: fake.token({ scopes: ['pki:issue'] }) });
			const error = await refusal(client.listAuthorities(mount, {}));
			assert.deepEqual([error.code, error.reason], ['forbidden', 'missingScope']);
			assert.equal(error.args.scope, 'pki:admin');
			assert.match(String(error.args.requestId), /\w{6}/);
		}
	});

	it('says that a token is bad in both spellings, and that there is none', async () => {
		for (const badToken of ['specific', 'authentication_required'] as const) {
			const { fake, connect } = await start({ readings: { badToken } });
			const revoked = fake.token();
			fake.revokeToken(revoked);
			for (const token of [revoked, fake.token({ expiresInSeconds: -1 }), 'skt_wrong']) {
				const error = await refusal((await connect({ token })).client.status());
				assert.deepEqual([error.code, error.reason], ['unauthorized', 'badToken']);
			}
			const { client } = await connect({});
			assert.equal((await refusal(client.status())).reason, 'noToken');
		}
	});

	it('sends the tenant by path or by header', async () => {
		const { fake, connect } = await start();
		const token = fake.token({ partnerAdmin: true });
		const own = await connect({ token });
		await own.client.status();
		for (const tenantSentAs of ['path', 'header']) {
			const fields = { tenant: 'tnt_unknown', tenantSentAs };
			const { client } = await connect({ token }, fields);
			const error = await refusal(client.status());
			assert.deepEqual([error.code, error.reason], ['notFound', 'noTenant']);
			const sent = fake.requests.filter(({ path }) => path.endsWith('/auth/whoami')).at(-1);
			assert.equal(
				sent?.path,
				tenantSentAs === 'path' ? '/v1/t/tnt_unknown/auth/whoami' : '/v1/auth/whoami',
			);
		}
	});

	it('gets a token by client credentials, once for calls at the same time', async () => {
		for (const tokenPath of ['/oauth/token', '/api/v1/platform/oauth/token'] as const) {
			for (const expiresIn of ['given', 'absent'] as const) {
				const { fake, connect } = await start({ readings: { tokenPath, expiresIn } });
				const { id, secret } = fake.client();
				for (const tokenUrl of [fake.tokenUrl, fake.scaiKeyUrl]) {
					const fields = { signIn: 'clientCredentials', clientId: id, tokenUrl };
					const { client } = await connect({ clientSecret: secret }, fields);
					const before = tokenRequests(fake);
					await Promise.all([client.status(), client.listMounts({}), client.listRoles(mount, {})]);
					assert.equal(tokenRequests(fake) - before, 1);
					assert.equal((await client.status()).credentialsExpireAt, undefined);
				}
			}
		}
	});

	it('renews the token before it ends, and after the server has taken it back', async () => {
		const { fake, connect } = await start({ tokenSeconds: 100 });
		const { id, secret } = fake.client();
		const fields = { signIn: 'clientCredentials', clientId: id, tokenUrl: fake.tokenUrl };
		const { client, host } = await connect({ clientSecret: secret }, fields);
		await client.status();
		assert.equal(tokenRequests(fake), 1);
		host.setNow(new Date(Date.now() + 85_000));
		await client.status();
		assert.equal(tokenRequests(fake), 2);
		const given = fake.requests.filter(({ path }) => path === '/v1/auth/whoami').at(-1);
		fake.revokeToken(String(given?.headers.authorization).replace('Bearer ', ''));
		await client.status();
		assert.equal(tokenRequests(fake), 3);
	});

	it('says that the client was refused, without its secret', async () => {
		const { fake, connect } = await start();
		const { id } = fake.client();
		const secret = 'wrong-secret-4711';
		const fields = { signIn: 'clientCredentials', clientId: id, tokenUrl: fake.tokenUrl };
		const { client } = await connect({ clientSecret: secret }, fields);
		const error = await refusal(client.status());
		assert.deepEqual([error.code, error.reason], ['unauthorized', 'clientRefused']);
		assert.ok(!`${error.message} ${JSON.stringify(error.args)}`.includes(secret));
	});

	it('never follows a redirect with the token, neither the server’s nor ScaiKey’s', async () => {
		const other = await start();
		for (const server of ['scaivault', 'scaikey'] as const) {
			const { fake, connect } = await start({
				instead: (request) =>
					request.server === server
						? { status: 307, headers: { Location: `${other.fake.url}${request.path}` }, body: '' }
						: undefined,
			});
			const { id, secret } = fake.client();
			const fields = { signIn: 'clientCredentials', clientId: id, tokenUrl: fake.tokenUrl };
			const { client } = await connect({ clientSecret: secret, token: fake.token() }, fields);
			const error = await refusal(client.status());
			assert.deepEqual([error.code, error.reason], ['unexpected', 'redirect']);
		}
		assert.deepEqual(other.fake.requests, []);
	});

	it('waits as long as a full bucket says, within the deadline, and says it otherwise', async () => {
		for (const retryAfter of ['seconds', 'date'] as const) {
			const { fake, connect } = await start({ readings: { retryAfter }, limits: { list: 60 } });
			const { client } = await connect({ token: fake.token() });
			for (let count = 0; count < 60; count++) await client.listCertificates(mount, { limit: 1 });
			await client.listCertificates(mount, { limit: 1 });
			const refused = fake.requests.length;
			assert.ok(refused > 61, 'No request was refused');
			const error = await refusal(client.listCertificates(mount, { limit: 1 }, { timeoutMs: 300 }));
			assert.deepEqual([error.code, error.reason], ['rateLimited', 'retryAfter']);
			assert.equal(error.args.seconds, 1);
		}
	}).timeout(20_000);

	it('does not repeat by itself what changes something', async () => {
		const { fake, connect } = await start({ limits: { issue: 1, admin: 1000 } });
		const { client } = await connect({ token: fake.token() });
		await makeCas(client);
		const wish = { mount, role: 'web', commonName: 'a.lab.test' };
		await client.issue?.(wish);
		const before = fake.requests.length;
		const error = await refusal(client.issue?.(wish) ?? Promise.resolve());
		assert.equal(error.code, 'rateLimited');
		assert.equal(fake.requests.length - before, 1);
	});

	it('tells the fields that a value is wrong in', async () => {
		const { fake, connect } = await start();
		const { client } = await connect({ token: fake.token() });
		await makeCas(client);
		const wish = { mount, role: 'web', commonName: 'a.lab.test', ttlSeconds: 9_000_000 };
		const error = await refusal(client.issue?.(wish) ?? Promise.resolve());
		assert.deepEqual([error.code, error.args.field], ['invalid', 'ttl']);
	});

	it('says that another program answers', async () => {
		const page = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html></html>' };
		const { fake, connect } = await start({ instead: () => page });
		const { client } = await connect({ token: fake.token() });
		const error = await refusal(client.status());
		assert.deepEqual([error.code, error.reason], ['unexpected', 'notScaiVault']);
	});
});

function tokenRequests({ requests }: OpenFake['fake']): number {
	return requests.filter(({ server, method }) => server === 'scaikey' && method === 'POST').length;
}

async function refusal(call: Promise<unknown>): Promise<PkiError> {
	const answer = await call.catch((error: unknown) => error);
	assert.ok(isPkiError(answer), 'It was not refused');
	return answer;
}
