/** JWKs in texts: where they stand, whose keys they are, and what is left alone. */
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { decode, decodeInSlices } from '../../../../src/core/decode/decode.js';
import { keptOf } from '../../../../src/core/decode/kept.js';
import { mayHoldBlocks } from '../../../../src/core/find/markers.js';
import type { DecodedBlock } from '../../../../src/core/x509/block.js';
import { analyze } from '../../../../src/core/diagnostics/analyze.js';
import { derOf, pemOf } from '../../../support/certificates.js';
import { jwkSamples, looselyWritten } from '../../../support/jwks.js';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const [rsa, ec] = jwkSamples;
assert.ok(rsa && ec);
const pem = pemOf({ name: 'beside.test' });
const own = derOf({
	name: 'own.test',
	spki: ec.publicKey.export({ type: 'spki', format: 'der' }),
});
const x5c = [own, derOf({ name: 'ca.test' })].map((der) => der.toString('base64'));

function only(text: string): DecodedBlock {
	const [block, ...others] = decode(text);
	assert.ok(block, text);
	assert.equal(others.length, 0, text);
	assert.ok(mayHoldBlocks(text), text);
	return block;
}

/** What stands at the block, in a text with a JWK in the middle. */
function found(before: string, written: string, after: string): DecodedBlock {
	const block = only(before + written + after);
	assert.equal(block.start, before.length);
	assert.equal(block.end, before.length + written.length);
	return block;
}

const nothing = {
	'a secret key': '{"kty":"oct","k":"q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA","kid":"a"}',
	'one that names no type that is known': '{"kty":"AKP","alg":"ML-DSA-44","pub":"q83vEjRWeJA"}',
	'one without its numbers': '{"kty":"RSA","e":"AQAB"}',
	'a curve that nobody here knows': '{"kty":"EC","crv":"P-999","x":"AAAA","y":"AAAA"}',
	'a schema': '{"kty":{"enum":["RSA","EC"]}}',
	'a placeholder': '{"kty":"RSA","n":"<the modulus of your key>","e":"AQAB"}',
	'an ellipsis': '{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFb...","e":"AQAB"}',
	variables: 'const jwk = { kty: "RSA", n: modulus, e: exponent };',
	members:
		'const jwk = { kty: "EC", crv: curve.name, x: point.abscissaOfThePoint, y: process.env.Y };',
	'a text that ends too early':
		'{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"',
	prose: 'The `kty` member says "RSA" or kty: EC, as {other} members do.',
	'a list that is none': '{"kty":"EC",["x"]}',
};

