import assert from 'node:assert/strict';
import ignore from 'ignore';
import { mayHoldBlocks } from '../../../../src/core/find/markers.js';
import { namesCertificateFiles } from '../../../../src/core/find/paths/markers.js';
import {
	asIgnoreLines,
	binaryGlobs,
	contentPattern,
	isKeyFile,
	mayBeBinary,
	startsAsBinary,
} from '../../../../src/core/workspace/candidates.js';
import { derOf, pemOf } from '../../../support/certificates.js';
import { snippets } from '../../../support/pathSnippets.js';
import { randomly } from '../../../support/random.js';

/** As the search program reads it, but for the language of its regular expressions. */
const pattern = new RegExp(contentPattern, 'm');

describe('the search for files that are worth reading', () => {
	it('finds all that hold blocks, however they are encoded', () => {
		const pem = pemOf();
		const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
		const texts = [
			...[pem, pem.replaceAll('\n', '\\n'), JSON.stringify({ a: pem }), base64(derOf())],
			...['', ' ', '  '].map((before) => base64(before + pem)),
			...['', ' ', '  '].map((before) => base64(before + base64(pem))),
			...[pem.replace('-----BEGIN', '---BEGIN'), pem.replace(/-----END.*/, '')],
			derOf().toString('base64url'),
		];
		for (const text of texts) {
			assert.ok(mayHoldBlocks(text), text);
			assert.match(text, pattern);
		}
	});

	it('finds all that name certificate files', () => {
		const random = randomly(7);
		for (const [name, , text] of snippets) {
			assert.equal(namesCertificateFiles(text, false) && !pattern.test(text), false, name);
		}
		const parts = [
			'a',
			'.',
			'crt',
			'.key',
			'ca',
			'_',
			'file',
			' ',
			'\n',
			'-',
			'Cert',
			'keys',
			'p12',
		];
		for (let round = 0; round < 2000; round += 1) {
			const text = Array.from({ length: 8 }, () => random.one(parts)).join('');
			assert.equal(
				namesCertificateFiles(text, false) && !pattern.test(text),
				false,
				JSON.stringify(text),
			);
		}
	});

	it('passes by what holds neither', () => {
		for (const text of [
			'',
			'function main() {}',
			'{"name": "x", "M": "MIT"}',
			'# Title\n\nText.\n',
		]) {
			assert.doesNotMatch(text, pattern);
		}
	});

	it('knows keys by their names, and binary files by how they begin', () => {
		const names = [
			'a.key',
			'a-key.pem',
			'A.KEY',
			'a_key.pem',
			'a.key.pem',
			'a.pem',
			'key',
			'a.keys',
		];
		assert.deepEqual(names.map(isKeyFile), [true, true, true, true, true, false, false, false]);
		const begins = [
			derOf(),
			Buffer.from('feedfeed', 'hex'),
			Buffer.from('0 text'),
			Buffer.from('PK'),
		];
		assert.deepEqual(begins.map(startsAsBinary), [true, true, false, false]);
	});

	it('names the same binary files to the search program as to our own reading', () => {
		const globs = ignore({ ignorecase: true }).add([...binaryGlobs]);
		const names = [
			'a.p12',
			'lib/security/cacerts',
			'B.PK8',
			'.keystore',
			'mycacerts',
			'cacerts.md',
		];
		assert.deepEqual(names.map(mayBeBinary), [true, true, true, true, false, false]);
		for (const name of names) assert.equal(globs.ignores(name), mayBeBinary(name), name);
	});

	it('understands the patterns of settings as VS Code does', () => {
		const globs = [
			'**/hidden',
			'**/{test,spec}/**',
			'out',
			'*.tmp',
			'a/*.pem',
			'!b',
			'#c',
			'**/*.log',
		];
		const rules = ignore({ ignorecase: false }).add([...asIgnoreLines(globs)]);
		const out = [
			'hidden/a',
			'x/hidden',
			'x/test/y/a',
			'spec/a',
			'out/a',
			'b.tmp',
			'a/b.pem',
			'x/y.log',
			'!b',
			'#c',
		];
		const kept = ['x/out/a', 'x/b.tmp', 'a/b/c.pem', 'b', 'c', 'tests/a', 'x/Hidden', 'x/test'];
		assert.deepEqual(
			out.filter((path) => !rules.ignores(path)),
			[],
		);
		assert.deepEqual(
			kept.filter((path) => rules.ignores(path)),
			[],
		);
	});
});
