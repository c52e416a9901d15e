/** What the scan for markers stops holds no block: asked of what decoding finds, whole and damaged. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { decode } from '../../../../src/core/decode/decode.js';
import { mayAddBlocks, mayHoldBlocks } from '../../../../src/core/find/markers.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { derOf, pemOf } from '../../../support/certificates.js';
import { request } from '../../../support/der.js';
import { blockWritten, jwkSamples, looselyWritten } from '../../../support/jwks.js';
import { type Random, randomly } from '../../../support/random.js';
import { jceksBase64, jksBase64, pkcs12Base64 } from './places/material.js';

const der = derOf({ name: 'in.test' });
const pem = pemOf({ name: 'in.test' });
const publicKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' });
const jwks = jwkSamples.flatMap(({ publicJwk, privateJwk }) => [publicJwk, privateJwk]);
const wrap = (text: string, width: number, indent = '') =>
	text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), `$&\n${indent}`);
const inBase64 = (text: string) => Buffer.from(text).toString('base64');

/** A text with a block, written in a way that is decoded. */
function written(random: Random): string {
	const text = random.one([pem, toPem('PUBLIC KEY', publicKey), toPem('X', request())]);
	const head = random.one(['', '', 'a', 'bb', 'subject=CN = in.test\n']);
	return random.one([
		text,
		text.replace(/^/gm, random.one(['# ', '    ', '// ', 'REM ', '+', '> '])),
		JSON.stringify({ ca: text }),
		encodeURIComponent(text),
		`tls.crt: ${inBase64(head + text)}\n`,
		`value: ${inBase64(`kind: Config\nca: ${inBase64(head + text)}\n`)}\n`,
		`tls.crt: |\n  ${wrap(inBase64(head + text), random.one([64, 76, 57]), '  ')}\n`,
		`x5c: ["${der.toString(random.one(['base64', 'base64url']))}"]`,
		JSON.stringify({ ca: wrap(der.toString('base64'), 64) }).replaceAll('/', '\\/'),
		`store: ${random.one([jksBase64, jceksBase64, pkcs12Base64])}\n`,
		JSON.stringify({ keys: [random.one(jwks)] }, null, random.one([0, 2])),
		JSON.stringify(JSON.stringify(random.one(jwks))),
		`jwk: ${looselyWritten(random.one(jwks), random.one(['', '"', "'"]))}`,
		`jwks: ${inBase64(head + JSON.stringify({ keys: [random.one(jwks)] }, null, random.one([0, 2])))}`,
		`keys:\n${blockWritten(random.one(jwks))}`,
		random.one([der, publicKey]).toString('base64'),
		text.replaceAll('-----', random.one(['----', '—', '', '------', '_____'])),
		text.replaceAll('BEGIN', random.one(['begin', 'Begin', 'BEGN', '  BEGIN'])),
		text.replaceAll('END', random.one(['end', 'End', 'EDN', '  END'])),
		text.replace(/^.*\n/, ''),
		text.replace(/\n.*\n$/, '\n'),
	]);
}

function damaged(text: string, random: Random): string {
	let result = text;
	for (let count = random.below(3); count > 0; count -= 1) {
		const at = random.below(result.length);
		const filler = random.one(['', ' ', '\n', '-', 'M', '=', 'END', '\\n', '%0A', 'x'.repeat(50)]);
		result = result.slice(0, at) + filler + result.slice(at + random.below(12));
	}
	return result;
}

const ordinary = [
	'',
	'kind: Deployment\nspec:\n  image: registry.test/team/an-image-with-a-long-name:1.2.3\n',
	'export function legend() {\n\treturn BEGINNING + appendChild(document.body);\n}\n',
	'begin\n  puts "Made by MAXIMUM_LENGTH_OF_A_NAME"\nend\n',
	`{ "integrity": "sha512-${'q9Zx'.repeat(22)}==" }`,
	'# Title\n\n---\n\n| Begin | End |\n|-------|-----|\n| Mo    | Fr  |\n',
	'-- BEGIN TRANSACTION;\nUPDATE a SET b = 1;\nEND;\n',
];

describe('markers of blocks', () => {
	it('are in every text in which blocks are found', () => {
		const random = randomly(20_261_127);
		let withBlocks = 0;
		for (let run = 0; run < 4000; run += 1) {
			const text = damaged(random.one(ordinary) + written(random), random);
			if (decode(text).length === 0) continue;
			withBlocks += 1;
			assert.ok(mayHoldBlocks(text), text);
		}
		assert.ok(withBlocks > 2500, String(withBlocks));
	});

	for (const text of ordinary) {
		it(`are not in ${JSON.stringify(text.slice(0, 30))}`, () => {
			assert.equal(mayHoldBlocks(text), false);
		});
	}

	it('are on the lines of the change that brought them', () => {
		const random = randomly(7);
		let brought = 0;
		for (let run = 0; run < 6000; run += 1) {
			const text = damaged(random.one(ordinary) + written(random), random);
			// A text that lost some lines, and the change that brings them back.
			const [from, to] = [random.below(text.length), random.below(text.length)].sort(
				(a, b) => a - b,
			);
			const [start = 0, end = 0] = [
				from,
				run % 2 === 0 ? to : Math.min(text.length, (from ?? 0) + 3),
			];
			const before = text.slice(0, start) + text.slice(end);
			if (mayHoldBlocks(before) || !mayHoldBlocks(text)) continue;
			brought += 1;
			const lineStart = text.lastIndexOf('\n', start - 1) + 1;
			const lineEnd = text.indexOf('\n', end);
			const lines = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd);
			assert.ok(mayAddBlocks(lines), JSON.stringify([before, text]));
		}
		assert.ok(brought > 300, String(brought));
		assert.equal(mayAddBlocks('const legend = appendChild(body);'), false);
	});

	it('take time in proportion to a hostile text', () => {
		for (const text of [
			'MA'.repeat(4_000_000),
			`${'MA'.repeat(4)} `.repeat(900_000),
			`x${'MA'.repeat(300)} `.repeat(13_000),
			' '.repeat(8_000_000),
			'\\u'.repeat(4_000_000),
		]) {
			assert.equal(typeof mayHoldBlocks(text), 'boolean');
		}
	});
});
