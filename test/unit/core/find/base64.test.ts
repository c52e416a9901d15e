import assert from 'node:assert/strict';
import { findBase64 } from '../../../../src/core/find/base64.js';
import { derOf, pemOf } from '../../../support/certificates.js';

const der = derOf({ name: 'in.test' });
const pem = pemOf({ name: 'in.test' });
const encoded = Buffer.from(pem).toString('base64');
const wrap = (text: string, width: number, indent = ''): string =>
	text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), `$&\n${indent}`);

/** What was found, each run as the text says it at its place. */
function found(text: string): [holds: string, encoding: string, bytes: string][] {
	return [...findBase64(text)].map(({ holds, encoding, bytes, start, end }) => {
		const written = text.slice(start, end).replace(/\\[nr]|\s/g, '');
		assert.ok(Buffer.from(written, 'base64').equals(bytes));
		return [holds, encoding, bytes.toString('latin1')];
	});
}

const asPem = ['pem', 'base64', pem];
const asDer = ['der', 'base64', der.toString('latin1')];

describe('base64 in a text', () => {
	for (const [what, text, expected] of [
		['a YAML value', `data:\n  tls.crt: ${encoded}\n  tls.key: ""\n`, [asPem]],
		['a YAML value without padding', `  a: ${encoded.replace(/=+$/, '')}\n---\nb: 1`, [asPem]],
		[
			'a JSON value',
			JSON.stringify({ caBundle: encoded, x5c: [der.toString('base64')] }),
			[asPem, asDer],
		],
		['a quoted value', `certificate-authority-data: '${encoded}'`, [asPem]],
		['a wrapped value', `ca: |\n    ${wrap(encoded, 76, '    ')}\nnext: word\n`, [asPem]],
		['a value wrapped behind its key', `ca: ${wrap(encoded, 64, '  ')}\nword\n`, [asPem]],
		['a JSON value with line ends', JSON.stringify({ ca: wrap(encoded, 76) }), [asPem]],
		['two values', `a: ${encoded}\nb: ${encoded}`, [asPem, asPem]],
		['base64url of DER', der.toString('base64url'), [['der', 'base64url', der.toString('latin1')]]],
		['a short one', Buffer.from('-----BEGIN A-----').toString('base64'), []],
		['other bytes', Buffer.alloc(900, 'picture').toString('base64'), []],
		['DER that is cut off', der.toString('base64').slice(0, 200), []],
		['prose', 'a word and another_word/with-more '.repeat(50), []],
		['nothing', '', []],
	] as const) {
		it(`finds ${expected.length} in ${what}`, () => {
			const runs = found(text);
			// base64url and base64 of the same bytes differ only where the bytes ask for it.
			const isUrl = /[-_]/.test(text) || expected[0]?.[1] !== 'base64url';
			assert.deepEqual(
				isUrl ? runs : runs.map(([holds, , bytes]) => [holds, 'base64url', bytes]),
				expected,
			);
		});
	}

	it('looks only between the offsets that it is given', () => {
		const text = `${encoded} ${encoded} ${encoded}`;
		const middle = encoded.length + 1;
		const runs = [...findBase64(text, middle, middle + encoded.length)];
		assert.deepEqual(
			runs.map(({ start, end }) => [start, end]),
			[[middle, middle + encoded.length]],
		);
	});

	it('takes time in proportion to a hostile text', () => {
		for (const text of [
			'A'.repeat(8_000_000),
			`${'A'.repeat(64)}\n`.repeat(120_000),
			`${'A'.repeat(39)} `.repeat(200_000),
			'TUlJ'.repeat(2_000_000),
			`${'MAA'.repeat(30)}=\n`.repeat(80_000),
			'%2B'.repeat(1_000_000),
			'M\\/'.repeat(1_000_000),
			`${'MIIB'.repeat(10)}&#13;\n`.repeat(60_000),
			`"${'MIIB'.repeat(10)}" +\n`.repeat(60_000),
		]) {
			assert.deepEqual([...findBase64(text)].length, 0);
		}
	});
});
