/** Works that run at once share what one of them may take, so that they keep others waiting no longer than one would. */
import assert from 'node:assert/strict';
import { createPacer } from '../../../../src/core/common/pacer.js';
import { PkiError } from '../../../../src/core/common/errors.js';

/** Goes on until it is due, so many times; tells whenever it had a turn. */
async function work(rounds: number, tell: () => void): Promise<void> {
	const pacer = createPacer();
	for (let round = 0; round < rounds; round += 1) {
		while (!pacer.isDue) continue;
		tell();
		await pacer.pause();
	}
}

describe('a pacer', () => {
	it('lets one of several works go on each turn of the event loop, and none of them wait for ever', async () => {
		let turn = 0;
		let isOver = false;
		const count = () => {
			turn += 1;
			if (!isOver) setImmediate(count);
		};
		setImmediate(count);
		const turns: number[] = [];
		const names: string[] = [];
		await Promise.all(
			['a', 'b', 'c'].map((name) =>
				work(4, () => {
					turns.push(turn);
					names.push(name);
				}),
			),
		);
		isOver = true;
		// All of them began in the same turn, and shared its time.
		const later = turns.filter((at) => at > 0);
		assert.equal(later.length, 9);
		assert.equal(new Set(later).size, later.length);
		assert.deepEqual(names, ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']);
	});

	it('rejects once its signal is aborted, and lets the others go on', async () => {
		const abort = new AbortController();
		const given = createPacer(abort.signal).pause();
		const other = createPacer().pause();
		abort.abort();
		await assert.rejects(given, (error) => error instanceof PkiError && error.code === 'cancelled');
		await other;
	});
});
