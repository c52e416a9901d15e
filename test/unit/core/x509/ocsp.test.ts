/** OCSP responses of the real `openssl ocsp`, compared with what it prints of them. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from '../../../../src/core/decode/decode.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { digestName } from '../../../../src/core/x509/asn1/oid.js';
import type { OcspFacts, OcspSingleResponse } from '../../../../src/core/x509/model.js';
import { readOcspResponse } from '../../../../src/core/x509/ocsp.js';
import { extension, octets, sequence, tlv } from '../../../support/der.js';
import {
	good,
	ocspResponse,
	single,
	singleExtensions,
	timestampList,
} from '../../../support/ocspParts.js';
import { openssl } from '../../../support/openssl.js';
import { randomly } from '../../../support/random.js';

/** `Nov 26 07:28:44 2026 GMT` as the model has it. */
const iso = (text: string | undefined) =>
	text === undefined ? undefined : new Date(text).toISOString().replace('.000', '');

interface Printed {
	readonly status?: string | undefined;
	readonly producedAt?: string | undefined;
	readonly responses: readonly Partial<OcspSingleResponse>[];
	readonly certificates: number;
	readonly signatureAlgorithm?: string | undefined;
}

function printed(text: string): Printed {
	const value = (part: string, name: string) =>
		new RegExp(`${name}: (.*)`).exec(part)?.[1]?.trim().split(' (0x')[0];
	const responses = text.split('Certificate ID:').slice(1);
	return {
		status: value(text, 'OCSP Response Status'),
		producedAt: iso(value(text, 'Produced At')),
		certificates: text.match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0,
		signatureAlgorithm: value(text, 'Signature Algorithm'),
		responses: responses.map((part) => ({
			hashAlgorithm: value(part, 'Hash Algorithm') ?? '',
			issuerNameHash: value(part, 'Issuer Name Hash')?.toLowerCase() ?? '',
			issuerKeyHash: value(part, 'Issuer Key Hash')?.toLowerCase() ?? '',
			serialNumber: value(part, 'Serial Number')?.toLowerCase() ?? '',
			certificateStatus: value(part, 'Cert Status') as 'good',
			revokedAt: iso(value(part, 'Revocation Time')),
			reason: value(part, 'Revocation Reason'),
			thisUpdate: iso(value(part, 'This Update')),
			nextUpdate: iso(value(part, 'Next Update')),
		})),
	};
}

function comparable(facts: OcspFacts): Printed {
	return {
		status: facts.status,
		producedAt: facts.producedAt,
		certificates: facts.certificates.length,
		signatureAlgorithm: facts.signatureAlgorithm,
		responses: facts.responses.map((one) => ({
			hashAlgorithm: one.hashAlgorithm,
			issuerNameHash: one.issuerNameHash,
			issuerKeyHash: one.issuerKeyHash,
			serialNumber: one.serialNumber,
			certificateStatus: one.certificateStatus,
			revokedAt: one.revokedAt,
			reason: one.reason,
			thisUpdate: one.thisUpdate,
			nextUpdate: one.nextUpdate,
		})),
	};
}

const reasons = ['', ',keyCompromise', ',CACompromise', ',superseded', ',certificateHold'];

