import * as assert from 'node:assert/strict';
import type { IssuedCertificate } from '../../../src/core/backends/contract/backend.js';
import { findIssuerPlace } from '../../../src/core/backends/issuing/findIssuer.js';
import { freshChecks } from '../../../src/core/rotate/checks.js';
import type { FreshPair } from '../../../src/core/rotate/pair.js';
import { replaceInFile } from '../../../src/core/rotate/replaceInFile.js';
import { fitOfRole, wishesLike } from '../../../src/core/rotate/wishes.js';
import { chainItemOf } from '../../../src/core/x509/chain.js';
import { setUpCa, startTestLab, type TestLab } from '../../support/openbao.js';
import { handshake } from '../../support/shakenHands.js';

describe('Vault: a certificate in the place of another', function () {
	this.timeout(30_000);
	let lab: TestLab;
	before(async () => {
		lab = await startTestLab();
		const names = { allowed_domains: 'api.test', allow_subdomains: true, key_type: 'ec' };
		await lab.server.api('POST', 'pki/roles/client', { ...names, server_flag: false });
		await lab.server.api('POST', 'pki/roles/server', { ...names, client_flag: false });
		await lab.server.api('POST', 'pki/roles/rsa', { ...names, key_type: 'rsa' });
		await setUpCa(lab.server, 'aside');
	});
	after(() => lab.stop());

	const wish = { mount: 'pki', role: 'web', commonName: 'a.api.test', ttlSeconds: 3600 };

	async function issue(role: string): Promise<IssuedCertificate> {
		const issued = await lab.client.issue?.({ ...wish, role, altNames: ['b.api.test'] });
		assert.ok(issued);
		return issued;
	}

	function pairOf({ certificatePem, chainPem, privateKeyPem }: IssuedCertificate): FreshPair {
		const leaf = chainItemOf(certificatePem);
		const above = chainPem.flatMap((pem) => chainItemOf(pem) ?? []);
		assert.ok(leaf && privateKeyPem !== undefined);
		return { leaf, above, privateKeyPem };
	}

	const failed = (old: IssuedCertificate, fresh: IssuedCertificate) =>
		freshChecks(pairOf(old), pairOf(fresh), fresh.privateKeyPem ?? '', new Date()).filter(
			({ ok }) => ok !== true,
		);

	it('comes from the mount whose key signed it, and the roles that would issue the same', async () => {
		const { client } = lab;
		const { leaf } = pairOf(await issue('client'));
		const place = await findIssuerPlace(client, leaf, [], {});
		assert.equal(place?.mount, 'pki');
		const { items } = await client.listRoles('pki', {});
		const fits = await Promise.all(
			items.map(async ({ role }) => {
				const { rules } = await client.readRole('pki', role);
				return [role, fitOfRole(leaf.facts, rules)];
			}),
		);
		assert.deepEqual(Object.fromEntries(fits), {
			...{ client: 'exact', rsa: undefined, server: undefined, web: undefined },
		});
	});

	it('is as the old one where the same is asked for, lifetime included', async () => {
		const old = await issue('web');
		const { leaf } = pairOf(old);
		const wishes = wishesLike(leaf.facts, { mount: 'pki', role: 'web' });
		assert.deepEqual([wishes.ttlSeconds, wishes.usage, wishes.keyType], [3600, 'both', 'P-256']);
		const fresh = await lab.client.issue?.(wishes);
		assert.ok(fresh);
		assert.deepEqual(failed(old, fresh), []);
		const content = Buffer.from(`${old.privateKeyPem ?? ''}\n${old.certificatePem}\n`);
		const replaced = await replaceInFile(content, pairOf(old), pairOf(fresh), { path: 'a.pem' });
		const pem = Buffer.from(replaced?.content ?? '').toString();
		assert.equal(await handshake({ pem, ca: old.chainPem.at(-1) ?? '', name: 'b.api.test' }), true);
	});

	it('says which names and usages are not kept', async () => {
		const old = await issue('web');
		const fresh = await lab.client.issue?.({ ...wish, role: 'client', commonName: 'a.api.test' });
		assert.ok(fresh);
		assert.deepEqual(
			failed(old, fresh).map(({ name, differences = [] }) => [
				name,
				...differences.map(({ code, args }) => `${code} ${Object.values(args).join()}`),
			]),
			[
				['namesKept', 'namesMissing b.api.test'],
				['usagesKept', 'usagesMissing serverAuth'],
			],
		);
	});

	it('is refused with another key, and with a chain that does not lead up', async () => {
		const [old, fresh] = [await issue('web'), await issue('web')];
		const checks = (pair: FreshPair, key: string) =>
			freshChecks(pairOf(old), pair, key, new Date())
				.filter(({ ok }) => ok === false)
				.map(({ name }) => name);
		assert.deepEqual(checks(pairOf(fresh), old.privateKeyPem ?? ''), ['keyMatches']);
		const { data } = await lab.server.api('GET', 'aside/cert/ca');
		const foreign = chainItemOf((data as { certificate: string }).certificate);
		assert.ok(foreign);
		const broken = { ...pairOf(fresh), above: [foreign] };
		assert.deepEqual(checks(broken, fresh.privateKeyPem ?? ''), ['chainVerifies']);
	});
});
