import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readCertificate } from '../../../../src/core/x509/certificate.js';
import {
	type ChainItem,
	isIssuerOf,
	isSelfIssued,
	orderChain,
	splitChain,
	verifySignature,
} from '../../../../src/core/x509/chain.js';
import { toPem } from '../../../../src/core/x509/pem.js';
import {
	certificate,
	commonName,
	extension,
	octets,
	sequence,
	spkiOf,
	tlv,
} from '../../../support/der.js';

const keys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
type Keys = ReturnType<typeof keys>;

function make(
	subject: string,
	own: Keys,
	issuer: string,
	signer: Keys,
	ids: string[] = [],
): ChainItem {
	const [ski, aki] = ids.map((id) => Buffer.from(id));
	const der = certificate({
		subject: commonName(subject),
		issuer: commonName(issuer),
		spki: spkiOf(own.publicKey),
		signingKey: signer.privateKey,
		extensions: [
			...(ski ? [extension('2.5.29.14', octets(ski))] : []),
			...(aki ? [extension('2.5.29.35', sequence(tlv(0x80, aki)))] : []),
		],
	});
	return { der, facts: readCertificate(der) };
}

const [rootKeys, oldKeys, caKeys, leafKeys] = [keys(), keys(), keys(), keys()];
const root = make('Root', rootKeys, 'Root', rootKeys);
const renewed = make('Root', oldKeys, 'Root', oldKeys);
const authority = make('CA', caKeys, 'Root', rootKeys);
const leaf = make('leaf', leafKeys, 'CA', caKeys);
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
