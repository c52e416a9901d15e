import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSerialNumber } from '../../../../src/core/x509/serial.js';

const long = '141e3930a801ee86722c6f7512d75fcede6f36f7';
const colons = '14:1e:39:30:a8:01:ee:86:72:2c:6f:75:12:d7:5f:ce:de:6f:36:f7';
const spaces = colons.replaceAll(':', ' ');

describe('x509: serial numbers as people copy them', () => {
	for (const [what, text, hex] of [
		['plain hex', long, long],
		['upper case', long.toUpperCase(), long],
		['colons', colons, long],
		['dashes', colons.replaceAll(':', '-'), long],
		['typographic dashes', colons.replaceAll(':', '\u2011'), long],
		['spaces, as Windows shows it', spaces, long],
		['Windows’ mark before it', `\u200e${spaces}`, long],
		['marks around and inside', `\u202a${spaces.replace(' ', ' \u200b')}\u202c\ufeff`, long],
		['soft hyphens and no-break spaces', spaces.replaceAll(' ', '\u00ad\u00a0'), long],
		['full-width digits', '１２：３４', '1234'],
		['lines', colons.replace('ee:', 'ee:\n   '), long],
		['openssl -serial', `serial=${long.toUpperCase()}\n`, long],
		['openssl -serial of a small one', 'serial=0ABC', '0abc'],
		[
			'openssl -text',
			`        Serial Number:\n            ${colons}\n        Signature Algorithm: x`,
			long,
		],
		['openssl -text of a small one', 'Serial Number: 4660 (0x1234)', '1234'],
		['both notations', 'Serial Number: 12:34 (0x1234)', '1234'],
		['both notations without the label', '4660 (0x1234)', '1234'],
		['the other way round', '0x1234 (4660)', '1234'],
		['a second notation cut off', '12:34 (0x…)', '1234'],
		['certtool', 'Serial Number (hex): 00ab12', 'ab12'],
		['a decimal that says so', 'Serial Number (decimal): 4660', '1234'],
		['a note behind', '1234 (hex)', '1234'],
		['keytool', `Serial number: ${long}`, long],
		['PowerShell', `SerialNumber : ${long.toUpperCase()}`, long],
		['a server’s JSON', `    "serial_number": "${colons}",`, long],
		['a server’s table', `serial_number       ${colons}`, long],
		[
			'a label of hex digits only before colons',
			`serial_number  ${colons.slice(3)}`,
			long.slice(2),
		],
		['another language', `Seriennummer: ${spaces}`, long],
		['another language, two words', `Numéro de série : ${colons}`, long],
		['an item of a list', `- ${colons}`, long],
		['quotes', `"${colons}"`, long],
		['0x', '0x1A2b', '1a2b'],
		['leading zeros', '00:00:ab', 'ab'],
		['an odd number of digits', 'abc', '0abc'],
		['zero', '0', '00'],
	] as const) {
		it(`reads ${what}`, () => assert.equal(parseSerialNumber(text)?.hex, hex));
	}

	it('says the other reading of decimal digits, and only of those', () => {
		assert.deepEqual(parseSerialNumber('4660'), { hex: '4660', ifDecimal: '1234' });
		assert.deepEqual(parseSerialNumber('\u200e4660 '), { hex: '4660', ifDecimal: '1234' });
		for (const text of ['7', '46:60', '46 60', '0x4660', 'Serial Number (hex): 4660', '466a']) {
			assert.equal(parseSerialNumber(text)?.ifDecimal, undefined, text);
		}
	});

	for (const text of [
		'',
		'not hex',
		'serial',
		'Serial Number:',
		'-1234',
		'Serial Number: -4660 (-0x1234)',
		'4660 (0x9999)',
		'12:34 revoked',
		'g1',
		'a'.repeat(129),
		'letters '.repeat(20_000),
		'serial '.repeat(20_000),
	]) {
		it(`refuses “${text.slice(0, 40)}”`, () => assert.equal(parseSerialNumber(text), undefined));
	}

	it('reads what openssl prints of real certificates, whatever the length', () => {
		const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-serial-'));
		try {
			const file = join(folder, 'certificate.pem');
			for (const serial of ['7f', '80', 'abcd1234', `5a${randomBytes(18).toString('hex')}`]) {
				const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
				const more = ['-nodes', '-subj', '/CN=s', '-set_serial', `0x${serial}`, '-out', file];
				execFileSync('openssl', [...made, ...more, '-keyout', join(folder, 'key')], {
					stdio: 'ignore',
				});
				const certificate = new X509Certificate(readFileSync(file));
				for (const option of ['-serial', '-text']) {
					const printed = execFileSync('openssl', ['x509', '-noout', option, '-in', file], {
						encoding: 'utf8',
					});
					assert.equal(parseSerialNumber(printed)?.hex, certificate.serialNumber.toLowerCase());
				}
			}
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});
