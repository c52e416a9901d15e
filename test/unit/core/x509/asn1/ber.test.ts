/** BER, where CMS allows it and where certificates do not. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { decode } from '../../../../../src/core/decode/decode.js';
import type { CertificateFacts } from '../../../../../src/core/x509/model.js';
import { toPem } from '../../../../../src/core/find/pem.js';
import {
	boolean,
	certificate,
	commonName,
	crl,
	indefinite,
	integer,
	octets,
	oid,
	sequence,
	set,
	tlv,
	utcTime,
} from '../../../../support/der.js';
import { berBundle } from '../../../../support/foreignSamples.js';

const names = (input: string | Uint8Array): (string | undefined)[] =>
	decode(input).map(({ facts, error }) => {
		if (error) return error.code;
		return facts.kind === 'certificate' ? facts.name : facts.kind;
	});

/** SignedData whose every wrapper has an indefinite length, and whose content is a string in pieces. */
function bundle(certificates: readonly Buffer[], lists: readonly Buffer[] = []): Buffer {
	const content = indefinite(0x24, octets('one '), indefinite(0x24, octets('two')));
	return indefinite(
		0x30,
		oid('1.2.840.113549.1.7.2'),
		indefinite(
			0xa0,
			indefinite(
				0x30,
				integer('01'),
				indefinite(0x31),
				indefinite(0x30, oid('1.2.840.113549.1.7.1'), indefinite(0xa0, content)),
				indefinite(0xa0, ...certificates),
				...(lists.length === 0 ? [] : [indefinite(0xa1, ...lists)]),
				indefinite(0x31),
			),
		),
	);
}

const plain = certificate({ subject: commonName('a.test') });

/** Anew with indefinite lengths: the outermost SEQUENCE and what it directly holds. */
function loosened(der: Buffer): Buffer {
	const [body, algorithm, signature] = childrenOf(der);
	assert.ok(body && algorithm && signature);
	return indefinite(0x30, indefinite(0x30, ...childrenOf(body)), algorithm, signature);
}

/** The elements in a SEQUENCE with definite lengths. */
function childrenOf(element: Buffer): Buffer[] {
	const children: Buffer[] = [];
	for (let rest = element.subarray(headOf(element)); rest.length > 0;) {
		const size = headOf(rest) + lengthOf(rest);
		children.push(rest.subarray(0, size));
		rest = rest.subarray(size);
	}
	return children;
}

const headOf = (element: Buffer): number => {
	const first = element[1] ?? 0;
	return first < 0x80 ? 2 : 2 + (first & 0x7f);
};
const lengthOf = (element: Buffer): number => {
	const first = element[1] ?? 0;
	return first < 0x80 ? first : element.readUIntBE(2, first & 0x7f);
};

function certificateIn(input: Uint8Array): CertificateFacts {
	const [block] = decode(input);
	assert.ok(block?.facts?.kind === 'certificate', block?.error?.code);
	return block.facts;
}

describe('x509: BER', () => {
	it('reads bundles in it, as DER and as PEM', () => {
		const found = ['svc.field.test', 'Field Root'];
		assert.deepEqual(names(berBundle), found);
		assert.deepEqual(names(toPem('PKCS7', berBundle)), found);
		assert.deepEqual(
			decode(berBundle).map(({ facts }) => facts?.kind === 'certificate' && facts.problems),
			[[], []],
		);
		const own = bundle([plain, certificate({ subject: commonName('b.test') })], [crl()]);
		assert.deepEqual(names(own), ['a.test', 'b.test', 'crl']);
		assert.deepEqual(names(toPem('CMS', own)), ['a.test', 'b.test', 'crl']);
	});

	it('answers the certificates of a bundle byte by byte', () => {
		assert.deepEqual(decode(bundle([plain]))[0]?.der, plain);
	});

	it('reads a certificate in it, says so, and answers its DER form', () => {
		for (const input of [loosened(plain), bundle([loosened(plain)])]) {
			const [block] = decode(input);
			assert.ok(block?.facts?.kind === 'certificate', block?.error?.code);
			assert.deepEqual(block.facts.problems, [
				{ field: 'encoding', code: 'indefiniteLength', args: { offset: 0 } },
			]);
			assert.deepEqual(block.der, plain);
			assert.equal(block.facts.name, 'a.test');
			const { fingerprint256 } = new X509Certificate(plain);
			assert.equal(block.facts.sha256Fingerprint, fingerprint256.replaceAll(':', '').toLowerCase());
		}
	});

	it('reads requests and revocation lists in it', () => {
		const list = crl({ entries: [sequence(integer('07'), utcTime('250102030405Z'))] });
		const [block] = decode(toPem('X509 CRL', loosened(list)));
		assert.ok(block?.facts?.kind === 'crl', block?.error?.code);
		assert.equal(block.facts.revokedCount, 1);
		assert.equal(block.facts.problems[0]?.code, 'indefiniteLength');
	});

	it('joins strings in pieces, and says so', () => {
		const value = tlv(0x24, octets(Buffer.of(0x30)), octets(Buffer.of(0x03, 1, 1, 0xff)));
		const extension = sequence(oid('2.5.29.19'), boolean(true), value);
		const facts = certificateIn(certificate({ extensions: [extension] }));
		assert.equal(facts.isCa, true);
		assert.equal(facts.extensions[0]?.valueHex, '30030101ff');
		assert.deepEqual(
			facts.problems.map(({ field, code }) => [field, code]),
			[['encoding', 'constructedString']],
		);
		const bits = tlv(0x23, tlv(0x03, Buffer.of(0, 0xab)), tlv(0x03, Buffer.of(4, 0xc0)));
		const [body, algorithm] = childrenOf(plain);
		assert.ok(body && algorithm);
		const [block] = decode(sequence(body, algorithm, bits));
		assert.deepEqual(block?.der?.subarray(-5), tlv(0x03, Buffer.of(4, 0xab, 0xc0)));
	});

	it('names other faults of such a certificate without a place in other bytes', () => {
		const facts = certificateIn(loosened(certificate({ serial: tlv(0x02) })));
		assert.deepEqual(facts.problems, [
			{ field: 'encoding', code: 'indefiniteLength', args: { offset: 0 } },
			{ field: 'serialNumber', code: 'badInteger' },
		]);
	});

	it('answers whatever is wrong with it', () => {
		const whole = bundle([plain]);
		for (let length = 1; length < whole.length; length += 1) {
			assert.equal(names(toPem('PKCS7', whole.subarray(0, length)))[0], 'truncated', `${length}`);
		}
		let deep: Buffer = integer('01');
		for (let level = 0; level < 40; level += 1) deep = indefinite(0x30, deep);
		assert.deepEqual(names(toPem('PKCS7', deep)), ['tooDeep']);
		assert.deepEqual(names(toPem('PKCS7', Buffer.alloc(200_000, '3080', 'hex'))), ['tooDeep']);
		const many = indefinite(0x30, ...Array<Buffer>(30_000).fill(indefinite(0x30)));
		assert.deepEqual(names(toPem('PKCS7', many)), ['tooMany']);
		assert.deepEqual(names(toPem('CERTIFICATE', many)), ['indefiniteLength']);
		// A length behind the end-of-contents octet.
		assert.deepEqual(names(Buffer.from('3080020100000100', 'hex')), ['badLength']);
		// No constructed element: it has no end of contents.
		assert.deepEqual(names(toPem('PKCS7', Buffer.from('3080068000000000', 'hex'))), [
			'indefiniteLength',
		]);
		assert.deepEqual(names(indefinite(0x30, set())), ['notDer']);
	});
});
