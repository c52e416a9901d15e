import assert from 'node:assert/strict';
import { fileNameFor } from '../../../../src/core/layouts/fileNames.js';
import { sortNames, splitNames, subjectAltNames } from '../../../../src/commands/input/names.js';
import { nameType } from '../../../../src/core/x509/names/nameKinds.js';

describe('file names from certificate names', () => {
	const cases: readonly (readonly [string, string])[] = [
		['localhost', 'localhost'],
		['*.example.com', 'wildcard.example.com'],
		['API.example.com', 'API.example.com'],
		['../../etc/passwd', 'etc-passwd'],
		['..\\..\\windows', 'windows'],
		['/absolute', 'absolute'],
		['.hidden', 'hidden'],
		['a..b', 'a.b'],
		['trailing.', 'trailing'],
		['con', '_con'],
		['NUL.example.com', '_NUL.example.com'],
		['COM1', '_COM1'],
		['console', 'console'],
		['ca', 'ca-certificate'],
		['CA', 'CA-certificate'],
		['ca.example.com', 'ca.example.com'],
		['a\u0000b\nc', 'a-b-c'],
		['\u202Eevil', 'evil'],
		['spiffe://lab/ns/web', 'spiffe-lab-ns-web'],
		['::1', '1'],
		['jo@example.com', 'jo@example.com'],
		['größe.test', 'größe.test'],
		['<script>', 'script'],
		['$(rm -rf)', 'rm--rf'],
		['', 'certificate'],
		['///', 'certificate'],
		['x'.repeat(300), 'x'.repeat(60)],
		['𠮷'.repeat(300), '𠮷'.repeat(50)],
	];
	for (const [name, expected] of cases) {
		it(`${JSON.stringify(name).slice(0, 40)} → ${expected.slice(0, 40)}`, () => {
			assert.equal(fileNameFor(name), expected);
		});
	}

	it('keeps room for what stands behind a long name', () => {
		for (const long of ['x'.repeat(60), '𠮷'.repeat(50), `${'x'.repeat(57)}.-x`]) {
			const numbered = fileNameFor(fileNameFor(long), '-2');
			assert.match(numbered, /[x𠮷]-2$/u);
			assert.equal(fileNameFor(numbered), numbered);
		}
	});
});

describe('names by kind', () => {
	it('tells kinds by their form', () => {
		assert.deepEqual(
			['api.test', '*.api.test', '10.0.0.7', '::1', 'spiffe://lab/web', 'urn:x:y', 'a@b.test'].map(
				nameType,
			),
			['dns', 'dns', 'ip', 'ip', 'uri', 'uri', 'email'],
		);
	});

	it('takes a host with a port for no URI', () => {
		assert.equal(nameType('localhost:8443'), 'dns');
		assert.equal(nameType('urn:8443:x'), 'uri');
	});

	it('sorts names into the fields that backends take', () => {
		assert.deepEqual(sortNames(['localhost', '127.0.0.1', '::1', 'a@b.test', 'spiffe://lab/web']), {
			altNames: ['localhost', 'a@b.test'],
			ipSans: ['127.0.0.1', '::1'],
			uriSans: ['spiffe://lab/web'],
		});
	});

	it('splits what a person types, each name once', () => {
		assert.deepEqual(splitNames(' a.test, b.test;c.test\n a.test  '), [
			'a.test',
			'b.test',
			'c.test',
		]);
		assert.deepEqual(splitNames('  '), []);
	});

	it('keeps the order in a request', () => {
		assert.deepEqual(subjectAltNames(['::1', 'a.test', '::1']), [
			{ type: 'ip', value: '::1' },
			{ type: 'dns', value: 'a.test' },
		]);
	});
});
