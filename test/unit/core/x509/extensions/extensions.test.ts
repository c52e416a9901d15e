import assert from 'node:assert/strict';
import {
	readCertificate,
	readCertificateListFacts,
} from '../../../../../src/core/x509/certificate.js';
import type { ExtensionFacts } from '../../../../../src/core/x509/model.js';
import {
	bits,
	boolean,
	certificate,
	dns,
	extension,
	integer,
	octets,
	oid,
	sequence,
	subjectAltName,
	tlv,
} from '../../../../support/der.js';

const uri = (text: string): Buffer => tlv(0x86, text);
const facts = (...extensions: readonly Buffer[]) => readCertificate(certificate({ extensions }));

function one(type: string, value: Buffer): ExtensionFacts {
	const [first] = facts(extension(type, value)).extensions;
	assert.ok(first);
	return first;
}

const lines = (type: string, value: Buffer): readonly string[] => {
	const { lines: found, problem } = one(type, value);
	assert.equal(problem, undefined);
	return found;
};

describe('x509: extensions', () => {
	it('gives the common ones fields of their own', () => {
		const read = facts(
			extension('2.5.29.19', sequence(boolean(true), integer('02')), true),
			extension('2.5.29.15', tlv(3, Buffer.of(1, 0x06)), true),
			extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'), oid('1.2.3.4'))),
			extension('2.5.29.14', octets(Buffer.of(1, 0xab))),
			extension(
				'2.5.29.35',
				sequence(tlv(0x80, Buffer.of(2, 0xcd)), tlv(0x82, Buffer.of(0, 0xff))),
			),
		);
		assert.equal(read.isCa, true);
		assert.equal(read.pathLength, 2);
		assert.deepEqual(read.keyUsage, ['keyCertSign', 'cRLSign']);
		assert.deepEqual(read.extendedKeyUsage, ['serverAuth', '1.2.3.4']);
		assert.equal(read.subjectKeyIdentifier, '01ab');
		assert.equal(read.authorityKeyIdentifier, '02cd');
		assert.deepEqual(
			read.extensions.map(({ critical }) => critical),
			[true, true, false, false, false],
		);
		assert.deepEqual(
			read.extensions.map((each) => each.lines),
			[
				['CA:true', 'pathLength:2'],
				['keyCertSign', 'cRLSign'],
				['serverAuth', '1.2.3.4'],
				['01ab'],
				['02cd', 'serial:ff'],
			],
		);
		assert.deepEqual(read.problems, []);
	});

	it('shows addresses, policies and constraints line by line', () => {
		const point = sequence(
			tlv(0xa0, tlv(0xa0, uri('http://a.test/crl'))),
			tlv(0x81, Buffer.of(6, 0x40)),
		);
		assert.deepEqual(lines('2.5.29.31', sequence(point)), [
			'uri:http://a.test/crl',
			'reason:keyCompromise',
		]);
		const access = (method: string, address: string): Buffer => sequence(oid(method), uri(address));
		assert.deepEqual(
			lines(
				'1.3.6.1.5.5.7.1.1',
				sequence(
					access('1.3.6.1.5.5.7.48.1', 'http://ocsp.test'),
					access('1.3.6.1.5.5.7.48.2', 'http://ca.test'),
				),
			),
			['ocsp:uri:http://ocsp.test', 'caIssuers:uri:http://ca.test'],
		);
		const cps = sequence(oid('1.3.6.1.5.5.7.2.1'), tlv(0x16, 'http://cps.test'));
		const notice = sequence(oid('1.3.6.1.5.5.7.2.2'), sequence(tlv(0x0c, 'Mind the gap')));
		assert.deepEqual(
			lines(
				'2.5.29.32',
				sequence(sequence(oid('2.23.140.1.2.1')), sequence(oid('1.2.3'), sequence(cps, notice))),
			),
			['2.23.140.1.2.1', '1.2.3', '1.2.3:http://cps.test', '1.2.3:Mind the gap'],
		);
		const net = tlv(0x87, Buffer.from('0a000000ff000000', 'hex'));
		assert.deepEqual(
			lines(
				'2.5.29.30',
				sequence(
					tlv(0xa0, sequence(dns('.lab.test')), sequence(net)),
					tlv(0xa1, sequence(dns('x.test'))),
				),
			),
			['permitted:dns:.lab.test', 'permitted:ip:10.0.0.0/8', 'excluded:dns:x.test'],
		);
	});

	it('shows features, timestamps, names of the issuer and Netscape comments', () => {
		assert.deepEqual(lines('1.3.6.1.5.5.7.1.24', sequence(integer('05'), integer('09'))), [
			'status_request',
			'9',
		]);
		assert.deepEqual(lines('2.5.29.18', sequence(dns('ca.test'))), ['dns:ca.test']);
		assert.deepEqual(lines('2.16.840.1.113730.1.13', tlv(0x16, 'hello')), ['hello']);
		assert.deepEqual(lines('2.16.840.1.113730.1.1', bits(Buffer.of(0xc0))), [
			'sslClient',
			'sslServer',
		]);
		const stamp = Buffer.alloc(47);
		stamp.fill(0xaa, 1, 33);
		stamp.writeUIntBE(Date.parse('2026-01-02T03:04:05Z'), 35, 6);
		stamp.writeUInt16BE(0x0403, 43);
		const entry = Buffer.concat([Buffer.of(0, stamp.length), stamp]);
		const list = Buffer.concat([Buffer.of(0, entry.length * 2), entry, entry]);
		assert.deepEqual(
			lines('1.3.6.1.4.1.11129.2.4.2', octets(list)),
			Array(2).fill(`${'aa'.repeat(32)} 2026-01-02T03:04:05Z ecdsa-with-SHA256`),
		);
	});

	it('reads each on its own: a broken one hides no other', () => {
		const der = certificate({
			extensions: [
				extension('2.5.29.15', integer('01')),
				sequence(integer('01')),
				extension('2.5.29.37', Buffer.from('3005060155', 'hex')),
				extension('2.5.29.19', sequence(boolean(true))),
				subjectAltName(dns('a.test')),
			],
		});
		const read = readCertificate(der);
		assert.equal(read.isCa, true);
		assert.deepEqual(read.subjectAltNames, [{ type: 'dns', value: 'a.test' }]);
		assert.deepEqual(
			read.problems.map(({ field, code }) => [field, code]),
			[
				['2.5.29.15', 'unexpectedTag'],
				['extensions', 'unexpectedTag'],
				['2.5.29.37', 'truncated'],
			],
		);
		assert.equal(read.extensions[0]?.problem?.code, 'unexpectedTag');
		assert.equal(read.extensions[0].valueHex, '020101');
		const list = readCertificateListFacts(der);
		assert.equal(list.isCa, true);
		assert.deepEqual(list.subjectAltNames, read.subjectAltNames);
	});

	it('ends the reading of one that has too many elements, and of no other', () => {
		const many = Array<Buffer>(25_000).fill(dns('a.test'));
		const der = certificate({
			extensions: [
				subjectAltName(...many),
				extension('1.2.3.4', sequence(...Array<Buffer>(25_000).fill(integer('05')))),
				extension('2.5.29.19', sequence(boolean(true))),
			],
		});
		const read = readCertificate(der);
		assert.equal(read.isCa, true);
		assert.equal(read.subjectAltNames.length, 19_999);
		assert.deepEqual(
			read.problems.map(({ field, code }) => [field, code]),
			[['2.5.29.17', 'tooMany']],
		);
		const list = readCertificateListFacts(der);
		assert.equal(list.isCa, true);
		assert.equal(list.subjectAltNames.length, 19_998);
	});

	it('bounds what all of them together may hold', () => {
		const many = sequence(...Array<Buffer>(15_000).fill(uri('a')));
		const extensions = Array.from({ length: 10 }, (_, index) =>
			extension(index === 0 ? '2.5.29.18' : `1.2.3.${index}`, many),
		);
		const read = readCertificate(
			certificate({
				extensions: [...extensions, subjectAltName(...Array<Buffer>(15_000).fill(dns('a')))],
			}),
		);
		assert.equal(read.subjectAltNames.length, 0);
		assert.equal(read.extensions.at(-1)?.problem?.code, 'tooMany');
		assert.equal(read.extensions.length, 11);
	});

	for (const [what, length, pathLength] of [
		['a negative one', 'ff', undefined],
		['one that no program counts to', '7fffffffffffffff', undefined],
		['a large one', '0100000000', 2 ** 32],
	] as const) {
		it(`takes a CA for one whatever its path length is: ${what}`, () => {
			const constraints = sequence(boolean(true), integer(length));
			const der = certificate({ extensions: [extension('2.5.29.19', constraints, true)] });
			const { isCa, pathLength: read, problems } = readCertificate(der);
			assert.deepEqual([isCa, read], [true, pathLength]);
			const faults = pathLength === undefined ? [['2.5.29.19', 'badInteger']] : [];
			assert.deepEqual(
				problems.map(({ field, code }) => [field, code]),
				faults,
			);
			assert.equal(readCertificateListFacts(der).isCa, true);
		});
	}

	it('says whose notice a policy refers to, and which', () => {
		const reference = sequence(tlv(0x0c, 'Example CA'), sequence(integer('01'), integer('0100')));
		const notice = sequence(oid('1.3.6.1.5.5.7.2.2'), sequence(reference, tlv(0x0c, 'Read me')));
		const policies = sequence(sequence(oid('1.2.3'), sequence(notice)));
		assert.deepEqual(lines('2.5.29.32', policies), [
			'1.2.3',
			'1.2.3:Example CA 1, 256',
			'1.2.3:Read me',
		]);
	});

	it('writes no number in decimal that would take its time', () => {
		const huge = integer(`7f${'ab'.repeat(400_000)}`);
		const template = sequence(oid('1.2.3'), huge, integer('07'));
		const [, version = ''] = lines('1.3.6.1.4.1.311.21.7', template);
		assert.match(version, /^version:0x7fabab.*\.7$/);
		assert.deepEqual(lines('1.3.6.1.4.1.311.21.3', integer('0100')), ['256']);
	});

	it('names a text once that does not fit its type', () => {
		const { problems } = facts(subjectAltName(tlv(0x82, Buffer.from('b\xfccher.test', 'latin1'))));
		assert.equal(problems.length, 1);
	});

	it('takes the first of two, and names the second', () => {
		const der = certificate({
			extensions: [subjectAltName(dns('a.test')), subjectAltName(dns('b.test'))],
		});
		const read = readCertificate(der);
		assert.deepEqual(read.subjectAltNames, [{ type: 'dns', value: 'a.test' }]);
		assert.equal(read.extensions[1]?.problem?.code, 'duplicate');
		assert.deepEqual(readCertificateListFacts(der).subjectAltNames, read.subjectAltNames);
	});

	it('keeps an unknown one as hex', () => {
		assert.deepEqual(one('1.2.3.4', integer('05')), {
			oid: '1.2.3.4',
			critical: false,
			valueHex: '020105',
			lines: [],
		});
	});
});
