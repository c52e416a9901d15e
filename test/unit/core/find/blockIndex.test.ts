/** What the index of an edited text answers is what decoding the text anew does. */
import assert from 'node:assert/strict';
import { rootCertificates } from 'node:tls';
import { decode as decodeAll, maximumInputSize } from '../../../../src/core/decode/decode.js';
import { keptOf } from '../../../../src/core/decode/kept.js';
import { BlockIndex } from '../../../../src/core/find/blockIndex.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { derOf, pemOf, tornPem } from '../../../support/certificates.js';
import { bundle, request } from '../../../support/der.js';
import { blockWritten, jwkSamples } from '../../../support/jwks.js';
import { type Random, randomly } from '../../../support/random.js';
import { jksBase64, pkcs12Base64 } from './places/material.js';

/** As the index keeps them. */
const decode = (text: string) => decodeAll(text).map(keptOf);

const names = ['a.test', 'b.test', 'c.test', 'd.test'];
const pems = [...names.map((name) => pemOf({ name })), toPem('CERTIFICATE REQUEST', request())];
const ders = names.map((name) => derOf({ name }));
const bundled = toPem('PKCS7', bundle(...ders.slice(0, 2)));
const jwks = jwkSamples.flatMap(({ publicJwk, privateJwk }) => [
	JSON.stringify({ ...publicJwk, kid: 'a' }),
	JSON.stringify(privateJwk, null, 2),
	JSON.stringify({
		...publicJwk,
		kid: '{',
		x5c: ders.slice(1).map((der) => der.toString('base64')),
	}),
]);
const wrap = (text: string, indent: string) => text.replace(/.{64}(?=.)/g, `$&\n${indent}`);
const inBase64 = (text: string) => Buffer.from(text).toString('base64');

function piece(random: Random): string {
	const pem = random.one([...pems, bundled]);
	const der = random.one(ders).toString('base64');
	return random.one([
		pem,
		pem,
		pem.replace(/^/gm, random.one(['    ', '# ', '// '])),
		`${JSON.stringify({ ca: pem })}\n`,
		`${JSON.stringify({ ca: pem.replace(/\n-----END.*/, '') })}\n`,
		`  tls.crt: ${inBase64(pem)}\n`,
		`  x5c: ["${der}"]\n`,
		`  keystore.p12: ${random.one([pkcs12Base64, jksBase64])}\n`,
		`<X509Certificate>\n  ${wrap(der, '  ')}\n</X509Certificate>\n`,
		pem.replace('-----BEGIN', '----BEGIN'),
		pem.replace(/^.*\n/, ''),
		pem.replace(/\n.*\n$/, '\n'),
		pem.trimEnd(),
		`${wrap('q83vEjRWeJA'.repeat(60), '')}\n`,
		'certs/a-path-that-is-longer-than-a-line-of-base64/in.pem\n',
		`{"keys": [${random.one(jwks)},\n${random.one(jwks)}]}\n`,
		JSON.stringify({ jwk: random.one(jwks) }),
		`keys:\n${blockWritten(random.one(jwkSamples).privateJwk, random.one(['', '  ']))}`,
		`${random.one(jwks)}\n`,
		'-----BEGIN OTHER-----\n',
		'the end - or not? It may begin again.\r\n',
		...Array.from({ length: 12 }, (_, index) =>
			`key${index}: some value of it\n`.repeat(60 + 9 * index),
		),
	]);
}

const typed = [
	...[
		'a',
		'M',
		' ',
		'\n',
		'\r',
		'\r\n',
		'-',
		'=',
		'"',
		'#',
		'/',
		'+',
		'\\n',
		'!',
		'{',
		'}',
		',',
		':',
	],
	...[
		'-----BEGIN CERTIFICATE-----',
		'-----END CERTIFICATE-----\n',
		'-----END X509 CRL-----',
		'----',
	],
];

interface Change {
	readonly start: number;
	readonly end: number;
	readonly inserted: string;
}

function change(text: string, random: Random): Change {
	// Near a block as often as anywhere.
	const marks = [...text.matchAll(/BEGIN|END|MII|LS0t|==|kty|[{}]/g)].map(({ index }) => index);
	const near =
		marks.length > 0 && random.chance(0.6) ? random.one(marks) + random.below(80) - 40 : -1;
	const start = near >= 0 && near <= text.length ? near : random.below(text.length + 1);
	const length = random.one([0, 0, 0, 0, 0, 1, 1, 5, 70, 900]);
	const inserted = random.chance(0.6) ? random.one(typed) : random.chance(0.5) ? piece(random) : '';
	return { start, end: Math.min(text.length, start + length), inserted };
}

/** Values without BEGIN and END alone, in a text so long that edits look at their neighbourhood. */
function value(random: Random): string {
	const der = random.one(ders).toString('base64');
	const jwk = random.one(jwks);
	return random.one([
		`{"keys": [${jwk},\n${random.one(jwks)}]}\n`,
		`${jwk.slice(0, random.below(jwk.length))}\n`,
		`${jwk.slice(random.below(jwk.length))}\n`,
		JSON.stringify({ jwk }),
		`keys:\n${blockWritten(random.one(jwkSamples).publicJwk)}`,
		`  x5c: ["${der}"]\n`,
		`  tls.crt: ${inBase64(random.one(pems))}\n`,
		`jwks: ${inBase64(jwk)}\n`,
		`${wrap(der, '')}\n`,
		`${wrap('q83vEjRWeJA'.repeat(60), '')}\n`,
		'key: some value of it\n'.repeat(60),
		'MIIB some words\n'.repeat(200),
	]);
}

