import assert from 'node:assert/strict';
import { rootCertificates } from 'node:tls';
import { decode } from '../../../src/core/decode/decode.js';
import { analyze } from '../../../src/core/diagnostics/analyze.js';
import { BlockIndex } from '../../../src/core/find/blockIndex.js';
import { toPem } from '../../../src/core/find/pem.js';
import { findPathCandidates } from '../../../src/core/find/paths/findPaths.js';
import { certificateWith, crlWith, requestWith } from '../../fuzz/samples.js';
import { countedWork } from '../../support/countedWork.js';
import * as der from '../../support/der.js';

/** Twice the input may take this many times the work. */
const most = 2.5;

const times = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));

const arc = (index: number) => `1.3.6.1.4.1.99999.${index}`;
const dnsNames = (count: number) =>
	der.subjectAltName(...times(count, (n) => der.dns(`h${n}.test`)));
const entry = (index: number) =>
	der.sequence(
		der.integer((index + 0x10000).toString(16).padStart(6, '0')),
		der.utcTime('250201000000Z'),
	);
const nested = (tag: number, count: number): Buffer =>
	Buffer.concat([Buffer.alloc(count * 2, Buffer.of(tag, 0x80)), Buffer.alloc(count * 2)]);

function nestedIn(depth: number): Buffer {
	let inner: Buffer = Buffer.of(5, 0);
	for (let level = 0; level < depth; level += 1) inner = der.sequence(inner);
	return inner;
}

/** Of each the input of a size. */
const bytes: Readonly<Record<string, (size: number) => Buffer>> = {
	'many names': (size) => certificateWith({ extensions: [dnsNames(size * 20)] }),
	'many extensions': (size) =>
		certificateWith({ extensions: times(size * 10, (n) => der.extension(arc(n), der.utf8('x'))) }),
	'the same extension over and over': (size) =>
		certificateWith({ extensions: times(size * 10, () => dnsNames(2)) }),
	'many attributes in a name': (size) =>
		certificateWith({
			subject: der.name(...times(size * 10, (n) => [['2.5.4.11', der.utf8(`u${n}`)] as const])),
		}),
	'a long text': (size) => certificateWith({ subject: der.commonName('"+,'.repeat(size * 200)) }),
	'many attributes in a request': (size) =>
		requestWith({
			attributes: times(size * 10, (n) => der.sequence(der.oid(arc(n)), der.set(der.utf8('x')))),
		}),
	'a list of revoked certificates': (size) => crlWith({ entries: times(size * 20, entry) }),
	'a bundle': (size) => der.bundle(...times(size, () => certificateWith({}))),
	'objects one after the other': (size) => Buffer.concat(times(size, () => certificateWith({}))),
	'definite nesting': (size) => nestedIn(size),
	'indefinite nesting': (size) => nested(0x30, size * 20),
	'an unknown extension of many elements': (size) =>
		certificateWith({
			extensions: [der.extension(arc(1), der.sequence(...times(size * 20, () => der.utf8('x'))))],
		}),
};

const pem = (index: number) => `${rootCertificates[index % rootCertificates.length] ?? ''}\n`;
const small = toPem(
	'PUBLIC KEY',
	Buffer.from('MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=', 'base64'),
);
const [first = ''] = rootCertificates;

const texts: Readonly<Record<string, (size: number) => string>> = {
	certificates: (size) => times(size, pem).join(''),
	'certificates with CR': (size) => times(size, pem).join('').replaceAll('\n', '\r'),
	'certificates in string literals': (size) =>
		times(size, (n) => `KEY${n}=${JSON.stringify(pem(n))}\n`).join(''),
	'certificates in comments': (size) => times(size, pem).join('').replace(/^/gm, '// '),
	'certificates in base64': (size) => times(size, (n) => `  crt: ${btoa(pem(n))}\n`).join(''),
	'one base64 of certificates': (size) => `data: ${btoa(times(size, pem).join(''))}\n`,
	'certificates without END': (size) =>
		times(size, (n) => pem(n).replace(/-----END.*\n/, '')).join(''),
	'certificates without BEGIN': (size) =>
		times(size, (n) => pem(n).replace(/-----BEGIN.*\n/, '')).join(''),
	'spoilt certificates': (size) => times(size, (n) => pem(n).replace('-----B', '----B')).join(''),
	'keys on one line': (size) => small.trim().repeat(size * 2),
	'BEGIN lines': (size) => '-----BEGIN CERTIFICATE-----\n'.repeat(size * 20),
	'END lines': (size) => '-----END CERTIFICATE-----\n'.repeat(size * 20),
	'BEGIN in a row': (size) => '-----BEGIN '.repeat(size * 40),
	dashes: (size) => '-'.repeat(size * 1000),
	'words that begin': (size) => 'begin end '.repeat(size * 100),
	'a long line of base64': (size) => `-----BEGIN CERTIFICATE-----\n${'MIIB'.repeat(size * 250)}`,
	'lines of base64': (size) => `${'MIIB'.repeat(16)}\n`.repeat(size * 16),
	'tokens of base64': (size) => `${first.slice(28, 92)} `.repeat(size * 16),
	quotes: (size) => `-----BEGIN X-----${'"'.repeat(size * 1000)}`,
	backslashes: (size) => `-----BEGIN X-----${'\\'.repeat(size * 1000)}`,
	'escaped line breaks': (size) => `-----BEGIN X-----${'\\n'.repeat(size * 500)}`,
	blanks: (size) => `-----BEGIN X-----\n${' '.repeat(size * 1000)}`,
	'empty lines': (size) => `-----BEGIN X-----${'\n'.repeat(size * 1000)}`,
	headers: (size) => `-----BEGIN X-----\n${'Proc-Type: 4,ENCRYPTED\n'.repeat(size * 40)}`,
	'open brackets': (size) => '{[('.repeat(size * 300),
	paths: (size) =>
		times(size * 10, (n) => `cert_file: certs/a${n}.pem\nkey = "b${n}.key"\n`).join(''),
	'names without an end': (size) => 'a.b-c:/='.repeat(size * 100),
};

describe('twice the input', function () {
	this.timeout(60_000);

	for (const [title, make] of Object.entries(bytes)) {
		it(`takes twice the work to decode: ${title}`, async () => {
			await assertLinear((size) => {
				const input = make(size);
				return () => decode(input);
			});
		});
	}

	const works: Readonly<Record<string, (text: string) => unknown>> = {
		'to index': (text) => new BlockIndex(text).blocks,
		'to find paths': (text) => findPathCandidates(text, { languageId: 'yaml' }),
		'to check': (text) =>
			analyze({ text, path: '/work/values.yaml', blocks: decode(text) }, context),
	};
	for (const [what, work] of Object.entries(works)) {
		for (const [title, make] of Object.entries(texts)) {
			it(`takes twice the work ${what}: ${title}`, async () => {
				await assertLinear((size) => {
					const input = make(size);
					return () => work(input);
				});
			});
		}
	}
});

const context = {
	now: new Date('2026-11-26T00:00:00Z'),
	threshold: { days: 30, lifetimeShare: 0.2 },
};

/** Large enough that what is done once for any input counts for little. */
const size = 24;

async function assertLinear(prepare: (size: number) => () => unknown): Promise<void> {
	const [once, twice] = [prepare(size), prepare(size * 2)];
	// What is made at the first use of something is no work of the input's.
	await once();
	const [one, two] = [await countedWork(once), await countedWork(twice)];
	assert.ok(one > 50, `${one}: the counters work`);
	assert.ok(two <= most * one, `${one} for one, ${two} for two: ${(two / one).toFixed(2)} times`);
}
