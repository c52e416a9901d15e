/** The grammar of the language `pem`, by what VS Code itself reads grammars with. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Oniguruma from 'vscode-oniguruma';
import type * as Textmate from 'vscode-textmate';
import { toPem } from '../../src/core/find/pem.js';
import { pemOf } from '../support/certificates.js';

const file = join(process.cwd(), 'media/pem/pem.tmLanguage.json');

/** Each token with the scopes that the grammar gives it, from the outermost to its own, without that of the file. */
type Line = readonly (readonly [text: string, ...scopes: string[]])[];

let grammar: Textmate.IGrammar;

/** Both are CommonJS without names that an ES module could import. */
async function loadGrammar(): Promise<Textmate.IGrammar> {
	const require = createRequire(import.meta.url);
	const { OnigScanner, OnigString, loadWASM } = require('vscode-oniguruma') as typeof Oniguruma;
	const { parseRawGrammar, Registry } = require('vscode-textmate') as typeof Textmate;
	await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
	const registry = new Registry({
		onigLib: Promise.resolve({
			createOnigScanner: (patterns) => new OnigScanner(patterns),
			createOnigString: (text) => new OnigString(text),
		}),
		loadGrammar: (scope) =>
			Promise.resolve(
				scope === 'text.pem' ? parseRawGrammar(readFileSync(file, 'utf8'), file) : null,
			),
	});
	const loaded = await registry.loadGrammar('text.pem');
	assert.ok(loaded);
	return loaded;
}

function tokensOf(text: string): readonly Line[] {
	let stack: Textmate.StateStack | null = null;
	return text.split('\n').map((line) => {
		const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
		stack = ruleStack;
		return tokens.map(({ startIndex, endIndex, scopes: [outermost, ...scopes] }) => {
			assert.equal(outermost, 'text.pem');
			return [line.slice(startIndex, endIndex), ...scopes];
		});
	});
}

const block = 'meta.block.pem';
const frame = (word: 'BEGIN' | 'END', label: string): Line => {
	const side = word.toLowerCase();
	const dashes = ['-----', block, `punctuation.definition.block.${side}.pem`] as const;
	return [
		dashes,
		[word, block, `keyword.control.${side}.pem`],
		[' ', block],
		[label, block, 'entity.name.type.label.pem'],
		dashes,
	];
};
const body = (text: string): Line => [[text, block, 'string.unquoted.base64.pem']];

describe('the grammar of pem', () => {
	before(async () => {
		grammar = await loadGrammar();
	});

	it('tells BEGIN, END and the base64 between them', () => {
		const pem = pemOf();
		const [, ...lines] = pem.trimEnd().split('\n');
		lines.pop();
		assert.deepEqual(tokensOf(pem), [
			frame('BEGIN', 'CERTIFICATE'),
			...lines.map(body),
			frame('END', 'CERTIFICATE'),
			[['']],
		]);
	});

	it('tells headers of an encrypted key from its base64', () => {
		const [, headers, info, blank, base64] = tokensOf(
			'-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00FF\n\nAAAA\n-----END RSA PRIVATE KEY-----',
		);
		const header = (name: string, value: string): Line => [
			[name, block, 'variable.other.header.pem'],
			[':', block, 'punctuation.separator.header.pem'],
			[' ', block],
			[value, block, 'string.unquoted.header.pem'],
		];
		assert.deepEqual(headers, header('Proc-Type', '4,ENCRYPTED'));
		assert.deepEqual(info, header('DEK-Info', 'AES-256-CBC,00FF'));
		assert.deepEqual(blank, [['', block]]);
		assert.deepEqual(base64, body('AAAA'));
	});

	it('takes text outside of blocks for comments, before, between and after', () => {
		const one = toPem('X509 CRL', Buffer.from('list'));
		const comment = (text: string): Line => [[text, 'comment.line.pem']];
		const text = `Bag Attributes\n${one}subject=CN = api.test\n${one}# the end`;
		const lines = tokensOf(text);
		const outside = [lines[0], lines[4], lines[8]];
		assert.deepEqual(
			outside,
			['Bag Attributes', 'subject=CN = api.test', '# the end'].map(comment),
		);
	});

	it('marks what is no base64 in a block, and an END without its BEGIN', () => {
		const [, torn] = tokensOf('-----BEGIN CERTIFICATE-----\nMIIB!?AAA=');
		assert.deepEqual(torn, [
			...body('MIIB'),
			['!?', block, 'invalid.illegal.base64.pem'],
			...body('AAA='),
		]);
		assert.deepEqual(tokensOf('-----END CERTIFICATE-----'), [
			[['-----END CERTIFICATE-----', 'invalid.illegal.end.pem']],
		]);
	});

	it('begins the next block where an END is missing', () => {
		const lines = tokensOf(
			'-----BEGIN A-----\nAAAA\n-----BEGIN B-----\nBBBB\n-----END B-----\nnote',
		);
		assert.deepEqual(lines.slice(2), [
			frame('BEGIN', 'B'),
			body('BBBB'),
			frame('END', 'B'),
			[['note', 'comment.line.pem']],
		]);
	});
});
