import assert from 'node:assert/strict';
import type { CertificateSummary } from '../../../../src/core/backends/contract/backend.js';
import { LoadedCertificates } from '../../../../src/explorer/nodes/loaded.js';

function certificate(name: string, more: Partial<CertificateSummary> = {}): CertificateSummary {
	return { name, serialNumber: Buffer.from(name).toString('hex'), revoked: false, ...more };
}

const names = (rows: readonly CertificateSummary[]) => rows.map(({ name }) => name);

describe('the loaded part of a list', () => {
	const host10 = certificate('host-10', { notAfter: '2027-03-01T00:00:00Z' });
	const host9 = certificate('host-9', { notAfter: '2027-01-01T00:00:00Z' });
	const unread = certificate('unread', { unread: true });
	const other = certificate('other', {
		subject: 'CN=other,O=Example',
		notAfter: '2027-02-01T00:00:00Z',
		subjectAltNames: [{ type: 'dns', value: 'api.example.com' }],
	});

	function loaded(): LoadedCertificates {
		const list = new LoadedCertificates();
		list.add({ items: [host10, unread], cursor: 'next' });
		list.add({ items: [host10, host9, other] });
		return list;
	}

	it('holds every certificate once, in the order of the pages', () => {
		assert.deepEqual(names(loaded().rows('server', '')), ['host-10', 'unread', 'host-9', 'other']);
	});

	it('knows the number when the last page is there, and the server’s until then', () => {
		const list = new LoadedCertificates();
		list.add({ items: [host10], cursor: 'next', total: 7 });
		assert.deepEqual([list.size, list.total, list.hasMore], [1, 7, true]);
		list.add({ items: [host9] });
		assert.deepEqual([list.size, list.total, list.hasMore], [2, 2, false]);
	});

	it('sorts names as people count, and an unknown expiry last', () => {
		const list = loaded();
		assert.deepEqual(names(list.rows('name', '')), ['host-9', 'host-10', 'other', 'unread']);
		assert.deepEqual(names(list.rows('expiry', '')), ['host-9', 'other', 'host-10', 'unread']);
	});

	it('finds by name, subject, SAN and serial number, whatever the case and the colons', () => {
		const list = loaded();
		assert.deepEqual(names(list.rows('server', 'HOST-9')), ['host-9']);
		assert.deepEqual(names(list.rows('server', 'o=example')), ['other']);
		assert.deepEqual(names(list.rows('server', 'api.example')), ['other']);
		assert.deepEqual(names(list.rows('server', '6f:74:68')), ['other']);
		assert.deepEqual(names(list.rows('server', '\u200e6F 74 68')), ['other']);
		assert.deepEqual(names(list.rows('server', 'serial=6F7468')), ['other']);
		assert.deepEqual(names(list.rows('server', ':')), []);
	});

	it('puts one that was looked up first, once', () => {
		const list = loaded();
		const found = certificate('found');
		list.include(found);
		list.include(found);
		assert.deepEqual(names(list.rows('server', '')).slice(0, 2), ['found', 'host-10']);
		assert.ok(list.has(found.serialNumber));
		assert.equal(list.size, 5);
	});
});
