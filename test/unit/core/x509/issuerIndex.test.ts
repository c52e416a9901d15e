/** Many authorities of one name, told apart by their key identifiers: those of Kubernetes clusters are all called alike. */
import assert from 'node:assert/strict';
import { decode } from '../../../../src/core/decode/decode.js';
import { analyze } from '../../../../src/core/diagnostics/analyze.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { chainsIn } from '../../../../src/core/x509/chain.js';
import { chainTrees } from '../../../../src/core/x509/chainTree.js';
import { parentsOf, rootOf } from '../../../../src/core/x509/parents.js';
import { chainItem, newKeys } from '../../../support/chainItem.js';

const clusters = Array.from({ length: 40 }, (_, index) => {
	const [own, node] = [newKeys(), newKeys()];
	const id = `key ${index}`;
	return {
		authority: chainItem('kubernetes', own, 'kubernetes', own, [id, id]),
		leaf: chainItem(`node${index}`, node, 'kubernetes', own, [`node ${index}`, id]),
	};
});
const authorities = clusters.map(({ authority }) => authority);
const leaves = clusters.map(({ leaf }) => leaf);
const bag = [...authorities, ...leaves];

describe('x509: issuers of one name', () => {
	it('are found by the key that a certificate names', async () => {
		const chainOf = chainsIn(bag);
		const parents = await parentsOf(bag);
		const treeOf = chainTrees(bag);
		for (const [index, { authority, leaf }] of clusters.entries()) {
			assert.deepEqual(chainOf(leaf), [leaf, authority]);
			assert.equal(parents[clusters.length + index], index);
			assert.equal(rootOf(leaf, bag), authority);
			const { tops, count } = await treeOf(leaf);
			assert.equal(count, 2);
			assert.ok(tops[0]?.kind === 'certificate');
			assert.equal(tops[0].item, authority);
			assert.equal(tops[0].children[0]?.signature, 'good');
		}
	});

	it('are judged by the rules as well', async () => {
		const [first] = clusters;
		assert.ok(first);
		const forged = chainItem('forged', newKeys(), 'kubernetes', newKeys(), ['x', 'key 39']);
		const pems = [forged, ...bag].map(({ der }) => toPem('CERTIFICATE', der));
		const text = pems.join('');
		const context = { now: new Date(), threshold: { days: 30, lifetimeShare: 0.2 } };
		const findings = await analyze({ text, blocks: decode(text) }, context);
		const codes = new Set(findings.map(({ code }) => code));
		// Who else may have made the forged one's signature is not looked through, so that nothing is said of it.
		assert.equal(codes.has('issuerKeyMismatch'), false);
		const notCa = findings.filter(({ code }) => code === 'issuerNotCa');
		assert.equal(notCa.length, clusters.length);
	});
});
