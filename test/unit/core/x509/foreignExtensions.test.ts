/** Extensions of Microsoft's CA, and the texts in those that nobody here knows. */
import assert from 'node:assert/strict';
import { readCertificate } from '../../../../src/core/x509/certificate.js';
import type { ExtensionFacts } from '../../../../src/core/x509/model.js';
import { otherNameText } from '../../../../src/core/x509/names/otherNames.js';
import {
	bits,
	certificate,
	extension,
	generalizedTime,
	integer,
	octets,
	oid,
	sequence,
	set,
	tlv,
	utf8,
} from '../../../support/der.js';
import { pipelineCertificate, windowsCertificate } from '../../../support/foreignSamples.js';

function one(type: string, value: Buffer | string): ExtensionFacts {
	const [first] = readCertificate(certificate({ extensions: [extension(type, value)] })).extensions;
	assert.ok(first);
	return first;
}

const microsoft = (number: string, value: Buffer): readonly string[] =>
	one(`1.3.6.1.4.1.311.${number}`, value).lines;
const bmp = (text: string): Buffer => tlv(0x1e, Buffer.from(text, 'utf16le').swap16());
const sid = 'S-1-5-21-1111111111-2222222222-3333333333-1105';

describe('x509: Microsoft’s extensions', () => {
	it('reads all of a Windows domain’s certificate', () => {
		const { extensions, subjectAltNames, extendedKeyUsage, problems } =
			readCertificate(windowsCertificate);
		assert.deepEqual(
			extensions.slice(0, 3).map(({ lines }) => lines),
			[
				['1.3.6.1.4.1.311.21.8.1234567.7654321.1.2.3.4.55.66', 'version:100.7'],
				['clientAuth', 'smartcardLogon'],
				[sid],
			],
		);
		assert.deepEqual(extendedKeyUsage, ['clientAuth', 'smartcardLogon']);
		assert.deepEqual(otherNameText(subjectAltNames[0]?.value ?? ''), {
			oid: '1.3.6.1.4.1.311.20.2.3',
			name: 'userPrincipalName',
			text: 'alice@corp.field.test',
		});
		assert.deepEqual(problems, []);
	});

	it('reads those of CAs and their CRLs', () => {
		assert.deepEqual(microsoft('20.2', bmp('SubCA')), ['SubCA']);
		assert.deepEqual(microsoft('21.1', integer('020003')), ['V3.2']);
		assert.deepEqual(microsoft('21.2', octets(Buffer.of(0xab, 0xcd))), ['abcd']);
		assert.deepEqual(microsoft('21.3', integer('0100')), ['256']);
		assert.deepEqual(microsoft('21.4', tlv(0x17, '261124120000Z')), ['2026-11-24T12:00:00Z']);
		assert.deepEqual(microsoft('21.4', generalizedTime('20511124120000Z')), [
			'2051-11-24T12:00:00Z',
		]);
		const template = sequence(oid('1.2.3'), integer('64'), integer('00ffffffff'));
		assert.deepEqual(microsoft('21.7', template), ['1.2.3', 'version:100.4294967295']);
		assert.deepEqual(microsoft('21.7', sequence(oid('1.2.3'))), ['1.2.3']);
		const policy = sequence(sequence(oid('1.3.6.1.4.1.311.20.2.1')), sequence(oid('1.2.3')));
		assert.deepEqual(microsoft('21.10', policy), ['enrollmentAgent', '1.2.3']);
	});

	it('names a SID that is none, and other names in its place', () => {
		const broken = one('1.3.6.1.4.1.311.25.2', integer('01'));
		assert.equal(broken.problem?.code, 'unexpectedTag');
		const mail = one('1.3.6.1.4.1.311.25.2', sequence(tlv(0x81, 'a@b.test')));
		assert.deepEqual(mail.lines, ['email:a@b.test']);
	});
});

