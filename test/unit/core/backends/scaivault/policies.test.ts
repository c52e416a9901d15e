/** Policies for those whose token may do a part only, and what a refusal says. */
import assert from 'node:assert/strict';
import { callerOf } from '../../../../support/scaivault/calls.js';
import {
	mount,
	openFake,
	type OpenFake,
	refusal,
	refusedWith,
} from '../../../../support/scaivault/connection.js';
import type { FakeOptions } from '../../../../support/scaivault/fake.js';

describe('core/backends/scaivault/access/policies', () => {
	const opened: OpenFake[] = [];
	const start = async (options: FakeOptions = {}) => {
		const open = await openFake({ origin: 'http', ...options });
		opened.push(open);
		return open;
	};
	afterEach(async () => {
		await Promise.all(opened.splice(0).map((one) => one.stop()));
	});
	const rules = [{ path_pattern: 'pki/issue/web', permissions: ['read'] }];
	const policy = JSON.stringify({ description: 'Web', rules });
	const binding = { identity: 'sa:web', identityKind: 'serviceAccount' } as const;

	it('makes and binds one where policies can be written and not listed', async () => {
		for (const conflict of ['conflict', 'validation_error'] as const) {
			const { fake, connect } = await start({ readings: { conflict } });
			const token = fake.token({ scopes: ['policies:write'] });
			const { administration } = (await connect({ token })).client;
			await administration?.writePolicy?.({ name: 'pki-web', policy });
			const taken = await refusal(administration?.writePolicy?.({ name: 'pki-web', policy }));
			assert.deepEqual([taken.code, taken.reason], ['exists', 'policy']);
			const { json } = await callerOf(fake)('GET /v1/policies');
			const [row] = json['policies'] as readonly { id: string }[];
			const outcome = await administration?.bindPolicy?.({ policy: row?.id ?? '', ...binding });
			assert.equal(outcome?.binding.identity, 'sa:web');
		}
	});

	it('keeps what a change does not speak of', async () => {
		const { fake, connect } = await start();
		const call = callerOf(fake);
		const created = await call('POST /v1/policies', { name: 'pki-web', rules, scope: 'partner' });
		const { administration } = (await connect()).client;
		await administration?.writePolicy?.({ name: 'pki-web', policy });
		const { json } = await call(`GET /v1/policies/${String(created.json['id'])}`);
		assert.deepEqual([json['scope'], json['description']], ['partner', 'Web']);
	});

	it('names the right that the refused request needs', async () => {
		const { fake, connect } = await start();
		const reader = (await connect({ token: fake.token({ scopes: ['policies:read'] }) })).client;
		const written = await refusal(reader.administration?.writePolicy?.({ name: 'p', policy }));
		assert.deepEqual([written.reason, written.args.right], ['missingRight', 'policies:write']);
		const writer = (await connect({ token: fake.token({ scopes: ['policies:write'] }) })).client;
		await writer.administration?.writePolicy?.({ name: 'p', policy });
		const read = await refusal(writer.administration?.readPolicy?.({ name: 'p' }));
		assert.deepEqual([read.reason, read.args.right], ['missingRight', 'policies:read']);
	});

	it('keeps the reason of a refusal that has one', async () => {
		for (const [code, reason] of [
			['mfa_required', 'mfaRequired'],
			['ip_not_allowed', 'ipNotAllowed'],
			['time_window_violation', 'timeWindow'],
			['tenant_access_denied', 'foreignTenant'],
		] as const) {
			const { connect } = await start({ instead: () => refusedWith(403, code) });
			const { client } = await connect();
			const { readPolicy } = client.administration ?? {};
			assert.equal((await refusal(readPolicy?.({ name: 'pki-web' }))).reason, reason);
			assert.equal((await refusal(client.listAuditEvents?.({}, {}))).reason, reason);
		}
	});

	it('tells which field a name is wrong in', async () => {
		const instead: FakeOptions['instead'] = ({ method }) =>
			method === 'POST' ? refusedWith(422, 'validation_error', { name: 'too long' }) : undefined;
		const { connect } = await start({ instead });
		const { administration } = (await connect()).client;
		const ofPolicy = await refusal(administration?.writePolicy?.({ name: 'p', policy }));
		assert.equal(ofPolicy.args.field, 'name');
		const role = { mount, role: 'web', rules: { issuer: 'x' }, exists: false };
		assert.equal((await refusal(administration?.writeRole?.(role))).args.field, 'role');
		const ca = { mount, commonName: 'CA', ttlSeconds: 86_400, keyType: 'ec' } as const;
		assert.equal((await refusal(administration?.generateRoot?.(ca))).args.field, 'issuerName');
	});
});
