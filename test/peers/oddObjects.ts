/** Certificates, lists and responses as nobody should write them, and some have; unsigned, as only readers see them. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import * as der from '../support/der.js';
import * as ocsp from '../support/ocspParts.js';

const { certificate, extension, integer, oid, sequence, tlv, utf8 } = der;
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const named = (tag: number, value: der.Part): Buffer =>
	certificate({ subject: der.name([['2.5.4.3', tlv(tag, value)]]) });
const attributes = (...rdn: readonly der.Attribute[]): Buffer =>
	certificate({ subject: der.name(rdn) });
const extended = (type: string, value: der.Part, critical = false): Buffer =>
	certificate({ extensions: [extension(type, value, critical)] });
const keyed = ({ publicKey }: { readonly publicKey: KeyObject }): Buffer =>
	certificate({ spki: der.spkiOf(publicKey) });
const curve = (namedCurve: string, paramEncoding: 'named' | 'explicit' = 'named'): Buffer =>
	keyed(generateKeyPairSync('ec', { namedCurve, paramEncoding }));
const rsa = (exponent: string): Buffer =>
	certificate({
		spki: sequence(
			sequence(oid('1.2.840.113549.1.1.1'), tlv(5)),
			der.bits(sequence(integer(`00${'c5'.repeat(256)}`), integer(exponent))),
		),
	});
const algorithm = (type: string): Buffer => certificate({ algorithm: sequence(oid(type)) });
const from = (notBefore: Buffer): Buffer => certificate({ notBefore });
const until = (notAfter: Buffer): Buffer => certificate({ notAfter });
const uri = (text: string): Buffer => tlv(0x86, text);
const ip = (bytes: string): Buffer => tlv(0x87, hex(bytes));
const directory = (text: string): Buffer => tlv(0xa4, der.commonName(text));
const other = (type: string, value: Buffer): Buffer => tlv(0xa0, oid(type), tlv(0xa0, value));

export const certificates: Readonly<Record<string, Buffer>> = {
	'serial -1': certificate({ serial: integer('ff') }),
	'serial -128': certificate({ serial: integer('80') }),
	'serial -32768': certificate({ serial: integer('8000') }),
	'serial -256': certificate({ serial: integer('ff00') }),
	'serial 0': certificate({ serial: integer('00') }),
	'serial of 40 octets': certificate({ serial: integer(`7f${'ab'.repeat(29)}`) }),
	'version 1 with extensions': certificate({
		version: '',
		extensions: [der.subjectAltName(der.dns('a.test'))],
	}),
	'version 2 with extensions': certificate({
		version: tlv(0xa0, integer('01')),
		extensions: [der.subjectAltName(der.dns('a.test'))],
	}),
	'version 1 written down': certificate({ version: tlv(0xa0, integer('00')) }),
	'version 4': certificate({ version: tlv(0xa0, integer('03')) }),
	'time without seconds': from(der.utcTime('2501010000Z')),
	'time with a zone': from(der.utcTime('250101000000+0130')),
	'UTCTime of 1950': from(der.utcTime('500101000000Z')),
	'UTCTime of 2049': until(der.utcTime('491231235959Z')),
	'GeneralizedTime of 1949': from(der.generalizedTime('19491231235959Z')),
	'GeneralizedTime of 2050': until(der.generalizedTime('20500101000000Z')),
	'GeneralizedTime of 9999': until(der.generalizedTime('99991231235959Z')),
	'29 February 2032': until(der.generalizedTime('20320229000000Z')),
	'time with a fraction': until(der.generalizedTime('20300101000000.5Z')),
	'no subject': certificate({ subject: sequence() }),
	'an RDN of three': attributes(
		['2.5.4.3', utf8('a')],
		['2.5.4.10', utf8('c')],
		['2.5.4.11', utf8('b')],
	),
	'an empty common name': named(0x0c, ''),
	T61String: named(0x14, Buffer.from('M\xfcller', 'latin1')),
	BMPString: named(0x1e, hex('004d00fc20ac')),
	UniversalString: named(0x1c, hex('0000004d0001f600')),
	NumericString: named(0x12, '123 45'),
	'an asterisk in a PrintableString': named(0x13, 'a@b*c_d'),
	'IA5String of 8 bits': named(0x16, hex('61e462')),
	'a null in a name': named(0x0c, 'a\0b'),
	'characters to escape': named(0x0c, ' #a,b+c"d\\e<f>g;h '),
	'a SEQUENCE as a name': named(0x30, utf8('x')),
	'bits as a name': attributes(['2.5.4.45', tlv(3, hex('0405a0'))]),
	'an unknown attribute': attributes(['1.2.3.4.5', utf8('odd')]),
	'rarer attributes': certificate({
		subject: der.name(
			[['1.3.6.1.4.1.311.60.2.1.3', tlv(0x13, 'US')]],
			[['2.5.4.15', utf8('Private')]],
			[['2.5.4.97', utf8('VATDE-123')]],
			[['2.5.4.19', utf8('office')]],
		),
	}),
	'an unknown critical extension': extended('1.2.3.4', utf8('x'), true),
	'critical as 1': certificate({
		extensions: [sequence(oid('1.2.3.4'), tlv(1, hex('01')), der.octets(utf8('x')))],
	}),
	'no extensions in the list': certificate({ extensions: [] }),
	'OIDs of large arcs': certificate({
		extensions: [
			'2.999.3',
			'2.47.1',
			'2.48.1',
			'1.39.1',
			'0.9.1',
			'2.25.340282366920938463463374',
		].map((type) => extension(type, utf8('x'))),
	}),
	'alternative names of none': extended('2.5.29.17', sequence()),
	'an empty alternative name': extended('2.5.29.17', sequence(der.dns(''))),
	'alternative names of each kind': extended(
		'2.5.29.17',
		sequence(
			...[ip('20010db8000000000000000000000001'), ip('0'.repeat(32)), ip('7f000001')],
			...[tlv(0x88, hex('2a0304')), directory('d'), tlv(0x81, 'a@b.test'), uri('spiffe://x/y')],
			other('1.3.6.1.4.1.311.20.2.3', utf8('alice@corp.test')),
			other('1.3.6.1.5.5.7.8.7', tlv(0x16, '_http.a.test')),
		),
	),
	'all key usages': extended('2.5.29.15', tlv(3, hex('07ff80'))),
	'no key usage': extended('2.5.29.15', tlv(3, hex('00'))),
	'unused bits of key usages': extended('2.5.29.15', tlv(3, hex('05a7'))),
	'constraints of a CA, empty': extended('2.5.29.19', sequence(), true),
	'a path length without a CA': extended('2.5.29.19', sequence(integer('03')), true),
	'a path length of 2^32': extended(
		'2.5.29.19',
		sequence(der.boolean(true), integer('0100000000')),
		true,
	),
	'name constraints': extended(
		'2.5.29.30',
		sequence(
			tlv(
				0xa0,
				...[der.dns('a.test'), ip('0a000000ff000000'), directory('x')].map((n) => sequence(n)),
			),
			tlv(0xa1, sequence(tlv(0x81, '.mail.test'))),
		),
		true,
	),
	'policy mappings': extended('2.5.29.33', sequence(sequence(oid('1.2.3'), oid('1.2.4')))),
	'policy constraints': extended('2.5.29.36', sequence(tlv(0x80, hex('00')), tlv(0x81, hex('05')))),
	'a relative distribution point': extended(
		'2.5.29.31',
		sequence(
			sequence(
				tlv(0xa0, tlv(0xa1, sequence(oid('2.5.4.3'), utf8('rel')))),
				tlv(0xa2, directory('issuer')),
			),
		),
	),
	'an authority key of issuer and serial': extended(
		'2.5.29.35',
		sequence(tlv(0xa1, directory('i')), tlv(0x82, hex('00ff'))),
	),
	'TLS features': extended('1.3.6.1.5.5.7.1.24', sequence(integer('05'), integer('11'))),
	'exponent 1': rsa('01'),
	'a curve of characteristic 2': curve('sect283k1'),
	'a curve of 160 bits': curve('secp160r1'),
	'a brainpool curve': curve('brainpoolP320r1'),
	'explicit parameters': curve('P-256', 'explicit'),
	Ed448: keyed(generateKeyPairSync('ed448')),
	X25519: keyed(generateKeyPairSync('x25519')),
	X448: keyed(generateKeyPairSync('x448')),
	'a key for RSA-PSS': keyed(
		generateKeyPairSync('rsa-pss', {
			modulusLength: 2048,
			hashAlgorithm: 'sha256',
		}),
	),
	DSA: keyed(generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 })),
	'signed with RSA-PSS': algorithm('1.2.840.113549.1.1.10'),
	'signed with ECDSA and SHA-3': algorithm('2.16.840.1.101.3.4.3.10'),
	'signed with RIPEMD-160': algorithm('1.3.36.3.3.1.2'),
	'signed with ML-DSA': algorithm('2.16.840.1.101.3.4.3.18'),
	'signed with nobody knows what': algorithm('1.2.3.4'),
};

const entry = (serial: string, ...details: readonly Buffer[]): Buffer =>
	sequence(
		integer(serial),
		der.utcTime('250201000000Z'),
		...(details.length === 0 ? [] : [sequence(...details)]),
	);
const reason = (number: number): Buffer => extension('2.5.29.21', tlv(0x0a, Buffer.of(number)));

export const lists: Readonly<Record<string, Buffer>> = {
	'without a next update': der.crl({ nextUpdate: '' }),
	'of no entries': der.crl(),
	'until 2099': der.crl({ nextUpdate: der.generalizedTime('20990101000000Z') }),
	'each reason': der.crl({
		entries: [1, 2, 3, 4, 5, 6, 8, 9, 10].map((n) => entry(`0${n.toString(16)}`, reason(n))),
	}),
	'an indirect one': der.crl({
		entries: [
			entry('01'),
			entry('02', extension('2.5.29.29', sequence(directory('Other')), true)),
			entry('03', extension('2.5.29.24', der.generalizedTime('20240101000000Z')), reason(1)),
		],
		extensions: [extension('2.5.29.28', sequence(tlv(0x84, hex('ff'))), true)],
	}),
	'a delta': der.crl({
		entries: [entry('05', reason(8))],
		extensions: [
			extension('2.5.29.20', integer('0100')),
			extension('2.5.29.27', integer('00ff'), true),
		],
	}),
	'a number of 30 octets': der.crl({
		extensions: [extension('2.5.29.20', integer(`00${'ff'.repeat(29)}`))],
	}),
	'a negative serial': der.crl({ entries: [entry('ff7f')] }),
	'a relative point and some reasons': der.crl({
		extensions: [
			extension(
				'2.5.29.28',
				sequence(
					tlv(0xa0, tlv(0xa1, sequence(oid('2.5.4.3'), utf8('rel')))),
					...[tlv(0x81, hex('ff')), tlv(0x83, hex('0640'))],
				),
				true,
			),
		],
	}),
};

const today = '20261126000000Z';

export const responses: Readonly<Record<string, Buffer>> = {
	'of several certificates': ocsp.ocspResponse([
		ocsp.single('01', ocsp.good, today, ocsp.nextUpdate('20261127000000Z')),
		ocsp.single('02', ocsp.revoked('20250101000000Z', 1), today),
		ocsp.single('03', ocsp.unknown, today),
	]),
	'of a negative serial': ocsp.ocspResponse([ocsp.single('ff7f', ocsp.good, today)]),
	'with a certificate': ocsp.ocspResponse([ocsp.single('01', ocsp.good, today)], [certificate()]),
	'with an archive cutoff': ocsp.ocspResponse([
		ocsp.single(
			...(['01', ocsp.good, today] as const),
			ocsp.singleExtensions(
				extension('1.3.6.1.5.5.7.48.1.6', der.generalizedTime('20200101000000Z')),
			),
		),
	]),
};
