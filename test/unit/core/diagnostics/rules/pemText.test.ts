import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { toPem } from '../../../../../src/core/find/pem.js';
import { makeRoot } from '../../../../matrix/material.js';
import { derOf, pemOf, tornPem } from '../../../../support/certificates.js';
import { findersFor } from '../../../../support/findings.js';

const { findingsIn, markedIn, saidOf } = findersFor(
	'framing',
	'pem-layout',
	'embedded-lines',
	'unreadable',
);

const pem = pemOf();
const path = '/tls/web.pem';
const lines = pem.trimEnd().split('\n');
const label = '-----BEGIN CERTIFICATE-----';

describe('how blocks are framed', () => {
	const cases = [
		['a plain block', pem, []],
		['another label', toPem('CERTIFICATE REQUEST', derOf()), ['wrongLabel']],
		['a damaged BEGIN line', pem.replace('-----BEGIN', '----BEGIN'), ['spoiltBegin']],
		['a damaged END line', pem.replace('-----END', '—END'), ['spoiltEnd']],
		['no BEGIN line', lines.slice(1).join('\n'), ['missingBegin']],
		['no END line', lines.slice(0, -1).join('\n'), ['missingEnd']],
		['half a block', lines.slice(0, 3).join('\n'), ['missingEnd']],
		['another label at its end', pem.replace('END CERT', 'END X509 CERT'), ['labelMismatch']],
		['a character that is no base64', tornPem(), ['tornBase64']],
		['two blocks on one line', pem.trimEnd() + pem, ['gluedBlocks']],
	] as const;
	for (const [what, text, codes] of cases) {
		it(`${codes.join(', ') || 'nothing'}: ${what}`, async () => {
			const expected = codes.map((code) => `${code} error`);
			assert.deepEqual(await saidOf(text, { path }), expected);
			const elsewhere = codes.map((code) => `${code} warning`);
			assert.deepEqual(await saidOf(text, { path: '/docs/notes.txt' }), elsewhere);
			assert.equal(loads(text), expected.length === 0);
		});
	}

	it('warn of several objects in one block, and remark base64 alone', async () => {
		const two = toPem('CERTIFICATE', Buffer.concat([derOf(), derOf()]));
		assert.deepEqual(await saidOf(two, { path }), ['severalObjects warning']);
		const bare = lines.slice(1, -1).join('\n');
		assert.deepEqual(await saidOf(bare, { path }), ['bareBase64 information']);
	});

	it('are no matter of keystores, which are whole', async () => {
		const store = Buffer.concat([Buffer.from('feedfeed0000000200000001', 'hex'), derOf()]);
		const text = `data:\n  trust.jks: ${store.toString('base64')}\n`;
		assert.deepEqual(await saidOf(text, { path: '/k8s/secret.yaml' }), []);
	});

	it('are no errors behind all that programs look for in the file', async () => {
		const ca = makeRoot('Root');
		for (const before of [ca.pem, ca.keyPem]) {
			assert.deepEqual(await saidOf(before + tornPem(), { path }), ['tornBase64 warning']);
			assert.deepEqual(await saidOf(tornPem() + before, { path }), ['tornBase64 error']);
		}
	});

	it('stand at the line that is torn', async () => {
		const [marked = ''] = await markedIn(`${pem}${tornPem()}`);
		assert.match(marked, /^[A-Za-z0-9+/]{10}![A-Za-z0-9+/]+$/);
	});

	it('leave to other findings the BEGIN line as it is', async () => {
		const damaged = '-BEGIN CERTIFICATE-';
		const text = pemOf({ to: -1 }).replace(label, damaged);
		assert.deepEqual(await findersFor('expiry').markedIn(text), [damaged]);
	});

	it('are one finding for a block that is damaged twice', async () => {
		const text = lines.slice(0, 3).join('\n').replace('-----BEGIN', '----BEGIN');
		assert.deepEqual(await saidOf(text), ['missingEnd warning']);
	});
});

