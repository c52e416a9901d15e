/** The fake of ScaiVault refuses what the documentation does not have, in the way it says. */
import assert from 'node:assert/strict';
import { type Ask, type Caller, callerOf, type Reply } from '../../../support/scaivault/calls.js';
import { type ScaiVaultFake, startScaiVaultFake } from '../../../support/scaivault/fake.js';
import { readingsWith } from '../../../support/scaivault/readings.js';
import { foreignTenant, siblingTenant } from '../../../support/scaivault/server/tenants.js';

describe('the fake of ScaiVault: refusals', () => {
	let fake: ScaiVaultFake;
	let call: Caller;
	const start = new Date('2026-11-26T12:00:00Z');

	before(async () => {
		const limits = { admin: 10_000, issue: 10_000, list: 10_000 };
		fake = await startScaiVaultFake({ origin: 'http', limits, now: () => start });
		call = callerOf(fake);
		const ca = { ca_type: 'root', name: 'root', common_name: 'Acme Root', key_type: 'ec' };
		const { json } = await call('POST /v1/pki/ca', ca);
		const made = await call('POST /v1/pki/roles', {
			...{ name: 'web', ca_id: json['id'], allowed_domains: ['*.acme.test', 'bare.test'] },
			...{ key_type: 'ec', max_ttl: '24h' },
		});
		assert.equal(made.status, 201, made.bytes.toString());
	});
	after(() => fake.stop());
	afterEach(() => fake.read(readingsWith()));

	function isRefused(reply: Reply, status: number, code: string, field?: string) {
		assert.deepEqual([reply.status, reply.code], [status, code], reply.bytes.toString());
		const error = reply.json['error'] as { message: string; request_id: string; details?: unknown };
		assert.deepEqual(Object.keys(reply.json), ['error']);
		assert.equal(error.request_id, reply.headers['x-request-id']);
		assert.ok(error.message.length > 5);
		const { fields } = (error.details ?? {}) as { fields?: Record<string, string> };
		if (field !== undefined) assert.ok(fields && field in fields, reply.bytes.toString());
	}

	const issue = (body: unknown, ask?: Ask) => call('POST /v1/pki/issue/web', body, ask);
	const good = { common_name: 'a.acme.test' };

	describe('of tokens', () => {
		const whoami = (ask: Ask) => call('GET /v1/auth/whoami', undefined, ask);

		it('none, one of another kind, an unknown, an expired and a revoked one', async () => {
			isRefused(await whoami({ token: null }), 401, 'authentication_required');
			const basic = { token: null, headers: { Authorization: 'Basic YTpi' } };
			isRefused(await whoami(basic), 401, 'token_invalid');
			isRefused(await whoami({ token: 'skt_unknown' }), 401, 'token_invalid');
			const expired = fake.token({ expiresInSeconds: -1 });
			isRefused(await whoami({ token: expired }), 401, 'token_expired');
			const revoked = fake.token();
			fake.revokeToken(revoked);
			isRefused(await whoami({ token: revoked }), 401, 'token_revoked');
			fake.read({ badToken: 'authentication_required' });
			isRefused(await whoami({ token: expired }), 401, 'authentication_required');
		});

		it('the wrong scope, in both spellings', async () => {
			const token = fake.token({ scopes: ['pki:issue'] });
			isRefused(await call('GET /v1/pki/ca', undefined, { token }), 403, 'insufficient_scope');
			isRefused(await call('GET /v1/policies', undefined, { token }), 403, 'insufficient_scope');
			fake.read({ missingScope: 'access_denied' });
			isRefused(await call('GET /v1/audit/logs', undefined, { token }), 403, 'access_denied');
			const admin = { token: fake.token({ scopes: ['pki:admin'] }) };
			isRefused(await issue(good, admin), 403, 'access_denied');
			isRefused(await call('GET /v1/audit/logs', undefined, admin), 403, 'access_denied');
			fake.read({ tutorialScopes: 'pkiAdminSuffices' });
			assert.equal((await call('GET /v1/audit/logs', undefined, admin)).status, 200);
		});

		it('reading without pki:admin, by the reading of its scope', async () => {
			const token = fake.token({ scopes: ['pki:issue'] });
			const none = fake.token({ scopes: [] });
			const read = (one: string) => call('GET /v1/pki/roles/web', undefined, { token: one });
			isRefused(await read(token), 403, 'insufficient_scope');
			fake.read({ pkiReadScope: 'adminOrIssue' });
			assert.equal((await read(token)).status, 200);
			isRefused(await read(none), 403, 'insufficient_scope');
			fake.read({ pkiReadScope: 'any' });
			assert.equal((await read(none)).status, 200);
		});

		it('tenants of others, unknown ones, and any where the token is no admin’s', async () => {
			const admin = fake.token({ partnerAdmin: true });
			const ask = (tenant: string, token: string, inPath = false) =>
				inPath
					? call(`GET /v1/t/${tenant}/pki/roles`, undefined, { token })
					: call('GET /v1/pki/roles', undefined, { token, headers: { 'X-Tenant-ID': tenant } });
			for (const inPath of [false, true]) {
				assert.deepEqual((await ask(siblingTenant, admin, inPath)).json, { roles: [] });
				isRefused(await ask(foreignTenant, admin, inPath), 403, 'access_denied');
				isRefused(await ask('tnt_nowhere', admin, inPath), 404, 'tenant_not_found');
				isRefused(await ask(siblingTenant, fake.token(), inPath), 403, 'access_denied');
			}
			const both = { token: admin, headers: { 'X-Tenant-ID': foreignTenant } };
			const path = `GET /v1/t/${siblingTenant}/pki/roles`;
			assert.equal((await call(path, undefined, both)).status, 200);
			fake.read({ foreignTenant: 'tenant_access_denied' });
			isRefused(await ask(foreignTenant, admin), 403, 'tenant_access_denied');
		});
	});

	describe('of what is sent', () => {
		it('paths and methods that there are not', async () => {
			isRefused(await call('GET /v1/pki/nothing'), 404, 'not_found');
			isRefused(await call('GET /v2/pki/ca'), 404, 'not_found');
			const reply = await call('PUT /v1/pki/roles/web', {});
			isRefused(reply, 405, 'invalid_request');
			assert.equal(reply.headers['allow'], 'GET, PATCH, DELETE');
		});

		it('bodies that are no JSON object, or do not say that they are JSON', async () => {
			const type = { headers: { 'Content-Type': 'text/plain' } };
			isRefused(await issue(good, type), 400, 'invalid_request');
			isRefused(await issue(undefined, { raw: '{"common_name"' }), 400, 'invalid_request');
			isRefused(await issue([good]), 400, 'invalid_request');
			isRefused(await call('GET /v1/pki/roles', good), 400, 'invalid_request');
		});

		it('unknown fields, also inside others, by each reading', async () => {
			const odd = { ...good, format: 'pem' };
			isRefused(await issue(odd), 422, 'validation_error', 'format');
			const rule = { path_pattern: 'pki/**', permissions: ['read'], effect: 'allow' };
			const policy = await call('POST /v1/policies', { name: 'odd', rules: [rule] });
			isRefused(policy, 422, 'validation_error', 'rules[].effect');
			fake.read({ unknownField: 'invalid_request' });
			isRefused(await issue(odd), 400, 'invalid_request');
			fake.read({ unknownField: 'validation_error', failingFields: 'names' });
			const { error } = (await issue(odd)).json as { error: { details: unknown } };
			assert.deepEqual(error.details, { fields: ['format'] });
			fake.read({ unknownField: 'ignored' });
			assert.equal((await issue(odd)).status, 201);
		});

		it('unknown parameters, those of a wrong kind, and those that come twice', async () => {
			const list = (query: string) => call(`GET /v1/pki/certificates?${query}`);
			for (const query of ['role=web', 'limit=x', 'limit=0', 'limit=1001', 'limit=1&limit=2']) {
				isRefused(await list(query), 400, 'invalid_request');
			}
			isRefused(await list('include_revoked=1'), 400, 'invalid_request');
			isRefused(await list('cursor=abc'), 400, 'invalid_cursor');
			isRefused(await list('expiring_within=soon'), 400, 'invalid_duration');
			isRefused(await list('ca_id=ca_none'), 404, 'ca_not_found');
		});

		it('fields that are missing or of a wrong kind', async () => {
			isRefused(await issue({}), 422, 'validation_error', 'common_name');
			isRefused(await issue({ ...good, ttl: 5 }), 422, 'validation_error', 'ttl');
			const names = { ...good, alt_names: 'a.acme.test,b.acme.test' };
			isRefused(await issue(names), 422, 'validation_error', 'alt_names');
			fake.read({ altNames: 'commaString' });
			assert.equal((await issue(names)).status, 201);
			const addresses = { ...good, ip_sans: '10.0.0.1' };
			isRefused(await issue(addresses), 422, 'validation_error', 'ip_sans');
			fake.read({ ipSans: 'commaString' });
			const reply = await issue(addresses);
			isRefused(reply, 422, 'validation_error', 'ip_sans');
			assert.match(reply.bytes.toString(), /allows no IP addresses/);
			const array = { ...good, alt_names: ['a.acme.test'] };
			isRefused(await issue(array), 422, 'validation_error', 'alt_names');
		});

		it('durations that are none, and days where they are not known', async () => {
			for (const ttl of ['1x', '24', '1h30m', '-1h', '1d']) {
				isRefused(await issue({ ...good, ttl }), 400, 'invalid_duration');
			}
			fake.read({ durations: 'hoursAndDays' });
			assert.equal((await issue({ ...good, ttl: '1d' })).status, 201);
		});

		it('a revocation without a reason, with an unknown one, or of another form of number', async () => {
			const serial = String((await issue(good)).json['serial_number']);
			const revoke = (body: object) => call('POST /v1/pki/revoke', body);
			const odd = { serial_number: serial, reason: 'keyCompromise' };
			isRefused(await revoke(odd), 422, 'validation_error', 'reason');
			const plain = { serial_number: serial.replaceAll(':', '') };
			isRefused(await revoke(plain), 404, 'certificate_not_found');
			fake.read({ reason: 'required' });
			isRefused(await revoke({ serial_number: serial }), 422, 'validation_error', 'reason');
		});

		it('what a role’s flags are, by each reading', async () => {
			const change = (body: object) => call('PATCH /v1/pki/roles/web', body);
			const taken = await change({ client_flag: true });
			assert.equal(taken.json['client_flag'], true);
			fake.read({ roleFlags: 'ignored' });
			assert.equal((await change({ server_flag: true })).json['server_flag'], undefined);
			fake.read({ roleFlags: 'refused' });
			isRefused(await change({ server_flag: true }), 422, 'validation_error', 'server_flag');
			isRefused(await change({ name: 'other' }), 422, 'validation_error', 'name');
		});

		it('cursors of another list, and those of items that are gone', async () => {
			for (const name of ['one', 'two', 'three']) await issue({ common_name: `${name}.acme.test` });
			const first = await call('GET /v1/pki/certificates?limit=1');
			const cursor = String(first.json['cursor']);
			const next = await call(`GET /v1/pki/certificates?limit=1&cursor=${cursor}`);
			assert.notDeepEqual(next.json['certificates'], first.json['certificates']);
			isRefused(await call(`GET /v1/policies?cursor=${cursor}`), 400, 'invalid_cursor');
			const [newest] = first.json['certificates'] as { serial_number: string }[];
			assert.ok(newest);
			await call('POST /v1/pki/revoke', { serial_number: newest.serial_number });
			const stale = await call(`GET /v1/pki/certificates?cursor=${cursor}`);
			isRefused(stale, 400, 'invalid_cursor');
		});
	});

	describe('of what a role does not allow', () => {
		for (const [what, body, field] of [
			['another domain', { common_name: 'a.other.test' }, 'common_name'],
			['the domain of a pattern itself', { common_name: 'acme.test' }, 'common_name'],
			['a name two labels down', { common_name: 'a.b.acme.test' }, 'common_name'],
			['a name below a bare domain', { common_name: 'a.bare.test' }, 'common_name'],
			['another name beside it', { ...good, alt_names: ['b.other.test'] }, 'alt_names'],
			['an IP address', { ...good, ip_sans: ['10.0.0.1'] }, 'ip_sans'],
			['a longer lifetime', { ...good, ttl: '25h' }, 'ttl'],
		] as const) {
			it(what, async () => isRefused(await issue(body), 422, 'validation_error', field));
		}

		it('in other spellings, by the readings', async () => {
			const other = { common_name: 'a.other.test' };
			fake.read({ roleViolation: 'invalid_request' });
			isRefused(await issue(other), 400, 'invalid_request');
			fake.read({ roleViolation: 'access_denied', ttlTooLong: 'capped', starPattern: 'anyDepth' });
			isRefused(await issue(other), 403, 'access_denied');
			const { status, json } = await issue({ common_name: 'a.b.acme.test', ttl: '48h' });
			assert.equal(status, 201);
			assert.equal(json['not_after'], '2026-11-27T12:00:00Z');
		});
	});

	describe('of what is not there, or is there already', () => {
		it('CAs, roles, certificates, policies, bindings and webhooks', async () => {
			isRefused(await call('GET /v1/pki/ca/ca_none'), 404, 'ca_not_found');
			isRefused(await call('POST /v1/pki/ca/ca_none/crl'), 404, 'ca_not_found');
			isRefused(await call('GET /v1/pki/certificates/none/pem'), 404, 'certificate_not_found');
			const serial = { serial_number: '00:11' };
			isRefused(await call('POST /v1/pki/revoke', serial), 404, 'certificate_not_found');
			isRefused(await call('DELETE /v1/policies/none'), 404, 'policy_not_found');
			isRefused(await call('GET /v1/webhooks/none'), 404, 'webhook_not_found');
			isRefused(await call('POST /v1/pki/issue/none', good), 404, 'role_not_found');
			fake.read({ unknownRole: 'invalid_role' });
			isRefused(await call('POST /v1/pki/issue/none', good), 400, 'invalid_role');
		});

		it('names that are taken, and policies that are bound', async () => {
			const ca = { ca_type: 'root', name: 'root', common_name: 'Another', key_type: 'ec' };
			isRefused(await call('POST /v1/pki/ca', ca), 409, 'conflict');
			fake.read({ conflict: 'validation_error' });
			isRefused(await call('POST /v1/pki/ca', ca), 422, 'validation_error', 'name');
			const rules = [{ path_pattern: 'pki/issue/web', permissions: ['read'] }];
			const policy = await call('POST /v1/policies', { name: 'bound', rules });
			const path = `/v1/policies/${String(policy.json['id'])}`;
			const binding = { identity_type: 'service_account', identity_id: 'sa:other' };
			await call(`POST ${path}/bindings`, binding);
			isRefused(await call(`DELETE ${path}`), 409, 'policy_in_use');
			assert.equal((await call(`DELETE ${path}?force=true`)).status, 204);
		});

		it('an intermediate without a parent, a root with one, and odd keys', async () => {
			const ca = { name: 'odd', common_name: 'Odd', key_type: 'ec' };
			const create = (body: object) => call('POST /v1/pki/ca', { ...ca, ...body });
			const intermediate = { ca_type: 'intermediate' };
			isRefused(await create(intermediate), 422, 'validation_error', 'parent_ca_id');
			const root = { ca_type: 'root', parent_ca_id: 'ca_none' };
			isRefused(await create(root), 422, 'validation_error', 'parent_ca_id');
			const lost = { ca_type: 'intermediate', parent_ca_id: 'ca_none' };
			isRefused(await create(lost), 404, 'ca_not_found');
			const odd = { ca_type: 'root', key_size: 521 };
			isRefused(await create(odd), 422, 'validation_error', 'key_size');
			const long = { ca_type: 'root', common_name: 'x'.repeat(65) };
			isRefused(await create(long), 422, 'validation_error', 'common_name');
		});
	});

	it('of too many requests, until the bucket has filled again', async () => {
		let now = start;
		const limited = await startScaiVaultFake({
			...{ origin: 'http', limits: { whoami: 2 }, now: () => now },
		});
		try {
			const ask = callerOf(limited);
			const whoami = () => ask('GET /v1/auth/whoami');
			const { headers } = await whoami();
			assert.equal(headers['x-ratelimit-limit'], '2');
			assert.equal(headers['x-ratelimit-remaining'], '1');
			assert.equal(Number(headers['x-ratelimit-reset']), now.getTime() / 1000 + 30);
			await whoami();
			const refused = await whoami();
			isRefused(refused, 429, 'rate_limited');
			assert.equal(refused.headers['retry-after'], '30');
			const other = limited.token({ identity: 'sa:other' });
			assert.equal((await ask('GET /v1/auth/whoami', undefined, { token: other })).status, 200);
			limited.read({ retryAfter: 'date', rateHeaders: 'resetOnly' });
			const dated = (await whoami()).headers;
			assert.equal(dated['retry-after'], 'Thu, 26 Nov 2026 12:00:30 GMT');
			assert.equal(dated['x-ratelimit-limit'], undefined);
			now = new Date(now.getTime() + 30_000);
			assert.equal((await whoami()).status, 200);
		} finally {
			await limited.stop();
		}
	});
});
