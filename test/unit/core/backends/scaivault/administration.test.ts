/** CAs, roles, CRLs, policies, bindings and the audit log, against the fake of ScaiVault's server. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { Backend } from '../../../../../src/core/backends/contract/backend.js';
import { firstPemDer } from '../../../../../src/core/find/pem.js';
import { readCrl } from '../../../../../src/core/x509/crl.js';
import { isPkiError } from '../../../../../src/core/common/errors.js';
import {
	makeCas,
	mount,
	openFake,
	type OpenFake,
} from '../../../../support/scaivault/connection.js';
import type { FakeOptions } from '../../../../support/scaivault/fake.js';

describe('core/backends/scaivault/administration', () => {
	const opened: OpenFake[] = [];
	const start = async (readings?: FakeOptions['readings']) => {
		const open = await openFake({ origin: 'http', readings });
		opened.push(open);
		return { ...open, client: (await open.connect()).client };
	};
	afterEach(async () => {
		await Promise.all(opened.splice(0).map((one) => one.stop()));
	});
	const wish = { mount, role: 'web', commonName: 'api.lab.test' };

	it('makes a root and an intermediate below it, whatever the list says of parents', async () => {
		for (const authorityParent of ['absent', 'parent_ca_id'] as const) {
			const { client } = await start({ authorityParent });
			const { root, issuing } = await makeCas(client);
			const certificate = new X509Certificate(issuing.certificatePem);
			assert.ok(certificate.verify(new X509Certificate(root.certificatePem).publicKey));
			assert.deepEqual(issuing.chainPem, [root.certificatePem]);
			const { items } = await client.listAuthorities(mount, {});
			const found = (name: string) => items.find((item) => item.name === name);
			assert.equal(found('issuing')?.parentId, found('root')?.id);
			assert.deepEqual([found('root')?.parentId, found('root')?.isActive], [undefined, true]);
		}
	});

	it('says that a name is taken, in both spellings', async () => {
		for (const conflict of ['conflict', 'validation_error'] as const) {
			const { client } = await start({ conflict });
			await makeCas(client);
			await rejects(makeCas(client), 'exists', 'authority');
			const role = { mount, role: 'web', rules: {}, exists: false };
			await rejects(client.administration?.writeRole?.(role), 'exists', 'role');
		}
	});

	it('writes roles in hours, changes only what is given, and refuses what no role can say', async () => {
		const { client, fake } = await start();
		await makeCas(client);
		const sent = fake.requests.find(
			({ path, method }) => path === '/v1/pki/roles' && method === 'POST',
		);
		assert.equal((JSON.parse(sent?.body ?? '{}') as { max_ttl?: string }).max_ttl, '720h');
		const { rules } = await client.readRole(mount, 'web');
		await client.administration?.writeRole?.({ mount, role: 'web', rules: { clientAuth: false } });
		const after = await client.readRole(mount, 'web');
		assert.deepEqual(after.rules, { ...rules, clientAuth: false });
		const odd = { mount, role: 'web', rules: { allowAnyName: true } };
		await rejects(client.administration?.writeRole?.(odd), 'unsupported', 'roleRule');
	});

	it('writes a role without the tutorial’s fields where the server refuses them, and says so', async () => {
		const { client } = await start({ roleFlags: 'refused' });
		await makeCas(client, 'plain');
		const change = { mount, role: 'plain', rules: { serverAuth: true, requireCommonName: false } };
		const outcome = await client.administration?.writeRole?.(change);
		assert.match(outcome?.warnings.join() ?? '', /server_flag/);
		assert.equal((await client.readRole(mount, 'plain')).rules.requireCommonName, false);
	});

	it('has a CRL for each CA, in every form, and makes each anew', async () => {
		for (const crlDefault of ['pem', 'der'] as const) {
			const { client } = await start({ crlDefault });
			const { root, issuing } = await makeCas(client);
			for (const [authority, outcome] of [
				['root', root],
				['issuing', issuing],
			] as const) {
				const before = await client.readAuthorityCrl?.(mount, authority);
				await client.administration?.rotateCrl?.({ mount, authority });
				const record = await client.readAuthorityCrl?.(mount, authority);
				const der = firstPemDer(record?.crlPem ?? '', 'X509 CRL');
				assert.ok(der);
				const facts = readCrl(der);
				const { subject } = new X509Certificate(outcome.certificatePem);
				assert.equal(facts.issuer, subject.replaceAll('\n', ','));
				assert.notEqual(record?.crlNumber, before?.crlNumber);
			}
		}
	});

	it('revokes a CA with everything below it', async () => {
		const { client } = await start();
		const { issuing } = await makeCas(client);
		const issued = await client.issue?.(wish);
		assert.ok(issued);
		await client.administration?.revokeAuthority?.({
			...{ mount, issuer: 'issuing', reason: 'keyCompromise' },
		});
		const record = await client.readCertificate(mount, issued.serialNumber);
		assert.deepEqual([record.revoked, record.revocationReason], [true, 'keyCompromise']);
		const { items } = await client.listAuthorities(mount, {});
		assert.equal(items.find(({ id }) => id === issuing.authorityId)?.isActive, false);
		await rejects(client.issue?.(wish), 'exists');
	});

	it('lets an identity issue from one role only, by the reading that the server has', async () => {
		for (const issuePermission of ['read', 'write'] as const) {
			for (const policyPath of ['pki', 'v1/pki'] as const) {
				const { client, fake, connect } = await start({ issuePermission, policyPath });
				await makeCas(client);
				await client.administration?.writeRole?.({
					...{ mount, role: 'other', exists: false },
					rules: { allowedDomains: ['*.lab.test'], issuer: 'issuing', keyType: 'ec' },
				});
				const suffix = policyPath === 'pki' ? '' : 'BelowV1';
				const reading = `${issuePermission}AllowsIssue${suffix}` as const;
				assert.ok(client.policyReadings?.includes(reading));
				const policy = client.rolePolicy?.({ mount, role: 'web', allow: ['issue'], reading });
				assert.ok(policy);
				assert.deepEqual([policy.language, policy.reading], ['json', reading]);
				await bind(client, policy, 'sa:web');
				const token = fake.token({ scopes: ['pki:issue'], identity: 'sa:web' });
				const narrow = (await connect({ token })).client;
				assert.ok(await narrow.issue?.(wish));
				await rejects(narrow.issue?.({ ...wish, role: 'other' }), 'forbidden');
			}
		}
	});

	it('reads a policy back as it was written, replaces it, and keeps whom it is bound to', async () => {
		const { client } = await start();
		const { administration } = client;
		const first = client.rolePolicy?.({ mount, role: 'web', allow: ['issue'] });
		assert.ok(first);
		assert.deepEqual(await administration?.readPolicy?.({ name: first.name }), {
			policy: undefined,
		});
		const binding = await bind(client, first, 'sa:web');
		const found = await administration?.readPolicy?.({ name: first.name });
		assert.equal(found?.policy, first.policy);
		const second = client.rolePolicy?.({ mount, role: 'web', allow: ['issue', 'sign'] });
		await administration?.writePolicy?.({ name: first.name, policy: second?.policy ?? '' });
		const replaced = await administration?.readPolicy?.({ name: first.name });
		assert.equal(replaced?.policy, second?.policy);
		const { name } = first;
		assert.deepEqual(await administration?.listBindings?.({ name }), [binding]);
		await administration?.unbindPolicy?.({ policy: name, id: binding.id });
		assert.deepEqual(await administration?.listBindings?.({ name }), []);
		await rejects(administration?.listBindings?.({ name: 'none' }), 'notFound', 'noPolicy');
		assert.throws(
			() => client.rolePolicy?.({ mount, role: 'w*b', allow: ['issue'] }),
			(error) => isPkiError(error, 'invalid') && error.reason === 'policyPath',
		);
	});

	it('lists what was done with certificates, by filter and page, wherever an entry has the facts', async () => {
		for (const auditExtra of ['flat', 'nested', 'pathOnly'] as const) {
			const { client } = await start({ auditExtra });
			await makeCas(client);
			const issued = await client.issue?.(wish);
			await client.revoke?.({ mount, serialNumber: issued?.serialNumber ?? '' });
			const all = await client.listAuditEvents?.({}, {});
			const actions = all?.items.map(({ action }) => action);
			assert.deepEqual(actions, ['revoke', 'issue', 'createAuthority', 'createAuthority']);
			const one = await client.listAuditEvents?.({ actions: ['issue'] }, { limit: 1 });
			const [event] = one?.items ?? [];
			assert.deepEqual([event?.role, event?.succeeded], ['web', true]);
			const serial = auditExtra === 'pathOnly' ? undefined : issued?.serialNumber;
			assert.equal(event?.serialNumber, serial);
			const later = { from: new Date(Date.now() + 60_000).toISOString() };
			assert.deepEqual((await client.listAuditEvents?.(later, {}))?.items, []);
		}
	});

	it('says which right the audit log needs', async () => {
		const { fake, connect } = await start();
		const { client } = await connect({ token: fake.token({ scopes: ['pki:admin'] }) });
		await rejects(client.listAuditEvents?.({}, {}), 'forbidden', 'missingRight');
	});
});

async function bind(
	{ administration }: Backend,
	{ name, policy }: { readonly name: string; readonly policy: string },
	identity: string,
) {
	await administration?.writePolicy?.({ name, policy });
	const request = { policy: name, identity, identityKind: 'serviceAccount' } as const;
	const outcome = await administration?.bindPolicy?.(request);
	assert.ok(outcome);
	return outcome.binding;
}

async function rejects(
	call: Promise<unknown> | undefined,
	code: string,
	reason?: string,
): Promise<void> {
	const error = await call?.catch((caught: unknown) => caught);
	assert.ok(isPkiError(error), 'It was not refused');
	assert.equal(error.code, code, error.message);
	if (reason !== undefined) assert.equal(error.reason, reason);
}
