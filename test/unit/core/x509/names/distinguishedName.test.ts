import assert from 'node:assert/strict';
import { DerCursor } from '../../../../../src/core/x509/asn1/der.js';
import type { ReadProblem } from '../../../../../src/core/x509/model.js';
import { readName } from '../../../../../src/core/x509/names/distinguishedName.js';
import {
	type Attribute,
	bits,
	integer,
	name,
	sequence,
	set,
	tlv,
	utf8,
} from '../../../../support/der.js';
import { randomly } from '../../../../support/random.js';

function read(der: Buffer): { text: string; commonName: string | undefined; codes: string[] } {
	const problems: ReadProblem[] = [];
	const cursor = DerCursor.over(der).read();
	const answer = readName(cursor, cursor.span(), 'subject', problems);
	assert.ok(problems.every(({ field }) => field === 'subject'));
	return { ...answer, codes: problems.map(({ code }) => code) };
}

const cn = (value: Buffer): Attribute => ['2.5.4.3', value];
const textOf = (value: Buffer): string => read(name([cn(value)])).text;

/** The bytes of a UTF8String, read back from the text that stands for them. */
function bytesShown(bytes: Buffer): Buffer {
	const { commonName = '' } = read(name([cn(utf8(bytes))]));
	const parts = commonName.split(/\\([0-9A-F]{2})/);
	return Buffer.concat(
		parts.map((part, index) => Buffer.from(part, index % 2 === 0 ? 'utf8' : 'hex')),
	);
}

