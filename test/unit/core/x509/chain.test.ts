import assert from 'node:assert/strict';
import {
	type ChainItem,
	chainsIn,
	isIssuerOf,
	isSelfIssued,
	splitChain,
	verifySignature,
} from '../../../../src/core/x509/chain.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { chainItem as make, newKeys as keys } from '../../../support/chainItem.js';

const [rootKeys, oldKeys, caKeys, leafKeys] = [keys(), keys(), keys(), keys()];
const root = make('Root', rootKeys, 'Root', rootKeys);
const renewed = make('Root', oldKeys, 'Root', oldKeys);
const authority = make('CA', caKeys, 'Root', rootKeys);
const leaf = make('leaf', leafKeys, 'CA', caKeys);
const sibling = make('sibling', leafKeys, 'CA', caKeys);
const stranger = make('stranger', leafKeys, 'Elsewhere', caKeys);

describe('x509: what is sent and what is trusted', () => {
	const pem = ({ der }: ChainItem) => toPem('CERTIFICATE', der);
	const [top, middle] = [pem(root), pem(authority)];

	it('takes the root out, wherever it stands', () => {
		assert.deepEqual(splitChain([middle, top]), { root: top, intermediates: [middle] });
		assert.deepEqual(splitChain([top, middle]), { root: top, intermediates: [middle] });
		assert.deepEqual(splitChain([top]), { root: top, intermediates: [] });
	});

	it('has the topmost one trusted where the root is not known', () => {
		assert.deepEqual(splitChain([middle]), { root: middle, intermediates: [middle] });
		assert.deepEqual(splitChain([]), { intermediates: [] });
	});
});

describe('x509: chains', () => {
	it('climbs from any certificate of a bag towards the root', () => {
		const chainOf = chainsIn([root, stranger, leaf, authority, sibling, leaf]);
		assert.deepEqual(chainOf(leaf), [leaf, authority, root]);
		assert.deepEqual(chainOf(sibling), [sibling, authority, root]);
		assert.deepEqual(chainOf(authority), [authority, root]);
		assert.deepEqual(chainOf(root), [root]);
		assert.deepEqual(chainOf(stranger), [stranger]);
		assert.deepEqual(chainsIn<ChainItem>([])(leaf), [leaf]);
	});

	it('asks the signature where two authorities have one name', () => {
		assert.deepEqual(chainsIn([renewed, authority, root])(authority), [authority, root]);
		assert.deepEqual(chainsIn([renewed, authority])(renewed), [renewed]);
	});

	it('ends where certificates issue one another', () => {
		const one = make('A', caKeys, 'B', leafKeys);
		const two = make('B', leafKeys, 'A', caKeys);
		assert.deepEqual(chainsIn([one, two])(two), [two, one]);
	});

	it('shows no more of an endless chain than chains in use have', () => {
		const links = Array.from({ length: 40 }, (_, index) =>
			make(`CA ${index}`, caKeys, `CA ${index + 1}`, caKeys),
		);
		const [first, second] = links;
		assert.ok(first && second);
		assert.deepEqual(chainsIn(links)(first), links.slice(0, 16));
		assert.deepEqual(chainsIn(links)(second), links.slice(1, 17));
	});

	it('looks at each certificate as often in a large bag as in a small one', () => {
		const looksIn = (size: number): number => {
			let looks = 0;
			const watched = ({ facts, der }: ChainItem, index: number): ChainItem => ({
				der,
				get facts() {
					looks += 1;
					return { ...facts, sha256Fingerprint: String(index) };
				},
			});
			const leaves = Array.from({ length: size }, (_, index) => watched(leaf, index));
			const bag = [...leaves, watched(authority, size), watched(root, size + 1)];
			const chainOf = chainsIn(bag);
			for (const item of bag) chainOf(item);
			return looks;
		};
		const [small, large] = [looksIn(50), looksIn(400)];
		assert.ok(large < small * 8, `${small} looks at 50, ${large} at 400`);
	});

	it('compares names and key identifiers', () => {
		assert.equal(isIssuerOf(authority.facts, leaf.facts), true);
		assert.equal(isIssuerOf(root.facts, leaf.facts), false);
		assert.equal(isSelfIssued(root.facts), true);
		assert.equal(isSelfIssued(authority.facts), false);
		const other = make('CA', caKeys, 'Root', rootKeys, ['one']);
		const child = make('leaf', leafKeys, 'CA', caKeys, ['leaf', 'two']);
		assert.equal(isIssuerOf(other.facts, child.facts), false);
		assert.equal(isIssuerOf(authority.facts, child.facts), true);
	});

	it('verifies signatures, and says when it cannot', () => {
		assert.equal(verifySignature(authority.der, leaf.der), true);
		assert.equal(verifySignature(root.der, leaf.der), false);
		assert.equal(verifySignature(Buffer.from('no certificate'), leaf.der), undefined);
	});
});
