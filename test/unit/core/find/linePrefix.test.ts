/** Blocks with something before each line: comments, diffs, quotes, logs. */
import assert from 'node:assert/strict';
import { decode } from '../../../../src/core/decode/decode.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { certificate, commonName, oid } from '../../../support/der.js';
import { randomNumbers } from '../../../support/random.js';

const prefixes = [
	'// ',
	'# ',
	'#',
	'+',
	'-',
	'> ',
	'>> ',
	'> > ',
	'REM ',
	'rem\t',
	';',
	'; ',
	'* ',
	' * ',
	'| ',
	"'",
	"' ",
	'--',
	'-- ',
	'%',
	'!',
	'\t',
	'\t// ',
	'   ',
	'/',
	'///',
	'+ ',
	'dnl ',
	'C ',
	'ABCD',
	'MII',
	'2026-11-26 12:00:00 INFO ',
	'[12:00] api: ',
	'web_1  | ',
	'12: ',
];
const breaks = ['\n', '\r\n', '\r'];

const random = randomNumbers(20_261_126);
const below = (limit: number): number => random.next().value % limit;
const oneOf = <T>(items: readonly T[]): T => items[below(items.length)] as T;

/** A certificate whose base64 ends in so many `=`. */
function padded(padding: number): Buffer {
	for (;;) {
		const subject = commonName('x'.repeat(1 + below(60)));
		const spki = certificate({ subject, serial: integerOf(below(200)) });
		if ((3 - (spki.length % 3)) % 3 === padding) return spki;
	}
}

function integerOf(value: number): Buffer {
	return Buffer.from([0x02, 0x02, 0x01, value]);
}

/** The lines with their prefix, each broken as `lineBreak` says. */
function join(lines: readonly string[], lineBreak: () => string): string {
	return lines.reduce((text, line) => (text === '' ? line : text + lineBreak() + line), '');
}

function assertRead(text: string, der: Buffer, what: string): void {
	const blocks = decode(text);
	assert.equal(blocks.length, 1, `${what}: ${text}`);
	const [block] = blocks;
	assert.ok(block && block.error === undefined, `${what}: ${text}`);
	assert.ok(Buffer.from(block.der).equals(der), `${what}: ${text}`);
	assert.equal(block.note, undefined, `${what}: ${text}`);
}

describe('x509: what stands before each line', () => {
	for (const prefix of prefixes) {
		it(`reads certificates behind “${prefix.replace('\t', '⇥')}”, however padded and broken`, () => {
			for (let run = 0; run < 60; run += 1) {
				const der = padded(run % 3);
				const lines = toPem('CERTIFICATE', der).trimEnd().split('\n');
				const end = run % 4 === 3 ? () => oneOf(breaks) : () => breaks[run % 4] ?? '';
				const all = lines.map((line) => prefix + line);
				assertRead(join(all, end), der, 'each line');
				assertRead(`${prefix}text${end()}${join(all, end)}${end()}${prefix}`, der, 'between');
				const [head = '', ...rest] = all;
				const empty = prefix.trimEnd();
				assertRead(join([head, empty, ...rest], end), der, 'an empty line');
				if (!/\d/.test(prefix)) continue;
				let count = 7;
				const counted = lines.map(
					(line) => prefix.replace(/\d+(?=\D*$)/, `${(count += 1)}`) + line,
				);
				assertRead(join(counted, end), der, 'numbers that grow');
			}
		});
	}

	it('reads those whose BEGIN and END lines have no prefix', () => {
		for (const prefix of prefixes) {
			for (let run = 0; run < 15; run += 1) {
				const der = padded(run % 3);
				const [head = '', ...lines] = toPem('CERTIFICATE', der).trimEnd().split('\n');
				const body = lines.slice(0, -1).map((line) => prefix + line);
				const ends = breaks[run % 3] ?? '';
				assertRead([head, ...body, lines.at(-1)].join(ends), der, `“${prefix}” on body lines`);
			}
		}
	});

	it('says at which line of a comment a block is damaged', () => {
		for (const prefix of ['// ', '+', 'REM ', "'"]) {
			const broken = certificate({ subject: commonName('x'.repeat(300)), spki: oid('1.2') });
			const lines = toPem('CERTIFICATE', broken).trimEnd().split('\n');
			const [block] = decode(lines.map((line) => prefix + line).join('\n'));
			assert.equal(block?.error?.code, 'unexpectedTag');
			const at = broken.lastIndexOf(oid('1.2'));
			assert.equal(block.error.line, 1 + Math.floor(at / 48), prefix);
			lines[4] = `${lines[4]?.slice(0, 10) ?? ''}*${lines[4]?.slice(11) ?? ''}`;
			const [torn] = decode(lines.map((line) => prefix + line).join('\n'));
			assert.deepEqual(torn?.error, { code: 'badBase64', line: 4, args: { character: '*' } });
		}
	});
});
