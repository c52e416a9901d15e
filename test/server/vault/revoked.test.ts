import * as assert from 'node:assert/strict';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { readCrl } from '../../../src/core/x509/crl.js';
import { firstPemDer } from '../../../src/core/find/pem.js';
import { issueMany, setUpCa, startTestServer, type TestServer } from '../../support/openbao.js';

/** May list certificates, and not which of them are revoked. */
const listOnly = `
path "pki/certs" { capabilities = ["list"] }
path "pki/certs/" { capabilities = ["list"] }
path "pki/certs/detailed" { capabilities = ["list"] }
path "pki/certs/detailed/" { capabilities = ["list"] }
`;

describe('Vault: what is revoked, for a token that may not list it', function () {
	this.timeout(30_000);
	let server: TestServer;
	let root: Backend;
	let poor: Backend;

	before(async () => {
		server = await startTestServer();
		await setUpCa(server);
		root = await server.connect();
		poor = await server.connect(await server.tokenFor(listOnly));
	});
	after(async () => {
		root.dispose();
		poor.dispose();
		await server.stop();
	});

	const revokedOf = async (client: Backend) =>
		(await client.listCertificates('pki', { limit: 5000 })).items
			.filter(({ revoked }) => revoked)
			.map(({ serialNumber }) => serialNumber);
	const revoke = (serialNumber: string | undefined) =>
		root.revoke?.({ mount: 'pki', serialNumber: serialNumber ?? '' });
	/** The rich token's answer is the server's own list. */
	async function same(): Promise<readonly string[]> {
		const [rich, other] = [await revokedOf(root), await revokedOf(poor)];
		assert.deepEqual(other, rich);
		return other;
	}

	it('is read from the CRL, with the time', async () => {
		const [first, second] = await issueMany(server, 5);
		for (const serial of [first, second]) await revoke(serial);
		assert.deepEqual(await same(), [first, second].toSorted());
		const page = await poor.listRevoked?.('pki', { limit: 1 });
		assert.ok(page?.cursor);
		const next = await poor.listRevoked?.('pki', { limit: 1, cursor: page.cursor });
		const rows = [...page.items, ...(next?.items ?? [])];
		assert.deepEqual(
			rows.map(({ serialNumber }) => serialNumber),
			[first, second].toSorted(),
		);
		assert.equal(next?.cursor, undefined);
		assert.ok(rows.every(({ revoked, revokedAt }) => revoked && revokedAt !== undefined));
	});

	it('is read from the CRLs of all issuers', async () => {
		const [before] = await issueMany(server, 1);
		await server.api('POST', 'pki/root/generate/internal', {
			...{ common_name: 'Second Root', issuer_name: 'second', key_type: 'ec' },
		});
		await server.api('POST', 'pki/config/issuers', { default: 'second' });
		const [after] = await issueMany(server, 1);
		await revoke(before);
		await revoke(after);
		const revoked = await same();
		assert.ok([before, after].every((serial) => revoked.includes(serial ?? '')));
	});

	it('is read from the delta CRL too', async () => {
		await server.api('POST', 'pki/config/crl', { auto_rebuild: true, enable_delta: true });
		await server.api('GET', 'pki/crl/rotate');
		const [serial] = await issueMany(server, 1);
		await revoke(serial);
		await server.api('GET', 'pki/crl/rotate-delta');
		const { crlPem = '' } = (await root.readCrl?.('pki')) ?? {};
		const complete = readCrl(firstPemDer(crlPem, 'X509 CRL') ?? Buffer.alloc(0));
		assert.ok(!complete.revoked.some(({ serialNumber }) => serialNumber === serial));
		const revoked = await same();
		assert.ok(revoked.includes(serial ?? ''));
	});
});
