import assert from 'node:assert/strict';
import {
	isIssuerOf,
	isSelfIssued,
	orderChain,
	verifySignature,
} from '../../../../src/core/x509/chain.js';
import { chainItem as make, newKeys as keys } from '../../../support/chainItem.js';

const [rootKeys, oldKeys, caKeys, leafKeys] = [keys(), keys(), keys(), keys()];
const root = make('Root', rootKeys, 'Root', rootKeys);
const renewed = make('Root', oldKeys, 'Root', oldKeys);
const authority = make('CA', caKeys, 'Root', rootKeys);
const leaf = make('leaf', leafKeys, 'CA', caKeys);
const stranger = make('stranger', leafKeys, 'Elsewhere', caKeys);

describe('x509: chains', () => {
	it('orders a bag from the leaf to the root', () => {
		assert.deepEqual(orderChain([root, leaf, authority]), [leaf, authority, root]);
		assert.deepEqual(orderChain([root, stranger, leaf, authority, leaf]), [
			stranger,
			leaf,
			authority,
			root,
		]);
		assert.deepEqual(orderChain([]), []);
	});

	it('asks the signature where two authorities have one name', () => {
		assert.deepEqual(orderChain([renewed, authority, root]), [authority, root, renewed]);
	});

	it('ends where certificates issue one another', () => {
		const one = make('A', caKeys, 'B', leafKeys);
		const two = make('B', leafKeys, 'A', caKeys);
		assert.equal(orderChain([one, two]).length, 2);
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
