import assert from 'node:assert/strict';
import { createBurst } from '../../../../src/core/common/burst.js';

describe('core/common/burst', () => {
	it('tells once of all that happens in a row, and again of what comes later', async () => {
		let told = 0;
		let next: () => void = () => undefined;
		const burst = createBurst(5, () => {
			told += 1;
			next();
		});
		for (const round of [1, 2]) {
			const isTold = new Promise<void>((resolve) => (next = resolve));
			for (let count = 0; count < 1000; count += 1) burst.add();
			assert.equal(told, round - 1);
			await isTold;
			assert.equal(told, round);
		}
	});

	it('tells nothing when it is disposed of', async () => {
		let told = 0;
		const burst = createBurst(1, () => (told += 1));
		burst.add();
		burst.dispose();
		await new Promise<void>((resolve) => createBurst(5, resolve).add());
		assert.equal(told, 0);
	});
});
