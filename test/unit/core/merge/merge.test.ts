/** Merging a configuration into a file: what must be read then is asked of the parsers, and what stood there stays byte for byte. */
import assert from 'node:assert/strict';
import { parseEnv } from 'node:util';
import { parse as parseJsonc } from 'jsonc-parser';
import { type Document, isMap, isScalar, isSeq, parse, parseAllDocuments, visit } from 'yaml';
import { isPkiError } from '../../../../src/core/common/errors.js';
import { mergedText, mergeFormatOf, mergeFormatOfFile } from '../../../../src/core/merge/merge.js';
import { targets } from '../../../../src/core/snippets/registry.js';
import { goldenCases } from '../../../support/goldenTargets.js';
import { type Random, randomly } from '../../../support/random.js';

const additions = targets.flatMap((target) =>
	goldenCases(target).flatMap(({ title, input }) => {
		const text = target.render(input);
		const format = mergeFormatOf(target.languageId, text);
		return format ? [{ name: `${target.id}, ${title}`, format, text }] : [];
	}),
);
const of = (format: string) => additions.filter((each) => each.format === format);

/** What is there without the lines that are new; in their order. */
function isKept(before: string, after: string): boolean {
	const lines = after.split('\n');
	let at = 0;
	for (const line of before.split('\n')) {
		const found = lines.indexOf(line, at);
		if (found === -1) return false;
		at = found + 1;
	}
	return true;
}

