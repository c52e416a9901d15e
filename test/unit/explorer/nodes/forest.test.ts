import assert from 'node:assert/strict';
import { type Branch, forestOf } from '../../../../src/explorer/nodes/forest.js';
import { randomNumbers } from '../../../support/random.js';

interface Item {
	readonly id: string;
	readonly parentId?: string;
}

function flat(branches: readonly Branch<Item>[]): readonly Branch<Item>[] {
	return branches.flatMap((branch) => [branch, ...flat(branch.below)]);
}

/** `a(b c)` for two items below one. */
function drawn(branches: readonly Branch<Item>[]): string {
	return branches
		.map(({ key, below }) => (below.length === 0 ? key : `${key}(${drawn(below)})`))
		.join(' ');
}

/** `b<a`: the parent of b is a. */
function items(text: string): readonly Item[] {
	return text.split(' ').map((word) => {
		const [id = '', parentId] = word.split('<');
		return parentId === undefined ? { id } : { id, parentId };
	});
}

describe('explorer: authorities as a forest', () => {
	for (const [what, list, forest] of [
		['children below their parents, in the order of the list', 'c<a a d<b b<a', 'a(c b(d))'],
		['what has a parent elsewhere at the top', 'a<elsewhere b<a', 'a(b)'],
		['one that is its own parent at the top', 'a<a b<a', 'a(b)'],
		['two that are each other’s parents', 'a<b b<a', 'a(b)'],
		['what hangs below a circle', 'x<c a<b b<c c<a y', 'a(c(x b)) y'],
		['two circles', 'a<b b<a c<d d<c', 'a(b) c(d)'],
		['duplicates beside each other', 'a a b<a', 'a(b) a#2'],
		['duplicates in a circle', 'a<b b<a a<b', 'a(b(a#2))'],
	] as const) {
		it(`has ${what}`, () => assert.equal(drawn(forestOf(items(list))), forest));
	}

	it('loses and repeats no authority, whatever the graph', () => {
		const random = randomNumbers(17);
		for (let round = 0; round < 2000; round += 1) {
			const size = 1 + (random.next().value % 9);
			const id = () => String(random.next().value % (size + 2));
			const list = Array.from({ length: size }, (_, index): Item => {
				const own = random.next().value % 8 === 0 ? id() : String(index);
				return random.next().value % 4 === 0 ? { id: own } : { id: own, parentId: id() };
			});
			const branches = flat(forestOf(list));
			const seen = new Set(branches.map(({ item }) => item));
			const text = JSON.stringify(list);
			assert.equal(branches.length, list.length, text);
			assert.deepEqual(seen, new Set(list), text);
			assert.equal(new Set(branches.map(({ key }) => key)).size, list.length, text);
			for (const { item, below } of branches) {
				assert.ok(
					below.every((branch) => branch.item.parentId === item.id),
					text,
				);
			}
		}
	});

	it('takes a chain of thousands', () => {
		const list = Array.from({ length: 5000 }, (_, index) => ({
			id: String(index),
			parentId: String(index + 1),
		}));
		let branch = forestOf(list)[0];
		let depth = 0;
		for (; branch; branch = branch.below[0]) depth += 1;
		assert.equal(depth, list.length);
	});
});
