import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { decode } from '../../../../../src/core/decode/decode.js';
import { fixAll } from '../../../../../src/core/diagnostics/fixAll.js';
import { applied } from '../../../../../src/core/diagnostics/fixes/placeOfBlock.js';
import { type Certificate, makeCertificate, makeRoot } from '../../../../matrix/material.js';
import { type Random, randomly } from '../../../../support/random.js';
import { findingsOf } from '../rules/said.js';

const root = makeRoot('Root');
const policy = makeRoot('Policy CA', { issuer: root });
const issuing = makeRoot('Issuing CA', { issuer: policy });
const leaf = makeCertificate({ name: 'web.test', dns: ['web.test'], issuer: issuing, ca: false });
const chain = [leaf, issuing, policy];

type Write = (certificates: readonly Certificate[]) => string;

interface Format {
	readonly what: string;
	readonly path: string;
	readonly write: Write;
	/** The list as the format's own parser reads it; absent for languages. */
	readonly read?: (text: string) => unknown;
	/** What is read of a certificate. */
	readonly item?: (certificate: Certificate) => unknown;
	/** A root may stand there. */
	readonly keepsRoot?: boolean;
}

const lines = (text: string) => text.trimEnd().split('\n');
const base64 = ({ der }: Certificate) => der.toString('base64');
const chainOfJson = (text: string) => (JSON.parse(text) as { chain: unknown }).chain;
const chainOfYaml = (text: string) => (parse(text) as { chain: unknown }).chain;

const items = {
	'PEM texts': ({ pem }: Certificate) => [pem],
	'PEM texts without a line break at the end': ({ pem }: Certificate) => [pem.trimEnd()],
	'PEM texts with CRLF': ({ pem }: Certificate) => [pem.replaceAll('\n', '\r\n')],
	lines: ({ pem }: Certificate) => lines(pem),
	'lines with their line breaks': ({ pem }: Certificate) => lines(pem).map((line) => `${line}\n`),
	'PEM in base64': ({ pem }: Certificate) => [Buffer.from(pem).toString('base64')],
	'DER in base64': (certificate: Certificate) => [base64(certificate)],
};

function json(what: keyof typeof items, indent: string | number): Format {
	const item = items[what];
	return {
		what: `JSON, ${what}, indented by ${JSON.stringify(indent)}`,
		path: '/app/config.json',
		write: (all) =>
			JSON.stringify({ name: 'x', chain: all.flatMap(item), more: [1] }, null, indent),
		read: chainOfJson,
		item,
	};
}

const jwk = { kty: 'EC', ...leaf.keys.publicKey.export({ format: 'jwk' }), kid: 'a' };
const inYaml = (written: string) => `name: x\nchain:${written}\nmore:\n  - a: 1\n`;
const indented = (text: string) => lines(text).join('\n      ');
const yaml = (what: string, write: Write, item: NonNullable<Format['item']>): Format => ({
	what: `YAML, ${what}`,
	path: '/k8s/values.yaml',
	write: (all) => inYaml(write(all)),
	read: chainOfYaml,
	item,
});
const sequence = (one: (certificate: Certificate) => string) => (all: readonly Certificate[]) =>
	all.map((each) => `\n  - ${one(each)}`).join('');

