import assert from 'node:assert/strict';
import {
	readCertificate,
	readCertificateListFacts,
} from '../../../../../src/core/x509/certificate.js';
import type { CertificateListFacts, SubjectAltName } from '../../../../../src/core/x509/model.js';
import {
	certificate,
	commonName,
	dns,
	integer,
	oid,
	sequence,
	subjectAltName,
	tlv,
	utf8,
} from '../../../../support/der.js';

function both(...names: readonly Buffer[]): CertificateListFacts {
	const der = certificate({ subject: sequence(), extensions: [subjectAltName(...names)] });
	const list = readCertificateListFacts(der);
	const full = readCertificate(der);
	assert.deepEqual(list.subjectAltNames, full.subjectAltNames);
	assert.equal(list.name, full.name);
	assert.deepEqual(list.problems, full.problems);
	return list;
}

const valuesOf = (...names: readonly Buffer[]): readonly SubjectAltName[] =>
	both(...names).subjectAltNames;
const ip = (hex: string): string => valuesOf(tlv(0x87, Buffer.from(hex, 'hex')))[0]?.value ?? '';

describe('x509: general names', () => {
	it('keeps each name a value of its own', () => {
		assert.deepEqual(valuesOf(dns('a.test, DNS:bank.test'), dns('b.test')), [
			{ type: 'dns', value: 'a.test, DNS:bank.test' },
			{ type: 'dns', value: 'b.test' },
		]);
	});

	it('reads every type', () => {
		const upn = sequence(oid('1.3.6.1.4.1.311.20.2.3'), tlv(0xa0, utf8('alice@corp.test')));
		const other = sequence(oid('1.2.3'), tlv(0xa0, integer('07')));
		assert.deepEqual(
			valuesOf(
				tlv(0x81, 'a@b.test'),
				tlv(0x86, 'spiffe://lab/a'),
				tlv(0x87, Buffer.of(127, 0, 0, 1)),
				tlv(0x88, oid('1.2.3.4').subarray(2)),
				tlv(0xa4, commonName('Directory, Inc')),
				tlv(0xa0, upn.subarray(2)),
				tlv(0xa0, other.subarray(2)),
				tlv(0xa3, integer('01')),
				tlv(0xa5, integer('02')),
			),
			[
				{ type: 'email', value: 'a@b.test' },
				{ type: 'uri', value: 'spiffe://lab/a' },
				{ type: 'ip', value: '127.0.0.1' },
				{ type: 'registeredId', value: '1.2.3.4' },
				{ type: 'directoryName', value: 'CN=Directory\\, Inc' },
				{ type: 'otherName', value: '1.3.6.1.4.1.311.20.2.3;UTF8:alice@corp.test' },
				{ type: 'otherName', value: '1.2.3;#020107' },
				{ type: 'x400Address', value: '#020101' },
				{ type: 'ediPartyName', value: '#020102' },
			],
		);
	});

	it('writes IPv6 as RFC 5952 does', () => {
		assert.equal(ip('00000000000000000000000000000001'), '::1');
		assert.equal(ip('00000000000000000000000000000000'), '::');
		assert.equal(ip('20010db8000000000001000000000001'), '2001:db8::1:0:0:1');
		assert.equal(ip('20010db8000000010001000100010001'), '2001:db8:0:1:1:1:1:1');
		assert.equal(ip('fe800000000000000000000000000000'), 'fe80::');
		assert.equal(ip('00000000000000000000ffff0a000001'), '::ffff:10.0.0.1');
	});

	it('answers the names before one that has no end', () => {
		const { subjectAltNames, problems } = both(dns('a.test'), Buffer.from('8220616263', 'hex'));
		assert.deepEqual(subjectAltNames, [{ type: 'dns', value: 'a.test' }]);
		assert.deepEqual(
			problems.map(({ field, code }) => [field, code]),
			[['2.5.29.17', 'truncated']],
		);
	});

	it('names a name that cannot be read and answers the others', () => {
		const facts = both(
			tlv(0x87, Buffer.of(1, 2, 3)),
			tlv(0x02, 'a'),
			dns('z\u00eb.test'),
			dns('b.test'),
		);
		assert.deepEqual(facts.subjectAltNames, [
			{ type: 'ip', value: '#010203' },
			{ type: 'dns', value: 'z\u00eb.test' },
			{ type: 'dns', value: 'b.test' },
		]);
		assert.deepEqual(
			facts.problems.map(({ field, code }) => [field, code]),
			[
				['2.5.29.17', 'badIpAddress'],
				['2.5.29.17', 'unexpectedTag'],
				['2.5.29.17', 'badString'],
			],
		);
	});

	it('shows hidden characters', () => {
		assert.deepEqual(valuesOf(dns('good.test\0.evil.test\n')), [
			{ type: 'dns', value: 'good.test\\00.evil.test\\0A' },
		]);
	});

	it('calls a certificate by its first name when it has no CN', () => {
		assert.equal(both(dns('b.test')).name, 'b.test');
		assert.equal(both().name, '01');
	});
});