describe('x509: other names', () => {
	const value = (type: string, element: Buffer): string => `${type};#${element.toString('hex')}`;

	it('reads the kinds that certificates carry', () => {
		const general = (text: string): Buffer => tlv(0x1b, text);
		const principal = sequence(
			tlv(0xa0, general('CORP.TEST')),
			tlv(
				0xa1,
				sequence(tlv(0xa0, integer('01')), tlv(0xa1, sequence(general('HTTP'), general('web')))),
			),
		);
		const object = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
		for (const [written, name, text] of [
			[value('1.3.6.1.5.2.2', principal), 'kerberosPrincipal', 'HTTP/web@CORP.TEST'],
			[
				value('1.3.6.1.5.5.7.8.4', sequence(oid('1.2.3'), octets(Buffer.of(0xab)))),
				'hardwareModuleName',
				'1.2.3 ab',
			],
			[
				value('1.3.6.1.5.5.7.8.3', sequence(utf8('4711'), oid('1.2.3'))),
				'permanentIdentifier',
				'4711 1.2.3',
			],
			[
				value('1.3.6.1.4.1.311.25.1', octets(object)),
				'ntdsReplication',
				'33221100-5544-7766-8899-aabbccddeeff',
			],
			[value('1.3.6.1.4.1.311.25.2.1', octets(sid)), 'securityIdentifier', sid],
			['1.3.6.1.5.5.7.8.7;IA5:_ldap.corp.test', 'srvName', '_ldap.corp.test'],
			['1.3.6.1.5.5.7.8.5;UTF8:a:b@c.test', 'xmppAddress', 'a:b@c.test'],
			['1.2.3;UTF8:x', undefined, 'x'],
			[value('1.2.3', integer('05')), undefined, '#020105'],
		] as const) {
			assert.deepEqual(
				{ name: otherNameText(written).name, text: otherNameText(written).text },
				{ name, text },
			);
		}
	});

	it('keeps the bytes of one that does not fit its kind', () => {
		for (const type of ['1.3.6.1.5.2.2', '1.3.6.1.5.5.7.8.4', '1.3.6.1.4.1.311.25.1']) {
			assert.equal(otherNameText(value(type, octets('short'))).text, '#040573686f7274');
		}
	});
});

describe('x509: texts in unknown extensions', () => {
	const lines = (bytes: Buffer | string): readonly string[] => one('1.2.3.4', bytes).lines;

	it('shows what a pipeline’s certificate says', () => {
		const { extensions, problems } = readCertificate(pipelineCertificate);
		const texts = new Map(extensions.map(({ oid: type, lines: found }) => [type, found[0]]));
		const arc = '1.3.6.1.4.1.57264.1';
		assert.equal(texts.get(`${arc}.1`), 'https://token.field.test');
		assert.equal(texts.get(`${arc}.8`), 'https://token.field.test');
		assert.equal(texts.get(`${arc}.12`), 'https://git.field.test/lab/app');
		assert.equal(texts.get(`${arc}.20`), 'push');
		assert.deepEqual(problems, []);
	});

	it('shows bare texts and strings of all types, also in structures', () => {
		assert.deepEqual(lines('{"team":"käse"}'), ['{"team":"käse"}']);
		assert.deepEqual(lines('one\ntwo\r\n'), ['one', 'two']);
		assert.deepEqual(lines('0123'), ['0123']);
		assert.deepEqual(lines(tlv(0x16, 'ia5')), ['ia5']);
		assert.deepEqual(lines(tlv(0x13, 'printable')), ['printable']);
		assert.deepEqual(lines(bmp('bmp')), ['bmp']);
		const nested = sequence(
			utf8('a'),
			set(utf8('b'), integer('05')),
			tlv(0x86, 'http://c.test'),
			octets('in octets'),
		);
		assert.deepEqual(lines(nested), ['a', 'b', 'http://c.test', 'in octets']);
	});

	it('makes hidden characters visible, and names bytes that are no text', () => {
		assert.deepEqual(lines('a\u202eb\u0009c'), ['a\\E2\\80\\AEb\\09c']);
		assert.deepEqual(lines(utf8('a\0b\n')), ['a\\00b\\0A']);
		const torn = one('1.2.3.4', utf8(Buffer.of(0x61, 0xff)));
		assert.deepEqual(torn.lines, ['a\\FF']);
		assert.equal(torn.problem?.code, 'badString');
	});

	it('shows no text where there is none', () => {
		for (const bytes of [
			integer('41'),
			bits(Buffer.of(0x80)),
			Buffer.from('0500', 'hex'),
			Buffer.from('61ff', 'hex'),
			sequence(tlv(0x80, 'ab')),
			Buffer.alloc(0),
			Buffer.from('300541', 'hex'),
		]) {
			const found = one('1.2.3.4', bytes);
			assert.deepEqual(found.lines, []);
			assert.equal(found.problem, undefined);
			assert.equal(found.valueHex, bytes.toString('hex'));
		}
	});

	it('cuts what is too long to read', () => {
		const [line = ''] = lines('x'.repeat(100_000));
		assert.equal(line, `${'x'.repeat(4096)}…`);
		assert.equal(lines('x\n'.repeat(2000)).length, 100);
		assert.equal(lines(sequence(...Array<Buffer>(500).fill(utf8('x')))).length, 100);
	});
});
