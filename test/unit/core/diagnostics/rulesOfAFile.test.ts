/** How the certificates and keys of one file go together. */
import assert from 'node:assert/strict';
import { decode } from '../../../../src/core/decode/decode.js';
import {
	analyze,
	type AnalysisInput,
	type Finding,
} from '../../../../src/core/diagnostics/analyze.js';
import { replacementsOf } from '../../../../src/core/diagnostics/fixes.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { ecKeys, makeCertificate, makeRoot, pkcs8, rsaKeys } from '../../../matrix/material.js';
import { randomly } from '../../../support/random.js';
import { tornPem } from '../../../support/certificates.js';
import { bundle } from '../../../support/der.js';

const root = makeRoot('Root');
const policy = makeRoot('Policy CA', { issuer: root });
const issuing = makeRoot('Issuing CA', { issuer: policy });
const leaf = makeCertificate({ name: 'web.test', dns: ['web.test'], issuer: issuing, ca: false });
const other = makeCertificate({
	name: 'mail.test',
	dns: ['mail.test'],
	issuer: issuing,
	ca: false,
});
/** Of the right name, with another key. */
const impostor = makeRoot('Issuing CA', { issuer: policy });
const stranger = makeCertificate({ name: 'Else', ca: false });
const strangerKey = pkcs8(ecKeys());

function findingsOf(text: string, more: Partial<AnalysisInput> = {}): Promise<readonly Finding[]> {
	const context = { now: new Date(), threshold: { days: 0, lifetimeShare: 0 } };
	return analyze({ text, blocks: decode(text), ...more }, context);
}

async function said(text: string, more: Partial<AnalysisInput> = {}): Promise<string[]> {
	const findings = await findingsOf(text, more);
	return findings.map(({ code, severity }) => `${code} ${severity}`);
}

const pem = (...parts: readonly { readonly pem: string }[]) => parts.map((p) => p.pem).join('');

describe('the order of a chain', () => {
	for (const [what, text, expected] of [
		['a chain in order', pem(leaf, issuing, policy), []],
		['a chain in order with its key', leaf.keyPem + pem(leaf, issuing), []],
		[
			'one with a stranger in between',
			pem(leaf, stranger, issuing),
			['unrelatedCertificate information'],
		],
		['a leaf behind its issuers', pem(root, policy, issuing, leaf), ['leafNotFirst warning']],
		[
			'a leaf behind its issuer, whose key makes it certain',
			pem(issuing, leaf) + leaf.keyPem,
			['leafNotFirst error'],
		],
		['issuers that are swapped', pem(leaf, policy, issuing), ['chainOutOfOrder information']],
		['a bundle of CAs, root first', pem(root, policy, issuing), []],
		['several certificates of one issuer', pem(issuing, leaf, other), []],
		['several, one of which has its key', leaf.keyPem + pem(other, leaf), ['leafNotFirst error']],
		['a certificate behind a CA that did not issue it', pem(makeRoot('Else'), leaf), []],
		[
			'a PKCS #7 bundle, which has no order',
			toPem('PKCS7', bundle(root.der, issuing.der, policy.der, leaf.der)),
			[],
		],
		[
			'a chain in which one stands twice',
			pem(issuing, leaf, issuing),
			['duplicateCertificate information'],
		],
	] as const) {
		it(`says ${expected.join(', ') || 'nothing'} of ${what}`, async () => {
			assert.deepEqual(await said(text), expected);
		});
	}

	it('stands at the certificate that belongs elsewhere', async () => {
		const text = pem(issuing, leaf);
		const [finding] = await findingsOf(text);
		assert.equal(finding?.block.start, text.lastIndexOf('-----BEGIN'));
	});
});

/** The text after the quick fix of its first finding that has one; undefined where there is none. */
async function mended(text: string): Promise<string | undefined> {
	const found = (await findingsOf(text)).find(({ fix }) => fix?.id === 'reorderChain');
	const edits =
		found?.fix && replacementsOf({ text, blocks: decode(text) }, found.fix, found.start);
	return edits
		?.toSorted((a, b) => b.start - a.start)
		.reduce((so, { start, end, text: by }) => so.slice(0, start) + by + so.slice(end), text);
}

