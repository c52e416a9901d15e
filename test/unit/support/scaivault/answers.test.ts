/** What the fake of ScaiVault answers is what its tables say: every call, and every reading of an answer. */
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { generateKey, loadSigningKey } from '../../../../src/core/x509/write/keys.js';
import { createRequest } from '../../../../src/core/x509/write/request.js';
import { type Caller, callerOf, type Reply } from '../../../support/scaivault/calls.js';
import { endpoints } from '../../../support/scaivault/endpoints.js';
import { type ScaiVaultFake, startScaiVaultFake } from '../../../support/scaivault/fake.js';
import { readingsWith } from '../../../support/scaivault/readings.js';
import { answers, type AnswerShape } from '../../../support/scaivault/table/answers.js';
import type { Endpoint } from '../../../support/scaivault/table/endpoint.js';
import { isOf } from '../../../support/scaivault/server/types.js';

const shapes: Readonly<Record<string, AnswerShape>> = answers;
const table: readonly Endpoint[] = endpoints;

/** Exactly the fields of the table, each of its type; `null` stands for what there is not. */
function hasShape(value: unknown, name: string): void {
	const shape = shapes[name];
	assert.ok(shape && typeof value === 'object' && value !== null, name);
	const known = shape.fields.map((field) => field.name);
	const odd = Object.keys(value).filter((field) => !known.includes(field));
	assert.deepEqual(odd, [], `${name} has fields that no table has`);
	const values = value as Readonly<Record<string, unknown>>;
	for (const { name: field, type, required } of shape.fields) {
		const one = values[field];
		if (one === undefined) assert.ok(!required, `${name} lacks ${field}`);
		else if (one !== null && one !== '')
			assert.ok(isOf(type, one, readingsWith()), `${name}: ${field}`);
	}
	const list = values[known[0] ?? ''];
	if (shape.items === undefined) return;
	assert.ok(Array.isArray(list) && list.length > 0, `${name} is empty`);
	for (const one of list) hasShape(one, shape.items);
}

