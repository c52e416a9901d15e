/** A policy made from a role, and a token that has it: it may do that and nothing else. */
import assert from 'node:assert/strict';
import type { Backend, RoleRight } from '../../../src/core/backends/contract/backend.js';
import { administrationOf } from '../../support/administration.js';
import { startTestLab, type TestLab } from '../../support/openbao.js';
import { rejectsWith } from '../../support/rejections.js';
import { makeRequest } from '../../support/tlsCertificates.js';

describe('Vault: policies and tokens', function () {
	this.timeout(60_000);
	let lab: TestLab;
	const clients: Backend[] = [];

	before(async () => {
		lab = await startTestLab();
		await lab.server.api('POST', 'pki/roles/other', { allow_any_name: true, key_type: 'any' });
		await lab.server.api('POST', 'sys/mounts/team%20a/pki', { type: 'pki' });
	});
	afterEach(() => clients.splice(0).forEach((client) => client.dispose()));
	after(() => lab.stop());

	const admin = () => administrationOf(lab.client);
	const policyOf = (allow: readonly RoleRight[], mount = 'pki') =>
		lab.client.rolePolicy?.({ mount, role: 'web', allow }) ?? assert.fail('no policies');

	/** A client whose token has this policy and the default one. */
	async function holder(allow: readonly RoleRight[]): Promise<Backend> {
		const { policy } = policyOf(allow);
		const name = `may-${allow.join('-').toLowerCase()}`;
		await admin().writePolicy({ name, policy });
		const { token, policies, ttlSeconds } = await admin().createToken({
			...{ policies: [name], ttlSeconds: 600 },
		});
		assert.deepEqual([...policies].sort(), ['default', name].sort());
		assert.equal(ttlSeconds, 600);
		const client = await lab.server.connect(token);
		clients.push(client);
		return client;
	}

	const commonName = 'a.api.test';
	const issue = (client: Backend, role = 'web') =>
		client.issue?.({ mount: 'pki', role, commonName }) ?? assert.fail('cannot issue');
	const sign = async (client: Backend, role = 'web') => {
		const request = await makeRequest(commonName);
		return client.sign?.({ mount: 'pki', role, commonName, request }) ?? assert.fail('cannot sign');
	};
	const page = { limit: 10 };

	it('may issue from its role and do nothing else', async () => {
		const client = await holder(['issue']);
		const { certificatePem, serialNumber } = await issue(client);
		assert.match(certificatePem, /BEGIN CERTIFICATE/);
		const rest: readonly (readonly [string, () => Promise<unknown>])[] = [
			['issue from another role', () => issue(client, 'other')],
			['sign', () => sign(client)],
			['read the role', () => client.readRole('pki', 'web')],
			['list roles', () => client.listRoles('pki', page)],
			['list certificates', () => client.listCertificates('pki', page)],
			['revoke', async () => client.revoke?.({ mount: 'pki', serialNumber })],
			['rotate the CRL', () => administrationOf(client).rotateCrl({ mount: 'pki' })],
			[
				'write the role',
				() => administrationOf(client).writeRole({ mount: 'pki', role: 'web', rules: {} }),
			],
			['read policies', () => administrationOf(client).readPolicy({ name: 'default2' })],
			['make tokens', () => administrationOf(client).createToken({ policies: ['root'] })],
		];
		for (const [what, attempt] of rest) {
			await assert.rejects(attempt, { code: 'forbidden' }, what);
		}
	});

	it('may do each of the other things alone', async () => {
		const signer = await holder(['sign']);
		assert.match((await sign(signer)).certificatePem, /BEGIN CERTIFICATE/);
		await rejectsWith(issue(signer), 'forbidden');
		await rejectsWith(sign(signer, 'other'), 'forbidden');

		const reader = await holder(['readRole']);
		assert.equal((await reader.readRole('pki', 'web')).role, 'web');
		await rejectsWith(reader.readRole('pki', 'other'), 'forbidden');

		const { serialNumber } = await issue(lab.client);
		const lister = await holder(['listCertificates']);
		const { items } = await lister.listCertificates('pki', page);
		assert.ok(items.some((item) => item.serialNumber === serialNumber));
		await rejectsWith(
			Promise.resolve(lister.revoke?.({ mount: 'pki', serialNumber })),
			'forbidden',
		);

		const revoker = await holder(['revoke']);
		assert.equal((await revoker.revoke?.({ mount: 'pki', serialNumber }))?.revoked, true);
		await rejectsWith(issue(revoker), 'forbidden');
	});

	it('is read back as it was written, and missed where there is none', async () => {
		const { name, policy } = policyOf(['issue', 'sign', 'readRole']);
		assert.equal(name, 'pki-web');
		assert.deepEqual(await admin().readPolicy({ name }), { policy: undefined });
		await admin().writePolicy({ name, policy });
		assert.deepEqual(await admin().readPolicy({ name }), { policy });
		const spaced = policyOf(['issue'], 'team a/pki');
		assert.equal(spaced.name, 'team a-pki-web');
		await admin().writePolicy(spaced);
		assert.deepEqual(await admin().readPolicy({ name: spaced.name }), { policy: spaced.policy });
	});

	it('is refused where it would mean other paths as well', () => {
		for (const mount of ['team/+', '+/pki', 'a/{{identity.entity.name}}']) {
			assert.throws(() => policyOf(['issue'], mount), { code: 'invalid', reason: 'policyPath' });
		}
		assert.match(policyOf(['issue'], 'a+b').policy, /path "a\+b\/issue\/web"/);
	});

	it('says which right is missing', async () => {
		const client = await lab.server.connect(
			await lab.server.tokenFor('path "x" { capabilities = ["read"] }'),
		);
		clients.push(client);
		const lacking = administrationOf(client);
		const attempts = [
			[() => lacking.readPolicy({ name: 'pki-web' }), 'read', 'sys/policies/acl/pki-web'],
			[
				() => lacking.writePolicy({ name: 'pki-web', policy: '' }),
				...(['update', 'sys/policies/acl/pki-web'] as const),
			],
			[() => lacking.createToken({ policies: ['pki-web'] }), 'update', 'auth/token/create'],
		] as const;
		for (const [attempt, right, path] of attempts) {
			const { args } = await rejectsWith(attempt(), 'forbidden', 'missingRight');
			assert.deepEqual([args.right, args.path], [right, path]);
		}
		// What is named is really all that was missing.
		const rules = attempts.map(
			([, right, path]) => `path "${path}" { capabilities = ["${right}"] }`,
		);
		const able = await lab.server.connect(await lab.server.tokenFor(rules.join('\n')));
		clients.push(able);
		const { policy } = policyOf(['issue']);
		await administrationOf(able).writePolicy({ name: 'pki-web', policy });
		assert.deepEqual(await administrationOf(able).readPolicy({ name: 'pki-web' }), { policy });
		const { accessor } = await administrationOf(able).createToken({ policies: ['default'] });
		assert.notEqual(accessor, '');
	});
});
