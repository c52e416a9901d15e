import assert from 'node:assert/strict';
import { maximumRevokedEntries, readCrl } from '../../../../src/core/x509/crl.js';
import { readRequest } from '../../../../src/core/x509/request.js';
import {
	boolean,
	commonName,
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
		const password = sequence(oid('1.2.840.113549.1.9.7'), set(utf8('one-time-4711')));
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
		assert.equal(JSON.stringify(facts).includes('4711'), false);
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

	it('reads what entries say besides the reason', () => {
		const details = sequence(
			extension('2.5.29.21', tlv(0x0a, Buffer.of(8))),
			extension('2.5.29.24', generalizedTime('20250101000000Z')),
			extension('2.5.29.29', sequence(tlv(0xa4, commonName('Other CA'))), true),
			extension('1.2.3', octets('unknown')),
		);
		const broken = sequence(
			extension('2.5.29.21', octets('x')),
			extension('2.5.29.24', generalizedTime('20250101000000Z')),
		);
		const facts = readCrl(crl({ entries: [entry('01', details), entry('02', broken)] }));
		assert.deepEqual(facts.revoked, [
			{
				serialNumber: '01',
				revokedAt: '2025-01-02T03:04:05Z',
				reason: 'removeFromCRL',
				invalidityDate: '2025-01-01T00:00:00Z',
				certificateIssuer: 'CN=Other CA',
			},
			{
				serialNumber: '02',
				revokedAt: '2025-01-02T03:04:05Z',
				invalidityDate: '2025-01-01T00:00:00Z',
			},
		]);
		assert.deepEqual(
			facts.problems.map(({ field, code }) => [field, code]),
			[['revoked', 'unexpectedTag']],
		);
	});

	it('calls the issuer of an indirect entry by its distinguished name', () => {
		const names = sequence(tlv(0x86, 'http://ca.test'), tlv(0xa4, commonName('Other CA')));
		const details = sequence(extension('2.5.29.29', names, true));
		const [revoked] = readCrl(crl({ entries: [entry('01', details)] })).revoked;
		assert.equal(revoked?.certificateIssuer, 'CN=Other CA');
	});

	it('says since when a list keeps certificates that have expired', () => {
		const kept = extension('2.5.29.60', generalizedTime('20200101000000Z'));
		const [found] = readCrl(crl({ extensions: [kept] })).extensions;
		assert.deepEqual(found?.lines, ['2020-01-01T00:00:00Z']);
	});

	it('tells a delta CRL and what a list covers', () => {
		const scope = sequence(
			tlv(0xa0, tlv(0xa0, tlv(0x86, 'http://a.test/crl'))),
			tlv(0x81, Buffer.of(0xff)),
			tlv(0x83, Buffer.of(6, 0x40)),
			tlv(0x84, Buffer.of(0xff)),
		);
		const facts = readCrl(
			crl({
				extensions: [
					extension('2.5.29.27', integer('00ff'), true),
					extension('2.5.29.28', scope, true),
				],
			}),
		);
		assert.equal(facts.baseCrlNumber, 'ff');
		assert.deepEqual(facts.extensions[1]?.lines, [
			'uri:http://a.test/crl',
			'onlyContainsUserCerts:true',
			'reason:keyCompromise',
			'indirectCRL:true',
		]);
		assert.equal(readCrl(crl()).baseCrlNumber, undefined);
		const below = set(sequence(oid('2.5.4.3'), utf8('Part 1'))).subarray(2);
		const relative = extension('2.5.29.28', sequence(tlv(0xa0, tlv(0xa1, below))));
		assert.deepEqual(readCrl(crl({ extensions: [relative] })).extensions[0]?.lines, [
			'relativeName:CN=Part 1',
		]);
	});

	it('names what every entry has wrong a few times only', () => {
		const loose = sequence(integer('07'), utcTime('2501020304Z'));
		const facts = readCrl(crl({ entries: Array<Buffer>(500).fill(loose) }));
		assert.equal(facts.revoked.at(-1)?.revokedAt, '2025-01-02T03:04:00Z');
		assert.equal(facts.revoked.length, 500);
		assert.equal(facts.problems.length, 20);
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