describe('JWKs', () => {
	for (const { what, publicKey, privateKey, publicJwk, privateJwk } of jwkSamples) {
		it(`are read: ${what}`, () => {
			const spki = publicKey.export({ format: 'der', type: 'spki' });
			const open = found('{"keys":[', JSON.stringify({ ...publicJwk, kid: 'k1' }), ']}');
			assert.ok(open.facts?.kind === 'publicKey');
			assert.equal(open.facts.publicKeySha256, sha256(spki));
			assert.deepEqual(open.der, spki);
			assert.deepEqual(
				[open.container, open.entry, open.encoding],
				['jwk', { name: 'k1', kind: 'publicKey' }, 'base64Der'],
			);
			const secret = found('key: ', JSON.stringify(privateJwk), '\n');
			assert.ok(secret.facts?.kind === 'privateKey');
			const { keyType, keyBits, curve } = open.facts;
			assert.deepEqual(
				[secret.facts.keyType, secret.facts.keyBits, secret.facts.curve],
				[keyType, keyBits, curve],
			);
			assert.equal(secret.facts.publicKeySha256, sha256(spki));
			assert.deepEqual(secret.entry, { name: '', kind: 'privateKey' });
			const key = Buffer.from(secret.der ?? '');
			assert.ok(createPrivateKey({ key, format: 'der', type: 'pkcs8' }).equals(privateKey));
			assert.equal(keptOf(secret).der, undefined);
		});
	}

	it('are found however they are written', () => {
		const { publicJwk } = ec;
		const json = JSON.stringify({ ...publicJwk, kid: 'a/b "c" {d}' });
		const pretty = JSON.stringify({ use: 'sig', key_ops: ['verify'], ...publicJwk }, null, 2);
		for (const [before, written, after] of [
			['', json, ''],
			['', pretty, '\n'],
			[
				'\ufeff{ "keys": [\r\n  ',
				pretty.replaceAll('\n', '\r\n'),
				',\r\n {"kty":"oct","k":"AA"} ] }',
			],
			['{"jwks":"', JSON.stringify(json).slice(1, -1).replaceAll('/', '\\/'), '"}'],
			['"', JSON.stringify(pretty).slice(1, -1), '"'],
			["JWK='", json, "'\n"],
			['jwk: ', looselyWritten(publicJwk, ''), '\n'],
			['const a = ', looselyWritten(publicJwk, "'", ' // it is {so}\n'), ';'],
			['const a = ', looselyWritten(publicJwk, '"', ' /* "x": { */'), ';'],
			['jwk = ', looselyWritten(publicJwk, '"').replaceAll(':', ' ='), '\n'],
			['  # ', pretty.replaceAll('\n', '\n  # '), '\n'],
			[' * ', pretty.replaceAll('\n', '\n * '), '\n'],
			['{ "ext": {"a": 1}, "cnf": {"jwk": ', json, '} }'],
		] as const) {
			const { facts, line } = found(before, written, after);
			assert.equal(facts?.kind, 'publicKey');
			assert.equal(line, before.split('\n').length - 1);
		}
		const nested = `{"ext":{"a":[1,{"b":"}"}]},${json.slice(1)}`;
		assert.equal(found('', nested, '').entry?.name, 'a/b "c" {d}');
		const braced = `{"kid":"{{{","use":"sig",${JSON.stringify(publicJwk).slice(1)}`;
		assert.equal(found('[{},', braced, ']').entry?.name, '{{{');
	});

	it('are found as mappings of YAML', () => {
		const { kty, crv, x, y } = ec.publicJwk;
		const member = Object.entries({ kty, crv, x, y, kid: 'k' }).map(
			([name, v]) => `${name}: ${String(v)}`,
		);
		for (const [before, written, after] of [
			['', member.join('\n'), '\n'],
			['jwks:\n  keys:\n  - ', member.join('\n    '), '\n  - kty: oct\n    k: AA\n'],
			['jwk:\n    ', member.join('\r\n    '), '\r\nother: 1\r\n'],
			['a: 1\n---\n', ['key_ops:\n- verify', ...member.toReversed()].join('\n'), '\n---\n'],
			[
				'k:\n- ',
				[...member, 'ops:', '- verify # it'].join('\n  ').replace('  - v', '  - v'),
				'\n\n- x: 1\n',
			],
			['- ', [`"use": 'sig' # it`, '', '# more', ...member].join('\n  '), ''],
			['- ', member.join('\n  ').replace(/: (\S+)/g, ": '$1'"), '  \n'],
		] as const) {
			const block = found(before, written, after);
			assert.deepEqual([block.facts?.kind, block.entry?.name], ['publicKey', 'k']);
		}
		const [first, second, ...others] = decode(
			`keys:\n- ${member.join('\n  ')}\n  x5c:\n  - ${x5c.join('\n  - ')}\n- ${member.join('\n  ')}\n`,
		).map(({ facts, entry }) => [facts?.kind, entry?.kind]);
		assert.deepEqual(
			[first, second, ...others],
			[
				['certificate', 'certificate'],
				['certificate', 'chain'],
				['publicKey', 'publicKey'],
			],
		);
		assert.deepEqual(decode('The member\nkty: EC\nsays what x: is.\n'), []);
	});

	it('are told from what stands beside them', () => {
		const [one, two] = [JSON.stringify(rsa.publicJwk), JSON.stringify(ec.privateJwk)];
		const text = `${pem}{"keys":[${one},\n${two}]}\n${pem}tls: ${x5c[0] ?? ''}\n${one}`;
		const blocks = decode(text);
		assert.deepEqual(
			blocks.map(({ facts }) => facts?.kind),
			['certificate', 'publicKey', 'privateKey', 'certificate', 'certificate', 'publicKey'],
		);
		for (const [index, { start }] of blocks.entries()) {
			assert.ok(start >= (blocks[index - 1]?.end ?? 0));
		}
	});

	it('with certificates have those in place of the key, and a private one where it stands', () => {
		const open = { ...ec.publicJwk, kid: 'k', x5c };
		const certificates = decode(JSON.stringify({ keys: [open] }));
		assert.deepEqual(
			certificates.map(({ facts, container, entry }) => [facts?.kind, container, entry]),
			[
				['certificate', 'jwk', { name: 'k', kind: 'certificate' }],
				['certificate', 'jwk', { name: 'k', kind: 'chain' }],
			],
		);
		const text = JSON.stringify({ x5c, ...ec.privateJwk, kid: 'k' }, null, 1);
		const [, , secret, ...others] = decode(text);
		assert.equal(others.length, 0);
		assert.equal(secret?.facts?.kind, 'privateKey');
		assert.match(text.slice(secret.start, secret.end), /^"d": "[\w-]{43}"$/);
		assert.deepEqual(
			decode(`{"kty":"EC","x5c":["${x5c[0] ?? ''}"]}`).map(({ container }) => container),
			['jwk'],
		);
	});

	it('with the certificate of another key have both', () => {
		for (const [jwk, member] of [
			[rsa.publicJwk, /^"n": "[\w-]+"$/],
			[{ ...ec.publicJwk, x5c: x5c.slice(1) }, /^"x": "[\w-]+"$/],
		] as const) {
			const text = JSON.stringify({ x5c, ...jwk }, null, 1);
			const key = decode(text).find(({ facts }) => facts?.kind === 'publicKey');
			assert.ok(key);
			assert.match(text.slice(key.start, key.end), member);
		}
	});

	for (const [what, text] of Object.entries(nothing)) {
		it(`are not seen in ${what}`, () => {
			assert.deepEqual(decode(text), []);
		});
	}

	it('with a private key of RSA without its primes are private keys', () => {
		const { kty, n, e, d } = rsa.privateJwk;
		const { facts, der } = only(JSON.stringify({ kty, n, e, d }));
		assert.deepEqual([facts?.kind, der?.length], ['privateKey', 0]);
	});

	it('that are damaged are named, and what is missing in them', async () => {
		const { x = '', ...rest } = ec.publicJwk;
		const torn = { ...rest, x: `${x.slice(0, 20)}!${x.slice(21)}` };
		const { error } = only(JSON.stringify(torn));
		assert.deepEqual(error, { code: 'jwkMember', line: 0, args: { member: 'x' } });
		const swapped = { ...ec.publicJwk, x: ec.publicJwk.y, y: ec.publicJwk.x };
		assert.equal(only(JSON.stringify(swapped)).error?.code, 'jwkPoint');
		assert.throws(() => createPublicKey({ key: swapped, format: 'jwk' }));
		const text = JSON.stringify(swapped);
		const context = { now: new Date(), threshold: { days: 30, lifetimeShare: 1 } };
		const findings = await analyze({ text, blocks: decode(text) }, context);
		assert.deepEqual(
			findings.map(({ code }) => code),
			['unreadableBlock'],
		);
	});

	it('in the other alphabet are read as programs read them', () => {
		const { n = '' } = rsa.publicJwk;
		const other = { ...rsa.publicJwk, n: Buffer.from(n, 'base64url').toString('base64') };
		const { facts } = only(JSON.stringify(other));
		const key = createPublicKey({ key: other, format: 'jwk' });
		assert.ok(facts?.kind === 'publicKey');
		assert.equal(facts.publicKeySha256, sha256(key.export({ format: 'der', type: 'spki' })));
	});

	it('are no key of a certificate in the same file', async () => {
		const text = `${pem}\n${JSON.stringify(ec.privateJwk)}\n`;
		const context = { now: new Date(), threshold: { days: 30, lifetimeShare: 1 } };
		const findings = await analyze({ text, blocks: decode(text), mode: 0o644 }, context);
		assert.deepEqual(
			findings.map(({ code }) => code).filter((code) => /[kK]ey/.test(code)),
			['keyModeTooWide'],
		);
	});

	it('leave others a turn in a hostile text', async () => {
		let pauses = 0;
		const text = '{kty:EC,'.repeat(100_000);
		assert.deepEqual(await decodeInSlices(text, { onYield: () => (pauses += 1) }), []);
		assert.ok(pauses > 0);
	});

	it('take time in proportion to a hostile text', () => {
		const braces = '{'.repeat(1000);
		for (const text of [
			'{kty:EC,'.repeat(200_000),
			'{"kty":"EC",'.repeat(150_000),
			`{"kty":"EC","a":"`.repeat(100_000),
			`{'kty':'EC',"a":'{`.repeat(100_000),
			'{kty:EC,/*'.repeat(150_000),
			'{kty:EC,//'.repeat(150_000),
			'kty:EC\n'.repeat(200_000),
			'kty: EC\n'.repeat(200_000),
			'a: 1\nkty: EC\n'.repeat(100_000),
			`${' '.repeat(300)}kty: EC\n`.repeat(5000),
			`${'a'.repeat(3000)}\n\nkty: EC\n`.repeat(500),
			`${braces}kty:EC `.repeat(1500),
			`{kty:EC,${' '.repeat(500)}`.repeat(3000),
			`{kty:EC,a:1,${'b:2,'.repeat(40)}c:`.repeat(8000),
			`{kty:EC,a:[${'1,'.repeat(90)}[`.repeat(8000),
			`{kty:EC,${'\\'.repeat(300)}`.repeat(5000),
		]) {
			assert.deepEqual(decode(text), []);
		}
	});
});
