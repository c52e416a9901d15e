/** The bench's own arithmetic: a wrong median or a one-sided order would make every number of the README wrong. */
import assert from 'node:assert/strict';
import { compare, median, percentile, ratioRow, sizeRow } from '../../../scripts/bench/measure.mjs';

describe('bench', () => {
	it('takes the middle, or the mean of the two in the middle', () => {
		assert.equal(median([9, 1, 5]), 5);
		assert.equal(median([10, 1, 3, 5]), 4);
		assert.throws(() => median([]));
	});

	it('takes the value that a share does not exceed', () => {
		const values = Array.from({ length: 100 }, (_, index) => 100 - index);
		assert.equal(percentile(values, 0.95), 95);
		assert.equal(percentile([7], 0.95), 7);
		assert.throws(() => percentile([], 0.5));
	});

	it('runs both contestants equally often, in changing order', async () => {
		const order: string[] = [];
		const { ratio } = await compare({
			ours: () => order.push('a'),
			rival: () => order.push('b'),
			rounds: 4,
			warmUp: 1,
		});
		assert.equal(order.join(''), 'ababbaabba');
		assert.ok(ratio > 0);
	});

	it('says when a limit is passed', () => {
		const row = { what: 'x', against: 'y', limit: 0.5 };
		assert.equal(ratioRow({ ours: 4, rival: 10, ratio: 0.4 }, row).ok, true);
		assert.equal(ratioRow({ ours: 6, rival: 10, ratio: 0.6 }, row).ok, false);
		assert.equal(sizeRow(60_000, { what: 'x', limit: 60_000 }).ok, true);
		assert.equal(sizeRow(60_001, { what: 'x', limit: 60_000 }).ok, false);
	});
});
