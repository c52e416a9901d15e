/** Signed certificate timestamps, compared with what the real `openssl` prints of the same certificate. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCertificate } from '../../../../../src/core/x509/certificate.js';
import { ctLogName } from '../../../../../src/core/x509/extensions/ctLogs.js';
import { derOf } from '../../../../support/certificates.js';
import { extension, octets } from '../../../../support/der.js';
import { openssl } from '../../../../support/openssl.js';
import { type Random, randomly } from '../../../../support/random.js';

const sctList = '1.3.6.1.4.1.11129.2.4.2';

const vector = (...parts: readonly Uint8Array[]): Buffer => {
	const bytes = Buffer.concat(parts);
	return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
};

const randomBytes = (random: Random, length: number) =>
	Buffer.from(Array.from({ length }, () => random.below(256)));

/** RFC 6962, 2.1.4, has these two; OpenSSL reads no others. */
const allowed = [
	[4, 3],
	[4, 1],
] as const;

function timestamp(random: Random, algorithm = random.one<readonly number[]>(allowed)): Buffer {
	const time = Buffer.alloc(8);
	time.writeBigUInt64BE(BigInt(1_500_000_000 + random.below(500_000_000)) * 1000n);
	return Buffer.concat([
		...[Buffer.of(0), randomBytes(random, 32), time],
		vector(randomBytes(random, random.below(3))),
		Buffer.from(algorithm),
		vector(randomBytes(random, 70)),
	]);
}

const certificateWith = (list: Uint8Array) =>
	derOf({ extensions: [extension(sctList, octets(list))] });

/** As the model names signatures, from OpenSSL's names. */
function printed(text: string) {
	return text
		.split('Signed Certificate Timestamp:')
		.slice(1)
		.map((part) => {
			const [, id = ''] = /Log ID {4}: ([0-9A-F:\s]+)Timestamp/.exec(part) ?? [];
			const [, time = ''] = /Timestamp : (.*)/.exec(part) ?? [];
			const [, algorithm] = /Signature : (\S+)/.exec(part) ?? [];
			return {
				version: 1,
				logId: id.replace(/[^0-9A-F]/g, '').toLowerCase(),
				timestamp: new Date(time).toISOString().replace('.000Z', 'Z'),
				signatureAlgorithm: algorithm,
			};
		});
}

describe('core/x509/extensions/timestamps', () => {
	let folder: string;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-sct-'));
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	it('reads what openssl reads', async () => {
		const random = randomly(6962);
		for (let count = 1; count < 5; count += 1) {
			const stamps = Array.from({ length: count }, () => vector(timestamp(random)));
			const der = certificateWith(vector(...stamps));
			const file = join(folder, 'sct.der');
			writeFileSync(file, der);
			const text = await openssl(['x509', '-inform', 'DER', '-in', file, '-noout', '-text']);
			const facts = readCertificate(der);
			assert.deepEqual(facts.timestamps, printed(text), text);
			assert.equal(facts.timestamps.length, count);
			assert.deepEqual(facts.problems, []);
		}
	});

	it('has none where the certificate has none', () => {
		assert.ok(!('timestamps' in readCertificate(derOf())));
	});

	it('keeps what stands before a fault, and names it', () => {
		const whole = timestamp(randomly(1));
		const later = Buffer.concat([Buffer.of(7), Buffer.alloc(32), Buffer.from('new')]);
		const cases: readonly (readonly [list: Buffer, read: number, code?: string])[] = [
			[vector(vector(whole), vector(whole.subarray(0, 50))), 1, 'truncated'],
			[vector(vector(whole), Buffer.of(0xff, 0xff)), 1, 'truncated'],
			[vector(vector(whole, Buffer.of(0))), 1, 'trailingData'],
			[Buffer.concat([vector(vector(whole)), Buffer.of(0)]), 0, 'trailingData'],
			[vector(vector(whole), vector(later)), 2],
			[vector(), 0],
		];
		for (const [list, read, code] of cases) {
			const { timestamps, problems } = readCertificate(certificateWith(list));
			assert.equal(timestamps?.length, read);
			assert.deepEqual(
				problems.map((problem) => [problem.field, problem.code]),
				code === undefined ? [] : [[sctList, code]],
			);
		}
	});

	it('names signatures that RFC 6962 does not have, and shows the numbers of unknown ones', () => {
		for (const [algorithm, name] of [
			[[5, 3], 'ecdsa-with-SHA384'],
			[[8, 7], '8.7'],
			[[0, 0], '0.0'],
		] as const) {
			const list = vector(vector(timestamp(randomly(2), algorithm)));
			const { timestamps } = readCertificate(certificateWith(list));
			assert.equal(timestamps?.[0]?.signatureAlgorithm, name);
		}
	});

	it('names logs of its table, each under one id of 32 bytes', () => {
		const argon = Buffer.from('DleUvPOuqT4zGyyZB7P3kN+bwj1xMiXdIaklrGHFTiE=', 'base64');
		assert.equal(ctLogName(argon.toString('hex')), "Google 'Argon2026h1'");
		assert.equal(ctLogName('00'.repeat(32)), undefined);
	});
});
