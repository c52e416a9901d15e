/** Places of YAML that people come to while they write: half-written lines, blocks with something in them, manifests. */
import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { pemOf } from '../../../support/certificates.js';
import { pasted } from './pasting.js';

const pem = pemOf();
const crlf = (text: string) => text.replaceAll('\n', '\r\n');
const decoded = (value: unknown) => Buffer.from(String(value), 'base64').toString('utf8');

type Path = readonly (string | number)[];

function valueAt(value: unknown, path: Path): unknown {
	return path.reduce<unknown>(
		(one, key) => (one as Readonly<Record<string | number, unknown>>)[key],
		value,
	);
}

function pastedYaml(marked: string): unknown {
	const written = pasted('a.yaml', marked, pem);
	assert.ok(written !== undefined, `it is pasted as it is: ${JSON.stringify(marked)}`);
	return parse(written);
}

describe('PEM pasted into places of YAML', () => {
	const cases: readonly (readonly [title: string, text: string, ...path: Path])[] = [
		['below a key', 'a:\n  cert:\n\n    ‸\n  b: 1\n', 'a', 'cert'],
		['below the key of an item', 'all:\n- cert:\n    ‸\n- b\n', 'all', 0, 'cert'],
		['behind a bracket in plain text', 'a: b [c {d\ncert: ‸\n', 'cert'],
		[
			'between brackets over lines',
			'a: {\n  b: {c: "d"}, # [\n  cert: ‸,\n  e: 1\n}\n',
			'a',
			'cert',
		],
		['between brackets without a blank', 'tls: {cert:‸}\n', 'tls', 'cert'],
		['in single quotes between brackets', "tls: { cert: '‸', b: 'c' }\n", 'tls', 'cert'],
		['in double quotes in a list', 'certs: [a, "‸"]\n', 'certs', 1],
		['in JSON', '{\n"a": [1],\n"cert": "‸"\n}\n', 'cert'],
		['in a list of JSON', '[\n{"cert": ‸}\n]\n', 0, 'cert'],
		['behind a directive', '%YAML 1.2\n---\ncert: ‸\n', 'cert'],
		['before a dedented comment', 'a:\n  cert: ‸\n# [ "\n  b: 1\n', 'a', 'cert'],
		['below a comment like a header', 'tls:\n# cert: |\n  cert: ‸\n', 'tls', 'cert'],
		['behind an anchor', 'a:\n  - &b ‸\n  - *b\n', 'a', 1],
		['behind a tag', 'cert: !!str ‸\n', 'cert'],
		['before a comment', 'cert: ‸ # "x: [\nb: 1\n', 'cert'],
		['right before a comment', 'cert: ‸# x\nb: 1\n', 'cert'],
	];
	for (const [title, text, ...path] of cases) {
		it(`is read ${title}`, () => {
			assert.equal(valueAt(pastedYaml(text), path), pem);
			assert.equal(valueAt(pastedYaml(crlf(text)), path), pem);
		});
	}

	it('is a variable of a Compose file', () => {
		const text = 'environment:\n  - A=b\n  - TLS_CERT=‸ # x\n';
		for (const marked of [text, crlf(text)]) {
			assert.deepEqual(pastedYaml(marked), { environment: ['A=b', `TLS_CERT=${pem}`] });
		}
		assert.equal(
			valueAt(pastedYaml('environment:\n  TLS_CERT: ‸\n'), ['environment', 'TLS_CERT']),
			pem,
		);
	});

	it('does not mind a quote that nobody closed', () => {
		const written = pasted('a.yaml', 'a: "b\ncert: ‸\n', pem);
		assert.match(written ?? '', /^a: "b\ncert: \|\n {2}-----BEGIN/);
	});

	it('stands between the lines of a block', () => {
		for (const sign of ['|', '>', '|2', '>2-', '|+']) {
			for (const [text, before, after] of [
				[`a: ${sign}\n‸\n  x\n`, '', 'x\n'],
				[`a: ${sign}\n  x\n‸\n  y\n`, 'x\n', 'y\n'],
				[`a: ${sign}\n  x\n  ‸y\n`, 'x\n', 'y\n'],
				[`a: ${sign}\n  x\n‸  y\n`, 'x\n', 'y\n'],
				[`a: ${sign}\n  ‸y\n`, '', 'y\n'],
				[`a: ${sign}\n  x‸\n`, 'x\n', ''],
				[`a: ${sign}‸\n  y\n`, '', 'y\n'],
				[`a: ${sign}\n  x\n  ‸\nb: 1\n`, 'x\n', ''],
			] as const) {
				for (const marked of [text, crlf(text)]) {
					const { a } = pastedYaml(marked) as { readonly a: string };
					const wanted = before + pem + after;
					assert.equal(a.trimEnd(), wanted.trimEnd(), JSON.stringify(marked));
				}
			}
		}
	});

	it('makes a folded block literal where nothing else stands in it', () => {
		const lines = pem.trimEnd().replace(/^/gm, '  ');
		assert.equal(pasted('a.yaml', 'cert: >- # x\n  ‸\n', pem), `cert: |- # x\n${lines}\n`);
		assert.equal(pasted('a.yaml', 'cert: >‸\n', pem), `cert: |\n${lines}\n`);
	});

	it('keeps its line breaks in a quoted string that has more in it', () => {
		assert.deepEqual(pastedYaml("cert: 'a‸b'\n"), { cert: `a\n${pem}b` });
		assert.deepEqual(pastedYaml("cert: ['‸b']\n"), { cert: [`${pem}b`] });
		assert.deepEqual(pastedYaml('a:\n  cert: "a\n    ‸"\n'), { a: { cert: `a ${pem}` } });
	});

	it('replaces whole lines and leaves the next one alone', () => {
		const text = 'cert: |\n‸  old\n  lines\n‸b: 1\n';
		for (const marked of [text, crlf(text)]) {
			assert.deepEqual(pastedYaml(marked), { cert: pem, b: 1 });
		}
	});
});

describe('PEM pasted into manifests', () => {
	const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n';

	it('is base64 only in those objects of a list that are Secrets', () => {
		const map = 'kind: ConfigMap\n  data:\n    ca.crt: x\n';
		const list = `kind: List\nitems:\n- ${map}- kind: Secret\n  data: {}\n`;
		const inMap = pastedYaml(list.replace(' x', ' ‸'));
		assert.equal(valueAt(inMap, ['items', 0, 'data', 'ca.crt']), pem);
		const inSecret = pastedYaml(list.replace('{}', '{ ca.crt: "‸" }'));
		assert.equal(decoded(valueAt(inSecret, ['items', 1, 'data', 'ca.crt'])), pem);
		const secrets = 'kind: SecretList\nitems:\n- metadata: {}\n  data:\n    a: ‸\n';
		assert.equal(decoded(valueAt(pastedYaml(secrets), ['items', 0, 'data', 'a'])), pem);
	});

	it('is base64 in the other fields that hold bytes', () => {
		const authority = 'kind: Config\nclusters:\n- cluster:\n    certificate-authority-data: ‸\n';
		const cases: readonly (readonly [text: string, ...path: Path])[] = [
			[authority, 'clusters', 0, 'cluster', 'certificate-authority-data'],
			['users:\n- user: { client-key-data: ‸ }\n', 'users', 0, 'user', 'client-key-data'],
			['apiVersion: v1\nspec:\n  caBundle: ‸\n', 'spec', 'caBundle'],
			['kind: ConfigMap\nbinaryData:\n  a: ‸\n', 'binaryData', 'a'],
			[`${secret}data:\n  a: >-\n    ‸\n`, 'data', 'a'],
			[`${secret}data: # these\n  a: |‸\n`, 'data', 'a'],
			[`${secret}data: { "a": '‸' }\n`, 'data', 'a'],
		];
		for (const [text, ...path] of cases) {
			assert.equal(decoded(valueAt(pastedYaml(text), path)), pem, text);
		}
		const { a } = pastedYaml('a: !!binary ‸\n') as { readonly a: Uint8Array };
		assert.equal(Buffer.from(a).toString(), pem);
	});

	it('is base64 between the lines of a template', () => {
		const lines = '  {{- if .Values.tls }}\n{{- with .x }}\n  tls.crt: ‸\n{{- end }}\n';
		const written = pasted('a.yaml', `${secret}data:\n${lines}`, pem) ?? '';
		const plain = parse(written.replace(/^.*\{\{.*\n/gm, '')) as unknown;
		assert.equal(decoded(valueAt(plain, ['data', 'tls.crt'])), pem);
	});

	it('is base64 in the JSON of a Secret alone', () => {
		const inMap = '[{"kind": "ConfigMap", "data": {"a": "‸"}}, {"data": {}, "kind": "Secret"}]';
		const inSecret = inMap.replace('‸', '').replace('"data": {}', '"data": {"a": ‸}');
		for (const file of ['a.json', 'a.yaml']) {
			const first = JSON.parse(pasted(file, inMap, pem) ?? '') as unknown;
			assert.equal(valueAt(first, [0, 'data', 'a']), pem);
			const second = JSON.parse(pasted(file, inSecret, pem) ?? '') as unknown;
			assert.equal(decoded(valueAt(second, [1, 'data', 'a'])), pem);
		}
	});
});
