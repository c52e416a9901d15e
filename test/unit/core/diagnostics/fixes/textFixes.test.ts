import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { decode } from '../../../../../src/core/decode/decode.js';
import { keptOf } from '../../../../../src/core/decode/kept.js';
import type { Finding, FindingCode } from '../../../../../src/core/diagnostics/analyze.js';
import { fixAll } from '../../../../../src/core/diagnostics/fixAll.js';
import { applied } from '../../../../../src/core/diagnostics/fixes/placeOfBlock.js';
import { replacementsOf } from '../../../../../src/core/diagnostics/fixes.js';
import { toPem } from '../../../../../src/core/find/pem.js';
import { makeCertificate, makeRoot } from '../../../../matrix/material.js';
import { type Random, randomly } from '../../../../support/random.js';
import { findingsOf } from '../rules/said.js';

const root = makeRoot('Root');
const issuing = makeRoot('Issuing CA', { issuer: root });
const leaf = makeCertificate({ name: 'web.test', dns: ['web.test'], issuer: issuing, ca: false });
const other = makeRoot('Another');

/** Of a certificate in PEM with LF, and what it is called where it is spoilt. */
interface Fault {
	readonly code: FindingCode;
	readonly spoil: (pem: string, random: Random) => string;
}

/** Behind `> ` a dash too few counts as part of that sign. */
const dashCounts: readonly Fault[] = [
	{ code: 'spoiltBegin', spoil: (pem) => pem.replace('-----BEGIN', '----BEGIN') },
	{ code: 'spoiltEnd', spoil: (pem) => pem.replace('-----END', '----END') },
	{ code: 'spoiltEnd', spoil: (pem) => pem.replace(/-----\n?$/, '---\n') },
];

const otherSpoilt: readonly Fault[] = [
	{ code: 'spoiltBegin', spoil: (pem) => pem.replace('BEGIN', 'Begin') },
	{ code: 'spoiltBegin', spoil: (pem) => pem.replace('-----BEGIN', '—–BEGIN') },
	{ code: 'wrongLabel', spoil: (pem) => pem.replaceAll('CERTIFICATE', 'X509 CRL') },
	{ code: 'labelMismatch', spoil: (pem) => pem.replace('END CERTIFICATE', 'END PUBLIC KEY') },
];

const spoiltMarkers = [...dashCounts, ...otherSpoilt];

const withoutEnd: Fault = {
	code: 'missingEnd',
	spoil: (pem) => pem.replace(/\n-----END.*/, ''),
};

const lines = (text: string) => text.trimEnd().split('\n');
const inOneBlock = toPem('CERTIFICATE', Buffer.concat([leaf.der, root.der]));
const severalObjects: readonly Fault[] = [
	{ code: 'severalObjects', spoil: () => inOneBlock },
	// Each with its own padding.
	{
		code: 'severalObjects',
		spoil: (pem) => pem.replace('-----END', `${lines(root.pem).slice(1, -1).join('\n')}\n-----END`),
	},
];

const indented = (text: string, by: string) => lines(text).join(`\n${by}`);
const escaped = (text: string) => lines(text).join('\\n');

interface Format {
	readonly path: string;
	readonly faults: readonly Fault[];
	/** What stands on lines of its own before and behind. */
	readonly remarks: readonly string[];
	/** The block where it belongs in the format, without a line break at its end. */
	readonly place: (block: string, random: Random) => readonly [before: string, after: string];
}

