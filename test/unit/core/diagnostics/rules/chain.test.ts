/** What is in a chain, what is missing, and whether its issuers were allowed to issue it. */
import assert from 'node:assert/strict';
import {
	keyUsages,
	makeCertificate,
	makeRoot,
	pkcs8,
	ecKeys,
	type Usage,
} from '../../../../matrix/material.js';
import { toPem } from '../../../../../src/core/find/pem.js';
import {
	boolean,
	bundle,
	certificate,
	commonName,
	extension,
	sequence,
} from '../../../../support/der.js';
import { findingsOf, pem, said } from './said.js';

const root = makeRoot('Root');
const policy = makeRoot('Policy CA', { issuer: root });
const issuing = makeRoot('Issuing CA', { issuer: policy });
const leaf = makeCertificate({ name: 'web.test', dns: ['web.test'], issuer: issuing, ca: false });
const elsewhere = makeRoot('Else');
const fromElsewhere = makeRoot('Else Issuing', { issuer: elsewhere });

/** Without key identifiers, so that only the signature tells them apart. */
const isCa = extension('2.5.29.19', sequence(boolean(true)), true);
const impostor = certificate({
	issuer: commonName('Named Root'),
	subject: commonName('Named Root'),
	extensions: [isCa],
});
const nameless = certificate({
	issuer: commonName('Named Root'),
	signingKey: ecKeys().privateKey,
	extensions: [extension('2.5.29.19', sequence(), true)],
});

type Cases = readonly (readonly [what: string, text: string, expected: readonly string[]])[];

function check(cases: Cases): void {
	for (const [what, text, expected] of cases) {
		it(`says ${expected.join(', ') || 'nothing'} of ${what}`, async () => {
			assert.deepEqual(await said(text), expected);
		});
	}
}

describe('what a chain holds', () => {
	check([
		['a leaf alone', pem(leaf), []],
		['a leaf with its key', leaf.keyPem + pem(leaf), []],
		['a leaf and its issuer', pem(leaf, issuing), []],
		['a leaf and a CA of another', pem(leaf, elsewhere), ['missingIntermediate warning']],
		['a CA of another before a leaf', pem(elsewhere, leaf), []],
		['a gap below the root', pem(leaf, issuing, root), ['missingIntermediate information']],
		['a gap at its foot', pem(leaf, policy, root), ['missingIntermediate warning']],
		[
			'a whole chain up to its root',
			pem(leaf, issuing, policy, root),
			['rootIncluded information'],
		],
		[
			'a leaf that its root issued',
			pem(makeCertificate({ name: 'a', issuer: root, ca: false }), root),
			['rootIncluded information'],
		],
		['a certificate that signed itself', pem(makeCertificate({ name: 'a' })), []],
		[
			'a whole chain in the wrong order',
			pem(root, leaf, policy, issuing),
			['leafNotFirst warning'],
		],
		[
			'a chain and a stranger',
			pem(leaf, issuing, fromElsewhere),
			['unrelatedCertificate information'],
		],
		[
			'a chain and three strangers',
			pem(
				leaf,
				issuing,
				policy,
				fromElsewhere,
				makeCertificate({ name: 'b', ca: false }),
				makeRoot('c', { issuer: elsewhere }),
			),
			['unrelatedCertificate information'],
		],
		[
			'a chain that stands twice',
			pem(leaf, issuing, leaf, issuing),
			['duplicateCertificate information'],
		],
		[
			'CAs of which one stands twice',
			pem(root, elsewhere, root),
			['duplicateCertificate information'],
		],
		[
			'a PKCS #7 bundle with its root',
			toPem('PKCS7', bundle(leaf.der, issuing.der, policy.der, root.der)),
			[],
		],
		['CAs alone', pem(issuing, policy, root), []],
		[
			'a root of the right name and another key',
			toPem('CERTIFICATE', nameless) + toPem('CERTIFICATE', impostor),
			['issuerKeyMismatch error'],
		],
	]);

	it('says where the first copy stands, and how many more there are', async () => {
		const [finding] = await findingsOf(pem(leaf, issuing, leaf, issuing));
		assert.deepEqual(finding?.args, { line: 0, more: 1 });
		assert.equal(finding.start, pem(leaf, issuing).length);
	});

	it('names the missing issuer at the certificate that it issued', async () => {
		const [finding] = await findingsOf(pem(leaf, issuing, root));
		assert.deepEqual(finding?.args, { issuer: 'CN=Policy CA' });
		assert.equal(finding.start, leaf.pem.length);
	});
});

