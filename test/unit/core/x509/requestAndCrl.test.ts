import assert from 'node:assert/strict';
import { maximumRevokedEntries, readCrl } from '../../../../src/core/x509/crl.js';
import { readRequest } from '../../../../src/core/x509/request.js';
import {
	boolean,
	crl,
	dns,
	extension,
	generalizedTime,
	integer,
	octets,
	oid,
	request,
	sequence,
	set,
	subjectAltName,
	tlv,
	utcTime,
	utf8,
} from '../../../support/der.js';

describe('x509: requests', () => {
	it('reads subject, key and the extensions asked for', () => {
		const asked = sequence(
			oid('1.2.840.113549.1.9.14'),
			set(
				sequence(
					subjectAltName(dns('a.test'), dns('b.test')),
					extension('2.5.29.19', sequence(boolean(true))),
					extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.2'))),
				),
			),
		);
		const password = sequence(oid('1.2.840.113549.1.9.7'), set(utf8('hidden')));
		const facts = readRequest(request({ attributes: [password, asked] }));
		assert.equal(facts.name, 'request.test');
		assert.equal(facts.subject, 'CN=request.test');
		assert.deepEqual(
			facts.subjectAltNames.map(({ value }) => value),
			['a.test', 'b.test'],
		);
		assert.equal(facts.isCa, true);
		assert.deepEqual(facts.extendedKeyUsage, ['clientAuth']);
		assert.equal(facts.curve, 'P-256');
		assert.equal(facts.signatureAlgorithm, 'ecdsa-with-SHA256');
		assert.deepEqual(facts.problems, []);
		assert.equal(JSON.stringify(facts).includes('hidden'), false);
	});

	it('takes the standard attribute of two that ask for extensions, and names the other', () => {
		const asking = (type: string, host: string): Buffer =>
			sequence(oid(type), set(sequence(subjectAltName(dns(host)))));
		const standard = asking('1.2.840.113549.1.9.14', 'a.test');
		const older = asking('1.3.6.1.4.1.311.2.1.14', 'b.test');
		for (const attributes of [
			[standard, older],
			[older, standard],
		]) {
			const facts = readRequest(request({ attributes }));
			assert.deepEqual(facts.subjectAltNames, [{ type: 'dns', value: 'a.test' }]);
			assert.deepEqual(
				facts.problems.map(({ field, code }) => [field, code]),
				[['attributes', 'duplicate']],
			);
		}
		const alone = readRequest(request({ attributes: [older] }));
		assert.equal(alone.name, 'request.test');
		assert.deepEqual(alone.subjectAltNames, [{ type: 'dns', value: 'b.test' }]);
		assert.deepEqual(alone.problems, []);
	});

	it('reads the rest when an attribute is broken', () => {
		const facts = readRequest(request({ attributes: [sequence(boolean(true))] }));
		assert.equal(facts.subject, 'CN=request.test');
		assert.deepEqual(
			facts.problems.map(({ field, code }) => [field, code]),
			[['attributes', 'unexpectedTag']],
		);
	});
});

const entry = (serial: string, ...more: readonly Buffer[]): Buffer =>
	sequence(integer(serial), utcTime('250102030405Z'), ...more);
const reason = (number: number): Buffer =>
	sequence(extension('2.5.29.21', tlv(0x0a, Buffer.of(number))));

describe('x509: revocation lists', () => {
	it('reads issuer, times, number and entries', () => {
		const facts = readCrl(
			crl({
				entries: [entry('00ff', reason(1)), entry('02'), entry('03', reason(10))],
				extensions: [
					extension('2.5.29.20', integer('1234')),
					extension('2.5.29.35', sequence(tlv(0x80, Buffer.of(0xab)))),
				],
			}),
		);
		assert.equal(facts.issuer, 'CN=Test Issuer');
		assert.equal(facts.thisUpdate, '2025-01-01T00:00:00Z');
		assert.equal(facts.nextUpdate, '2025-02-01T00:00:00Z');
		assert.equal(facts.crlNumber, '1234');
		assert.equal(facts.authorityKeyIdentifier, 'ab');
		assert.equal(facts.revokedCount, 3);
		assert.deepEqual(facts.revoked, [
			{ serialNumber: 'ff', revokedAt: '2025-01-02T03:04:05Z', reason: 'keyCompromise' },
			{ serialNumber: '02', revokedAt: '2025-01-02T03:04:05Z' },
			{ serialNumber: '03', revokedAt: '2025-01-02T03:04:05Z', reason: 'aACompromise' },
		]);
		assert.deepEqual(facts.problems, []);
	});

	it('counts all entries of a long list and reads the first', () => {
		const entries = Array.from({ length: maximumRevokedEntries + 500 }, () =>
			entry('07', reason(4)),
		);
		const facts = readCrl(crl({ entries }));
		assert.equal(facts.revokedCount, maximumRevokedEntries + 500);
		assert.equal(facts.revoked.length, maximumRevokedEntries);
		assert.deepEqual(facts.problems, []);
	});

	it('names a broken entry and a bad time, and reads the others', () => {
		const facts = readCrl(
			crl({
				nextUpdate: generalizedTime('20250201000000'),
				entries: [sequence(octets('x')), entry('02', reason(7))],
			}),
		);
		assert.equal(facts.nextUpdate, undefined);
		assert.equal(facts.revokedCount, 2);
		assert.equal(facts.revoked[0]?.reason, '7');
		assert.deepEqual(
			facts.problems.map(({ field, code }) => [field, code]),
			[
				['nextUpdate', 'badTime'],
				['revoked', 'unexpectedTag'],
			],
		);
	});
});
