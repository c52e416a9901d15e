import assert from 'node:assert/strict';
import type { ChainItem } from '../../../../src/core/x509/chain.js';
import { type ChainNode, chainTrees } from '../../../../src/core/x509/chainTree.js';
import { chainItem, type Keys, newKeys } from '../../../support/chainItem.js';

const [a, b, c, d] = [newKeys(), newKeys(), newKeys(), newKeys()];
const rootA = chainItem('A', a, 'A', a);
const rootB = chainItem('B', b, 'B', b);
const middle = chainItem('Middle', c, 'A', a);
const middleByB = chainItem('Middle', c, 'B', b);
const leaf = chainItem('leaf.test', d, 'Middle', c);

/** `A > Middle! > leaf.test`: one line a path, with marks for what is said of a certificate. */
function lines(nodes: readonly ChainNode<ChainItem>[], above = ''): string[] {
	return nodes.flatMap((node) => {
		const own = `${above}${wordOf(node)}`;
		return node.children.length === 0 ? [own] : lines(node.children, `${own} > `);
	});
}

function wordOf(node: ChainNode<ChainItem>): string {
	if (node.kind === 'gap') return `(${node.issuer})`;
	const { item, signature, crossSigned, repeated, continued } = node;
	return [
		item.facts.subject.slice('CN='.length),
		...(signature === 'good' ? [] : [signature]),
		...(crossSigned ? ['cross'] : []),
		...(repeated ? ['again'] : []),
		...(continued ? ['continued'] : []),
	].join(' ');
}

async function drawn(start: ChainItem, ...bag: readonly ChainItem[]): Promise<readonly string[]> {
	return lines((await chainTrees(bag)(start)).tops);
}

describe('x509: the chain as a tree', () => {
	it('goes from the root down, whatever the order and whichever certificate is asked about', async () => {
		for (const bag of [
			[leaf, middle, rootA],
			[rootA, leaf, middle],
		]) {
			for (const start of bag) {
				assert.deepEqual(await drawn(start, ...bag), ['A > Middle > leaf.test']);
			}
		}
	});

	it('leaves out what belongs to another tree', async () => {
		assert.deepEqual(await drawn(rootB, rootA, rootB, middle), ['B']);
	});

	it('shows an issuer that is not there as a gap', async () => {
		const second = chainItem('second.test', d, 'Middle', c);
		assert.deepEqual(await drawn(leaf, leaf, middle), ['(CN=A) > Middle unknown > leaf.test']);
		assert.deepEqual(await drawn(leaf, leaf), ['(CN=Middle) > leaf.test unknown']);
		assert.deepEqual(await drawn(leaf, leaf, second, rootB), ['(CN=Middle) > leaf.test unknown']);
	});

	it('shows one key with two issuers as two branches, and what is below it once', async () => {
		assert.deepEqual(await drawn(leaf, leaf, middle, middleByB, rootA, rootB), [
			'A > Middle cross > leaf.test',
			'B > Middle cross > leaf.test',
		]);
		const below = chainItem('below.test', b, 'leaf.test', d);
		assert.deepEqual(await drawn(leaf, below, leaf, middle, middleByB, rootA), [
			'A > Middle cross > leaf.test > below.test',
			'(CN=B) > Middle unknown cross > leaf.test again',
		]);
	});

	it('tells an issuer by its key where two have its name', async () => {
		const impostor = chainItem('Middle', d, 'B', b);
		assert.deepEqual(await drawn(leaf, impostor, leaf, middle, rootA), ['A > Middle > leaf.test']);
		assert.deepEqual(await drawn(leaf, leaf, impostor), [
			'(CN=B) > Middle unknown > leaf.test bad',
		]);
	});

	it('ends where two CAs vouch for each other', async () => {
		const one = chainItem('One', a, 'Two', b);
		const two = chainItem('Two', b, 'One', a);
		assert.deepEqual(await drawn(one, one, two), ['One > Two > One again']);
	});

	it('takes a certificate that is there twice once', async () => {
		const { tops, count } = await chainTrees([leaf, leaf, rootA, middle])(leaf);
		assert.deepEqual([lines(tops), count], [['A > Middle > leaf.test'], 3]);
	});

	it('draws each of 144 roots alone', async () => {
		const roots = Array.from({ length: 144 }, (_, index) => {
			const name = `Root ${String(index)}`;
			return chainItem(name, a, name, a);
		});
		const treeOf = chainTrees(roots);
		for (const root of roots) {
			const { tops, complete } = await treeOf(root);
			assert.deepEqual([tops.length, complete], [1, true]);
		}
	});

	it('begins anew where a chain is longer than any in use, and draws no more than a person reads', async () => {
		const chain = longChain(300, [a, b]);
		const first = chain[0] ?? rootA;
		const { tops, count, complete } = await chainTrees(chain)(first);
		assert.deepEqual([count, complete], [200, false]);
		assert.ok(tops.length > 10);
		assert.ok(lines(tops).every((line) => line.split(' > ').length <= 18));
		assert.match(lines(tops)[0] ?? '', / continued$/);
	});

	it('grows with the number of certificates where each has two issuers', async () => {
		const bag = Array.from({ length: 60 }, (_, level) => {
			const [own, above] = [`L${String(level)}`, level === 0 ? 'L0' : `L${String(level - 1)}`];
			return [chainItem(own, a, above, a, [`${own}1`]), chainItem(own, a, above, a, [`${own}1`])];
		}).flat();
		const last = bag.at(-1) ?? rootA;
		const { tops, count } = await chainTrees(bag)(last);
		const size = (nodes: readonly ChainNode<ChainItem>[]): number =>
			nodes.reduce((sum, { children }) => sum + 1 + size(children), 0);
		assert.equal(count, 120);
		assert.ok(size(tops) <= 2 * 120, String(size(tops)));
	});
});

/** Each signed by the next; the keys take turns. */
function longChain(length: number, keys: readonly Keys[]): readonly ChainItem[] {
	const keyOf = (index: number) => keys[index % keys.length] ?? a;
	return Array.from({ length }, (_, index) =>
		chainItem(
			`C${String(index)}`,
			keyOf(index),
			`C${String(Math.min(index + 1, length - 1))}`,
			keyOf(index + 1),
		),
	);
}