describe('the values of a configuration', () => {
	const value = (name: string, text: string) =>
		`  ${name}: |\n${text.trimEnd().replace(/^/gm, '    ')}\n`;
	const item = (each: { readonly pem: string }) => value('x', each.pem).replace('x:', '-');
	const secret = (...values: readonly string[]) => `stringData:\n${values.join('')}`;
	check([
		[
			'a CA of its own value, before and behind the certificate',
			secret(
				value('ca.crt', pem(root)),
				value('tls.crt', pem(leaf, issuing, policy)),
				value('root', pem(root)),
			),
			[],
		],
		[
			'a chain in the wrong order',
			secret(value('tls.crt', pem(issuing, leaf))),
			['leafNotFirst warning'],
		],
		[
			'a chain in the wrong order, whose key is another value',
			secret(value('tls.crt', pem(issuing, leaf)), value('tls.key', leaf.keyPem)),
			['leafNotFirst error'],
		],
		[
			'a root in a chain',
			secret(value('tls.crt', pem(leaf, issuing, policy, root))),
			['rootIncluded information'],
		],
		[
			'a lone pair that does not match',
			secret(value('crt', pem(leaf)), value('key', pkcs8(ecKeys()))),
			['foreignKey warning'],
		],
		[
			'a key among others',
			secret(value('crt', pem(leaf)), value('key', leaf.keyPem), value('jwt', pkcs8(ecKeys()))),
			[],
		],
		[
			'a sequence with a chain and its root',
			`chain:\n${[leaf, issuing, policy, root].map(item).join('')}`,
			['rootIncluded information'],
		],
		[
			'a sequence of certificates that are used apart',
			`servers:\n${[leaf, makeCertificate({ name: 'b', issuer: policy, ca: false }), root].map(item).join('')}`,
			[],
		],
		['escaped texts', JSON.stringify({ ca: pem(root), cert: pem(leaf, issuing, policy) }), []],
		[
			'a chain in an escaped text',
			JSON.stringify({ cert: pem(issuing, leaf) }),
			['leafNotFirst warning'],
		],
	]);

	it('can be reordered, and nothing else is touched', async () => {
		const text = secret(value('tls.crt', pem(issuing, leaf)));
		const [finding] = await findingsOf(text);
		assert.ok(finding?.fix);
		const { replacementsOf } = await import('../../../../../src/core/diagnostics/fixes.js');
		const { decode } = await import('../../../../../src/core/decode/decode.js');
		const edits = replacementsOf({ text, blocks: decode(text) }, finding.fix, finding.start) ?? [];
		const after = edits
			.toSorted((a, b) => b.start - a.start)
			.reduce((so, edit) => so.slice(0, edit.start) + edit.text + so.slice(edit.end), text);
		assert.equal(after, secret(value('tls.crt', pem(leaf, issuing))));
	});
});

describe('what issuers were allowed to issue', () => {
	const notCa = makeCertificate({ name: 'Not CA', issuer: root, ca: false });
	const below = (issuer: typeof root) => makeCertificate({ name: 'a', issuer, ca: false });
	const flat = makeRoot('Flat CA', { issuer: root, pathLength: 0 });
	const tooDeep = makeRoot('Too Deep', { issuer: flat });
	const other = makeCertificate({ name: 'b' });
	const wrongKey = makeCertificate({
		name: 'a',
		issuer: issuing,
		ca: false,
		authority: other.keys,
	});
	const silent = makeRoot('Silent', { issuer: root, keyUsage: keyUsages.digitalSignature });
	const forClients = makeRoot('For Clients', { issuer: root, usages: ['clientAuth'] });
	const usedFor = (...usages: readonly Usage[]) =>
		makeCertificate({ name: 'a', issuer: forClients, ca: false, usages });
	const [server, client, signer] = [
		usedFor('serverAuth'),
		usedFor('clientAuth'),
		usedFor('codeSigning'),
	];
	const both = usedFor('serverAuth', 'clientAuth');
	const ownBelow = below(notCa);
	const deep = below(tooDeep);
	check([
		['its own issuer that is no CA', ownBelow.keyPem + pem(ownBelow, notCa), ['issuerNotCa error']],
		['an old issuer, of version 1', pem(below(makeRoot('V1', { version: 1 }))), []],
		['a CA too many', pem(deep, tooDeep, flat), ['pathLengthExceeded error']],
		[
			'two below the one that is too many',
			pem(tooDeep, flat, deep, below(tooDeep)),
			['pathLengthExceeded warning'],
		],
		['as many CAs as are allowed', pem(below(flat), flat), []],
		['CAs alone, of which none has issued yet', pem(tooDeep, flat), []],
		['a key identifier of another', pem(wrongKey, issuing), ['akiMismatch error']],
		[
			'one of another among CAs',
			pem(makeRoot('x', { issuer: root, authority: other.keys }), root),
			['akiMismatch warning'],
		],
		['a CA for clients above a server', pem(server, forClients), ['issuerUsageConflict error']],
		[
			'the same without an order',
			pem(forClients, server, other),
			['issuerUsageConflict error', 'leafNotFirst warning'],
		],
		['one above a certificate for both', pem(both, forClients), ['issuerUsageConflict warning']],
		['one above a client', pem(client, forClients), []],
		['one above a code signer', pem(signer, forClients), []],
		['one in a chain', pem(below(silent), silent), ['caWithoutKeyCertSign error']],
		[
			'a CA that may not sign',
			pem(makeRoot('x', { keyUsage: keyUsages.digitalSignature })),
			['caWithoutKeyCertSign warning'],
		],
		['a CA whose key usage is not limited', pem(makeRoot('x', { keyUsage: undefined })), []],
	]);

	it('is not asked of what the name of the file rules out', async () => {
		const text = pem(both, forClients);
		assert.deepEqual(await said(text, { path: '/c/client.pem' }), []);
		assert.deepEqual(await said(text, { path: '/c/server.pem' }), ['issuerUsageConflict error']);
	});
});
