import assert from 'node:assert/strict';
import type { PageRequest } from '../../../../src/core/backends/contract/paging.js';
import { readPages } from '../../../../src/core/backends/readPages.js';

describe('core/backends/readPages', () => {
	/** A server with so many items that answers short pages, and a cursor as long as a page is full. */
	const listOf = (count: number, pageLength: number) => {
		const all = Array.from({ length: count }, (_, index) => index);
		return ({ cursor = '0', limit = 200 }: PageRequest) => {
			const from = Number(cursor);
			const length = Math.min(limit, pageLength);
			const items = all.slice(from, from + length);
			const isFull = items.length === length;
			return Promise.resolve({ items, ...(isFull && { cursor: String(from + length) }) });
		};
	};

	it('reads all pages, however short', async () => {
		const { items, isWhole } = await readPages(listOf(7, 3), 100);
		assert.deepEqual(items, [0, 1, 2, 3, 4, 5, 6]);
		assert.equal(isWhole, true);
		assert.deepEqual(await readPages(listOf(0, 3), 100), { items: [], isWhole: true });
	});

	it('says that there are more than it reads, and not where there are just as many', async () => {
		assert.deepEqual(await readPages(listOf(6, 5), 5), { items: [0, 1, 2, 3, 4], isWhole: false });
		assert.deepEqual(await readPages(listOf(5, 5), 5), { items: [0, 1, 2, 3, 4], isWhole: true });
		assert.deepEqual(await readPages(listOf(9, 2), 5), { items: [0, 1, 2, 3, 4], isWhole: false });
	});
});
