/** From a byte of a block to the character that holds it, wherever the block stands. */
import assert from 'node:assert/strict';
import { decode } from '../../../../src/core/decode/decode.js';
import { textOffsetOf } from '../../../../src/core/find/byteMap.js';
import { derOf, pemOf } from '../../../support/certificates.js';
import { randomly } from '../../../support/random.js';

const pem = pemOf({ name: 'in.test' });
const other = pemOf({ name: 'other.test' });
const two = pem + other;
const der = derOf({ name: 'in.test' });
const wrap = (text: string, indent: string) => text.replace(/.{64}(?=.)/g, `$&\n${indent}`);
const inBase64 = (text: string) => Buffer.from(text).toString('base64');
const base64 = der.toString('base64');

const direct: readonly (readonly [what: string, text: string])[] = [
	['PEM', two],
	['PEM below a text with CRLF', `Subject: CN=in.test\n${two}`.replaceAll('\n', '\r\n')],
	['PEM in YAML', `ca.crt: |\n${two.replace(/^/gm, '  ')}`],
	['PEM in a comment', pem.replace(/^/gm, '// ')],
	['PEM behind times', pem.trim().replace(/^/gm, '2026-11-26 12:00:01 ')],
	['PEM in JSON', JSON.stringify({ ca: two })],
	[
		'PEM in JSON with escapes',
		JSON.stringify({ ca: two }).replaceAll('+', '\\u002B').replaceAll('/', '\\/'),
	],
	['PEM in string literals', pem.replace(/^(.+)$/gm, '\t"$1\\n" +')],
	['PEM in a URL', `cert=${encodeURIComponent(pem)}`],
	['PEM with a spoilt BEGIN', two.replace('-----BEGIN', '----BEGIN')],
	['PEM without BEGIN', pem.replace(/^.*\n/, '')],
	['DER in base64', `{ "x5c": ["${base64}", "${base64}"] }`],
	['DER in base64 with escapes', JSON.stringify({ a: base64 }).replaceAll('/', '\\/')],
	['DER in wrapped base64', `<X509Certificate>\n  ${wrap(base64, '  ')}</X509Certificate>`],
];

const nested: readonly (readonly [what: string, text: string])[] = [
	['PEM in base64', `tls.crt: ${inBase64(two)}\n`],
	['PEM in wrapped base64', `tls.crt: |\n  ${wrap(inBase64(`é\n${two}`), '  ')}\n`],
	['PEM in base64 alone in base64', `a: ${inBase64(`b: ${inBase64(two)}\n`)}\n`],
	['PEM in base64 in base64', `a: ${inBase64(`${pem}tls.crt: ${inBase64(other)}\n`)}\n`],
];

/** The character of base64 at an offset, as it is meant. */
function digitAt(text: string, at: number): string {
	const escaped = /^(?:\\u00|%)(2B|2F)/i.exec(text.slice(at, at + 6))?.[1];
	return escaped === undefined
		? text.charAt(at)
		: String.fromCharCode(Number.parseInt(escaped, 16));
}

/** The first bits of a byte, two, four or six, are the last ones of the character that it begins in. */
function assertBeginsIn(digit: string, byte: number, offset: number): void {
	const bits = 6 - ((offset * 8) % 6);
	const six = (Buffer.from(`${digit}AAA`, 'base64')[0] ?? 0) >> 2;
	assert.equal(six & (2 ** bits - 1), byte >> (8 - bits), `byte ${offset} in ${digit}`);
}

describe('the place of a byte', () => {
	for (const [what, text] of direct) {
		it(`is where its base64 stands: ${what}`, () => {
			const random = randomly(11);
			const blocks = decode(text);
			assert.ok(blocks.length > 0);
			for (const block of blocks) {
				assert.ok(block.der, what);
				for (let run = 0; run < 200; run += 1) {
					const byte = random.below(block.der.length);
					const at = textOffsetOf(text, block, byte);
					assert.ok(at !== undefined && at >= block.start && at < block.end);
					assertBeginsIn(digitAt(text, at), block.der[byte] ?? 0, byte);
				}
			}
		});
	}

	for (const [what, text] of nested) {
		it(`is in the outermost base64: ${what}`, () => {
			const blocks = decode(text);
			assert.equal(blocks.length, 2);
			const offsets = blocks.flatMap((block) => {
				assert.equal(block.encoding, 'base64Pem');
				return [...(block.der?.keys() ?? [])].map((byte) => textOffsetOf(text, block, byte) ?? -1);
			});
			// Later bytes stand behind earlier ones, those of the second block behind those of the first.
			assert.deepEqual(
				offsets.filter((at, index) => index > 0 && at <= (offsets[index - 1] ?? 0)),
				[],
			);
			const [first = 0] = offsets;
			assert.ok(
				blocks.every(({ start, end }) => first > start + 30 && (offsets.at(-1) ?? 0) < end),
			);
		});
	}

	it('is nowhere behind the end, and at the start where the text says something else', () => {
		const [block] = decode(pem);
		assert.ok(block?.der);
		assert.equal(textOffsetOf(pem, block, block.der.length), undefined);
		assert.equal(textOffsetOf(pem, { ...block, der: Buffer.from('other') }, 1), block.start);
		const [bytes] = decode(der);
		assert.ok(bytes);
		assert.equal(textOffsetOf('', bytes, 7), 7);
	});
});
