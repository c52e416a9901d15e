/** JSON Web Keys as they should not be, in the texts that hold them. */
import { createPrivateKey } from 'node:crypto';
import type { Random } from '../support/random.js';
import { ed25519Key, samples } from './samples.js';

const { kty, crv, x, d } = createPrivateKey({
	key: ed25519Key,
	format: 'der',
	type: 'pkcs8',
}).export({ format: 'jwk' });
const chain = samples
	.filter(({ label }) => label === 'CERTIFICATE')
	.slice(0, 2)
	.map(({ der }) => der.toString('base64'));
const number = Buffer.alloc(256, 0x5a).toString('base64url');
const coordinate = Buffer.alloc(32, 9).toString('base64url');

const keys: readonly Readonly<Record<string, unknown>>[] = [
	{ kty, crv, x, d, kid: 'a' },
	{ kty, crv, x, x5c: chain },
	{ kty: 'RSA', n: number, e: 'AQAB', d: number, p: number, q: number },
	{ kty: 'EC', crv: 'P-256', x: coordinate, y: coordinate },
	{ kty: 'oct', k: coordinate },
];

const oddities: readonly unknown[] = [
	...['', 'A', '====', '\0', '\ud800', '\u202e', 'RSA', 'P-256', '\\u0041', 'A'.repeat(70_000)],
	...[null, true, -1, 1e300, {}, [], ['MII'], [[]], { kty: 'RSA' }],
	Buffer.alloc(40_000, 0xff).toString('base64url'),
];

type Dress = (text: string, random: Random) => string;

const dresses: readonly Dress[] = [
	(text) => text,
	(text) => JSON.stringify({ keys: [JSON.parse(text), JSON.parse(text)] }, undefined, 2),
	(text) => JSON.stringify({ jwk: text }),
	(text) => `data: ${Buffer.from(text).toString('base64')}\n`,
	(text) => text.replace(/"(\w+)":/g, '$1: ').replace(/"/g, "'"),
	(text, random) => text.replace(/,/g, random.one([',\n', ' ,,', '\r', ', // ,\n', ''])),
	(text, random) => text.slice(0, random.below(text.length + 1)),
	(text, random) => random.one(['{', '[{', '{"a":{']).repeat(random.one([1, 30, 5000])) + text,
	(text) => text.replace(/[{},]/g, '\n  ').replace(/"/g, ''),
];

/** One key with an odd member, in one to three dresses. */
export function mutatedJwk(random: Random): string {
	const key = new Map(Object.entries(random.one(keys)));
	for (let count = random.below(3); count > 0; count -= 1) {
		const name = random.one([...key.keys(), 'kty', 'x5c', 'kid', 'd', '__proto__']);
		key.set(name, random.one(oddities));
	}
	let text = JSON.stringify(Object.fromEntries(key));
	try {
		for (let count = random.below(3); count > 0; count -= 1) {
			text = random.one(dresses)(text, random);
		}
	} catch (error) {
		// What an earlier dress made of it is no JSON, which is as good.
		if (!(error instanceof SyntaxError)) throw error;
	}
	return text;
}