const formats: readonly Format[] = [
	{
		path: '/tls/chain.pem',
		remarks: ['# for the tests', 'subject=CN = any', other.pem.trimEnd(), ''],
		place: () => ['', ''],
		faults: [
			...spoiltMarkers,
			withoutEnd,
			...severalObjects,
			{ code: 'missingBegin', spoil: (pem) => pem.replace(/.*\n/, '') },
			{ code: 'gluedBlocks', spoil: (pem) => pem.trimEnd() + root.pem },
			{ code: 'gluedBlocks', spoil: (pem) => pem.trimEnd() + root.pem.replace('-----', '') },
			{ code: 'indentedPem', spoil: (pem) => pem.replace(/^(?=.)/gm, '  ') },
			{ code: 'indentedPem', spoil: (pem) => pem.replace('-----END', '\t-----END') },
			{ code: 'textBeforeBegin', spoil: (pem) => `pem: ${pem}` },
			{ code: 'textBeforeBegin', spoil: (pem, random) => `cert=${random.one([' ', '\t'])}${pem}` },
			{ code: 'pemOnOneLine', spoil: (pem, random) => lines(pem).join(random.one(['', ' '])) },
			{ code: 'literalLineBreaks', spoil: (pem, random) => escaped(pem) + random.one(['', '\\n']) },
			{ code: 'literalLineBreaks', spoil: (pem) => escaped(pem + root.pem) },
			{ code: 'blankLineInPem', spoil: (pem) => pem.replace(/^(.*\n.*\n)/, '$1  \n\n') },
			{ code: 'unusualBlanks', spoil: (pem) => pem.replace(/\n(?=[^-])/g, '\u00a0\n') },
		],
	},
	{
		path: '/k8s/values.yaml',
		remarks: ['# for the tests', 'replicas: 3', 'list:\n  - a\n  - "b: c"', ''],
		place: (_block, random) => [`tls:\n  cert: ${random.one(['|', '|-'])}\n    `, ''],
		faults: [...spoiltMarkers, withoutEnd, ...severalObjects].map(({ code, spoil }) => ({
			code,
			spoil: (pem, random) => indented(spoil(pem, random), '    '),
		})),
	},
	{
		path: '/k8s/folded.yml',
		remarks: ['# for the tests', 'replicas: 3', 'list:\n  - a\n  - "b: c"', ''],
		place: () => ['tls:\n', ''],
		faults: [
			...['>', '>-', '>+', '>2-'].map((sign): Fault => ({
				code: 'foldedYaml',
				spoil: (pem) => `  cert: ${sign}\n    ${indented(pem, '    ')}`,
			})),
			...['"', "'", ''].map((quote): Fault => ({
				code: 'foldedYaml',
				spoil: (pem) => `  cert: ${quote}${indented(pem, '    ')}${quote}`,
			})),
		],
	},
	{
		path: '/app/.env',
		remarks: ['# for the tests', 'DEBUG=1', "NAME='x y'", ''],
		place: () => ['', ''],
		faults: [
			{ code: 'escapedInShell', spoil: (pem) => `TLS_CERT='${escaped(pem)}'` },
			{ code: 'escapedInShell', spoil: (pem) => `TLS_CERT=${escaped(pem)}\\n` },
			...[...spoiltMarkers, withoutEnd, ...severalObjects].map(({ code, spoil }) => ({
				code,
				spoil: (pem: string, random: Random) => `TLS_CERT="${escaped(spoil(pem, random))}"`,
			})),
		],
	},
	{
		path: '/app/config.json',
		remarks: [],
		place: () => ['{\n  "name": "x",\n  "cert": "', '",\n  "more": [1, 2]\n}'],
		faults: [
			{ code: 'lineBreaksInJson', spoil: (pem) => pem },
			{ code: 'lineBreaksInJson', spoil: (pem) => indented(pem, '    ') },
			...[...spoiltMarkers, withoutEnd, ...severalObjects].map(({ code, spoil }) => ({
				code,
				spoil: (pem: string, random: Random) => escaped(spoil(pem, random)),
			})),
		],
	},
	{
		path: '/docs/readme.md',
		remarks: ['# Title', 'Some *words*.', '| a | b |\n|---|---|', ''],
		place: (_block, random) =>
			random.one([
				['```\n', '\n```'],
				['> ', ''],
			]),
		faults: otherSpoilt,
	},
];

interface Case extends Fault {
	readonly text: string;
	readonly path: string;
	readonly before: string;
	readonly after: string;
}