const bag = (name: string) =>
	`Bag Attributes\n    friendlyName: ${name}\nsubject=CN=${name}\n\nissuer=CN=x\n\n`;

describe('reordering a chain', () => {
	for (const [what, text, expected] of [
		['puts the leaf first', pem(issuing, leaf), pem(leaf, issuing)],
		['sorts the issuers', pem(root, leaf, policy, issuing), pem(leaf, issuing, policy, root)],
		[
			'takes bag attributes with each block',
			bag('Issuing') + issuing.pem + bag('web') + leaf.pem,
			bag('web') + leaf.pem + bag('Issuing') + issuing.pem,
		],
		[
			'leaves a key and blank lines where they are',
			`${issuing.pem}\n\n${leaf.keyPem}\n${leaf.pem}`,
			`${leaf.pem}\n\n${leaf.keyPem}\n${issuing.pem}`,
		],
		[
			'leaves a comment on the whole file at its head',
			`# served by nginx\n\n# issuer\n${issuing.pem}# own\n${leaf.pem}`,
			`# served by nginx\n\n# own\n${leaf.pem}# issuer\n${issuing.pem}`,
		],
		[
			'keeps CRLF, and a last line without a line end',
			pem(issuing, leaf).trimEnd().replaceAll('\n', '\r\n'),
			pem(leaf, issuing).trimEnd().replaceAll('\n', '\r\n'),
		],
		[
			'keeps a byte order mark at the start and remarks behind the last block',
			`\ufeff${pem(issuing, leaf)}# end\n`,
			`\ufeff${pem(leaf, issuing)}# end\n`,
		],
	] as const) {
		it(what, async () => {
			assert.equal(await mended(text), expected);
		});
	}

	it('is not offered where blocks share lines with something else', async () => {
		const quoted = pem(issuing, leaf).replace(/^/gm, '# ');
		for (const text of [quoted, pem(issuing, leaf).replace('-----\n-----', '----------')]) {
			const findings = await findingsOf(text);
			assert.ok(findings.some(({ code }) => code === 'leafNotFirst'));
			assert.equal(await mended(text), undefined);
		}
	});

	it('does not fit a file that holds other certificates by now', async () => {
		const [finding] = await findingsOf(pem(issuing, leaf));
		assert.ok(finding?.fix);
		for (const text of [pem(leaf), pem(issuing, other), pem(issuing, leaf, root)]) {
			assert.equal(
				replacementsOf({ text, blocks: decode(text) }, finding.fix, finding.start),
				undefined,
			);
		}
	});

	it('leaves nothing to reorder and every certificate as it was, whatever the order (seed 8)', async () => {
		const random = randomly(8);
		const wanted = [leaf, issuing, policy, root].map(({ der }) => der.toString('hex'));
		for (let round = 0; round < 60; round += 1) {
			const shuffled = [leaf, issuing, policy, root]
				.map((each) => ({ each, at: random.below(1000) }))
				.toSorted((a, b) => a.at - b.at)
				.map(({ each }) => (random.chance(0.5) ? bag(each.name) : '') + each.pem);
			const eol = random.one(['\n', '\r\n']);
			const text = shuffled.join(random.one(['', '\n', '\n\n'])).replaceAll('\n', eol);
			const after = (await mended(text)) ?? text;
			const ders = decode(after).map(({ der }) => Buffer.from(der ?? []).toString('hex'));
			assert.deepEqual(ders, wanted);
			assert.equal(after.length, text.length);
			assert.deepEqual(await said(after), ['rootIncluded information']);
		}
	});
});

