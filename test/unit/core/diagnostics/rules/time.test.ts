/** Dates: longer than the issuer, than browsers and than Apple's systems accept; a trust store with old roots. */
import assert from 'node:assert/strict';
import { crlPemOf } from '../../../../support/certificates.js';
import { extension, oid, sequence, tlv } from '../../../../support/der.js';
import { makeCertificate, makeRoot, type Wish } from '../../../../matrix/material.js';
import { findingsOf, pem, said } from './said.js';

const dayMs = 86_400_000;
const root = makeRoot('Root', { to: 5000 });

/** A server's certificate that begins on that day, for so many days and a second. */
async function served(start: string, days: number, wish: Partial<Wish> = {}): Promise<string[]> {
	const now = new Date(start);
	const from = (now.getTime() - Date.now()) / dayMs;
	const certificate = makeCertificate({
		name: 'web.test',
		issuer: root,
		usages: ['serverAuth'],
		ca: false,
		from,
		to: from + days,
		...wish,
	});
	return said(certificate.pem, { now: new Date(now.getTime() + dayMs) });
}

/** Certificate policies with the Baseline Requirements' domain validation. */
const domainValidated = extension('2.5.29.32', sequence(sequence(oid('2.23.140.1.2.1'))));
const timestamps = extension('1.3.6.1.4.1.11129.2.4.2', tlv(0x04, Buffer.of(0, 0)));

describe('the lifetime of a server certificate', () => {
	for (const [start, days, privately, publicly] of [
		['2026-03-14T00:00:00Z', 397, [], []],
		[
			'2026-03-14T00:00:00Z',
			398,
			['tooLongForBrowsers information'],
			['tooLongForBrowsers warning'],
		],
		['2026-03-15T00:00:00Z', 199.5, [], []],
		[
			'2026-03-15T00:00:00Z',
			200,
			['tooLongForBrowsers information'],
			['tooLongForBrowsers warning'],
		],
		[
			'2027-03-15T00:00:00Z',
			101,
			['tooLongForBrowsers information'],
			['tooLongForBrowsers warning'],
		],
		['2029-03-15T00:00:00Z', 46, [], []],
		[
			'2029-03-15T00:00:00Z',
			48,
			['tooLongForBrowsers information'],
			['tooLongForBrowsers warning'],
		],
		['2026-06-01T00:00:00Z', 826, ['tooLongForApple information'], ['tooLongForBrowsers warning']],
		['2019-07-01T00:00:00Z', 824, [], []],
		['2019-07-01T00:00:00Z', 826, ['tooLongForApple information'], ['tooLongForBrowsers warning']],
		['2017-07-01T00:00:00Z', 900, [], []],
	] as const) {
		it(`of ${days} days from ${start.slice(0, 10)}`, async () => {
			assert.deepEqual(await served(start, days), privately);
			for (const mark of [domainValidated, timestamps]) {
				assert.deepEqual(await served(start, days, { extensions: [mark] }), publicly);
			}
		});
	}

	it('does not matter of a client and a CA; of what signed itself only to Apple', async () => {
		const start = '2026-06-01T00:00:00Z';
		assert.deepEqual(await served(start, 900, { usages: ['clientAuth'] }), []);
		assert.deepEqual(await served(start, 900, { ca: true }), []);
		assert.deepEqual(await served(start, 900, { issuer: undefined }), [
			'tooLongForApple information',
		]);
		assert.deepEqual(await served(start, 400, { issuer: undefined }), []);
	});

	it('is counted with both of its ends', async () => {
		const leaf = makeCertificate({
			name: 'a',
			issuer: root,
			usages: ['serverAuth'],
			ca: false,
			to: 899,
		});
		const [finding] = await findingsOf(leaf.pem);
		assert.deepEqual(finding?.args, { days: 901, limit: 825 });
	});
});

describe('a CRL past its next update', () => {
	it('is a warning, for TLS clients do not ask for one', async () => {
		const now = new Date();
		assert.deepEqual(await said(crlPemOf({ now, from: -9, to: -1 })), ['crlOutOfDate warning']);
	});
});

describe('a certificate that outlives its issuer', () => {
	const short = makeRoot('Short', { issuer: root, to: 20 });
	const renewed = makeRoot('Short', { issuer: root, keys: short.keys, to: 90 });
	const leaf = makeCertificate({ name: 'a', issuer: short, ca: false, to: 60 });
	const brief = makeCertificate({ name: 'a', issuer: short, ca: false, to: 20 });
	const later = new Date(Date.now() + 30 * dayMs);
	for (const [what, text, expected, now] of [
		['longer than its issuer', pem(leaf, short), ['outlivesIssuer information']],
		['as long as its issuer', pem(brief, short), []],
		[
			'longer than an issuer that was renewed',
			pem(leaf, renewed, short),
			['unrelatedCertificate information'],
		],
		['whose issuer has expired by now', pem(leaf, short), ['expired error'], later],
		['without its issuer', pem(leaf), []],
	] as const) {
		it(`says ${expected.join(', ') || 'nothing'} of one ${what}`, async () => {
			assert.deepEqual(await said(text, now ? { now } : {}), expected);
		});
	}
});

describe('a trust store', () => {
	const roots = Array.from({ length: 140 }, (_, index) =>
		makeRoot(`Root ${index}`, {
			...(index % 7 === 0 && { digest: 'sha1' }),
			...(index % 40 === 1 && { from: -900, to: -30 }),
			to: 4000,
			...(index % 40 === 1 && { to: -30 }),
		}),
	);
	const store = pem(...roots, ...roots.slice(0, 20));

	it('is no chain: a handful of findings, none of them grave', async () => {
		assert.deepEqual(await said(store), [
			'expired information',
			'expired information',
			'expired information',
			'expired information',
			'duplicateCertificate information',
			'expired information',
		]);
	});

	it('whose roots have all expired is an error all the same', async () => {
		const old = [makeRoot('A', { from: -9, to: -1 }), makeRoot('B', { from: -9, to: -1 })];
		assert.deepEqual(await said(pem(...old)), ['expired error', 'expired error']);
	});
});
