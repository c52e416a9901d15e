import * as assert from 'node:assert/strict';
import type {
	Backend,
	CertificateSummary,
	Page,
} from '../../../src/core/backends/contract/backend.js';
import { issueMany, setUpCa, startTestServer, type TestServer } from '../../support/openbao.js';

const count = 3000;

describe('Vault: pages of certificates', () => {
	let server: TestServer;
	let issued: readonly string[];
	let revoked: string;

	before(async function () {
		this.timeout(120_000);
		server = await startTestServer();
		await setUpCa(server);
		issued = await issueMany(server, count);
		revoked = issued[1234] ?? '';
		await server.api('POST', 'pki/revoke', { serial_number: revoked.replace(/..(?=.)/g, '$&:') });
	});
	after(() => server.stop());

	it('finds many serial numbers that begin alike, or the test would prove nothing', () => {
		const first = new Set(issued.map((serial) => serial.slice(0, 2)));
		assert.ok(first.size < count / 5, `${first.size} different first bytes`);
	});

	for (const limit of [200, 5000]) {
		it(`answers every row exactly once, ${limit} at a time, with details`, async () => {
			const client = await server.connect();
			const rows = await readAll(client, limit);
			// The root is stored like any other certificate.
			assert.equal(rows.length, count + 1);
			assert.deepEqual(new Set(rows.map((row) => row.serialNumber)).size, count + 1);
			for (const serial of issued) assert.ok(rows.some((row) => row.serialNumber === serial));
			assert.ok(rows.every((row) => row.notAfter !== undefined && !row.unread));
			const gone = rows.filter((row) => row.revoked).map((row) => row.serialNumber);
			assert.deepEqual(gone, [revoked]);
			client.dispose();
		}).timeout(60_000);
	}

	it('answers every row exactly once where details may not be listed', async () => {
		const token = await server.tokenFor('path "pki/certs" { capabilities = ["list"] }');
		const client = await server.connect(token);
		const first = await client.listCertificates('pki', { limit: 200 });
		assert.equal(first.total, count + 1);
		assert.equal(first.items.length, 200);
		assert.ok(first.items.every((row) => row.name !== row.serialNumber));
		const rows = await readAll(client, 1000);
		assert.equal(new Set(rows.map((row) => row.serialNumber)).size, count + 1);
		assert.deepEqual(
			rows.filter((row) => row.revoked).map((row) => row.serialNumber),
			[revoked],
		);
		client.dispose();
	}).timeout(60_000);

	it('sends a limit with every list, as a policy may demand', async () => {
		const token = await server.tokenFor(
			['pki/certs', 'pki/certs/detailed', 'pki/certs/revoked', 'pki/roles']
				.map((path) => `path "${path}" { capabilities = ["list"] required_parameters = ["limit"] }`)
				.join('\n'),
		);
		const client = await server.connect(token);
		assert.equal((await client.listCertificates('pki', { limit: 50 })).items.length, 50);
		assert.equal(await client.countCertificates?.('pki'), count + 1);
		assert.deepEqual((await client.listRoles('pki', {})).items, [{ role: 'web' }]);
		client.dispose();
	});

	it('gets every row where a policy allows small pages only', async () => {
		const token = await server.tokenFor(
			['pki/certs', 'pki/certs/detailed', 'pki/certs/revoked']
				.map((path) => `path "${path}" { capabilities = ["list"] pagination_limit = 150 }`)
				.join('\n'),
		);
		const client = await server.connect(token);
		assert.equal((await client.listCertificates('pki', { limit: 200 })).items.length, 200);
		const rows = await readAll(client, 1000);
		assert.equal(new Set(rows.map((row) => row.serialNumber)).size, count + 1);
		client.dispose();
	}).timeout(60_000);

	it('tells the number of rows from the second page on, and when asked', async () => {
		const client = await server.connect();
		const first = await client.listCertificates('pki', {});
		assert.equal(first.items.length, 200);
		assert.equal(first.total, undefined);
		const second = await client.listCertificates('pki', { cursor: first.cursor });
		assert.equal(second.total, count + 1);
		assert.equal(await client.countCertificates?.('pki'), count + 1);
		client.dispose();
	});

	it('goes on from a cursor in a client that has never seen the list', async () => {
		const one = await server.connect();
		const { cursor } = await one.listCertificates('pki', { limit: 1000 });
		const two = await server.connect();
		const page = await two.listCertificates('pki', { cursor, limit: 5000 });
		assert.equal(page.items.length, count + 1 - 1000);
		one.dispose();
		two.dispose();
	});

	it('costs three requests for a first page at most', async () => {
		const requests: string[] = [];
		const debug = (line: string) => requests.push(line);
		const log = { trace: debug, debug, info: debug, warn: debug, error: debug };
		const client = await server.connect(server.rootToken, { log });
		await client.listCertificates('pki', {});
		assert.ok(requests.length <= 3, requests.join('\n'));
		client.dispose();
	});

	it('lists what is revoked, with names and times', async () => {
		const client = await server.connect();
		const page = await client.listRevoked?.('pki', {});
		assert.equal(page?.total, 1);
		assert.equal(page.items[0]?.serialNumber, revoked);
		assert.equal(page.items[0].name, 'n1234.api.test');
		assert.match(page.items[0].revokedAt ?? '', /^\d{4}-.*Z$/);
		client.dispose();
	});

	it('knows what is revoked from the CRL where the list is forbidden', async () => {
		const token = await server.tokenFor(
			'path "pki/certs/detailed" { capabilities = ["list"] }\npath "pki/certs/revoked" { capabilities = ["deny"] }',
		);
		const client = await server.connect(token);
		const rows = await readAll(client, 5000);
		assert.deepEqual(
			rows.filter((row) => row.revoked).map((row) => row.serialNumber),
			[revoked],
		);
		client.dispose();
	}).timeout(60_000);
});

async function readAll(client: Backend, limit: number): Promise<readonly CertificateSummary[]> {
	const rows: CertificateSummary[] = [];
	let cursor: string | undefined;
	do {
		const page: Page<CertificateSummary> = await client.listCertificates('pki', { cursor, limit });
		rows.push(...page.items);
		cursor = page.cursor;
	} while (cursor !== undefined);
	return rows;
}