const formats: readonly Format[] = [
	...(Object.keys(items) as (keyof typeof items)[]).flatMap((what) =>
		[2, '\t', 0].map((indent) => json(what, indent)),
	),
	{
		what: 'JSON of PHP',
		path: '/app/config.json',
		write: (all) => JSON.stringify({ chain: all.map(({ pem }) => pem) }).replaceAll('/', '\\/'),
		read: chainOfJson,
		item: items['PEM texts'],
	},
	{
		what: 'JSON in a string of JSON',
		path: '/app/config.json',
		write: (all) =>
			JSON.stringify({ inner: JSON.stringify({ chain: all.map(({ pem }) => pem) }, null, 2) }),
		read: (text) => chainOfJson((JSON.parse(text) as { inner: string }).inner),
		item: items['PEM texts'],
	},
	{
		what: 'a JWK set',
		path: '/app/keys.jwks',
		write: (all) => JSON.stringify({ keys: [{ ...jwk, x5c: all.map(base64) }] }, null, 2),
		read: (text) => (JSON.parse(text) as { keys: { x5c: unknown }[] }).keys[0]?.x5c,
		item: items['DER in base64'],
		keepsRoot: true,
	},
	yaml(
		'block scalars',
		sequence(({ pem }) => `|\n      ${indented(pem)}`),
		({ pem }) => [pem],
	),
	yaml(
		'block scalars without a line break at the end',
		sequence(({ pem }) => `|-\n      ${indented(pem)}`),
		({ pem }) => [pem.trimEnd()],
	),
	yaml(
		'strings',
		sequence(({ pem }) => JSON.stringify(pem)),
		({ pem }) => [pem],
	),
	yaml('base64', sequence(base64), (each) => [base64(each)]),
	yaml(
		'strings between brackets',
		(all) => ` [${all.map(({ pem }) => JSON.stringify(pem)).join(', ')}]`,
		({ pem }) => [pem],
	),
	yaml(
		'base64 between brackets',
		(all) => ` [${all.map(base64).join(', ')}]`,
		(each) => [base64(each)],
	),
	{
		what: 'string literals joined by +',
		path: '/app/chain.ts',
		write: (all) => {
			const literals = all.flatMap(({ pem }) => lines(pem)).map((line) => `\t'${line}\\n'`);
			return `export const chain =\n${literals.join(' +\n')};\nconst port = 1;\n`;
		},
	},
	{
		what: 'template literals in an array',
		path: '/app/chain.ts',
		write: (all) => `const chain = [\n${all.map(({ pem }) => `\t\`${pem}\`,\n`).join('')}];\n`,
	},
];

/** The chain in its order, with copies of what stands before them, and perhaps its root. */
function spoilt(random: Random): readonly Certificate[] {
	const all: Certificate[] = [];
	for (const certificate of chain) {
		all.push(certificate);
		while (random.chance(0.4)) all.push(random.one(all));
	}
	return random.chance(0.5) ? [...all, root] : [...all, leaf];
}

const prints = (text: string) =>
	decode(text).flatMap(({ facts }) =>
		facts?.kind === 'certificate' ? [facts.sha256Fingerprint] : [],
	);

describe('taking a certificate out of a list', () => {
	for (const [at, format] of formats.entries()) {
		const { what, path, write, read, item, keepsRoot = false } = format;
		it(`leaves the rest as it is: ${what} (seed ${90 + at})`, async () => {
			const random = randomly(90 + at);
			for (let round = 0; round < 8; round += 1) {
				const all = spoilt(random);
				const left = keepsRoot && all.includes(root) ? [...chain, root] : chain;
				const eol = random.one(['\n', '\r\n']);
				const text = write(all).replaceAll('\n', eol);
				const then = applied(text, await fixAll(text, { path }));
				assert.equal(then, write(left).replaceAll('\n', eol));
				assert.deepEqual(prints(then), prints(write(left)));
				if (read && item) assert.deepEqual(read(then), left.flatMap(item));
			}
		});
	}

	it('takes one of several out of a string, and leaves the list of strings', async () => {
		const write = (...strings: readonly (readonly Certificate[])[]) =>
			JSON.stringify(strings.map((all) => all.map(({ pem }) => pem).join('')));
		for (const [before, after] of [
			[write([leaf], [leaf, issuing, policy]), write([leaf], [issuing, policy])],
			[write([leaf, issuing], [policy, root]), write([leaf, issuing], [policy])],
			[write([leaf, issuing], [policy, policy, leaf]), write([leaf, issuing], [policy])],
		] as const) {
			assert.equal(applied(before, await fixAll(before, { path: '/a.json' })), after);
		}
	});

	it('takes one of several out of an item of YAML', async () => {
		const write = (...texts: readonly (readonly Certificate[])[]) =>
			inYaml(
				texts
					.map((all) => `\n  - |\n      ${indented(all.map(({ pem }) => pem).join(''))}`)
					.join(''),
			);
		const before = write([leaf], [leaf, issuing], [policy, root]);
		const then = applied(before, await fixAll(before, { path: '/a.yaml' }));
		assert.equal(then, write([leaf], [issuing], [policy]));
	});

	it('offers nothing where more would go than the certificate', async () => {
		const [a, b] = [JSON.stringify(leaf.pem), JSON.stringify(issuing.pem)];
		const both = Buffer.from(issuing.pem + leaf.pem).toString('base64');
		for (const [what, text, path] of [
			['the arguments of a call', `check(${a}, ${b}, ${a});`, '/a.js'],
			['a part of an element', `const x = [${a}, ${b}, ${a} + tail];`, '/a.js'],
			['one of two in base64', `["${base64(leaf)}", "${both}"]`, '/a.json'],
			['an item that is named', inYaml(`\n  - ${a}\n  - ${b}\n  - ${a} c: 1`), '/a.yaml'],
		] as const) {
			const found = await findingsOf(text, { path });
			const twice = found.find(({ code }) => code === 'duplicateCertificate');
			assert.ok(twice, `${what}: ${found.map(({ code }) => code).join()}`);
			assert.equal(twice.fix, undefined, what);
			assert.deepEqual(await fixAll(text, { path }), [], what);
		}
	});

	it('says of a root in a JWK neither that it is needless, nor that it has to go', async () => {
		const text = JSON.stringify({ ...jwk, x5c: [leaf, issuing, policy, root].map(base64) });
		assert.deepEqual(await findingsOf(text, { path: '/a.jwk' }), []);
	});
});
