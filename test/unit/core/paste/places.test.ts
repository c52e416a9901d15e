/** What is pasted is what the format's own parser reads. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { runInNewContext } from 'node:vm';
import { parse, parseAllDocuments } from 'yaml';
import { pemOf } from '../../../support/certificates.js';
import { randomly } from '../../../support/random.js';
import { pasted } from './pasting.js';

const pem = pemOf();
const chain = pem + pemOf({ name: 'CA' });
const crlf = (text: string) => text.replaceAll('\n', '\r\n');
const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
	path.reduce<unknown>(
		(one, key) => (one as Readonly<Record<string | number, unknown>>)[key],
		value,
	);

function pastedYaml(marked: string, text = pem): unknown {
	const written = pasted('a.yaml', marked, text);
	assert.ok(written !== undefined, 'it is pasted as it is');
	return parse(written);
}

describe('PEM pasted into YAML', () => {
	const cases: readonly (readonly [title: string, text: string, ...path: (string | number)[]])[] = [
		['behind a key', 'a: 1\ntls:\n  cert:‸\n  key: x\n', 'tls', 'cert'],
		['behind a key and a blank', 'cert: ‸\nkey: x\n', 'cert'],
		['behind a quoted key', '"tls.crt": ‸\n', 'tls.crt'],
		['behind a key with a comment below', 'a:\n    cert: ‸\n# end\nb: 1\n', 'a', 'cert'],
		['at the end of the document', 'cert: ‸', 'cert'],
		['in an item', 'certs:\n  - ‸\n  - x\n', 'certs', 0],
		['in an item without a blank', 'certs:\n-‸\n- x\n', 'certs', 0],
		['behind a key in an item', 'all:\n  - name: a\n    cert: ‸\n  - name: b\n', 'all', 0, 'cert'],
		['behind the first key of an item', 'all:\n  - cert: ‸\n    name: a\n', 'all', 0, 'cert'],
		['in nested items', 'all:\n- - ‸\n  - b\n', 'all', 0, 0],
		['in double quotes', 'cert: "‸"\nb: 1\n', 'cert'],
		['in single quotes', "a:\n  cert: '‸'\n  b: 1\n", 'a', 'cert'],
		['in place of a value', 'cert: ‸old‸\nb: 1\n', 'cert'],
		['below a block’s header', 'cert: |\n  ‸\nb: 1\n', 'cert'],
		['below a block’s header, not indented', 'cert: |\n‸\nb: 1\n', 'cert'],
		['below a block’s header, indented too far', 'a:\n  cert: |\n      ‸\nb: 1\n', 'a', 'cert'],
		['below a header with signs', 'a:\n  - cert: !!str |+4 # here\n‸\n', 'a', 0, 'cert'],
		['in a block that is replaced', 'cert: |\n  ‸old\n  lines‸\nb: 1\n', 'cert'],
		['at the end of a block at the end', 'b: 1\ncert: |\n    ‸', 'cert'],
		['in an item’s block', 'certs:\n  - |\n    ‸\n', 'certs', 0],
		['in a flow mapping', 'tls: { cert: ‸, key: x }\n', 'tls', 'cert'],
		['in a flow sequence', 'certs: [‸]\n', 'certs', 0],
		['in a flow sequence over lines', 'certs: [\n  a,\n  ‸\n]\n', 'certs', 1],
		['behind a key with an apostrophe', "it's: 1\nthat's mine: ‸\n", "that's mine"],
	];
	for (const [title, text, ...path] of cases) {
		it(`is read ${title}`, () => {
			assert.equal(valueAt(pastedYaml(text), path), pem);
			assert.equal(valueAt(pastedYaml(crlf(text)), path), pem);
			assert.equal(valueAt(pastedYaml(text, chain), path), chain);
		});
	}

	it('is added to the PEM of a block', () => {
		const block = `cert: |\n${pem.replace(/^(?=.)/gm, '    ')}`;
		assert.deepEqual(pastedYaml(`${block}    ‸\nb: 1\n`), { cert: pem + pem, b: 1 });
		assert.deepEqual(pastedYaml(`${block.trimEnd()}‸\nb: 1\n`), { cert: pem + pem, b: 1 });
	});

	it('is a literal block at the indentation of its key', () => {
		const lines = pem.trimEnd().replace(/^/gm, '      ');
		const wanted = `a:\n  - b: 1\n    cert: |\n${lines}\n    c: 2\n`;
		assert.equal(pasted('a.yaml', 'a:\n  - b: 1\n    cert:‸\n    c: 2\n', pem), wanted);
	});

	it('keeps the blank line behind the headers of an old key', () => {
		const key =
			'-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nTUlH\n-----END RSA PRIVATE KEY-----\n';
		assert.deepEqual(pastedYaml('a:\n  key: ‸\n', key), { a: { key } });
	});

	for (const text of [
		...['‸', 'a: 1\n‸\n', 'cert: old‸\n', '# cert: ‸\n', 'a: b: ‸\n', 'certs: ‸\n- a\n'],
		...['cert: ‸\n  a: 1\n', 'cert: |\n  x\n‸\nb: 1\n', '‸: 1\n', 'cert: {{ ‸ }}\n'],
	]) {
		it(`is pasted as it is in ${JSON.stringify(text)}`, () => {
			assert.equal(pasted('a.yaml', text, pem), undefined);
		});
	}

	it('is read behind keys of random documents', () => {
		const random = randomly(20_261_126);
		for (let round = 0; round < 300; round += 1) {
			let text = '';
			const path: (string | number)[] = [];
			let column = 0;
			for (let depth = random.below(5); depth >= 0; depth -= 1) {
				const isItem = depth > 0 && random.chance(0.4);
				const key = random.one(['a', 'tls.crt', '"x y"', 'caBundle', "'q'"]);
				path.push(key.replace(/["']/g, ''));
				text += `${' '.repeat(column)}${key}:${depth === 0 ? random.one(['', ' ', '  ']) : '\n'}`;
				column += random.one([1, 2, 4]);
				if (!isItem) continue;
				// A first entry, so that the next key does not stand behind the dash.
				text += `${' '.repeat(column)}- name: x\n`;
				path.push(0);
				column += 2;
			}
			text += `‸\n${random.one(['', '\n', '# end\n', 'last: 1\n'])}`;
			if (random.chance(0.3)) text = crlf(text);
			assert.equal(valueAt(pastedYaml(text), path), pem, JSON.stringify(text));
		}
	});
});

describe('PEM pasted into a Kubernetes Secret', () => {
	const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n';
	const decoded = (value: unknown) => Buffer.from(String(value), 'base64').toString('utf8');
	const written = (marked: string) => pasted('a.yaml', marked, pem) ?? '';

	for (const [title, text] of [
		['behind a key', `${secret}data:\n  tls.crt:‸\n`],
		['in quotes', `${secret}data:\n  a: YQ==\n  "tls.crt": "‸"\n`],
		['in single quotes', `${secret}data:\n  tls.crt: '‸'\n`],
		['in a block', `${secret}data:\n  tls.crt: |\n    ‸\n`],
		// A line of YAML does not end at U+2028.
		[
			'below a comment with a separator',
			`data: # a\u2028b\n  tls.crt: ‸\nkind: Secret # a\u2028b\n`,
		],
		['with data first', `data:\n  # a comment\n  tls.crt: ‸\nkind: "Secret"\n`],
	] as const) {
		it(`is base64 in data, ${title}`, () => {
			for (const marked of [text, crlf(text)]) {
				assert.equal(decoded(valueAt(parse(written(marked)), ['data', 'tls.crt'])), pem);
			}
		});
	}

	it('is base64 in a Secret of a list, and in one of several documents', () => {
		const list = parse(
			written('kind: List\nitems:\n- kind: Secret\n  data:\n    tls.crt: ‸\n'),
		) as unknown;
		assert.equal(decoded(valueAt(list, ['items', 0, 'data', 'tls.crt'])), pem);
		const map = 'kind: ConfigMap\ndata:\n  ca.crt: |\n    x\n';
		const documents = parseAllDocuments(
			written(`${map}---\n${secret}data:\n  tls.crt: ‸\n---\n${map}`),
		);
		assert.equal(decoded(documents[1]?.getIn(['data', 'tls.crt'])), pem);
	});

	it('is a block in stringData and in a ConfigMap beside a Secret', () => {
		const strings = parse(written(`${secret}stringData:\n  tls.crt: ‸\n`)) as unknown;
		assert.equal(valueAt(strings, ['stringData', 'tls.crt']), pem);
		const map = written(`${secret}data: {}\n---\nkind: ConfigMap\ndata:\n  ca.crt: ‸\n`);
		assert.equal(parseAllDocuments(map)[1]?.getIn(['data', 'ca.crt']), pem);
	});

	it('is base64 in JSON too', () => {
		const marked =
			'{"kind": "Secret", "metadata": {"name": "a"}, "data": {"a": "YQ==", "tls.crt": "‸"}}';
		const value = JSON.parse(pasted('a.json', marked, pem) ?? '') as unknown;
		assert.equal(decoded(valueAt(value, ['data', 'tls.crt'])), pem);
		const map = JSON.parse(
			pasted('a.json', marked.replace('Secret', 'ConfigMap'), pem) ?? '',
		) as unknown;
		assert.equal(valueAt(map, ['data', 'tls.crt']), pem);
	});
});

describe('PEM pasted into JSON', () => {
	for (const [text, ...path] of [
		['{ "cert": "‸" }', 'cert'],
		['{ "cert": ‸ }', 'cert'],
		['{\n\t"a": 1,\n\t"cert": ‸\n}', 'cert'],
		['{ "cert": ‸, "b": 1 }', 'cert'],
		['{ "certs": [‸] }', 'certs', 0],
		['{ "certs": ["a", ‸] }', 'certs', 1],
		['{ "a\\"b": { "c": ["x"] }, "cert": "‸" }', 'cert'],
		['{ "cert": "‸old‸" }', 'cert'],
		['{ "cert": ‸"old"‸ }', 'cert'],
	] as const) {
		it(`is a string in ${JSON.stringify(text)}`, () => {
			for (const marked of [text, crlf(text)]) {
				const value: unknown = JSON.parse(pasted('a.json', marked, pem) ?? '');
				assert.equal(valueAt(value, path), pem);
			}
		});
	}

	for (const text of ['‸', '{ ‸ }', '{ "a": 1, ‸ }', '// "‸', '{ "a": ‸1 }', '{ "a" ‸ }']) {
		it(`is pasted as it is in ${JSON.stringify(text)}`, () => {
			assert.equal(pasted('a.json', text, pem), undefined);
		});
	}
});

describe('PEM pasted into settings and programs', () => {
	for (const [text, name] of [
		['A=1\nCERT=‸\nB=2\n', 'CERT'],
		['export CERT=‸\n', 'CERT'],
		['CERT="‸"\nB=2\n', 'CERT'],
	] as const) {
		it(`is read from .env: ${JSON.stringify(text)}`, () => {
			for (const file of ['.env', '.env.local', 'test.env']) {
				const value = parseEnv(pasted(file, text, pem) ?? '');
				assert.equal(value[name], pem);
			}
		});
	}

	it('is as it is where .env takes lines', () => {
		for (const text of ["CERT='‸'\n", '# CERT=‸\n', 'CERT=old‸\n', '‸\n']) {
			assert.equal(pasted('.env', text, pem), undefined, text);
		}
	});

	it('is escaped in Java properties', () => {
		const written = pasted('a.properties', 'a=b\ntls.cert=‸\n', pem) ?? '';
		const value = /^tls\.cert=(.*)$/m.exec(written)?.[1]?.replaceAll('\\n', '\n');
		assert.equal(value, pem);
		assert.equal(pasted('a.properties', '# a=‸\n', pem), undefined);
	});

	it('is a string of TOML, which leaves out the first line break', () => {
		assert.equal(pasted('a.toml', 'cert = ‸\nb = 1\n', pem), `cert = """\n${pem}"""\nb = 1\n`);
		const escaped = pasted('a.toml', '[tls]\ncert = "‸"\n', pem) ?? '';
		assert.equal(JSON.parse(escaped.slice('[tls]\ncert = '.length)), pem);
		assert.equal(pasted('a.toml', "cert = '''‸'''\n", pem), undefined);
	});

	for (const text of [
		...["'‸'", '"‸"', '["a", \'‸\'][1]', '/* \' */ "‸" // "', '`it\'s`.length && "‸"'],
		"'a\\'b'.length && '‸'",
	]) {
		it(`is what JavaScript reads in ${text}`, () => {
			assert.equal(runInNewContext(`(${pasted('a.js', text, pem) ?? ''}\n)`), pem);
		});
	}

	for (const text of ['"‸"', "'‸'", '"""a""" and "‸"', '# "\n"‸"']) {
		it(`is what Python reads in ${JSON.stringify(text)}`, () => {
			const input = `import json\nx = (${pasted('a.py', text, pem) ?? ''})\nprint(json.dumps(x))`;
			const printed = execFileSync('python3', ['-'], { input, encoding: 'utf8' });
			assert.equal(JSON.parse(printed), pem);
		});
	}

	it('is escaped in Go, Java and Terraform', () => {
		for (const [file, text] of [
			['a.go', 'const a = `x`\nconst cert = "‸"\n'],
			['A.java', 'char c = \'"\';\nString cert = "‸";\n'],
			['a.tf', 'cert = "‸"\n'],
		] as const) {
			const literal = pasted(file, text, pem)?.split('= ').at(-1)?.replace(/;?\n$/, '');
			assert.equal(JSON.parse(literal ?? ''), pem, file);
		}
	});

	it('is pasted as it is where the string takes lines, and outside of strings', () => {
		for (const [file, text] of [
			['a.js', '`‸`'],
			['a.js', 'const a = ‸'],
			['a.js', '// "‸'],
			['a.py', '"""\n‸"""'],
			['a.py', "r'a‸'"],
			['a.go', '`\n‸`'],
			['a.pem', '‸'],
			['a.txt', 'cert: ‸'],
		] as const) {
			assert.equal(pasted(file, text, pem), undefined, `${file}: ${text}`);
		}
	});
});
