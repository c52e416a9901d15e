import assert from 'node:assert/strict';
import { analyze } from '../../../../src/core/diagnostics/analyze.js';
import { nextChange } from '../../../../src/core/diagnostics/validity.js';
import * as rules from '../../../../src/core/diagnostics/rules/index.js';
import { decode } from '../../../../src/core/decode/decode.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { crlPemOf, derOf, pemOf, tornPem } from '../../../support/certificates.js';
import { crl, utcTime } from '../../../support/der.js';

const now = new Date('2026-06-15T12:00:00Z');
const threshold = { days: 30, lifetimeShare: 0.2 };

async function codesOf(content: string | Uint8Array): Promise<string[]> {
	const findings = await analyze({ blocks: decode(content) }, { now, threshold });
	return findings.map(({ code }) => code);
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
		['a torn block', tornPem(), ['tornBase64']],
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
		['one that ends before it begins', pemOf({ now, from: -5, to: -9 }), ['contradictoryDates']],
		['one that does so in future', pemOf({ now, from: 9, to: 5 }), ['contradictoryDates']],
		['one for a single second', pemOf({ now, from: -1, to: -1 }), ['expired']],
		['a current CRL', crlPemOf({ now, from: -1, to: 1 }), []],
		['one that is due within the hour', crlPemOf({ now, from: -9, to: 0.01 }), []],
		['one past its next update', crlPemOf({ now, from: -9, to: -1 }), ['crlOutOfDate']],
		['one that is issued tomorrow', crlPemOf({ now, from: 1, to: 9 }), ['crlNotYetValid']],
		['one that names no next update', crlPemOf({ now, from: -900 }), []],
		['one due before its issue', crlPemOf({ now, from: -2, to: -9 }), ['contradictoryDates']],
		['one due before its issue to come', crlPemOf({ now, from: 9, to: 2 }), ['contradictoryDates']],
		[
			'one whose next update cannot be read',
			toPem('X509 CRL', crl({ nextUpdate: utcTime('261345000000Z') })),
			['unreadableValidity'],
		],
		['a wrong label', toPem('PRIVATE KEY', derOf({ now })), ['wrongLabel']],
		['a damaged BEGIN line', year(200).replace('-----BEGIN', '—BEGIN'), ['spoiltBegin']],
		['parameters, which are no fault', toPem('EC PARAMETERS', Buffer.from('0603', 'hex')), []],
		['a text without blocks', 'nothing here', []],
	] as const) {
		it(`says ${codes.join(', ') || 'nothing'} of ${what}`, async () => {
			assert.deepEqual(await codesOf(content), codes);
		});
	}

	it('judges each block of a file on its own, in the order of the file', async () => {
		const content = year(-1) + tornPem() + year(200) + year(10);
		assert.deepEqual(await codesOf(content), ['expired', 'tornBase64', 'expiresSoon']);
	});

	it('stands at the BEGIN line', async () => {
		const content = `# the old one\n${year(-1)}`;
		const [finding] = await analyze({ blocks: decode(content) }, { now, threshold });
		assert.ok(finding);
		assert.equal(content.slice(finding.start, finding.end), '-----BEGIN CERTIFICATE-----');
	});

	it('stands at the line that is damaged', async () => {
		const content = `${year(200)}${year(200).replace('-----END', '----END')}`;
		const [finding] = await analyze({ blocks: decode(content) }, { now, threshold });
		assert.ok(finding);
		assert.equal(content.slice(finding.start, finding.end), '----END CERTIFICATE-----');
		assert.equal(finding.severity, 'warning');
	});

	it('stands at the first byte of DER', async () => {
		const der = derOf({ now, from: -9, to: -1 });
		const [finding] = await analyze({ blocks: decode(der) }, { now, threshold });
		assert.deepEqual([finding?.start, finding?.end], [0, 0]);
	});

	it('takes only the days with a share of 1', async () => {
		const blocks = decode(pemOf({ now, from: 0, to: 5 }));
		const inDays = async (days: number) =>
			(await analyze({ blocks }, { now, threshold: { days, lifetimeShare: 1 } })).length;
		assert.deepEqual([await inDays(4), await inDays(6)], [0, 1]);
	});

	it('warn of a CRL out of date: clients refuse every certificate, but only those that check CRLs', async () => {
		for (const [pem, severity] of [
			[crlPemOf({ now, from: -9, to: -1 }), 'warning'],
			[crlPemOf({ now, from: -2, to: -9 }), 'warning'],
			[pemOf({ now, from: -5, to: -9 }), 'error'],
		] as const) {
			const [finding] = await analyze({ blocks: decode(pem) }, { now, threshold });
			assert.equal(finding?.severity, severity);
		}
	});

	it('has unique kebab-case ids', () => {
		const ids = Object.values(rules).map(({ id }) => id);
		assert.equal(new Set(ids).size, ids.length);
		for (const id of ids) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
	});
});

describe('the next moment of change', () => {
	const codesAt = async (content: string, at: number) => {
		const context = { now: new Date(at), threshold };
		const findings = await analyze({ blocks: decode(content) }, context);
		return findings.map(({ code }) => code).join(' ');
	};
	const changeAfter = (content: string, at: number) =>
		nextChange({ blocks: decode(content) }, { now: new Date(at), threshold });

	for (const [what, content, found] of [
		[
			'a certificate of a year',
			pemOf({ now, from: 1, to: 366 }),
			['notYetValid', '', 'expiresSoon', 'expired'],
		],
		['one of ten days', pemOf({ now, from: -1, to: 9 }), ['', 'expiresSoon', 'expired']],
		['a CRL', crlPemOf({ now, from: 1, to: 2 }), ['crlNotYetValid', '', 'crlOutOfDate']],
		['a CRL without a next update', crlPemOf({ now, from: 1 }), ['crlNotYetValid', '']],
		[
			'two that differ',
			pemOf({ now, from: -9, to: -1 }) + crlPemOf({ now, from: -1, to: 1 }),
			['expired', 'expired crlOutOfDate'],
		],
	] as const) {
		it(`is exact to the millisecond for ${what}`, async () => {
			const seen: string[] = [];
			let at: number | undefined = now.getTime();
			while (at !== undefined) {
				const codes: string = await codesAt(content, at);
				if (codes !== seen.at(-1)) seen.push(codes);
				const next = changeAfter(content, at);
				if (next !== undefined) {
					assert.ok(next > at);
					assert.equal(await codesAt(content, next - 1), codes);
				}
				at = next;
			}
			assert.deepEqual(seen, found);
			assert.ok(changeAfter(content, Date.parse('2040-01-01T00:00:00Z')) === undefined);
		});
	}
});