function someCase(format: Format, fault: Fault, random: Random): Case {
	const spoilt = fault.spoil(leaf.pem, random).replace(/\n$/, '');
	const [open, close] = format.place(spoilt, random);
	const remarks = () =>
		(format.remarks.length === 0 ? [] : random.some(format.remarks, 3)).map(
			(remark) => `${remark}\n`,
		);
	const eol = random.one(['\n', '\r\n']);
	const block = open === '> ' ? indented(spoilt, open) : spoilt;
	const before = `${remarks().join('')}${open}`.replaceAll('\n', eol);
	const behind = `${close}\n${remarks().join('')}`;
	const after = (random.chance(0.5) ? behind.replace(/\n*$/, '') : behind).replaceAll('\n', eol);
	const text = before + block.replaceAll('\n', eol) + after;
	return { ...fault, text, path: format.path, before, after };
}

function fixed(text: string, path: string, { fix, start }: Finding): string {
	const edits = fix && replacementsOf({ text, path, blocks: decode(text).map(keptOf) }, fix, start);
	assert.ok(edits, text);
	return applied(text, edits);
}

const prints = (text: string) =>
	decode(text).map(({ facts, error }) =>
		facts?.kind === 'certificate' ? facts.sha256Fingerprint : JSON.stringify(error?.code),
	);
const errorsOf = (findings: readonly Finding[]) =>
	findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);

describe('a quick fix', () => {
	for (const [at, format] of formats.entries()) {
		it(`changes nothing but what it names in ${format.path} (seed ${29 + at})`, async () => {
			const random = randomly(29 + at);
			for (const fault of format.faults) {
				for (let round = 0; round < 6; round += 1) {
					const { code, text, path, before, after } = someCase(format, fault, random);
					const found = await findingsOf(text, { path });
					const finding = found.find((each) => each.code === code && each.fix);
					assert.ok(finding, `${code} in ${text} ${JSON.stringify(found.map((f) => f.code))}`);
					const then = fixed(text, path, finding);
					assert.ok(then.startsWith(before.replace(/>[-+\d]*\s*$/, '')), `before: ${then}`);
					assert.ok(then.endsWith(after), `behind: ${then}`);
					assert.deepEqual(prints(then), prints(text), then);
					const left = await findingsOf(then, { path });
					assert.ok(!left.some((each) => each.code === code), `${code} stays: ${then}`);
					const known = errorsOf(found);
					assert.deepEqual(
						errorsOf(left).filter((each) => !known.includes(each)),
						[],
						then,
					);
				}
			}
		});
	}
});

async function fixedAll(text: string, path: string): Promise<string> {
	return applied(text, await fixAll(text, { path }));
}

