import assert from 'node:assert/strict';
import {
	readCertificate,
	readCertificateListFacts,
} from '../../../../src/core/x509/certificate.js';
import { DerCursor } from '../../../../src/core/x509/der.js';
import { isoTime } from '../../../../src/core/x509/time.js';
import { certificate, generalizedTime, octets, utcTime } from '../../../support/der.js';

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

	it('invents no date', () => {
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