describe('white space in a PEM file', () => {
	for (const [what, text, expected] of [
		['a plain file', pem, []],
		['text above the block', `subject=CN = api.test\n${pem}`, []],
		['CRLF', pem.replaceAll('\n', '\r\n'), []],
		['spaces at the end of every line', pem.replaceAll('\n', '  \n'), []],
		['base64 that is indented', pem.replace(/^(?=[^-])/gm, '  '), []],
		[
			'lines of another length',
			pem.replace(/-\n[^-]+\n-/, (b) => `-\n${b.replace(/[-\n]/g, '')}\n-`),
			[],
		],
		['a blank line below BEGIN', pem.replace('\n', '\n\n'), []],
		['a block that is commented out', pem.replace(/^(?=.)/gm, '# '), []],
		['BEGIN indented', ` ${pem}`, ['indentedPem error']],
		['everything indented', pem.replace(/^(?=.)/gm, '\t'), ['indentedPem error']],
		['END indented', pem.replace('-----END', '  -----END'), ['indentedPem error']],
		['a blank line in the base64', pem.replace(/^(.*\n.*\n)/, '$1\n'), ['blankLineInPem error']],
		[
			'one with spaces, before END',
			pem.replace('\n-----END', '\n  \n-----END'),
			['blankLineInPem error'],
		],
		[
			'a blank line of CRLF',
			pem.replace(/^(.*\n.*\n)/, '$1\n').replaceAll('\n', '\r\n'),
			['blankLineInPem error'],
		],
		['carriage returns', pem.replaceAll('\n', '\r'), ['carriageReturnsOnly error']],
		['one line', lines.join(''), ['pemOnOneLine error']],
		['one line with spaces', lines.join(' '), ['pemOnOneLine error']],
		['line breaks that are written out', lines.join('\\n'), ['literalLineBreaks error']],
		['a byte order mark', `\ufeff${pem}`, ['byteOrderMark warning']],
		['spaces from a web page', pem.replace(/\n(?=[^-])/g, '\u00a0\n'), ['unusualBlanks warning']],
		['a key before the block', `pem: ${pem}`, ['textBeforeBegin error']],
		['a string of JSON', JSON.stringify({ pem }), ['textBeforeBegin error']],
		['a quote before the block', `"${pem.trimEnd()}"\n`, ['textBeforeBegin error']],
		['two comments', pem.replace(/^(?=.)/gm, '//  '), []],
		['indented twice over', ` ${pem} ${pem}`, ['indentedPem error']],
	] as const) {
		it(`${expected.join(', ') || 'nothing'}: ${what}`, async () => {
			assert.deepEqual(await saidOf(text, { path }), expected);
			// Where there is an error, Node cannot load the file, and the other way round.
			const isRefused = expected.some((said) => said.endsWith('error'));
			assert.equal(loads(text), !isRefused && !/^(?:#|\/\/)/.test(text));
			assert.deepEqual(await saidOf(text, { path: '/k8s/values.txt' }), []);
		});
	}

	it('stands at the indentation and its line', async () => {
		assert.deepEqual(await markedIn(`  ${pem}`, { path }), [`  ${label}`]);
		const [marked] = await markedIn(pem.replace('-----END', '\t-----END'), { path });
		assert.equal(marked, '\t-----END CERTIFICATE-----');
	});

	it('is named in a block of millions of lines, and not repaired', async () => {
		const text = (blank: number) => pem.replace(/^(.*\n.*\n)/, `$1${'\n'.repeat(blank)}`);
		const [short] = await findingsIn(text(2), { path });
		assert.deepEqual([short?.code, short?.fix?.id], ['blankLineInPem', 'repairLayout']);
		const [long] = await findingsIn(text(1 << 22), { path });
		assert.deepEqual([long?.code, long?.fix], ['blankLineInPem', undefined]);
	});

	it('passes the headers of an encrypted key', async () => {
		const headers = { 'Proc-Type': '4,ENCRYPTED', 'DEK-Info': 'AES-256-CBC,00' };
		const key = toPem('RSA PRIVATE KEY', Buffer.alloc(96, 1), headers);
		assert.deepEqual(await saidOf(key, { path }), []);
	});

	it('is a warning behind a block that programs find', async () => {
		assert.deepEqual(await saidOf(`${pem}pem: ${pem}`, { path }), ['textBeforeBegin warning']);
	});

	it('counts no more where the file is UTF-16, in which programs find nothing', async () => {
		assert.deepEqual(await saidOf(` ${pem}`, { path, isUtf16: true }), ['pemInUtf16 error']);
		assert.deepEqual(await saidOf(pem, { path: '/k8s/values.yaml', isUtf16: true }), []);
		assert.equal(loads(Buffer.from(`\ufeff${pem}`, 'utf16le')), false);
	});

	it('counts the blocks of one fault', async () => {
		const [finding] = await findingsIn(` ${pem} ${pem}`, { path });
		assert.equal(finding?.args?.['count'], 2);
	});
});

describe('PEM in YAML', () => {
	const indented = (text: string, by = '  ') => text.replace(/^(?=.)/gm, by);
	for (const [what, text, expected] of [
		['a literal', `cert: |\n${indented(pem)}`, []],
		['a folded value', `cert: >\n${indented(pem)}`, ['>']],
		['one whose end is stripped', `tls:\n  cert: >-\n${indented(pem, '    ')}`, ['>-']],
		['one in a list, with a comment', `- > # the CA\n${indented(pem)}`, ['>']],
		['one with CRLF', `cert: >\n${indented(pem)}`.replaceAll('\n', '\r\n'), ['>']],
		[
			'one with blank lines, which keep the line breaks',
			`cert: >\n${indented(pem).replaceAll('\n', '\n\n')}`,
			[],
		],
		['a plain value over several lines', `cert: ${pem.replaceAll('\n', '\n  ')}`, [label]],
		['a quoted one', `cert: "${pem.trimEnd().replaceAll('\n', '\n  ')}"`, [label]],
		['a quoted one with escapes', `cert: ${JSON.stringify(pem)}`, []],
		['one that escapes its line ends', `cert: "${lines.join('\\n\\\n  ')}\\n"`, []],
		['a chain, which is one value', `cert: >\n${indented(pem + pem)}`, ['>']],
	] as const) {
		it(`marks ${expected.join(', ') || 'nothing'}: ${what}`, async () => {
			assert.deepEqual(await markedIn(text, { path: '/k8s/values.yaml' }), expected);
			assert.equal(loads(valueIn(parse(text))), expected.length === 0);
		});
	}

	it('keeps the line breaks of what is indented further', async () => {
		const text = `cert: >\n  x\n${indented(pem, '    ')}`;
		assert.deepEqual(await saidOf(text, { path: '/k8s/values.yaml' }), []);
		assert.ok(valueIn(parse(text)).includes(`${label}\n`));
	});

	it('is looked for in a file without a name, and in no Markdown', async () => {
		const text = `cert: >\n${indented(pem)}`;
		assert.deepEqual(await saidOf(text), ['foldedYaml error']);
		assert.deepEqual(await saidOf(text, { path: '/docs/a.md' }), []);
	});
});

describe('PEM in JSON', () => {
	const at = { path: '/app/config.json' };
	it('may not have line breaks of its own', async () => {
		const text = `{ "cert": "${pem}" }`;
		assert.deepEqual(await saidOf(text, at), ['lineBreaksInJson error']);
		assert.throws(() => JSON.parse(text));
	});

	it('has them written out', async () => {
		const text = JSON.stringify({ cert: pem });
		assert.deepEqual(await saidOf(text, at), []);
		assert.ok(loads(valueIn(JSON.parse(text))));
	});

	it('may be an array of lines', async () => {
		const text = JSON.stringify({ cert: lines }, undefined, 2);
		assert.deepEqual(await saidOf(text, at), []);
	});
});

describe('PEM in shells and dotenv files', () => {
	const escaped = lines.join('\\n');
	for (const [quote, close] of [
		['', ''],
		["'", "'"],
		['"', '"'],
	] as const) {
		it(`as dotenv reads it in ${quote || 'no'} quotes`, async () => {
			const text = `CERT=${quote}${escaped}${close}\n`;
			const expected = loads(parseEnv(text)['CERT'] ?? '') ? [] : ['escapedInShell information'];
			assert.deepEqual(await saidOf(text, { path: '/app/.env.local' }), expected);
			assert.equal(expected.length === 0, quote === '"');
		});
	}

	for (const [quote, close] of [
		["'", "'"],
		['"', '"'],
		["$'", "'"],
	] as const) {
		it(`as Bash reads it in ${quote}`, async () => {
			const text = `export CERT=${quote}${escaped}${close}\n`;
			const script = `${text}printf %s "$CERT"`;
			const value = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
			const expected = loads(value) ? [] : ['escapedInShell information'];
			assert.deepEqual(await saidOf(text, { path: '/app/run.sh' }), expected);
			assert.equal(expected.length === 0, quote === "$'");
		});
	}

	it('may have real line breaks', async () => {
		assert.deepEqual(await saidOf(`CERT="${pem}"\n`, { path: '/app/.env' }), []);
	});
});

/** Whether Node takes the first certificate of a text that it is given as a file; it skips none. */
function loads(text: string | Buffer): boolean {
	try {
		return new X509Certificate(text).subject !== '';
	} catch {
		return false;
	}
}

function valueIn(value: unknown): string {
	const [text] = Object.values(Object(value) as object).map((inner: unknown) =>
		typeof inner === 'string' ? inner : valueIn(inner),
	);
	return text ?? '';
}