describe('fixing all of a file', () => {
	const path = '/tls/chain.pem';

	it('repairs, reorders and takes out what is not needed, until nothing is left to fix', async () => {
		const spoilt = issuing.pem.replace('-----BEGIN', '----BEGIN');
		const text = `# chain\n\n${spoilt}${leaf.pem.replace(/^(?=.)/gm, ' ')}${issuing.pem}${root.pem}# end`;
		const then = await fixedAll(text, path);
		assert.equal(then, `# chain\n\n${leaf.pem}${issuing.pem}# end`);
		assert.deepEqual(await fixAll(then, { path }), []);
	});

	for (const [what, end] of [
		['with', '\n'],
		['without', ''],
	] as const) {
		it(`removes the last certificate of a file ${what} a final line break`, async () => {
			const chain = leaf.pem + issuing.pem;
			const text = (chain + root.pem).trimEnd() + end;
			assert.equal(await fixedAll(text, path), chain.trimEnd() + end);
			assert.equal(await fixedAll((chain + leaf.pem).trimEnd() + end, path), chain.trimEnd() + end);
		});
	}

	for (const [escape, end] of [
		['\\n', '\\n'],
		['\\n', ''],
		['\\r\\n', '\\r\\n'],
		['\\\\n', ''],
	] as const) {
		it(`removes certificates in a string of JSON with ${escape}, and ${end || 'nothing'} at its end`, async () => {
			const written = (...all: readonly { readonly pem: string }[]) => {
				const pem = all.map((each) => each.pem).join('');
				return `{\n  "chain": "${lines(pem).join(escape)}${end}",\n  "more": [1, "\\n"]\n}\n`;
			};
			const chain = written(leaf, issuing);
			for (const text of [
				written(leaf, issuing, root),
				written(leaf, issuing, issuing),
				written(leaf, leaf, issuing),
				written(leaf, issuing, leaf, root),
			]) {
				assert.equal(await fixedAll(text, '/app/config.json'), chain);
			}
			assert.deepEqual(await fixAll(chain, { path: '/app/config.json' }), []);
		});
	}

	it('keeps the indentation of YAML, and what stands behind the value', async () => {
		const chain = indented(leaf.pem + issuing.pem, '    ');
		const twice = indented(leaf.pem + issuing.pem + issuing.pem, '    ');
		const text = `tls:\n  cert: |\n    ${twice}\n  port: 443\n`;
		const then = await fixedAll(text, '/k8s/values.yaml');
		assert.equal(then, `tls:\n  cert: |\n    ${chain}\n  port: 443\n`);
	});

	it('makes YAML, JSON and dotenv files hold what programs load', async () => {
		const yaml = await fixedAll(`cert: >-\n  ${indented(leaf.pem, '  ')}\n`, '/a.yaml');
		assert.deepEqual(parse(yaml), { cert: leaf.pem.trimEnd() });
		const quoted = await fixedAll(`cert: "${indented(leaf.pem, '  ')}"\nport: 1\n`, '/a.yaml');
		assert.deepEqual(parse(quoted), { cert: leaf.pem, port: 1 });
		const json = await fixedAll(`{"cert": "${leaf.pem}${issuing.pem}"}`, '/a.json');
		assert.deepEqual(JSON.parse(json), { cert: leaf.pem + issuing.pem });
		const env = await fixedAll(`CERT='${escaped(leaf.pem)}'\n`, '/.env');
		assert.deepEqual({ ...parseEnv(env) }, { CERT: leaf.pem.trimEnd() });
	});

	it('repairs private keys, with the headers of encrypted ones', async () => {
		const plain = leaf.keyPem.replace('-----BEGIN', '---BEGIN');
		assert.equal(await fixedAll(plain, '/tls/web.key'), leaf.keyPem);
		const cipher = { type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
		const encrypted = createPrivateKey(leaf.keyPem).export(cipher).toString();
		const spoilt = encrypted.replace('-----END', '---END');
		assert.equal(await fixedAll(spoilt, '/tls/web.key'), encrypted);
	});

	it('leaves alone what cannot be read, what is cut off and what is in order', async () => {
		const torn = leaf.pem.replace(/\n.{10}/, '\n!!!!!!!!!!');
		const half = leaf.pem.slice(0, 300);
		for (const text of [torn, half, leaf.pem, `${leaf.pem}${issuing.pem}`, 'nothing at all']) {
			assert.deepEqual(await fixAll(text, { path }), []);
		}
	});

	it('leaves alone what is not wanted', async () => {
		const text = leaf.pem + issuing.pem + root.pem;
		const choose = (all: readonly Finding[]) => all.filter(({ code }) => code !== 'rootIncluded');
		assert.deepEqual(await fixAll(text, { path, choose }), []);
	});

	it('takes no remark above a block for a misspelled BEGIN line', async () => {
		const body = leaf.pem.replace(/.*\n/, '');
		const remark = `-- the certificate of our server in Bonn --\n${body}`;
		assert.equal(await fixedAll(remark, path), remark);
		assert.equal(await fixedAll(`----- BEGN CERTIFCATE -----\n${body}`, path), leaf.pem);
	});

	it('loses no word that stands on the line of BEGIN or END', async () => {
		const before = `my certificate ${leaf.pem}`;
		assert.equal(await fixedAll(before, path), `my certificate \n${leaf.pem}`);
		const behind = leaf.pem.replace(/\n$/, ' of the web server\n');
		assert.equal(await fixedAll(behind, path), `${leaf.pem} of the web server\n`);
		const within = leaf.pem.replace('-----\n', '----- of the web server\n');
		assert.equal(await fixedAll(within, path), within);
	});
});
