/** The fake of ScaiVault: what policies allow, what the audit log has, who gives tokens out, and what webhooks are told. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { Listening } from '../../../support/listening.js';
import { type Caller, callerOf, sendForm } from '../../../support/scaivault/calls.js';
import { type ScaiVaultFake, startScaiVaultFake } from '../../../support/scaivault/fake.js';
import { readingsWith } from '../../../support/scaivault/readings.js';

const text = (value: unknown) => String(value);

describe('the fake of ScaiVault: access', () => {
	let fake: ScaiVaultFake;
	let call: Caller;
	let ca: string;

	before(async () => {
		fake = await startScaiVaultFake({ limits: { admin: 10_000, issue: 10_000, policy: 10_000 } });
		call = callerOf(fake);
		const root = { ca_type: 'root', name: 'root', common_name: 'Acme Root', key_type: 'ec' };
		ca = text((await call('POST /v1/pki/ca', root)).json['id']);
		const role = { ca_id: ca, allowed_domains: ['*.acme.test'], key_type: 'ec' };
		for (const name of ['web', 'db']) await call('POST /v1/pki/roles', { ...role, name });
	});
	after(() => fake.stop());
	afterEach(() => fake.read(readingsWith()));

	const issue = (role: string, token?: string) =>
		call(`POST /v1/pki/issue/${role}`, { common_name: 'a.acme.test' }, { token });

	/** Binds a policy of one rule to the identity. */
	async function bind(identity: string, rule: object): Promise<void> {
		const policy = await call('POST /v1/policies', { name: identity, rules: [rule] });
		const binding = { identity_type: 'service_account', identity_id: identity };
		const path = `POST /v1/policies/${text(policy.json['id'])}/bindings`;
		assert.equal((await call(path, binding)).status, 201);
	}

	describe('policies', () => {
		it('narrow what the scopes of a token allow, by each reading', async () => {
			await bind('sa:web', { path_pattern: 'pki/issue/web', permissions: ['read'] });
			const token = fake.token({ identity: 'sa:web', scopes: ['pki:issue', 'pki:admin'] });
			const codes = async () => [
				(await issue('web', token)).code,
				(await issue('db', token)).code,
				(await call('GET /v1/pki/roles', undefined, { token })).code,
			];
			const denied = 'access_denied';
			assert.deepEqual(await codes(), [undefined, denied, denied]);
			fake.read({ issuePermission: 'write' });
			assert.deepEqual(await codes(), [denied, denied, denied]);
			fake.read({ issuePermission: 'read', policyPath: 'v1/pki' });
			assert.deepEqual(await codes(), [denied, denied, denied]);
			fake.read({ pkiPolicies: 'ignored' });
			assert.deepEqual(await codes(), [undefined, undefined, undefined]);
		});

		it('are not needed, or are, by an identity that has none', async () => {
			const token = fake.token({ identity: 'sa:unbound' });
			assert.equal((await issue('web', token)).status, 201);
			fake.read({ unboundIdentity: 'denied' });
			assert.equal((await issue('web', token)).code, 'access_denied');
		});

		it('ask for a second factor, and for an address', async () => {
			const rule = { path_pattern: 'pki/**', permissions: ['read'] };
			await bind('sa:mfa', { ...rule, conditions: { require_mfa: true } });
			await bind('sa:far', { ...rule, conditions: { ip_ranges: ['10.0.0.0/8'] } });
			await bind('sa:near', { ...rule, conditions: { ip_ranges: ['127.0.0.0/8'] } });
			const codeOf = async (identity: string, mfaVerified = false) =>
				(await issue('web', fake.token({ identity, mfaVerified }))).code;
			assert.equal(await codeOf('sa:mfa'), 'mfa_required');
			assert.equal(await codeOf('sa:mfa', true), undefined);
			assert.equal(await codeOf('sa:far'), 'ip_not_allowed');
			assert.equal(await codeOf('sa:near'), undefined);
		});

		it('end with their binding', async () => {
			const rules = [{ path_pattern: 'pki/issue/*', permissions: ['read'] }];
			const { id } = (await call('POST /v1/policies', { name: 'ends', rules })).json;
			await call(`POST /v1/policies/${text(id)}/bindings`, {
				...{ identity_type: 'service_account', identity_id: 'sa:ends' },
				expires_at: '2999-01-01T00:00:00Z',
			});
			const allowedAt = async (timestamp: string) => {
				const asked = { identity_id: 'sa:ends', path: 'pki/issue/web', permission: 'read' };
				return (await call('POST /v1/policies/test', { ...asked, context: { timestamp } })).json;
			};
			assert.deepEqual(await allowedAt('2998-12-31T23:59:59Z'), { allowed: true });
			assert.deepEqual(await allowedAt('2999-01-01T00:00:00Z'), { allowed: false });
		});

		it('refuse patterns and permissions that are none', async () => {
			const create = async (path_pattern: string, permissions: string[]) =>
				(await call('POST /v1/policies', { name: 'odd', rules: [{ path_pattern, permissions }] }))
					.code;
			assert.equal(await create('/pki/**', ['read']), 'invalid_glob');
			assert.equal(await create('pki/**', ['issue']), 'validation_error');
			assert.equal(await create('pki/**', []), 'invalid_policy');
			assert.equal(
				(await call('POST /v1/policies', { name: 'odd', rules: [] })).code,
				'invalid_policy',
			);
		});
	});

	describe('the audit log', () => {
		const logs = async (query = '') => {
			const { json } = await call(`GET /v1/audit/logs${query}`);
			return json['logs'] as Record<string, unknown>[];
		};

		it('has who did what, with the serial number where a reading puts it', async () => {
			const issued = await issue('web');
			const serial = issued.json['serial_number'];
			const [entry] = await logs('?action=pki_issue,pki_sign&limit=1');
			assert.ok(entry);
			assert.equal(entry['request_id'], issued.headers['x-request-id']);
			assert.equal(entry['identity_id'], 'sa:deployer');
			const facts = { serial_number: serial, common_name: 'a.acme.test', ca_id: ca, role: 'web' };
			assert.deepEqual(entry['extra_data'], facts);
			fake.read({ auditExtra: 'nested' });
			await issue('web');
			assert.deepEqual(Object.keys((await logs())[0]?.['extra_data'] ?? {}), ['certificate']);
			fake.read({ auditExtra: 'pathOnly' });
			await issue('web');
			const [bare] = await logs();
			assert.deepEqual([bare?.['extra_data'], bare?.['secret_path']], [{}, 'pki/issue/web']);
		});

		it('has refused attempts, and is filtered', async () => {
			await call('POST /v1/pki/issue/web', { common_name: 'a.other.test' });
			const [refused] = await logs('?success=false&identity_id=sa:deployer&limit=1');
			assert.equal(refused?.['action'], 'pki_issue');
			assert.deepEqual(await logs('?identity_type=user'), []);
			assert.deepEqual(await logs('?path_prefix=pki/sign'), []);
			assert.deepEqual(await logs('?from=2999-01-01T00:00:00Z'), []);
			assert.equal((await logs('?action=pki_ca_create')).length, 1);
			assert.equal((await call('GET /v1/audit/logs?from=yesterday')).code, 'invalid_request');
		});

		it('lacks two actions where the guide is right', async () => {
			fake.read({ auditActions: 'guide' });
			const before = (await logs()).length;
			const root = { ca_type: 'root', name: 'unlogged', common_name: 'Unlogged', key_type: 'ec' };
			assert.equal((await call('POST /v1/pki/ca', root)).status, 201);
			assert.equal((await logs()).length, before);
			await issue('web');
			assert.equal((await logs()).length, before + 1);
		});
	});

	describe('ScaiKey', () => {
		const form = (client: { id: string; secret: string }) => ({
			...{ grant_type: 'client_credentials', client_id: client.id },
			client_secret: client.secret,
		});

		it('is another origin, and gives tokens for client credentials', async () => {
			assert.notEqual(new URL(fake.tokenUrl).origin, new URL(fake.url).origin);
			const client = fake.client({ scopes: ['pki:issue', 'pki:admin'], identity: 'sa:ci' });
			const reply = await sendForm(fake, fake.tokenUrl, { ...form(client), scope: 'pki:issue' });
			assert.deepEqual([reply.status, reply.json['expires_in']], [200, 3600]);
			const token = text(reply.json['access_token']);
			const who = (await call('GET /v1/auth/whoami', undefined, { token })).json;
			assert.deepEqual([who['identity_id'], who['scopes']], ['sa:ci', ['pki:issue']]);
			const introspected = await call('POST /v1/auth/introspect', { token });
			assert.equal(introspected.json['active'], true);
			fake.read({ expiresIn: 'absent' });
			const other = await sendForm(fake, fake.tokenUrl, form(client));
			assert.equal(other.json['expires_in'], undefined);
			assert.equal(other.json['scope'], 'pki:issue pki:admin');
		});

		it('has ids and tokens of the form that a reading has', async () => {
			fake.read({ identityIds: 'sva_', tokenPrefix: 'scai_live_' });
			const token = fake.token();
			assert.match(token, /^scai_live_/);
			const who = await call('GET /v1/auth/whoami', undefined, { token });
			assert.equal(who.json['identity_id'], 'sva_deployer');
		});

		it('refuses as OAuth does', async () => {
			const client = fake.client({ scopes: ['pki:issue'] });
			const errorOf = async (change: Record<string, string>) =>
				(await sendForm(fake, fake.tokenUrl, { ...form(client), ...change })).json['error'];
			assert.equal(await errorOf({ client_secret: 'wrong' }), 'invalid_client');
			assert.equal(await errorOf({ client_id: 'nobody' }), 'invalid_client');
			assert.equal(await errorOf({ scope: 'admin' }), 'invalid_scope');
			assert.equal(await errorOf({ grant_type: 'password' }), 'unsupported_grant_type');
			assert.equal(await errorOf({ audience: 'x' }), 'invalid_request');
		});

		it('says in its discovery documents where the token address is', async () => {
			fake.read({ tokenPath: '/api/v1/platform/oauth/token' });
			for (const path of ['platform/oauth', 'auth/tenants/acme']) {
				const url = `${fake.scaiKeyUrl}/api/v1/${path}/.well-known/openid-configuration`;
				const body = await new Promise<string>((resolve, reject) => {
					request(url, { ca: fake.ca, agent: false }, (answer) => {
						answer.setEncoding('utf8').once('data', resolve);
					})
						.once('error', reject)
						.end();
				});
				const { token_endpoint } = JSON.parse(body) as { token_endpoint: string };
				assert.equal(token_endpoint, fake.tokenUrl);
			}
		});
	});

	describe('webhooks', () => {
		const listening = new Listening();
		const received: { headers: IncomingHttpHeaders; body: string }[] = [];
		let url: string;

		function taken() {
			const delivery = received.pop();
			assert.ok(delivery, 'nothing was delivered');
			return delivery;
		}

		before(async () => {
			const server = createServer((request, response) => {
				let body = '';
				request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
				request.once('end', () => {
					received.push({ headers: request.headers, body });
					response.writeHead(204).end();
				});
			});
			url = `http://127.0.0.1:${await listening.listen(server)}/hook`;
		});
		after(() => listening.close());

		it('are told of a certificate that expires, signed', async () => {
			const serialNumber = text((await issue('web')).json['serial_number']);
			assert.equal(await fake.deliver('certificate.expiring', url, 'key', { serialNumber }), 204);
			const { headers, body } = taken();
			const time = text(headers['x-scaivault-timestamp']);
			const mac = createHmac('sha256', 'key').update(`${time}.${body}`).digest('hex');
			assert.equal(headers['x-scaivault-signature'], `sha256=${mac}`);
			assert.ok(Math.abs(Number(time) - Date.now() / 1000) < 60);
			assert.equal(headers['x-scaivault-event-type'], 'certificate.expiring');
			const event = JSON.parse(body) as { event_id: string; path: string; data: object };
			assert.equal(headers['x-scaivault-event-id'], event.event_id);
			assert.equal(event.path, `pki/ca/${ca}`);
			assert.equal((event.data as { serial_number: string }).serial_number, serialNumber);
		});

		it('are told of the path that a reading has', async () => {
			const serialNumber = text((await issue('web')).json['serial_number']);
			const pathOf = async () => {
				await fake.deliver('certificate.issued', url, 'key', { serialNumber });
				return (JSON.parse(taken().body) as { path?: string }).path;
			};
			fake.read({ eventPath: 'certificate' });
			assert.match(text(await pathOf()), /^pki\/certificates\/cert_/);
			fake.read({ eventPath: 'absent' });
			assert.equal(await pathOf(), undefined);
		});

		it('are told wrongly where a test wishes so', async () => {
			const at = new Date(Date.now() - 600_000);
			await fake.deliver('certificate.revoked', url, 'key', { at, signature: 'sha256=00' });
			const { headers } = taken();
			assert.equal(headers['x-scaivault-signature'], 'sha256=00');
			assert.equal(headers['x-scaivault-timestamp'], String(Math.floor(at.getTime() / 1000)));
		});

		it('have HTTPS addresses only', async () => {
			const body = { name: 'w', url, secret: 'key', events: ['certificate.expiring'] };
			assert.equal((await call('POST /v1/webhooks', body)).code, 'validation_error');
		});
	});

	it('records what it was asked, and answers otherwise where a test wishes so', async () => {
		const other = await startScaiVaultFake({
			origin: 'http',
			instead: ({ path }) =>
				path === '/v1/version' ? 'reset' : path === '/v1/health' ? moved : undefined,
		});
		try {
			const ask = callerOf(other);
			assert.equal((await ask('GET /v1/health')).headers['location'], 'https://elsewhere.test/');
			await assert.rejects(ask('GET /v1/version'), /hang up|ECONNRESET/);
			const paths = other.requests.map(({ method, path }) => `${method} ${path}`);
			assert.deepEqual(paths, ['GET /v1/health', 'GET /v1/version']);
		} finally {
			await other.stop();
		}
	});
});

const moved = { status: 307, headers: { Location: 'https://elsewhere.test/' }, body: '' };
