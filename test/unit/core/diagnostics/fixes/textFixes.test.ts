import assert from 'node:assert/strict';
import { decode } from '../../../../../src/core/decode/decode.js';
import { keptOf } from '../../../../../src/core/decode/kept.js';
import type { Finding, FindingCode } from '../../../../../src/core/diagnostics/analyze.js';
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
const ofPhp = (text: string) => text.replaceAll('/', '\\/');

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
			{ code: 'literalLineBreaks', spoil: (pem) => ofPhp(escaped(pem)) },
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
		path: '/app/php.json',
		remarks: [],
		place: () => ['{\n  "url": "https:\\/\\/x",\n  "cert": "', '",\n  "more": [1, 2]\n}'],
		faults: [
			{ code: 'lineBreaksInJson', spoil: (pem) => ofPhp(pem) },
			...[...spoiltMarkers, withoutEnd, ...severalObjects].map(({ code, spoil }) => ({
				code,
				spoil: (pem: string, random: Random) => ofPhp(escaped(spoil(pem, random))),
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