describe('an issuer of the right name and another key', () => {
	const rsaRoot = makeRoot('RSA Root', { keys: rsaKeys() });
	for (const [what, text, expected] of [
		['the leaf of such a chain', pem(leaf, impostor, root), ['issuerKeyMismatch error']],
		['the right one beside it', pem(leaf, impostor, issuing), ['unrelatedCertificate information']],
		['a bundle of CAs', pem(issuing, makeRoot('Policy CA')), ['issuerKeyMismatch warning']],
		['a chain without its issuer', pem(leaf, root), ['missingIntermediate warning']],
		[
			'one whose key some programs cannot use, so that nobody can say',
			pem(leaf, makeRoot('Issuing CA', { keys: ecKeys('secp256k1') })),
			['unknownCurve warning'],
		],
		[
			'a root of another kind of key',
			pem(
				makeCertificate({ name: 'a', ca: false, issuer: { name: 'RSA Root', keys: ecKeys() } }),
				rsaRoot,
			),
			['issuerKeyMismatch error'],
		],
	] as const) {
		it(`says ${expected.join(', ') || 'nothing'} of ${what}`, async () => {
			assert.deepEqual(await said(text), expected);
		});
	}

	it('names the issuer and its line', async () => {
		const [finding] = await findingsOf(pem(leaf, impostor));
		const line = leaf.pem.split('\n').length - 1;
		assert.deepEqual(finding?.args, { issuer: 'Issuing CA', line });
	});
});

describe('a private key in a file of certificates', () => {
	const request = toPem('PUBLIC KEY', ecKeys().publicKey.export({ format: 'der', type: 'spki' }));
	for (const [what, text, expected] of [
		['its own', leaf.keyPem + leaf.pem, []],
		['a stranger', strangerKey + leaf.pem, ['foreignKey error']],
		['a stranger of another kind', pkcs8(rsaKeys()) + leaf.pem, ['foreignKey error']],
		['a stranger behind its own', leaf.keyPem + leaf.pem + strangerKey, ['foreignKey warning']],
		['one beside CAs alone', strangerKey + root.pem, ['foreignKey warning']],
		['one beside no certificate', strangerKey + request, []],
		[
			'one beside a certificate that cannot be read',
			strangerKey + tornPem() + root.pem,
			['tornBase64 warning'],
		],
	] as const) {
		it(`says ${expected.join(', ') || 'nothing'} of ${what}`, async () => {
			assert.deepEqual(await said(text), expected);
		});
	}
});

describe('a private key beside a certificate', () => {
	const beside =
		(files: Readonly<Record<string, string>>): AnalysisInput['beside'] =>
		(name) => {
			const text = files[name];
			return Promise.resolve(text === undefined ? undefined : { text, blocks: decode(text) });
		};

	for (const [what, path, text, files, expected] of [
		['its own', '/c/web.crt', leaf.pem, { 'web.key': leaf.keyPem }, []],
		['another', '/c/web.crt', leaf.pem, { 'web.key': strangerKey }, ['keyBesideMismatch warning']],
		[
			'its own behind another',
			'/c/web.crt',
			leaf.pem,
			{ 'web.key': strangerKey + leaf.keyPem },
			['keyBesideMismatch warning'],
		],
		[
			'another of one that stands there twice',
			'/c/web.crt',
			leaf.pem + leaf.pem,
			{ 'web.key': strangerKey },
			['keyBesideMismatch warning', 'duplicateCertificate information'],
		],
		[
			'another beside issuers that are called a client’s',
			'/c/client.pem',
			pem(issuing),
			{ 'client.key': leaf.keyPem },
			['keyBesideMismatch warning'],
		],
		[
			'another beside a chain',
			'/c/web-fullchain.pem',
			pem(leaf, issuing),
			{ 'web-key.pem': strangerKey },
			['keyBesideMismatch warning'],
		],
		[
			'another beside issuers alone',
			'/c/web-chain.pem',
			pem(issuing),
			{ 'web.key': leaf.keyPem },
			[],
		],
		[
			'another beside one with its own key',
			'/c/web.pem',
			leaf.keyPem + leaf.pem,
			{ 'web.key': strangerKey },
			[],
		],
		['one that cannot be read', '/c/web.crt', leaf.pem, { 'web.key': 'nothing' }, []],
	] as const) {
		it(`says ${expected.join(', ') || 'nothing'} of ${what}`, async () => {
			assert.deepEqual(await said(text, { path, beside: beside(files) }), expected);
		});
	}

	it('is not asked for where nothing can be read beside the file', async () => {
		assert.deepEqual(await said(leaf.pem, { path: '/c/web.crt' }), []);
	});
});