describe('the fake of ScaiVault: answers', () => {
	let fake: ScaiVaultFake;
	let call: Caller;
	let csr: string;
	/** By the names of the table's braces. */
	let ids: Record<string, string>;
	const asked = new Set<string>();

	before(async () => {
		const limits = { admin: 10_000, issue: 10_000, list: 10_000, webhook: 10_000 };
		fake = await startScaiVaultFake({ origin: 'http', limits });
		call = callerOf(fake);
		const key = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
		csr = await createRequest({ subject: 'b.acme.test', names: [], key });
	});
	after(() => fake.stop());
	beforeEach(() => fake.read(readingsWith()));

	/** Calls with ids in place of braces, and compares the answer with the table. */
	async function ask(name: string, body?: unknown): Promise<Reply> {
		const endpoint = table.find((one) => one.call === name);
		assert.ok(endpoint, name);
		asked.add(name);
		const path = name.replace(/\{(\w+)\}/g, (_, part: string) => ids[part] ?? part);
		const reply = await call(path, body);
		const usual = { create: 201, remove: 204 }[endpoint.kind as string] ?? 200;
		assert.equal(reply.status, usual, `${name}: ${reply.bytes.toString()}`);
		assert.match(reply.headers['x-request-id'] ?? '', /^req_/);
		assert.match(reply.headers['x-ratelimit-reset'] ?? '', /^\d+$/);
		if (endpoint.answer in shapes) hasShape(reply.json, endpoint.answer);
		else if (endpoint.answer === 'nothing') assert.equal(reply.bytes.length, 0);
		else assert.match(reply.bytes.toString(), /^-----BEGIN /);
		return reply;
	}

	const text = (value: unknown) => String(value);

	it('are those of the table, for each call', async () => {
		ids = {};
		for (const path of ['auth/whoami', 'health', 'health/ready', 'version']) {
			await ask(`GET /v1/${path}`);
		}
		await ask('POST /v1/auth/introspect', { token: fake.token() });
		const ca = { ca_type: 'root', name: 'root', common_name: 'Acme Root', key_type: 'ec' };
		ids['id'] = text((await ask('POST /v1/pki/ca', ca)).json['id']);
		for (const path of ['', '/{id}', '/{id}/certificate', '/{id}/crl']) {
			await ask(`GET /v1/pki/ca${path}`);
		}
		await ask('POST /v1/pki/ca/{id}/crl');
		const rules = { allowed_domains: ['*.acme.test'], key_type: 'ec', max_ttl: '48h' };
		await ask('POST /v1/pki/roles', { name: 'web', ca_id: ids['id'], ...rules });
		Object.assign(ids, { name: 'web', role: 'web' });
		await ask('GET /v1/pki/roles');
		await ask('GET /v1/pki/roles/{name}');
		await ask('PATCH /v1/pki/roles/{name}', { client_flag: true, key_bits: 256 });
		const issued = await ask('POST /v1/pki/issue/{role}', { common_name: 'a.acme.test' });
		await ask('POST /v1/pki/sign/{role}', { csr_pem: csr });
		const rootId = ids['id'];
		const list = (await ask('GET /v1/pki/certificates')).json['certificates'] as { id: string }[];
		ids['id'] = list[1]?.id ?? '';
		await ask('POST /v1/pki/revoke', { serial_number: issued.json['serial_number'] });
		const read = await ask('GET /v1/pki/certificates/{id}');
		assert.equal(read.json['serial_number'], issued.json['serial_number']);
		const pem = await ask('GET /v1/pki/certificates/{id}/pem');
		assert.equal(pem.bytes.toString(), issued.json['certificate']);
		await ask('DELETE /v1/pki/roles/{name}');
		ids['id'] = rootId;
		await ask('POST /v1/pki/ca/{id}/revoke', {});
		await policies();
		await webhooks();
		const calls = table.map((one) => one.call);
		assert.deepEqual([...asked].sort(), calls.sort());
	});

	async function policies(): Promise<void> {
		const body = { name: 'p', rules: [{ path_pattern: 'pki/issue/web', permissions: ['read'] }] };
		ids['id'] = text((await ask('POST /v1/policies', body)).json['id']);
		const binding = { identity_type: 'user', identity_id: 'user:ann' };
		const bound = await ask('POST /v1/policies/{id}/bindings', binding);
		ids['binding_id'] = text(bound.json['id']);
		for (const path of ['', '/{id}', '/{id}/bindings']) await ask(`GET /v1/policies${path}`);
		await ask('PUT /v1/policies/{id}', { ...body, description: 'Narrow' });
		const changed = await ask('PATCH /v1/policies/{id}', { name: 'q' });
		assert.equal(changed.json['description'], 'Narrow');
		const path = { identity_id: 'user:ann', path: 'pki/issue/web' };
		const test = (permission: string) => ask('POST /v1/policies/test', { ...path, permission });
		assert.deepEqual((await test('read')).json, { allowed: true });
		assert.deepEqual((await test('write')).json, { allowed: false });
		await ask('DELETE /v1/policies/{id}/bindings/{binding_id}');
		await ask('DELETE /v1/policies/{id}');
		await ask('GET /v1/audit/logs');
	}

	async function webhooks(): Promise<void> {
		const url = 'https://127.0.0.1:1/hook';
		const body = { name: 'w', url, secret: 's3cret', events: ['certificate.expiring'] };
		const made = await ask('POST /v1/webhooks', body);
		assert.ok(!made.bytes.includes('s3cret'));
		ids['id'] = text(made.json['id']);
		await ask('PATCH /v1/webhooks/{id}', { enabled: false });
		await ask('GET /v1/webhooks');
		await ask('GET /v1/webhooks/{id}');
		const sent = await ask('POST /v1/webhooks/{id}/test');
		assert.equal(sent.json['status'], 'failed');
		await ask('GET /v1/webhooks/{id}/deliveries');
		await ask('DELETE /v1/webhooks/{id}');
	}

	describe('by their readings', () => {
		let ca: string;
		const wish = { common_name: 'c.acme.test' };

		before(async () => {
			fake.read(readingsWith());
			const root = { ca_type: 'root', name: 'other', common_name: 'Other', key_type: 'ec' };
			ca = text((await call('POST /v1/pki/ca', root)).json['id']);
			const below = { ...root, ca_type: 'intermediate', name: 'below', parent_ca_id: ca };
			const { id } = (await call('POST /v1/pki/ca', below)).json;
			const role = { name: 'api', ca_id: id, allowed_domains: ['*.acme.test'], key_type: 'ec' };
			await call('POST /v1/pki/roles', role);
		});

		const keys = (reply: Reply) => Object.keys(reply.json);
		const issue = () => call('POST /v1/pki/issue/api', wish);

		it('of lists', async () => {
			for (const listKey of ['data', 'items'] as const) {
				fake.read({ listKey });
				assert.deepEqual(keys(await call('GET /v1/pki/roles')), [listKey]);
				const page = [listKey, 'cursor', 'has_more'];
				assert.deepEqual(keys(await call('GET /v1/pki/certificates')), page);
				assert.equal(keys(await call('GET /v1/policies'))[0], 'policies');
			}
			fake.read({ listKey: 'bare' });
			assert.match((await call('GET /v1/pki/roles')).bytes.toString(), /^\[\{/);
			fake.read({ listKey: 'plural', authorityListKey: 'certificate_authorities' });
			assert.deepEqual(keys(await call('GET /v1/pki/ca')), ['certificate_authorities']);
		});

		it('of CAs', async () => {
			fake.read({ authorityCertificate: 'json', crlUrl: 'absent' });
			fake.read({ authorityParent: 'parent_ca_id' });
			const pem = await call(`GET /v1/pki/ca/${ca}/certificate`);
			assert.deepEqual(keys(pem), ['certificate_pem']);
			const { json } = await call(`GET /v1/pki/ca/${ca}`);
			assert.ok(!('crl_url' in json));
			assert.equal(json['parent_ca_id'], null);
			fake.read({ crlMade: 'pem next_update_at' });
			assert.deepEqual(keys(await call(`POST /v1/pki/ca/${ca}/crl`)), ['pem', 'next_update_at']);
		});

		it('of what is issued and signed', async () => {
			const [first] = (await issue()).json['ca_chain'] as string[];
			fake.read({ keyFormat: 'traditional', chainRoot: 'leftOut', created: '200' });
			const reply = await issue();
			assert.equal(reply.status, 200);
			const key = text(reply.json['private_key']);
			assert.match(key, /^-----BEGIN EC PRIVATE KEY-----/);
			assert.equal(createPrivateKey(key).asymmetricKeyType, 'ec');
			assert.deepEqual(reply.json['ca_chain'], [first]);
			fake.read({ chainRoot: 'included', chainOrder: 'rootFirst' });
			assert.equal(((await issue()).json['ca_chain'] as string[])[1], first);
			const sign = () => call('POST /v1/pki/sign/api', { csr_pem: csr });
			fake.read({ signAnswer: 'certificate_pem' });
			assert.equal(keys(await sign())[0], 'certificate_pem');
			fake.read({ signAnswer: 'certificateOnly' });
			assert.deepEqual(keys(await sign()), ['certificate']);
		});

		it('of certificates', async () => {
			const serial = text((await issue()).json['serial_number']);
			const first = async () => {
				const { json } = await call('GET /v1/pki/certificates?include_revoked=true&limit=1');
				return (json['certificates'] as Record<string, unknown>[])[0] ?? {};
			};
			fake.read({ certificateTimes: 'valid_until', revokedMark: 'status' });
			assert.ok('valid_until' in (await first()));
			assert.equal((await first())['status'], 'active');
			fake.read({ serialForm: 'lowerCase' });
			const plain = serial.replaceAll(':', '').toLowerCase();
			assert.equal((await first())['serial_number'], plain);
			const revoke = (number: string) => call('POST /v1/pki/revoke', { serial_number: number });
			assert.equal((await revoke(serial)).status, 404);
			fake.read({ revokeAnswer: 'empty', revokedMark: 'is_revoked' });
			assert.deepEqual((await revoke(plain)).json, {});
			assert.equal((await first())['is_revoked'], true);
			assert.equal((await revoke(plain)).code, 'conflict');
			fake.read({ revokedAgain: 'again' });
			assert.equal((await revoke(plain)).status, 200);
			const path = `GET /v1/pki/certificates/${text((await first())['id'])}`;
			fake.read({ certificateText: 'absent', certificatePem: 'json' });
			assert.ok(!('certificate_pem' in (await call(path)).json));
			assert.deepEqual(keys(await call(`${path}/pem`)), ['certificate_pem']);
		});

		it('of whoami, and of CRLs without a token', async () => {
			fake.read({ whoami: 'short' });
			assert.equal(keys(await call('GET /v1/auth/whoami')).length, 5);
			const read = (what: string) =>
				call(`GET /v1/pki/ca/${ca}/${what}`, undefined, { token: null });
			assert.equal((await read('crl')).status, 401);
			fake.read({ publicReads: 'crl' });
			assert.equal((await read('crl')).status, 200);
			assert.equal((await read('certificate')).status, 401);
			fake.read({ publicReads: 'crlAndCertificate' });
			assert.equal((await read('certificate')).status, 200);
		});

		it('of deletions', async () => {
			fake.read({ removed: '200' });
			const reply = await call('DELETE /v1/pki/roles/api');
			assert.deepEqual([reply.status, reply.json], [200, {}]);
		});
	});
});
