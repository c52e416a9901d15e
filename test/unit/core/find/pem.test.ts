import assert from 'node:assert/strict';
import { decode } from '../../../../src/core/decode/decode.js';
import { findPemBlocks, firstPemDer, type PemBlock, toPem } from '../../../../src/core/find/pem.js';

const der = Buffer.from(Array.from({ length: 200 }, (_, index) => (index * 7) & 0xff));
const pem = toPem('CERTIFICATE', der);

function only(text: string): PemBlock {
	const blocks = findPemBlocks(text);
	assert.equal(blocks.length, 1, text);
	const [block] = blocks;
	assert.ok(block);
	return block;
}

function assertRead(text: string): void {
	const block = only(text);
	assert.deepEqual(block.error, undefined, text);
	assert.equal(block.der.toString('hex'), der.toString('hex'), text);
}

describe('x509: PEM', () => {
	it('writes 64 characters a line', () => {
		assert.match(
			pem,
			/^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/]{64}\n)+[A-Za-z0-9+/=]+\n-----END CERTIFICATE-----\n$/,
		);
		assertRead(pem);
		assert.equal(firstPemDer(`text\n${pem}`)?.equals(der), true);
	});

	it('tells where each block stands', () => {
		const blocks = findPemBlocks(`# one\n${pem}\n\n${pem}`);
		assert.deepEqual(
			blocks.map(({ line, endLine, label }) => [line, endLine, label]),
			[
				[1, 7, 'CERTIFICATE'],
				[10, 16, 'CERTIFICATE'],
			],
		);
		const [first] = blocks;
		assert.equal(`# one\n${pem}`.slice(first?.start, first?.end), pem.trimEnd());
	});

	it('counts lines with any line end', () => {
		for (const end of ['\n', '\r\n', '\r']) {
			const block = only(`a${end}${end}${pem.replaceAll('\n', end)}`);
			assert.deepEqual([block.line, block.endLine], [2, 8]);
			assert.equal(block.der?.equals(der), true);
		}
	});

	it('reads blocks as they stand in other files', () => {
		const lines = pem.trimEnd().split('\n');
		const prefixed = (prefix: string): string => lines.map((line) => `${prefix}${line}`).join('\n');
		assertRead(prefixed('    '));
		assertRead(prefixed('# '));
		assertRead(prefixed('// '));
		assertRead(prefixed(' * '));
		assertRead(prefixed('> '));
		assertRead(prefixed('| '));
		assertRead(prefixed('+'));
		assertRead(`ca: |\n${prefixed('  ')}\nnext: 1`);
		assertRead(JSON.stringify({ ca: pem }));
		assertRead(JSON.stringify(JSON.stringify({ ca: pem.replaceAll('\n', '\r\n') })));
		assertRead(JSON.stringify({ ca: pem }).replaceAll('/', '\\/').replaceAll('+', '\\u002B'));
		assertRead(JSON.stringify(lines));
		assertRead(JSON.stringify(lines, null, 2));
		assertRead(lines.map((line) => `"${line}\\n"`).join(' +\n\t'));
		assertRead(lines.map((line) => `'${line}'`).join(',\n'));
		assertRead(`echo "${lines.join('\\\n')}"`);
		assertRead(lines.join(' '));
	});

	it('reads headers and passes them over', () => {
		const block = only(
			pem.replace('-----\n', '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00FF\n\n'),
		);
		assert.ok(block.der);
		assert.deepEqual(block.headers, { 'Proc-Type': '4,ENCRYPTED', 'DEK-Info': 'AES-256-CBC,00FF' });
		assert.equal(block.der.equals(der), true);
	});

	it('says what is torn, at which line, and reads the next one', () => {
		const [first = '', ...rest] = pem.trimEnd().split('\n');
		const torn = [first, ...rest.slice(0, 2)].join('\n');
		const tornFirst = findPemBlocks(`${torn}\n${pem}`);
		assert.deepEqual(tornFirst[0]?.error, { code: 'noEnd', line: 0 });
		assert.equal(tornFirst[0].endLine, 2);
		assert.equal(tornFirst[1]?.der?.equals(der), true);
		const tornLast = findPemBlocks(`${pem}${torn}\n\nmore text`);
		assert.deepEqual(tornLast[1]?.error, { code: 'noEnd', line: 7 });
		assert.equal(tornLast[1].endLine, 9);
		const headless = findPemBlocks(`${rest.join('\n')}\n${pem}`);
		assert.deepEqual(headless[0]?.error, { code: 'noBegin', line: 5 });
		assert.equal(headless[1]?.der?.equals(der), true);
		const mixed = findPemBlocks(`${pem.replace('END CERTIFICATE', 'END PRIVATE KEY')}${pem}`);
		assert.deepEqual(mixed[0]?.error, {
			code: 'labelMismatch',
			line: 6,
			args: { begin: 'CERTIFICATE', end: 'PRIVATE KEY' },
		});
		assert.equal(mixed[1]?.der?.equals(der), true);
	});

	it('names the character that is no base64, and its line', () => {
		const lines = pem.trimEnd().split('\n');
		lines[3] = `${lines[3]?.slice(0, 10)}*${lines[3]?.slice(11)}`;
		assert.deepEqual(only(lines.join('\n')).error, {
			code: 'badBase64',
			line: 3,
			args: { character: '*' },
		});
		assert.equal(only(pem.replace(/\n(.)/, '\n=$1')).error?.code, 'badBase64');
		assert.equal(only(pem.replace(/\n(.)/, '\n\\q$1')).error?.code, 'badBase64');
	});

	it('finds nothing in text without blocks', () => {
		assert.deepEqual(findPemBlocks(''), []);
		assert.deepEqual(findPemBlocks('-----BEGIN -----\n-----BEGIN\u0000X-----\n-----END'), []);
	});

	it('takes time in proportion to a hostile text', () => {
		const count = 50_000;
		const hostile = [
			'--- begin a ---\nMIIBAAAAAAAAAAAA\n'.repeat(count / 3),
			'---END CERT---\n'.repeat(count),
			'A\n'.repeat(count) + '-----END A-----\n'.repeat(count),
			'-----BEGIN CERTIFICATE-----\n'.repeat(count),
			'-----END CERTIFICATE-----\n'.repeat(count),
			'-----BEGIN '.repeat(count),
			`-----BEGIN A-----${' '.repeat(1_000_000)}*${' '.repeat(1_000_000)}-----END A-----`,
			`"-----BEGIN A-----${'"'.repeat(1_000_000)}-----END A-----`,
			`-----BEGIN A-----${'\\n'.repeat(400_000)}-----END A-----`,
			`-----BEGIN A-----${'A:b\n'.repeat(200_000)}-----END A-----`,
			'-----BEGIN A-----A-----END A-----'.repeat(count),
			`// -----BEGIN A-----\n${'// MIIB\n'.repeat(200_000)}*-----END A-----`,
			`-----BEGIN A-----\n${`${'MA'.repeat(90)}\n`.repeat(8_000)}-----END A-----`,
			`1 -----BEGIN A-----\n${`${'7'.repeat(200_000)}\n`.repeat(5)}-----END A-----`,
		];
		for (const text of hostile) {
			assert.ok(findPemBlocks(text).length <= count);
			assert.ok(decode(text).length <= count);
		}
	});
});