describe('mergedText of YAML', () => {
	const values = [
		'1',
		'"a: b"',
		"'it''s'",
		'[1, {a: 2}]',
		'0o17',
		'2026-01-01',
		'',
		'&x {a: 1}',
		'*x',
	];

	/** Keys with comments, blank lines, odd indentation and blocks. */
	function someYaml(random: Random): string {
		const lines = ['# the head', ''];
		let hasAnchor = false;
		for (let key = 0; key < 2 + random.below(6); key++) {
			const value = random.one(values.filter((each) => each !== '*x' || hasAnchor));
			if (value.startsWith('&x') && hasAnchor) continue;
			hasAnchor ||= value.startsWith('&x');
			lines.push(`own${key}:  ${value}${random.chance(0.3) ? '  # why' : ''}`.trimEnd());
			if (random.chance(0.3))
				lines.push(`block${key}: |${random.chance(0.5) ? '' : '-'}`, '    text', '      more');
			if (random.chance(0.3))
				lines.push(`map${key}:`, '   a: 1 # one', '   b:', '   - x', '   -  y');
			if (random.chance(0.3)) lines.push('', '# between');
		}
		return lines.join('\n') + (random.chance(0.8) ? '\n' : '');
	}

	for (const { name, text: addition } of of('yaml')) {
		const isObject = parseAllDocuments(addition).some((one) => one.has('apiVersion'));
		it(`puts ${name} beside what is there, and again changes nothing`, async () => {
			for (let seed = 1; seed <= 20; seed++) {
				const before = someYaml(randomly(seed));
				const after = await mergedText('yaml', before, addition);
				assert.ok(isKept(before, after), `${seed}: ${after}`);
				const [first, ...others] = parseAllDocuments(after).map((one) => one.toJS() as unknown);
				const added = parseAllDocuments(addition).map((one) => one.toJS() as object);
				const own = parse(before) as object;
				if (isObject) assert.deepEqual([first, ...others], [own, ...added]);
				else assert.deepEqual(first, { ...own, ...added[0] });
				assert.equal(await mergedText('yaml', after, addition), after);
			}
		});

		it(`puts each value of ${name} right again that was another one`, async () => {
			const whole = await mergedText('yaml', isObject ? '' : '# mine\nown: 1 # one\n', addition);
			const places = parseAllDocuments(whole).flatMap(changeable);
			assert.ok(places.length > 0);
			for (const [start, end] of places) {
				const tail = whole.slice(start, end).endsWith('\n') ? '\n' : '';
				const other = `${whole.slice(0, start)}another${tail}${whole.slice(end)}`;
				assert.equal(await mergedText('yaml', other, addition), whole);
			}
		});
	}

	/** Values of the addition. Entries of a list are told apart by their content, and objects by what is left out. */
	function changeable(document: Document): readonly (readonly [number, number])[] {
		const places: (readonly [number, number])[] = [];
		visit(document, {
			Pair(_, { key, value }, path) {
				const isFixed = /^(own|name|id|kind|apiVersion)$/.test(String(key));
				if (isFixed || !isScalar(value) || !value.range || path.some(isNameless)) return;
				places.push([value.range[0], value.range[1]]);
			},
		});
		return places;
	}

	const isNameless = (node: unknown) =>
		isSeq(node) && !node.items.every((entry) => isMap(entry) && entry.has('name'));

	const vault = [
		'vault_connection:',
		'  url: https://localhost:8200',
		'  mtls:',
		'    cert_file: /certs/a.crt',
		'',
	].join('\n');

	for (const [title, before, after] of [
		['nothing', '', vault],
		['comments alone', '# mine\n', `# mine\n${vault}`],
		[
			'a key without a value, its remark stays',
			'vault_connection: # mine\nother: 1\n',
			`vault_connection: # mine\n${vault.slice(18)}other: 1\n`,
		],
		[
			'keys of its own indentation and quotes',
			'vault_connection:\n    mtls:\n        key_file: "k" # key\n    url: \'https://localhost:8200\'\nz: 1',
			'vault_connection:\n    mtls:\n        key_file: "k" # key\n        cert_file: /certs/a.crt\n    url: \'https://localhost:8200\'\nz: 1',
		],
		[
			'a block that was PEM',
			'vault_connection:\n  url: https://localhost:8200\n  mtls:\n    cert_file: |\n      PEM\n      PEM\n\n# end\n',
			'vault_connection:\n  url: https://localhost:8200\n  mtls:\n    cert_file: /certs/a.crt\n\n# end\n',
		],
		[
			'braces',
			'vault_connection: { url: "https://localhost:8200", mtls: {} } # b\n',
			'vault_connection: { url: "https://localhost:8200", mtls: {"cert_file": "/certs/a.crt"} } # b\n',
		],
		[
			'the block that stands deeper',
			'agents:\n- name: one\n  vault_connection:\n    url: old # here\n- name: two\n',
			'agents:\n- name: one\n  vault_connection:\n    url: https://localhost:8200 # here\n    mtls:\n      cert_file: /certs/a.crt\n- name: two\n',
		],
		[
			'lines with CR LF',
			'a: 1\r\nvault_connection:\r\n  url: x\r\nb: 2\r\n',
			'a: 1\r\nvault_connection:\r\n  url: https://localhost:8200\r\n  mtls:\r\n    cert_file: /certs/a.crt\r\nb: 2\r\n',
		],
	] as const) {
		it(`merges into ${title}`, async () => {
			assert.equal(await mergedText('yaml', before, vault), after);
		});
	}

	it('puts a block in place of a value, with the remark behind the key', async () => {
		const before = 'a:\n  ca: /old # why\n  b: 1\n';
		const after = await mergedText('yaml', before, 'a:\n  ca: |\n    one\n    two\n');
		assert.equal(after, 'a:\n  ca: | # why\n    one\n    two\n  b: 1\n');
	});

	it('appends to lists, and merges entries of the same name', async () => {
		const before = 'l:\n  # first\n  - name: a\n    v: 1 # one\n  - name: c\np: 1\n';
		const after = await mergedText(
			'yaml',
			before,
			'l:\n  - name: a\n    v: 2\n  - name: b\n    w:\n      - 3\n',
		);
		assert.equal(
			after,
			'l:\n  # first\n  - name: a\n    v: 2 # one\n  - name: c\n  - name: b\n    w:\n      - 3\np: 1\n',
		);
	});

	it('finds the object of Kubernetes among others', async () => {
		const object = (name: string, key: string) =>
			`apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\nstringData:\n  k: ${key}\n`;
		const before = `# all\n${object('a', 'x')}---\n${object('b', 'old')}`;
		assert.equal(
			await mergedText('yaml', before, object('b', 'new')),
			`# all\n${object('a', 'x')}---\n${object('b', 'new')}`,
		);
		assert.equal(
			await mergedText('yaml', before, object('c', 'new')),
			`${before}---\n${object('c', 'new')}`,
		);
	});

	for (const [title, text, reason] of [
		['what is no YAML', 'a: [1\nb: 2\n', 'mergeSyntax'],
		['a key twice', 'a: 1\na: 2\n', 'mergeSyntax'],
		['an anchor that others share', 'm: &m\n  x: 1\nvault_connection: *m\n', 'mergeUnsafe'],
		['an anchored mapping', 'vault_connection: &m\n  x: 1\nother: *m\n', 'mergeUnsafe'],
		['a list', '- a\n', 'mergeUnsafe'],
	] as const) {
		it(`refuses ${title}`, async () => {
			await assert.rejects(mergedText('yaml', text, vault), (error) => {
				assert.ok(isPkiError(error, 'invalid'));
				assert.equal(error.reason, reason);
				return true;
			});
		});
	}
});