/** Edits a text again and again; what the index answers is what decoding anew does. */
function editAgainAndAgain(random: Random, start: string, edits: number): void {
	let text = start;
	const index = new BlockIndex(text);
	assert.deepEqual(index.blocks, decode(text));
	for (let count = 0; count < edits; count += 1) {
		const { start: from, end, inserted } = change(text, random);
		const before = text;
		text = text.slice(0, from) + inserted + text.slice(end);
		index.edit(from, end, inserted);
		assert.equal(index.text, text);
		const expected = decode(text);
		const what = () => JSON.stringify({ from, end, inserted, before });
		if (random.chance(0.3) && expected.length > 0) {
			const { start: first, end: last } = random.one(expected);
			const offset = first + random.below(last - first + 1);
			const there = expected.filter((block) => block.start <= offset && offset <= block.end);
			assert.deepEqual(index.at(offset), there, what());
		}
		if (count % 3 === 0) continue;
		assert.deepEqual(index.blocks, expected, what());
	}
}

describe('the index of an edited text', () => {
	for (let seed = 1; seed <= 24; seed += 1) {
		it(`answers what decoding does, edit after edit (${seed})`, () => {
			const random = randomly(seed);
			const text = Array.from({ length: 4 + random.below(30) }, () => piece(random)).join('');
			editAgainAndAgain(random, text, 40);
		});
	}

	for (let seed = 1; seed <= 8; seed += 1) {
		it(`does so in a long text without BEGIN and END (${seed})`, () => {
			const random = randomly(seed);
			let text = '';
			while (text.length < 150_000) text += value(random);
			editAgainAndAgain(random, text, 25);
		});
	}

	it('says that a block is on the line of another one whatever happens to that one', () => {
		const [first = '', second = ''] = rootCertificates.filter(({ length }) => length > 1500);
		const text = `${first.trimEnd()} ${second}`;
		const index = new BlockIndex(text);
		assert.equal(index.blocks[1]?.note?.code, 'runTogether');
		index.edit(0, 1, '');
		assert.deepEqual(index.blocks, decode(text.slice(1)));
		assert.deepEqual(
			index.blocks.map(({ note }) => note?.code),
			['spoiltBegin', 'runTogether'],
		);
	});

	it('takes no more dashes for a part of BEGIN than an edit looks for', () => {
		const torn = tornPem();
		const text = torn.replace('-----BEGIN', `${'-'.repeat(80_000)}BEGIN`);
		const index = new BlockIndex(text);
		assert.equal(index.blocks[0]?.note?.code, 'spoiltBegin');
		for (const at of [40_000, 79_700]) {
			index.edit(at, at, 'x');
			assert.deepEqual(index.blocks, decode(index.text));
		}
	});

	it('reads nothing but the block that it is asked for, and that once', () => {
		const text = pems.map((pem) => `${'key: value\n'.repeat(200)}${pem}`).join('');
		const index = new BlockIndex(text);
		const [, second] = decode(text);
		assert.ok(second);
		const [found] = index.at(second.start);
		assert.deepEqual(found, second);
		index.edit(3, 3, '\nx');
		const [moved] = index.at(second.start + 2);
		assert.equal(moved?.line, second.line + 1);
		assert.equal(moved.facts, found.facts);
		assert.deepEqual(index.at(0), []);
	});

	it('follows an edit that moves more blocks than a call takes arguments', () => {
		const text = '-----BEGIN X-----\nMIIB!\n'.repeat(130_000);
		const index = new BlockIndex(text);
		const before = index.at(text.length - 8);
		index.edit(18, 18, 'M');
		const after = index.at(text.length - 7);
		assert.equal(after.length, 1);
		assert.equal(after[0]?.start, (before[0]?.start ?? 0) + 1);
	});

	it('finds short base64 only where it is all of the text', () => {
		const short =
			derOf().toString('base64').slice(0, 0) +
			'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=';
		const index = new BlockIndex(short);
		assert.equal(index.at(3).length, 1);
		assert.deepEqual(index.blocks, decode(short));
		index.edit(0, 0, 'key: ');
		assert.deepEqual([index.blocks, index.at(8)], [[], []]);
		index.edit(0, 5, '');
		assert.equal(index.at(3)[0]?.facts?.kind, 'publicKey');
	});

	it('refuses a text that is too large, and reads it when it is smaller again', () => {
		const [pem = ''] = pems;
		const index = new BlockIndex(pem);
		index.edit(0, 0, ' '.repeat(maximumInputSize));
		assert.equal(index.blocks[0]?.error?.code, 'tooLarge');
		index.edit(0, maximumInputSize, '');
		assert.deepEqual(index.blocks, decode(pem));
	});

	it('may rest in a large text, so that an edit looks at its neighbourhood alone', () => {
		for (const line of [`${'q83vEjRWeJA'.repeat(6)}\n`, 'key: some value of it\n']) {
			const text = line.repeat(1_000_000 / line.length);
			const index = new BlockIndex(text);
			assert.ok([...index.prepare()].length > 100);
			index.edit(500_000, 500_000, pems[0] ?? '');
			assert.equal(index.blocks.length, 1);
			index.edit(500_001, 500_001, '-');
			index.edit(900_000, 900_000, JSON.stringify({ x5c: [ders[0]?.toString('base64')] }));
			assert.deepEqual(index.blocks, decode(index.text));
			assert.deepEqual(index.at(900_000), []);
		}
	});

	it('can be made step by step', () => {
		const text = pems.join('\n');
		const index = new BlockIndex(text);
		assert.equal([...index.prepare()].length, pems.length);
		assert.deepEqual(index.blocks, decode(text));
		assert.deepEqual([...index.prepare()], []);
	});
});
