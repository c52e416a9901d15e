import assert from 'node:assert/strict';
import { pemIn } from '../../../../src/core/paste/clipboard.js';
import { pemOf, tornPem } from '../../../support/certificates.js';

const pem = pemOf();
const chain = pem + pemOf({ name: 'CA' });

describe('core/paste/clipboard', () => {
	for (const [title, text] of [
		['as it is', chain],
		['with CRLF', chain.replaceAll('\n', '\r\n')],
		['with blanks around it', `\n  ${chain.replaceAll('\n-----BEGIN', '\n\n-----BEGIN')}\n\n`],
		['without the last line break', chain.trimEnd()],
		['indented', chain.replace(/^(?=.)/gm, '    ')],
		['with escaped line breaks', JSON.stringify(chain).slice(1, -1)],
	] as const) {
		it(`finds PEM ${title}`, () => assert.equal(pemIn(text), chain));
	}

	it('keeps the width of its lines, and headers', () => {
		const wide = pem.replace(/^(.{64})\n(.{64})\n/m, '$1$2\n');
		assert.equal(pemIn(wide), wide);
		const old =
			'-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nTUlH\n-----END RSA PRIVATE KEY-----\n';
		assert.equal(pemIn(old), old);
	});

	it('finds nothing where other text stands, or a block is damaged', () => {
		const others = [
			'',
			'text',
			tornPem(),
			`cert: |\n${pem}`,
			`${pem}\nand more`,
			pem.slice(0, 200),
		];
		for (const text of others) assert.equal(pemIn(text), undefined);
	});
});
