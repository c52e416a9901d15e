import assert from 'node:assert/strict';
import { analyze } from '../../../../src/core/diagnostics/analyze.js';
import * as rules from '../../../../src/core/diagnostics/rules/index.js';
import { decode } from '../../../../src/core/x509/decode.js';
import { toPem } from '../../../../src/core/x509/pem.js';
import { derOf, pemOf, tornPem } from '../../../support/certificates.js';
import { utcTime } from '../../../support/der.js';

const now = new Date('2026-06-15T12:00:00Z');
const threshold = { days: 30, lifetimeShare: 0.2 };

function codesOf(content: string | Uint8Array): string[] {
	return analyze({ blocks: decode(content) }, { now, threshold }).map(({ code }) => code);
}

const year = (to: number) => pemOf({ now, from: to - 365, to });

describe('the rules', () => {
	for (const [what, content, codes] of [
		['a healthy certificate', year(200), []],
		['one that expired yesterday', year(-1), ['expired']],
		['one that expires in 29 days', year(29), ['expiresSoon']],
		['one that expires in 31 days', year(31), []],
		['a fresh one for 30 days', pemOf({ now, from: 0, to: 30 }), []],
		['one for 30 days in its last days', pemOf({ now, from: -26, to: 4 }), ['expiresSoon']],
		['one that begins tomorrow', pemOf({ now, from: 1, to: 30 }), ['notYetValid']],
		['a torn block', tornPem(), ['unreadableBlock']],
		[
			'one whose end cannot be read',
			pemOf({ now, notAfter: utcTime('261345000000Z') }),
			['unreadableValidity'],
		],
		[
			'one whose validity ends within its first time',
			pemOf({ now, from: -9, notAfter: Buffer.from('1730', 'hex') }),
			['unreadableValidity'],
		],
		['a wrong label', toPem('PRIVATE KEY', derOf({ now })), ['misframed']],
		['a damaged BEGIN line', year(200).replace('-----BEGIN', '—BEGIN'), ['misframed']],
		['parameters, which are no fault', toPem('EC PARAMETERS', Buffer.from('0603', 'hex')), []],
		['a text without blocks', 'nothing here', []],
	] as const) {
		it(`says ${codes.join(', ') || 'nothing'} of ${what}`, () => {
			assert.deepEqual(codesOf(content), codes);
		});
	}

	it('judges each block of a file on its own, in the order of the file', () => {
		const content = year(-1) + tornPem() + year(200) + year(10);
		assert.deepEqual(codesOf(content), ['expired', 'unreadableBlock', 'expiresSoon']);
	});

	it('stands at the BEGIN line', () => {
		const content = `# the old one\n${year(-1)}`;
		const [finding] = analyze({ blocks: decode(content) }, { now, threshold });
		assert.ok(finding);
		assert.equal(content.slice(finding.start, finding.end), '-----BEGIN CERTIFICATE-----');
	});

	it('stands at the line that is damaged', () => {
		const content = `${year(200)}${year(200).replace('-----END', '----END')}`;
		const [finding] = analyze({ blocks: decode(content) }, { now, threshold });
		assert.ok(finding);
		assert.equal(content.slice(finding.start, finding.end), '----END CERTIFICATE-----');
		assert.equal(finding.severity, 'warning');
	});

	it('stands at the first byte of DER', () => {
		const der = derOf({ now, from: -9, to: -1 });
		const [finding] = analyze({ blocks: decode(der) }, { now, threshold });
		assert.deepEqual([finding?.start, finding?.end], [0, 0]);
	});

	it('takes only the days with a share of 1', () => {
		const blocks = decode(pemOf({ now, from: 0, to: 5 }));
		const inDays = (days: number) =>
			analyze({ blocks }, { now, threshold: { days, lifetimeShare: 1 } }).length;
		assert.deepEqual([inDays(4), inDays(6)], [0, 1]);
	});

	it('has unique kebab-case ids', () => {
		const ids = Object.values(rules).map(({ id }) => id);
		assert.equal(new Set(ids).size, ids.length);
		for (const id of ids) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
	});
});