describe('x509: names', () => {
	it('puts the last RDN first and joins the attributes of one with +', () => {
		const der = name(
			[['2.5.4.6', tlv(0x13, 'DE')]],
			[['2.5.4.10', utf8('Lab')]],
			[cn(utf8('a')), ['2.5.4.5', tlv(0x13, '7')]],
		);
		assert.deepEqual(read(der), {
			text: 'CN=a+serialNumber=7,O=Lab,C=DE',
			commonName: 'a',
			codes: [],
		});
	});

	it('takes the most specific CN', () => {
		assert.equal(read(name([cn(utf8('Users'))], [cn(utf8('Alice'))])).commonName, 'Alice');
		assert.deepEqual(read(sequence()), { text: '', commonName: undefined, codes: [] });
	});

	it('escapes as RFC 4514 says', () => {
		assert.equal(textOf(utf8('a,b+c"d\\e<f>g;h')), 'CN=a\\,b\\+c\\"d\\\\e\\<f\\>g\\;h');
		assert.equal(textOf(utf8(' a ')), 'CN=\\ a\\ ');
		assert.equal(textOf(utf8('#a')), 'CN=\\#a');
		assert.equal(textOf(utf8(' ')), 'CN=\\ ');
		assert.equal(textOf(utf8('  ')), 'CN=\\ \\ ');
		assert.equal(textOf(utf8('a=b # c')), 'CN=a=b # c');
	});

	it('shows null bytes, controls and reordering characters', () => {
		const answer = read(name([cn(utf8('good.test\0.evil\n\u202etest'))]));
		assert.equal(answer.text, 'CN=good.test\\00.evil\\0A\\E2\\80\\AEtest');
		assert.equal(answer.commonName, 'good.test\\00.evil\\0A\\E2\\80\\AEtest');
	});

	it('shows hidden characters however many there are', () => {
		for (const count of [1, 1024, 1025, 5000]) {
			assert.equal(textOf(utf8('\u202e'.repeat(count))), `CN=${'\\E2\\80\\AE'.repeat(count)}`);
			assert.equal(textOf(utf8(Buffer.alloc(count, 0xff))), `CN=${'\\FF'.repeat(count)}`);
			const mixed = 'x\u{e0001}\u0000'.repeat(count);
			assert.equal(textOf(utf8(mixed)), `CN=${'x\\F3\\A0\\80\\81\\00'.repeat(count)}`);
		}
	});

	it('reads every string type', () => {
		assert.equal(textOf(utf8('Zoë 🔑')), 'CN=Zoë 🔑');
		assert.equal(textOf(tlv(0x12, '1 2')), 'CN=1 2');
		assert.equal(textOf(tlv(0x13, 'a@b')), 'CN=a@b');
		assert.equal(textOf(tlv(0x14, Buffer.from('Zoë', 'latin1'))), 'CN=Zoë');
		assert.equal(textOf(tlv(0x16, 'a')), 'CN=a');
		assert.equal(textOf(tlv(0x1a, 'a')), 'CN=a');
		const bmp = Buffer.from('Zoë 🔑', 'utf16le').swap16();
		assert.equal(textOf(tlv(0x1e, bmp)), 'CN=Zoë 🔑');
		assert.equal(textOf(tlv(0x1c, Buffer.from('0001f5110000002c', 'hex'))), 'CN=🔑\\,');
	});

	it('shows damaged strings, loses no byte, and names them', () => {
		const damaged = [
			[utf8(Buffer.from('Caf\xe9 a', 'latin1')), 'CN=Caf\\E9 a'],
			[utf8(Buffer.from('c3a9e282', 'hex')), 'CN=é\\E2\\82'],
			[utf8(Buffer.from('eda080', 'hex')), 'CN=\\ED\\A0\\80'],
			[utf8(Buffer.from('c080', 'hex')), 'CN=\\C0\\80'],
			[tlv(0x13, 'Zoë'), 'CN=Zoë'],
			[tlv(0x1e, Buffer.from('006100', 'hex')), 'CN=a'],
			[tlv(0x1e, Buffer.from('0061d800', 'hex')), 'CN=a\ufffd'],
			[tlv(0x1c, Buffer.from('00110000', 'hex')), 'CN=\ufffd'],
		] as const;
		for (const [value, text] of damaged) {
			const answer = read(name([cn(value)]));
			assert.equal(answer.text, text);
			assert.ok(answer.codes.length > 0 && answer.codes.every((code) => code === 'badString'));
		}
	});

	it('loses no byte of a string of any type, however damaged and long', () => {
		const random = randomly(11);
		const pieces = ['a', 'ü', '€', '\u{1f512}', '\u200b', '\u{e0041}'].map((text) =>
			Buffer.from(text),
		);
		for (let round = 0; round < 300; round += 1) {
			const parts = Array.from({ length: 1 + random.below(20) }, () => {
				const piece = random.one(pieces);
				return random.chance(0.3) ? Buffer.of(random.below(256)) : piece.subarray(random.below(2));
			});
			const bytes = Buffer.concat(parts);
			assert.deepEqual(bytesShown(bytes), bytes, bytes.toString('hex'));
		}
		for (const filler of ['ff', 'c3', '80', 'e282', 'f09f94', '00', '41']) {
			const bytes = Buffer.alloc(1 << 14, filler, 'hex');
			assert.ok(bytesShown(bytes).equals(bytes), filler);
		}
	});

	it('writes what has no short name or no text in hex, a bit string as RFC 4517 does', () => {
		assert.equal(read(name([['1.2.3.4', utf8('a')]])).text, '1.2.3.4=#0c0161');
		assert.equal(read(name([cn(integer('05'))])).text, 'CN=#020105');
		const unique = read(name([['2.5.4.45', tlv(3, Buffer.of(6, 0b01000000))]]));
		assert.equal(unique.text, "x500UniqueIdentifier='01'B");
		assert.equal(
			read(name([['2.5.4.45', bits(Buffer.alloc(100))]])).text.slice(0, 27),
			'x500UniqueIdentifier=#03650',
		);
	});

	it('names a broken RDN and shows the others', () => {
		const good = set(sequence(Buffer.from('0603550403', 'hex'), utf8('a')));
		const answer = read(sequence(set(), good, set(sequence(utf8('x'))), integer('01')));
		assert.equal(answer.text, 'CN=a');
		assert.deepEqual(answer.codes, ['empty', 'unexpectedTag', 'unexpectedTag']);
	});
});
