import assert from 'node:assert/strict';
import { changedLines } from '../../../../src/services/blocks/changedLines.js';
import { randomly } from '../../../support/random.js';

const lineOf = (text: string) => (offset: number) => text.slice(0, offset).split('\n').length - 1;

describe('the lines that an edit touched', () => {
	it('are those of the new text in which something was typed', () => {
		const random = randomly(300);
		for (let round = 0; round < 300; round += 1) {
			const old = Array.from({ length: 12 }, () => random.one(['ab', 'c', '', 'def'])).join('\n');
			const changes: { rangeOffset: number; rangeLength: number; text: string }[] = [];
			let [at, text] = [0, ''];
			const typed: number[] = [];
			for (const width of [1, 2, 3]) {
				const start = Math.min(old.length, at + random.below(8));
				const end = Math.min(old.length, start + random.below(3));
				const insert = random.one(['', 'X', 'X\nX', '\nX\n']);
				text += old.slice(at, start);
				for (let index = 0; index <= insert.length; index += 1) typed.push(text.length + index);
				text += insert;
				changes.push({ rangeOffset: start, rangeLength: end - start, text: insert });
				at = end + width;
				if (at > old.length) break;
				text += old.slice(end, at);
			}
			text += old.slice(at);
			const told = changedLines(changes.reverse(), lineOf(text));
			const lines = told.flatMap(({ first, last }) =>
				Array.from({ length: last - first + 1 }, (_, index) => first + index),
			);
			const wanted = [...new Set(typed.map(lineOf(text)))].sort((a, b) => a - b);
			assert.deepEqual(lines, wanted);
		}
	});

	it('are told once, and asked for twice a change, however many changes one line has', () => {
		const changes = Array.from({ length: 10_000 }, (_, index) => ({
			rangeOffset: index * 4,
			rangeLength: 1,
			text: 'xy',
		}));
		let asked = 0;
		const ranges = changedLines(changes, () => {
			asked += 1;
			return 7;
		});
		assert.deepEqual(ranges, [{ first: 7, last: 7 }]);
		assert.equal(asked, 20_000);
	});
});
