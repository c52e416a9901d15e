/** What was made is answered, and a refusal is read for what it says: issuing, CAs and roles. */
import assert from 'node:assert/strict';
import {
	answered,
	makeCas,
	mount,
	openFake,
	type OpenFake,
	refusal,
	refusedWith,
} from '../../../../support/scaivault/connection.js';
import type { FakeOptions } from '../../../../support/scaivault/fake.js';
import type { Instead, RecordedRequest } from '../../../../support/scaivault/server/listener.js';

describe('core/backends/scaivault: what was made', () => {
	const opened: OpenFake[] = [];
	afterEach(async () => {
		await Promise.all(opened.splice(0).map((one) => one.stop()));
	});

	/** Two CAs and the role `web`; `instead` may be set later. */
	async function start(readings: FakeOptions['readings'] = {}) {
		const hook: { instead: (request: RecordedRequest) => Instead } = { instead: () => undefined };
		const instead = (request: RecordedRequest) => hook.instead(request);
		const open = await openFake({ origin: 'http', readings, instead });
		opened.push(open);
		const { client } = await open.connect();
		const made = await makeCas(client);
		return { ...open, ...made, client, hook };
	}
	const wish = { mount, role: 'web', commonName: 'api.lab.test' };

	it('hands the key over where the chain cannot be read', async () => {
		const { client, hook, connect } = await start();
		const issued = await client.issue?.(wish);
		assert.ok(issued);
		const { certificatePem, privateKeyPem } = issued;
		for (const failure of [refusedWith(500, 'internal_error'), 'reset', 'hang'] as const) {
			hook.instead = ({ path, method }) => {
				if (path === '/v1/pki/ca') return failure;
				return method === 'POST'
					? answered(201, { certificate: certificatePem, private_key: privateKeyPem })
					: undefined;
			};
			const again = await (await connect()).client.issue?.(wish, { timeoutMs: 1500 });
			assert.equal(again?.privateKeyPem, privateKeyPem);
			assert.deepEqual(again?.chainPem, []);
		}
	});

	it('says that a CA is there whose certificate cannot be read', async () => {
		const { client, hook } = await start();
		hook.instead = ({ path }) =>
			path.endsWith('/certificate') ? refusedWith(500, 'internal_error') : undefined;
		const request = { mount, commonName: 'Second', ttlSeconds: 86_400, keyType: 'ec' } as const;
		const error = await refusal(client.administration?.generateRoot?.(request));
		assert.deepEqual([error.code, error.reason], ['unexpected', 'authorityUnread']);
		hook.instead = () => undefined;
		const { items } = await client.listAuthorities(mount, {});
		assert.equal(items.find(({ name }) => name === 'second')?.id, error.args.id);
	});

	it('keeps the other CAs where one cannot be read', async () => {
		const { root, hook, connect } = await start();
		for (const failure of [
			refusedWith(500, 'internal_error'),
			{
				status: 200,
				headers: {},
				body: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
			},
		]) {
			hook.instead = ({ path }) =>
				path === `/v1/pki/ca/${root.authorityId ?? ''}/certificate` ? failure : undefined;
			const { items } = await (await connect()).client.listAuthorities(mount, {});
			assert.deepEqual(items.map(({ name }) => name).sort(), ['issuing', 'root']);
		}
	});

	it('asks once where the role refuses a name, and again where the form is refused', async () => {
		const { client, fake, hook } = await start();
		const sent = () => fake.requests.filter(({ path }) => path === '/v1/pki/issue/web').length;
		await refusal(client.issue?.({ ...wish, altNames: ['api.other.test'] }));
		assert.equal(sent(), 1);
		for (const [words, count] of [
			['alt_names: "unknown.lab.test" is not permitted', 1],
			['alt_names: no string that this role allows', 1],
			['alt_names: Input should be a valid string', 2],
			['alt_names: unknown field', 2],
		] as const) {
			const before = sent();
			hook.instead = ({ path }) =>
				path === '/v1/pki/issue/web'
					? answered(422, { error: { code: 'validation_error', message: words } })
					: undefined;
			await refusal(client.issue?.({ ...wish, altNames: ['unknown.lab.test'] }));
			assert.equal(sent() - before, count, words);
		}
	});

	it('writes a longer lifetime where the server takes hours alone, and says so', async () => {
		const { client, hook } = await start();
		hook.instead = ({ path, body }) =>
			path.startsWith('/v1/pki/roles') && /"max_ttl":"\d+[ms]"/.test(body)
				? refusedWith(400, 'invalid_duration')
				: undefined;
		for (const [maxTtlSeconds, seconds] of [
			[5400, 7200],
			[90, 3600],
		] as const) {
			const change = { mount, role: 'web', rules: { maxTtlSeconds } };
			const outcome = await client.administration?.writeRole?.(change);
			assert.equal((await client.readRole(mount, 'web')).rules.maxTtlSeconds, seconds);
			const args = { seconds, asked: maxTtlSeconds };
			assert.deepEqual(outcome?.notes, [{ code: 'longerLifetime', args }]);
		}
	});

	it('never writes a shorter lifetime than asked for where hours are refused', async () => {
		const { client, fake, hook } = await start();
		hook.instead = ({ path }) =>
			path === '/v1/pki/roles/web' ? refusedWith(400, 'invalid_duration') : undefined;
		const change = { mount, role: 'web', rules: { maxTtlSeconds: 720 * 3600 }, exists: true };
		const before = fake.requests.length;
		const error = await refusal(client.administration?.writeRole?.(change));
		assert.equal(error.args.serverCode, 'invalid_duration');
		assert.equal(fake.requests.length - before, 1);
	});

	it('changes the CA of a role by name, and sends nothing where the name cannot be looked up', async () => {
		const { client, root, fake, hook } = await start();
		const change = { mount, role: 'web', rules: { issuer: 'root' }, exists: true };
		await client.administration?.writeRole?.(change);
		assert.equal((await client.readRole(mount, 'web')).rules.issuer, root.authorityId);
		hook.instead = ({ path }) =>
			path === '/v1/pki/ca' ? refusedWith(500, 'internal_error') : undefined;
		await refusal(client.administration?.writeRole?.(change));
		assert.equal(fake.requests.filter(({ method }) => method === 'PATCH').length, 1);
		hook.instead = ({ path }) =>
			path === '/v1/pki/ca' ? refusedWith(403, 'access_denied') : undefined;
		const byId = { ...change, rules: { issuer: root.authorityId ?? '' } };
		await client.administration?.writeRole?.(byId);
		assert.equal(fake.requests.filter(({ method }) => method === 'PATCH').length, 2);
	});

	it('names no scope that no page has', async () => {
		const { client, hook } = await start({ missingScope: 'insufficient_scope' });
		hook.instead = ({ method, path }) =>
			method === 'POST' && path.endsWith('/crl')
				? refusedWith(403, 'insufficient_scope')
				: undefined;
		const error = await refusal(client.administration?.rotateCrl?.({ mount, authority: 'root' }));
		assert.deepEqual(
			[error.code, error.reason, error.args.scope],
			['forbidden', undefined, undefined],
		);
	});
});