describe('mergedText of JSON', () => {
	function someJson(random: Random): string {
		const eol = random.chance(0.2) ? '\r\n' : '\n';
		const unit = random.one(['\t', '  ', '    ']);
		const members = Array.from({ length: random.below(5) }, (_, index) =>
			random.one([
				`"own${index}": 1`,
				`"own${index}":{"a" : [1,2 , 3]}`,
				`"own${index}": "// no /* comment"`,
			]),
		);
		const lines = members.map(
			(member, index) =>
				`${unit}${member}${index < members.length - 1 || random.chance(0.3) ? ',' : ''}${random.one(['', ' // why, so', ' /* z */'])}`,
		);
		return ['// head', '{', ...lines, '}', ''].join(eol);
	}

	for (const { name, text: addition } of of('json')) {
		it(`puts ${name} beside what is there, and again changes nothing`, async () => {
			for (let seed = 1; seed <= 40; seed++) {
				const before = someJson(randomly(seed));
				const after = await mergedText('json', before, addition);
				// A comma may stand behind the last member.
				const kept = before.split(/\r?\n/).every((line) => {
					const [head = '', tail = ''] = line.split(/(?= \/\/ why| \/\* z)/);
					return after.includes(line) || after.includes(`${head},${tail}`);
				});
				assert.ok(kept, after);
				const errors: never[] = [];
				const options = { allowTrailingComma: true };
				const read = parseJsonc(after, errors, options) as object;
				assert.deepEqual(errors, [], after);
				assert.deepEqual(read, { ...parseJsonc(before, [], options), ...parseJsonc(addition) });
				assert.equal(await mergedText('json', after, addition), after);
			}
		});
	}

	const addition = '// to be merged\n{ "gateway": { "port": 1, "tls": { "certPath": "/a" } } }\n';
	for (const [title, before, after] of [
		['one line', '{"a":1}', '{"a":1, "gateway": {"port":1,"tls":{"certPath":"/a"}}}'],
		[
			'an empty object',
			'{}\n',
			'{\n  "gateway": {\n    "port": 1,\n    "tls": {\n      "certPath": "/a"\n    }\n  }\n}\n',
		],
		[
			'a value that is another one',
			'{\n\t"gateway": {\n\t\t"port": 2, // mine\n\t\t"tls": { "certPath": "/b" }\n\t}\n}\n',
			'{\n\t"gateway": {\n\t\t"port": 1, // mine\n\t\t"tls": { "certPath": "/a" }\n\t}\n}\n',
		],
		[
			'an object that has some of it',
			'{\n\t"gateway": {\n\t\t"bind": "lan" // mine\n\t}\n}\n',
			'{\n\t"gateway": {\n\t\t"bind": "lan", // mine\n\t\t"port": 1,\n\t\t"tls": {\n\t\t\t"certPath": "/a"\n\t\t}\n\t}\n}\n',
		],
	] as const) {
		it(`merges into ${title}`, async () => {
			assert.equal(await mergedText('json', before, addition), after);
		});
	}

	it('says in which line a file is no JSON', async () => {
		await assert.rejects(mergedText('json', '{\n"a": \'b\'\n}', addition), (error) => {
			assert.ok(isPkiError(error, 'invalid'));
			assert.deepEqual([error.reason, error.args], ['mergeSyntax', { line: 2 }]);
			return true;
		});
	});
});

describe('mergedText of .env files', () => {
	it('knows which scripts set variables', () => {
		assert.ok(of('env').some(({ name }) => name.startsWith('vault-cli')));
		assert.ok(!of('env').some(({ name }) => name.startsWith('curl')));
	});

	const own = [
		...['# head', 'A=1', 'export B = "two # no"  # why', "C='it", "VAULT_ADDR=no'", ''],
		...['D=', 'VAULT_ADDR=old # was', 'E=`x`', 'VAULT_CACERT="a', 'b"', 'F=a#b'],
	];
	for (const { name, text: addition } of of('env')) {
		it(`sets the variables of ${name}, as Node reads them`, async () => {
			for (const eol of ['\n', '\r\n']) {
				const before = own.join(eol);
				const after = await mergedText('env', before, addition);
				const old = parseEnv(before);
				const read = parseEnv(after);
				const exported = [...addition.matchAll(/^export (\w+)=/gm)].map(([, id = '']) => id);
				for (const id of Object.keys(old)) {
					if (!exported.includes(id)) assert.equal(read[id], old[id], id);
				}
				for (const id of exported) {
					assert.ok(addition.includes(`${id}=`) && read[id] !== undefined, id);
					assert.ok(addition.includes((read[id] ?? '').replaceAll('\r\n', '\n')), read[id]);
				}
				for (const line of ['# head', 'export B = "two # no"  # why', 'F=a#b']) {
					assert.ok(after.split(eol).includes(line), line);
				}
				assert.equal(await mergedText('env', after, addition), after);
			}
		});
	}

	it('quotes what needs it', async () => {
		const script = "export A='/my certs/a.crt'\nexport B='it'\\''s'\nexport C='one\ntwo\n'\n";
		const read = parseEnv(await mergedText('env', '', script));
		assert.deepEqual({ ...read }, { A: '/my certs/a.crt', B: "it's", C: 'one\ntwo\n' });
	});
});

describe('mergeFormatOfFile', () => {
	it('goes by the name', () => {
		const names = ['a.yml', 'b.YAML', 'openclaw.json', '.env', '.env.local', 'dev.env', 'a.conf'];
		assert.deepEqual(names.map(mergeFormatOfFile), [
			...['yaml', 'yaml', 'json', 'env', 'env', 'env', undefined],
		]);
	});
});
