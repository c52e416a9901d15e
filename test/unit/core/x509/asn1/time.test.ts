import assert from 'node:assert/strict';
import {
	readCertificate,
	readCertificateListFacts,
} from '../../../../../src/core/x509/certificate.js';
import { DerCursor } from '../../../../../src/core/x509/asn1/der.js';
import { isoTime } from '../../../../../src/core/x509/asn1/time.js';
import { certificate, generalizedTime, octets, tlv, utcTime } from '../../../../support/der.js';

const read = (der: Buffer): string | undefined => isoTime(DerCursor.over(der).read());

describe('x509: times', () => {
	it('reads both forms as ISO 8601', () => {
		assert.equal(read(utcTime('261205140300Z')), '2026-12-05T14:03:00Z');
		assert.equal(read(utcTime('500101000000Z')), '1950-01-01T00:00:00Z');
		assert.equal(read(utcTime('491231235959Z')), '2049-12-31T23:59:59Z');
		assert.equal(read(generalizedTime('99991231235959Z')), '9999-12-31T23:59:59Z');
		assert.equal(read(generalizedTime('00010101000000Z')), '0001-01-01T00:00:00Z');
		assert.equal(read(utcTime('240229000000Z')), '2024-02-29T00:00:00Z');
	});

	it('has one form of each that is not named', () => {
		for (const text of [
			'2501010000Z',
			'250101000000+0100',
			'250101000000',
			'250230000000Z',
			'250229000000Z',
			'251301000000Z',
			'250100000000Z',
			'250101240000Z',
			'250101006000Z',
			'250101000060Z',
			'25010100000aZ',
			'Bad time val',
			'',
		]) {
			assert.equal(read(utcTime(text)), undefined, text);
		}
		for (const text of [
			'20250101000000.5Z',
			'250101000000Z',
			'20250101000000',
			'19000229000000Z',
		]) {
			assert.equal(read(generalizedTime(text)), undefined, text);
		}
		assert.equal(read(octets('250101000000Z')), undefined);
	});

	it('reads what RFC 5280 forbids but means a moment, in UTC, and says so', () => {
		for (const [time, iso] of [
			[utcTime('2501020304Z'), '2025-01-02T03:04:00Z'],
			[utcTime('250102030405+0100'), '2025-01-02T02:04:05Z'],
			[utcTime('2501010030+0100'), '2024-12-31T23:30:00Z'],
			[utcTime('250102030405-1130'), '2025-01-02T14:34:05Z'],
			[generalizedTime('20250102030405.999Z'), '2025-01-02T03:04:05Z'],
			[generalizedTime('20250102030405,5+0200'), '2025-01-02T01:04:05Z'],
			[generalizedTime('202501020304Z'), '2025-01-02T03:04:00Z'],
			[generalizedTime('202501020304.5Z'), '2025-01-02T03:04:30Z'],
			[generalizedTime('2025010203Z'), '2025-01-02T03:00:00Z'],
			[generalizedTime('2025010203.25Z'), '2025-01-02T03:15:00Z'],
			[generalizedTime('2025010203+05'), '2025-01-01T22:00:00Z'],
			[generalizedTime('00010101003000+0030'), '0001-01-01T00:00:00Z'],
		] as const) {
			const text = time.subarray(2).toString();
			const der = certificate({ notAfter: time });
			for (const facts of [readCertificate(der), readCertificateListFacts(der)]) {
				assert.equal(facts.notAfter, iso, text);
				assert.deepEqual(facts.problems, [{ field: 'notAfter', code: 'timeForm', args: { text } }]);
			}
		}
	});

	it('takes no moment from what means none', () => {
		for (const time of [
			utcTime('250102030405'),
			utcTime('2501020304'),
			utcTime('2502300304Z'),
			utcTime('250230030405+0100'),
			utcTime('250102030405.5Z'),
			utcTime('25010203Z'),
			utcTime('202501020304Z'),
			utcTime('250102030405+1500'),
			utcTime('250102030405+0160'),
			utcTime('250102030405+01:00'),
			generalizedTime('20250102030405'),
			generalizedTime('20250230030405.5Z'),
			generalizedTime('2025010224Z'),
			generalizedTime('20250102030405.Z'),
			generalizedTime('00000101000000+0100'),
			generalizedTime('99991231235959-0100'),
			generalizedTime(`20250102030405.${'0'.repeat(100_000)}Z`),
			tlv(0x0c, '2501020304Z'),
		]) {
			const facts = readCertificate(certificate({ notAfter: time }));
			assert.equal(facts.notAfter, undefined, time.toString());
			assert.equal(facts.problems[0]?.code, 'badTime');
		}
	});

	it('names a bad time beside what could be read, with what stands there', () => {
		const der = certificate({ notAfter: utcTime('250230000000\0') });
		for (const facts of [readCertificate(der), readCertificateListFacts(der)]) {
			assert.equal(facts.notAfter, undefined);
			assert.equal(facts.notBefore, '2025-01-01T00:00:00Z');
			assert.equal(facts.subject, 'CN=Test Subject');
			assert.deepEqual(facts.problems, [
				{ field: 'notAfter', code: 'badTime', args: { text: '250230000000\\00' } },
			]);
		}
	});
});
