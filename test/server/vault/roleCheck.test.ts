import assert from 'node:assert/strict';
import type { Backend, CertificateWishes, RoleRules } from '../../../src/core/backends/backend.js';
import { checkWishes } from '../../../src/core/backends/roleCheck.js';
import { isPkiError } from '../../../src/core/common/errors.js';
import { setUpCa, startTestServer, type TestServer } from '../../support/openbao.js';

const names = [
	...['example.com', 'a.example.com', 'a.b.example.com', 'A.Example.COM', 'notexample.com'],
	...['*.example.com', '*.a.example.com', 'a*.example.com', 'a.*.example.com', '*.com'],
	...['localhost', 'localdomain', 'a.localhost', '*.localhost'],
	...['db-1.lab.test', 'db-1.x.lab.test', 'db.lab.test', '*.lab.test'],
	...['a_b.example.com', 'Alice Doe', 'ops@example.com', 'ops@a.example.com', 'ops@other.test'],
];

const roles: Readonly<Record<string, RoleRules>> = {
	subdomains: { allowedDomains: ['example.com'], allowSubdomains: true },
	bare: { allowedDomains: ['example.com'], allowBareDomains: true },
	both: { allowedDomains: ['example.com'], allowSubdomains: true, allowBareDomains: true },
	plain: { allowedDomains: ['example.com'], allowSubdomains: true, allowWildcards: false },
	globs: { allowedDomains: ['db-*.lab.test', 'example.com'], allowGlobDomains: true },
	anything: { allowAnyName: true },
	anytext: { allowAnyName: true, enforceHostnames: false },
	local: { allowLocalhost: true, allowSubdomains: true },
	strict: { allowedDomains: ['example.com'], allowSubdomains: true, allowLocalhost: false },
};

describe('What a role is expected to refuse, and what the server refuses', function () {
	this.timeout(60_000);
	let server: TestServer;
	let client: Backend;

	before(async () => {
		server = await startTestServer();
		await setUpCa(server);
		client = await server.connect();
	});
	after(async () => {
		client.dispose();
		await server.stop();
	});

	async function isRefused(wishes: CertificateWishes): Promise<boolean> {
		try {
			await client.issue?.({ ...wishes, ttlSeconds: 3600 });
			return false;
		} catch (error) {
			if (isPkiError(error, 'invalid')) return true;
			throw error;
		}
	}

	for (const [role, given] of Object.entries(roles)) {
		it(`is the same for the role "${role}"`, async () => {
			const key = { keyType: 'ec', keyBits: 256 };
			await client.administration?.writeRole({ mount: 'pki', role, rules: { ...given, ...key } });
			const { rules } = await client.readRole('pki', role);
			const wrong: string[] = [];
			for (const commonName of names) {
				const wishes = { mount: 'pki', role, commonName };
				const expected = checkWishes(rules, wishes).length > 0;
				const refused = await isRefused(wishes);
				if (expected !== refused) wrong.push(`${commonName}: ${refused ? 'refused' : 'issued'}`);
			}
			assert.deepEqual(wrong, []);
		});
	}

	it('is the same for addresses and URIs', async () => {
		const rules = { allowAnyName: true, allowIpSans: false, allowedUriSans: ['spiffe://lab/*'] };
		const role = 'sans';
		await client.administration?.writeRole({
			...{ mount: 'pki', role },
			rules: { ...rules, keyType: 'ec', keyBits: 256 },
		});
		const read = (await client.readRole('pki', role)).rules;
		for (const extra of [
			{ ipSans: ['10.0.0.1'] },
			{ uriSans: ['spiffe://lab/web'] },
			{ uriSans: ['spiffe://other/web'] },
			{ uriSans: ['spiffe://lab/web', 'urn:x'] },
		]) {
			const wishes = { mount: 'pki', role, commonName: 'a.test', ...extra };
			const expected = checkWishes(read, wishes).length > 0;
			assert.equal(await isRefused(wishes), expected, JSON.stringify(extra));
		}
	});
});
