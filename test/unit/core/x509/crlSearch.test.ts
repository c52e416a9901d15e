import assert from 'node:assert/strict';
import { findEntries } from '../../../../src/core/x509/crlSearch.js';
import { readCrl } from '../../../../src/core/x509/crl.js';
import { crl, integer, sequence, utcTime } from '../../../support/der.js';

const serialAt = (index: number) => `10${index.toString(16).padStart(6, '0')}`;
const entryOf = (serial: string) => sequence(integer(serial), utcTime('250105000000Z'));
const list = (count: number) =>
	crl({ entries: Array.from({ length: count }, (_, index) => entryOf(serialAt(index))) });

describe('x509: entries of a CRL', () => {
	it('are all reachable, also behind those that are read at once', async () => {
		const der = list(12_345);
		assert.ok(readCrl(der).revoked.length < 12_345);
		const { entries, matching } = await findEntries(der, '', 12_000);
		assert.deepEqual([entries.length, matching], [12_000, 12_345]);
		assert.equal(entries.at(-1)?.serialNumber, serialAt(11_999));
		const last = await findEntries(der, serialAt(12_344), 10);
		assert.deepEqual(last.entries, [
			{ serialNumber: serialAt(12_344), revokedAt: '2025-01-05T00:00:00Z' },
		]);
	});

	it('are found by a part of the number, however it is written', async () => {
		const der = list(600);
		for (const typed of ['10:00:01', '0x100001', '10 00 01', ' 100001']) {
			const { entries, matching } = await findEntries(der, typed, 5);
			assert.deepEqual([entries.length, matching], [5, 256], typed);
			assert.ok(entries.every(({ serialNumber }) => serialNumber.startsWith('100001')));
		}
		const decimal = Number.parseInt(serialAt(7), 16).toString();
		const found = await findEntries(der, decimal, 5);
		assert.ok(found.entries.some(({ serialNumber }) => serialNumber === serialAt(7)));
		assert.equal((await findEntries(der, 'no number', 5)).matching, 0);
	});

	it('are found beside one that is damaged', async () => {
		const der = crl({ entries: [entryOf('01'), sequence(integer('02')), entryOf('03')] });
		const { entries } = await findEntries(der, '', 10);
		assert.deepEqual(
			entries.map(({ serialNumber }) => serialNumber),
			['01', '03'],
		);
	});

	it('are none where there is no list', async () => {
		assert.deepEqual(await findEntries(crl(), '', 10), { entries: [], matching: 0 });
		assert.deepEqual(await findEntries(Buffer.from('00', 'hex'), '', 10), {
			entries: [],
			matching: 0,
		});
	});
});