describe('core/x509/ocsp', () => {
	let folder: string;
	const path = (name: string) => join(folder, name);
	before(async () => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-ocsp-'));
		const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
		const files = ['-keyout', path('ca.key'), '-out', path('ca.pem')];
		await openssl(['req', '-x509', ...key, ...files, '-subj', '/CN=OCSP CA/O=Lab', '-days', '9']);
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	it('reads what openssl reads of its own responses', async function () {
		this.timeout(60_000);
		const random = randomly(6960);
		for (let round = 0; round < 12; round += 1) {
			const serials = Array.from({ length: 1 + random.below(4) }, (_, index) => `0${index + 1}`);
			const index = serials.map((serial) =>
				random.chance(0.5)
					? `V\t361231235959Z\t\t${serial}\tunknown\t/CN=${serial}\n`
					: `R\t361231235959Z\t260${1 + random.below(9)}01000000Z${random.one(reasons)}\t${serial}\tunknown\t/CN=${serial}\n`,
			);
			writeFileSync(path('index.txt'), index.join(''));
			const asked = random.chance(0.3) ? [...serials, 'abcdef0123456789abcdef'] : serials;
			const hash = random.one([[], ['-sha256'], ['-sha1']]);
			const request = [
				...['ocsp', '-issuer', path('ca.pem'), ...hash],
				...asked.flatMap((serial) => ['-serial', `0x${serial}`]),
				...['-reqout', path('request.der'), ...(random.chance(0.5) ? ['-no_nonce'] : [])],
			];
			await openssl(request);
			const signer = ['-rsigner', path('ca.pem'), '-rkey', path('ca.key')];
			const answer = [
				...['ocsp', '-index', path('index.txt'), '-CA', path('ca.pem'), ...signer],
				...['-reqin', path('request.der'), '-respout', path('response.der')],
				...(random.chance(0.5) ? ['-resp_key_id'] : []),
				...(random.chance(0.5) ? ['-resp_no_certs'] : []),
				...(random.chance(0.5) ? ['-ndays', '3'] : []),
			];
			await openssl(answer);
			const shown = ['ocsp', '-respin', path('response.der'), '-resp_text', '-noverify'];
			const text = await openssl(shown);
			const facts = readOcspResponse(readFileSync(path('response.der')));
			assert.deepEqual(comparable(facts), printed(text), text);
			assert.deepEqual(facts.problems, []);
			const byKey = /Responder Id: ([0-9A-F]{40})/.exec(text)?.[1]?.toLowerCase();
			assert.deepEqual(
				facts.responder,
				byKey === undefined ? { name: 'O=Lab,CN=OCSP CA' } : { keyHash: byKey },
			);
			const nonce = facts.extensions.find(({ oid: id }) => id === '1.3.6.1.5.5.7.48.1.2');
			const expected = /OCSP Nonce:\s+(?:0410)?([0-9A-F]+)/.exec(text)?.[1]?.toLowerCase();
			assert.equal(nonce?.lines[0], expected);
		}
	});

	it('is found as DER, as PEM and by what it is under another label', () => {
		const der = readFileSync(path('response.der'));
		for (const input of [der, toPem('OCSP RESPONSE', der), der.toString('base64')]) {
			assert.deepEqual(
				decode(input).map(({ facts }) => facts?.kind),
				['ocsp'],
			);
		}
		const [mislabelled] = decode(toPem('X509 CRL', der));
		assert.equal(mislabelled?.facts?.kind, 'ocsp');
		assert.deepEqual(mislabelled.note?.args, { label: 'X509 CRL', expected: 'OCSP RESPONSE' });
	});

	for (const [number, status] of [
		[1, 'malformedRequest'],
		[2, 'internalError'],
		[3, 'tryLater'],
		[5, 'sigRequired'],
		[6, 'unauthorized'],
		[9, '9'],
	] as const) {
		it(`reads the status ${status}, behind which nothing stands`, () => {
			const der = sequence(tlv(0x0a, Buffer.of(number)));
			const [block] = decode(der);
			assert.ok(block?.facts?.kind === 'ocsp');
			assert.equal(block.facts.status, status);
			assert.deepEqual([block.facts.responses, block.facts.problems], [[], []]);
			assert.deepEqual(decode(`value: ${der.toString('base64')}`), []);
		});
	}

	it('takes no success that says nothing for a response', () => {
		const { status, problems } = readOcspResponse(sequence(tlv(0x0a, Buffer.of(0))));
		assert.deepEqual([status, problems.map(({ field }) => field)], ['successful', ['structure']]);
	});

	it('reads timestamps of logs, and names what is damaged beside what is not', () => {
		const argon = 'DleUvPOuqT4zGyyZB7P3kN+bwj1xMiXdIaklrGHFTiE=';
		const list = octets(timestampList(argon, '2025-12-09T01:17:48.123Z'));
		const extensions = singleExtensions(extension('1.3.6.1.4.1.11129.2.4.5', list));
		const time = '20261126000000Z';
		const facts = readOcspResponse(ocspResponse([single('05', good, time, extensions)]));
		assert.deepEqual(facts.problems, []);
		assert.deepEqual(facts.responses[0]?.timestamps, [
			{
				version: 1,
				logId: '0e5794bcf3aea93e331b2c9907b3f790df9bc23d713225dd21a925ac61c54e21',
				logName: "Google 'Argon2026h1'",
				timestamp: '2025-12-09T01:17:48Z',
				signatureAlgorithm: 'ecdsa-with-SHA256',
			},
		]);
		const damaged = readOcspResponse(ocspResponse([single('05', tlv(0x85), time)]));
		assert.equal(damaged.status, 'successful');
		assert.deepEqual(damaged.responses, []);
		assert.deepEqual(
			damaged.problems.map(({ field, code }) => [field, code]),
			[['responses', 'unexpectedTag']],
		);
	});

	it('reads any mutation without throwing', () => {
		const random = randomly(3);
		const whole = readFileSync(path('response.der'));
		for (let round = 0; round < 2000; round += 1) {
			const mutant = Buffer.from(whole);
			mutant[random.below(mutant.length)] = random.below(256);
			assert.equal(readOcspResponse(mutant).kind, 'ocsp');
			assert.equal(readOcspResponse(whole.subarray(0, random.below(whole.length))).kind, 'ocsp');
		}
	});

	it('knows digests by name', () => {
		assert.equal(digestName('1.2.3'), '1.2.3');
	});
});
