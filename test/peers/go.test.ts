import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Go, provideGo } from '../../scripts/lib/peers.mjs';
import { decode } from '../../src/core/decode/decode.js';
import { sourceFiles } from '../support/sourceFiles.js';
import { compareBlocks, type Difference, type TheirBlock } from './compare.js';

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----\n[^]+?-----END \1-----/g;

interface Sample {
	readonly name: string;
	readonly content: string | Uint8Array;
}

describe('The test data of Go', function () {
	this.timeout(180_000);
	let go: Go;
	let samples: readonly Sample[];
	let theirs: readonly (readonly TheirBlock[])[];

	before(async () => {
		go = await provideGo();
		samples = ['crypto/x509', 'crypto/tls'].flatMap((name) => samplesIn(`${go.sources}/${name}`));
		const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-go-'));
		try {
			const items = samples.map(({ content }, index) => {
				const path = join(folder, String(index));
				writeFileSync(path, content);
				return { path };
			});
			const answers = (await go.ask(items)) as { blocks: TheirBlock[] }[];
			theirs = answers.map(({ blocks }) => blocks);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('is read as Go reads it, field by field', () => {
		const read = theirs.flat();
		assert.ok(read.filter(({ kind }) => kind === 'certificate').length > 450);
		assert.ok(read.filter(({ kind }) => kind === 'privateKey').length > 20);
		const differences = samples.flatMap(({ name, content }, index): Difference[] =>
			compareBlocks(name, theirs[index] ?? [], decode(content)),
		);
		assert.deepEqual(differences, []);
	});

	it('is found in the sources that it stands in', () => {
		const files = goFiles(`${go.sources}/crypto`);
		const missing = files.flatMap((path) => {
			const text = readFileSync(path, 'utf8');
			const starts = new Set(decode(text).map(({ start }) => start));
			return [...text.matchAll(pemBlock)]
				.filter(({ index }) => !starts.has(index))
				.map(({ 0: block }) => `${basename(path)}: ${block.slice(0, 80)}`);
		});
		assert.ok(files.length > 50);
		assert.deepEqual(missing, []);
	});
});

const goFiles = (folder: string) => sourceFiles(folder, '_test.go');

/** Each PEM block and each DER in hex of the test sources, and the files of `testdata`, each block for itself. */
function samplesIn(folder: string): Sample[] {
	const sources = goFiles(folder).flatMap((path) => {
		const text = readFileSync(path, 'utf8');
		// Go's own tests read the label so too; it keeps scanners for secrets away.
		const written = text.replaceAll('TESTING KEY', 'PRIVATE KEY');
		const pems = [...written.matchAll(pemBlock)].map(({ 0: block }) => `${block}\n`);
		const ders = [...text.matchAll(/["`](3082[\da-f]{200,})["`]/g)].map(({ 1: hex = '' }) =>
			Buffer.from(hex, 'hex'),
		);
		return [...pems, ...ders].map((content, index) => ({
			name: `${basename(path)} ${index}`,
			content,
		}));
	});
	const files = ['.crt', '.pem'].flatMap((ending) => sourceFiles(folder, ending)).flatMap(blocksOf);
	return [...sources, ...files];
}

function blocksOf(path: string): Sample[] {
	const name = basename(path);
	const pems = [...readFileSync(path, 'latin1').matchAll(pemBlock)];
	return pems.length === 0
		? [{ name, content: readFileSync(path) }]
		: pems.map(({ 0: block }, index) => ({ name: `${name} ${index}`, content: `${block}\n` }));
}
