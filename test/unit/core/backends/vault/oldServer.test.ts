import * as assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
	Backend,
	CertificateSummary,
} from '../../../../../src/core/backends/contract/backend.js';
import { pemOf } from '../../../../support/certificates.js';
import { integer } from '../../../../support/der.js';
import { connectTo } from '../../../../support/openbao.js';

const count = 450;
const serials = Array.from({ length: count }, (_, index) => (0x100000 + index * 7).toString(16));
const colons = (serial: string) => serial.replace(/..(?=.)/g, '$&:');
const unreadable = serials[3] ?? '';

/** Answers as HashiCorp Vault 1.21.1 does, whose program no registry serves. */
function answer(path: string): [status: number, body: unknown] {
	if (path === 'certs/detailed' || path === 'certs/revoked') {
		return [404, { errors: ['1 error occurred:\n\t* unsupported path\n\n'] }];
	}
	if (path === 'certs') {
		const warning = 'Endpoint ignored these unrecognized parameters: [limit after]';
		return [200, { data: { keys: serials.map(colons) }, warnings: [warning] }];
	}
	const serial = path.replace(/^cert\//, '').replaceAll(':', '');
	if (serial === unreadable || !serials.includes(serial)) return [404, { errors: [] }];
	const certificate = pemOf({ name: `n-${serial}`, serial: integer(serial) });
	const revoked = serial === serials[5];
	return [200, { data: { certificate, revocation_time: revoked ? 1795430145 : 0 } }];
}

describe('core/backends/vault: a server without details, paging and a list of what is revoked', () => {
	let server: Server;
	let client: Backend;
	const requests: string[] = [];

	before(async () => {
		server = createServer(({ url = '' }, response) => {
			const path = decodeURIComponent(new URL(url, 'http://x').pathname).replace('/v1/pki/', '');
			requests.push(path);
			const [status, body] = answer(path);
			response.writeHead(status).end(JSON.stringify(body));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		client = await connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'x');
	});
	after(() => {
		client.dispose();
		server.closeAllConnections();
		server.close();
	});

	it('lists once and reads what is on the page', async () => {
		const first = await client.listCertificates('pki', { limit: 200 });
		assert.equal(first.total, count);
		assert.equal(first.items.length, 200);
		assert.equal(requests.filter((path) => path === 'certs').length, 1);
		assert.equal(requests.filter((path) => /^cert\/[0-9a-f:]+$/.test(path)).length, 200);
		const rows: CertificateSummary[] = [...first.items];
		let { cursor } = first;
		while (cursor !== undefined) {
			const page = await client.listCertificates('pki', { limit: 200, cursor });
			rows.push(...page.items);
			({ cursor } = page);
		}
		assert.deepEqual(
			rows.map((row) => row.serialNumber),
			serials,
		);
		assert.equal(requests.filter((path) => path === 'certs').length, 1);
		assert.equal(rows[0]?.name, `n-${rows[0]?.serialNumber ?? ''}`);
		assert.deepEqual(rows[3], {
			serialNumber: unreadable,
			name: unreadable,
			revoked: false,
			unread: true,
		});
		assert.equal(rows[5]?.revokedAt, '2026-11-23T10:35:45Z');
	});
});
