import * as assert from 'node:assert/strict';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { issueMany, setUpCa, startTestServer, type TestServer } from '../../support/openbao.js';
import { rejectsWith } from '../../support/rejections.js';

const issueOnly = `
path "pki/issue/web" { capabilities = ["update"] }
path "pki/sign/web" { capabilities = ["update"] }
path "pki/roles/web" { capabilities = ["read"] }
`;

describe('Vault: three tokens', function () {
	this.timeout(30_000);
	let server: TestServer;
	let serial: string;
	const clients: Backend[] = [];

	before(async () => {
		server = await startTestServer();
		await setUpCa(server);
		serial = (await issueMany(server, 3))[0] ?? '';
	});
	afterEach(() => clients.splice(0).forEach((client) => client.dispose()));
	after(() => server.stop());

	async function connect(token?: string): Promise<Backend> {
		const client = await server.connect(token);
		clients.push(client);
		return client;
	}

	describe('root', () => {
		it('knows product, version and state; its token never expires', async () => {
			const status = await (await connect()).status();
			assert.equal(status.product, 'OpenBao');
			assert.match(status.version ?? '', /^2\.\d+\.\d+/);
			assert.equal(status.state, 'active');
			assert.equal(status.credentialsExpireAt, undefined);
		});

		it('lists PKI mounts only, with the maximum TTL', async () => {
			const { items } = await (await connect()).listMounts({});
			assert.deepEqual(items, [{ mount: 'pki', maxTtlSeconds: 87_600 * 3600 }]);
		});

		it('may do everything', async () => {
			const permissions = await (await connect()).permissions?.('pki', 'web');
			assert.ok(permissions);
			assert.ok(Object.values(permissions).every((value) => value));
		});

		it('rejects for an unknown mount and for one of another kind, rather than with nothing', async () => {
			const client = await connect();
			for (const mount of ['nope', 'secret', 'cubbyhole']) {
				await rejectsWith(client.listCertificates(mount, {}), 'notFound');
				await rejectsWith(client.listRoles(mount, {}), 'notFound');
				await rejectsWith(client.listAuthorities(mount, {}), 'notFound');
			}
			await server.api('POST', 'sys/mounts/kv', { type: 'kv' });
			for (const path of ['certs', 'certs/detailed', 'certs/revoked']) {
				await server.api('POST', `kv/${path}/web`, { a: 'b' });
				await rejectsWith(client.listCertificates('kv', {}), 'notFound', 'notPki');
				await rejectsWith(Promise.resolve(client.listRevoked?.('kv', {})), 'notFound', 'notPki');
			}
			await rejectsWith(Promise.resolve(client.countCertificates?.('kv')), 'notFound', 'notPki');
			await server.api('DELETE', 'sys/mounts/kv');
			await server.api('POST', 'sys/mounts/ssh', { type: 'ssh' });
			const role = { key_type: 'ca', allow_user_certificates: true };
			await server.api('POST', 'ssh/roles/deploy', role);
			await rejectsWith(client.listRoles('ssh', {}), 'notFound', 'notPki');
			await server.api('DELETE', 'sys/mounts/ssh');
			await rejectsWith(client.readRole('pki', 'nope'), 'notFound', 'noRole');
			await rejectsWith(client.readAuthority('pki', 'nope'), 'notFound', 'noAuthority');
			await rejectsWith(client.readCertificate('pki', 'aabbcc'), 'notFound', 'noCertificate');
		});

		it('refuses a path that would leave the mount', async () => {
			await rejectsWith((await connect()).listRoles('pki/../sys', {}), 'invalid', 'badPath');
		});

		it('answers an empty page for an empty PKI mount', async () => {
			await server.api('POST', 'sys/mounts/empty', { type: 'pki' });
			const client = await connect();
			assert.deepEqual((await client.listCertificates('empty', {})).items, []);
			assert.deepEqual((await client.listAuthorities('empty', {})).items, []);
			assert.deepEqual((await client.listRoles('empty', {})).items, []);
			assert.deepEqual((await client.listRevoked?.('empty', {}))?.items, []);
			await server.api('DELETE', 'sys/mounts/empty');
		});
	});

	describe('issue only', () => {
		let client: Backend;
		beforeEach(async () => {
			client = await connect(await server.tokenFor(issueOnly));
		});

		it('has a token that expires', async () => {
			const { credentialsExpireAt = '' } = await client.status();
			const minutes = (Date.parse(credentialsExpireAt) - Date.now()) / 60_000;
			assert.ok(minutes > 55 && minutes <= 60, credentialsExpireAt);
		});

		it('finds its mounts', async () => {
			assert.deepEqual(
				(await client.listMounts({})).items.map(({ mount }) => mount),
				['pki'],
			);
		});

		it('knows what it may not do', async () => {
			assert.deepEqual(await client.permissions?.('pki', 'web'), {
				listAuthorities: true,
				listRoles: false,
				listCertificates: false,
				revoke: false,
				administer: false,
				issue: true,
				sign: true,
			});
			assert.equal((await client.permissions?.('pki', 'other'))?.issue, false);
		});

		it('reads its role, issuers, certificates and the CRL, and issues', async () => {
			assert.equal((await client.readRole('pki', 'web')).rules.allowSubdomains, true);
			const [root] = (await client.listAuthorities('pki', {})).items;
			assert.equal(root?.name, 'test-root');
			assert.equal(root.subject, 'CN=Test Root');
			assert.ok(root.isDefault && root.hasKey);
			assert.equal((await client.readAuthority('pki', 'test-root')).id, root.id);
			const record = await client.readCertificate('pki', serial);
			assert.equal(record.serialNumber, serial);
			assert.equal(record.chainPem.length, 1);
			assert.match((await client.readCrl?.('pki'))?.crlPem ?? '', /BEGIN X509 CRL/);
			const request = { mount: 'pki', role: 'web', commonName: 'mine.api.test' };
			assert.match((await client.issue?.(request))?.privateKeyPem ?? '', /BEGIN PRIVATE KEY/);
		});

		it('is refused the lists and the writing, by code', async () => {
			await rejectsWith(client.listRoles('pki', {}), 'forbidden');
			await rejectsWith(client.listCertificates('pki', {}), 'forbidden');
			await rejectsWith(client.countCertificates?.('pki') ?? Promise.resolve(), 'forbidden');
			const revoke = client.revoke?.({ mount: 'pki', serialNumber: serial });
			await rejectsWith(revoke ?? Promise.resolve(), 'forbidden');
			const rotate = client.administration?.rotateCrl?.({ mount: 'pki' });
			await rejectsWith(rotate ?? Promise.resolve(), 'forbidden');
		});
	});

	describe('no rights', () => {
		it('is refused, never shown an empty list', async () => {
			const client = await connect(await server.tokenFor('path "x" { capabilities = ["read"] }'));
			await rejectsWith(client.listMounts({}), 'forbidden', 'noVisibleMount');
			await rejectsWith(client.listRoles('pki', {}), 'forbidden');
			await rejectsWith(client.listCertificates('pki', {}), 'forbidden');
			const issue = client.issue?.({ mount: 'pki', role: 'web', commonName: 'a.api.test' });
			await rejectsWith(issue ?? Promise.resolve(), 'forbidden');
		});

		it('is told from a token that is not valid, even without the default policy', async () => {
			const { auth } = await server.api('POST', 'auth/token/create', {
				policies: ['nothing'],
				no_default_policy: true,
			});
			const token = (auth as { client_token: string }).client_token;
			const client = await connect(token);
			await rejectsWith(client.listRoles('pki', {}), 'forbidden');
			assert.deepEqual((await client.status()).notices, ['tokenCheckFailed']);
		});
	});

	it('says so when the token is not valid, or not there', async () => {
		const wrong = await connect('no-such-token');
		await rejectsWith(wrong.status(), 'unauthorized', 'badToken');
		await rejectsWith(wrong.listMounts({}), 'unauthorized', 'badToken');
		await rejectsWith(wrong.listCertificates('pki', {}), 'unauthorized', 'badToken');
		await rejectsWith(wrong.permissions?.('pki') ?? Promise.resolve(), 'unauthorized', 'badToken');
		const none = await connect('');
		assert.deepEqual((await none.status()).notices, ['noToken']);
		await rejectsWith(none.listMounts({}), 'unauthorized', 'noToken');
		const torn = await connect('two\nlines');
		await rejectsWith(torn.listMounts({}), 'unauthorized', 'badToken');
	});
});
