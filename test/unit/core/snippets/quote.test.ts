import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import {
	jsString,
	jsTemplate,
	yamlBlock,
	yamlString,
} from '../../../../src/core/snippets/quote.js';

const paths = [
	'/mounts/secrets/agent.crt',
	"/home/o'neil/my certs/agent.crt",
	'C:\\Users\\Zoë\\new\\table\\agent.crt',
	'/a "quoted" #name: x/agent.crt',
	'/line\nbreak\rand\ttab',
	'/${HOME}/`id`/$(id)',
	'/bidi\u202egpj.trc\u2028\u2029\ufeff\u0085',
	'/emoji/🔑\u{e0001}',
	'- item',
	'null',
	'*alias',
	'@at',
	'%directive',
	'',
	' leading and trailing ',
	"'; process.exit(1); '",
];

describe('quoting', () => {
	for (const path of paths) {
		it(`keeps ${JSON.stringify(path)}`, () => {
			assert.equal(runInNewContext(jsString(path)), path);
			assert.deepEqual(parse(`a: ${yamlString(path)}\nb: 1`), { a: path, b: 1 });
		});
	}

	it('escapes what nobody would see', () => {
		assert.match(jsString('/a\u202eb'), /^[\x20-\x7e]+$/);
		assert.match(yamlString('/a\u202eb'), /^[\x20-\x7e]+$/);
	});

	it('leaves usual paths and addresses plain in YAML', () => {
		assert.equal(yamlString('/mounts/secrets/agent.crt'), '/mounts/secrets/agent.crt');
		assert.equal(
			yamlString('https://vault.claw.internal:8200'),
			'https://vault.claw.internal:8200',
		);
	});

	it('keeps a text in a template literal', () => {
		const text = '-----BEGIN X-----\nab`c${1}\\\n-----END X-----\n';
		assert.equal(runInNewContext(jsTemplate(text)), text);
	});

	it('keeps a text in a block scalar', () => {
		const text = '-----BEGIN X-----\nabc=\n-----END X-----\n';
		const document: unknown = parse(`m:\n  a: ${yamlBlock(text, 4)}\n  b: 1\n`);
		assert.deepEqual(document, { m: { a: text, b: 1 } });
	});
});
