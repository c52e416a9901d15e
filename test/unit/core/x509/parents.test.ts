import assert from 'node:assert/strict';
import type { ChainItem } from '../../../../src/core/x509/chain.js';
import { isSelfSigned, parentsOf, rootOf } from '../../../../src/core/x509/parents.js';
import { chainItem, newKeys } from '../../../support/chainItem.js';

const [a, b, c] = [newKeys(), newKeys(), newKeys()];
const rootA = chainItem('A', a, 'A', a, ['a', 'a']);
const againA = chainItem('A', a, 'A', a, ['a']);
const rootB = chainItem('B', b, 'B', b);
/** A's key, vouched for by B, and the other way round. */
const crossA = chainItem('A', a, 'B', b, ['a']);
const crossB = chainItem('B', b, 'A', a, ['b', 'a']);
const below = chainItem('Below', c, 'A', a, ['c', 'a']);
/** Bears the name of A and was signed by somebody else. */
const impostor = chainItem('A', c, 'A', c);
/** A's new key, signed by A's old one: issued by its own name, yet no root. */
const rollover = chainItem('A', c, 'A', a, ['new', 'a']);

async function parents(...items: readonly ChainItem[]) {
	return (await parentsOf(items)).map((index) => (index === undefined ? undefined : items[index]));
}

describe('x509: parents of authorities', () => {
	it('gives two roots of one name and key none', async () => {
		assert.deepEqual(await parents(rootA, againA), [undefined, undefined]);
	});

	it('hangs a cross-signed one below the root that signed it', async () => {
		assert.deepEqual(await parents(rootA, crossA, rootB), [undefined, rootB, undefined]);
	});

	it('prefers the root of two certificates with the parent’s key', async () => {
		assert.deepEqual(await parents(crossA, below, rootA), [undefined, rootA, undefined]);
		assert.deepEqual(await parents(crossA, below), [undefined, crossA]);
	});

	it('asks the signature where two have one name', async () => {
		assert.deepEqual(await parents(impostor, below, rootA), [undefined, rootA, undefined]);
		assert.deepEqual(await parents(impostor, below), [undefined, undefined]);
	});

	it('tells a root from a new key that the old one vouches for', async () => {
		assert.equal(isSelfSigned(rollover), false);
		assert.deepEqual(await parents(rollover, rootA), [rootA, undefined]);
	});

	it('knows the root above, whatever else is in the bag', () => {
		assert.equal(rootOf(rootA, [rootB]), rootA);
		assert.equal(rootOf(below, [crossA, impostor, rootB, rootA]), rootA);
		assert.equal(rootOf(below, [crossA, rootB]), rootB);
		assert.equal(rootOf(below, [below, crossA, crossB]), undefined);
		assert.equal(rootOf(below, [impostor]), undefined);
		assert.equal(rootOf(below, []), undefined);
	});
});
