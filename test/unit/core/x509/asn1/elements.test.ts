import assert from 'node:assert/strict';
import {
	type Asn1Element,
	childrenAt,
	elementsIn,
} from '../../../../../src/core/x509/asn1/elements.js';
import { derOf } from '../../../../support/certificates.js';
import {
	bits,
	extension,
	integer,
	octets,
	oid,
	sequence,
	tlv,
	utf8,
} from '../../../../support/der.js';

const whole = (der: Uint8Array) => ({ start: 0, end: der.length });

function only(der: Uint8Array): Asn1Element {
	const { elements, fault } = elementsIn(der, whole(der), 10);
	assert.deepEqual([elements.length, fault], [1, undefined]);
	const [element] = elements;
	assert.ok(element);
	return element;
}

/** Opens everything, as somebody who presses every arrow would. */
function openAll(der: Uint8Array, range = whole(der)): number {
	const { elements, next, fault } = elementsIn(der, range, 500);
	assert.deepEqual([next, fault], [undefined, undefined]);
	return elements.reduce(
		(sum, { children }) => sum + 1 + (children ? openAll(der, children) : 0),
		0,
	);
}

describe('x509: ASN.1 element by element', () => {
	it('reads one level, with offsets in the whole', () => {
		const der = sequence(integer('2a'), sequence(oid('2.5.4.3'), utf8('api.test')));
		const { children } = only(der);
		assert.deepEqual(children, { start: 2, end: der.length });
		const { elements } = elementsIn(der, children, 10);
		assert.deepEqual(
			elements.map(({ tag, start, contentStart, end }) => [tag, start, contentStart, end]),
			[
				[0x02, 2, 4, 5],
				[0x30, 5, 7, der.length],
			],
		);
		assert.deepEqual(childrenAt(der, 5), { start: 7, end: der.length });
		assert.equal(childrenAt(der, 2), undefined);
		assert.equal(childrenAt(der, 1000), undefined);
	});

	it('opens strings that hold one whole element, and no others', () => {
		assert.deepEqual(only(octets(sequence(integer('01')))).children, { start: 2, end: 7 });
		assert.equal(only(octets(sequence(integer('01')))).encapsulates, true);
		assert.deepEqual(only(bits(sequence(integer('01')))).children, { start: 3, end: 8 });
		for (const plain of [
			octets(Buffer.concat([sequence(), integer('01')])),
			octets(Buffer.of(0x30, 0x7f)),
			octets(Buffer.of(0x30, 0x02, 0x02, 0x7f)),
			octets(Buffer.alloc(0)),
			bits(Buffer.of(0x04, 0x02, 0x01, 0x02)),
			sequence(),
		]) {
			assert.equal(only(plain).children, undefined, plain.toString('hex'));
		}
	});

	it('opens all of a certificate, its key and extensions included', () => {
		const extensions = [extension('2.5.29.14', octets(Buffer.alloc(20, 7)))];
		const opened = openAll(derOf({ extensions }));
		assert.ok(opened > 30, String(opened));
	});

	it('answers a part of a long level, and where the next one begins', () => {
		const der = tlv(0x30, ...Array.from({ length: 1200 }, () => integer('01')));
		const { children } = only(der);
		assert.ok(children);
		const first = elementsIn(der, children, 500);
		assert.deepEqual([first.elements.length, first.next], [500, children.start + 1500]);
		const last = elementsIn(der, { ...children, start: children.start + 3000 }, 500);
		assert.deepEqual([last.elements.length, last.next], [200, undefined]);
	});

	it('says where it breaks, beside what stands before', () => {
		const der = sequence(integer('01'), Buffer.of(0x04, 0x20));
		const { children } = only(der);
		assert.ok(children);
		const { elements, fault } = elementsIn(der, children, 10);
		assert.equal(elements.length, 1);
		assert.deepEqual(fault, { code: 'truncated', offset: 5 });
	});

	it('opens the last of 10,000 levels as it opens the first', () => {
		let deep: Buffer = integer('01');
		for (let depth = 0; depth < 10_000; depth += 1) deep = sequence(deep);
		let offset = 0;
		let opened = 0;
		for (let range = childrenAt(deep, offset); range; range = childrenAt(deep, offset)) {
			const { elements, fault } = elementsIn(deep, range, 500);
			assert.equal(fault, undefined);
			offset = elements[0]?.start ?? deep.length;
			opened += 1;
		}
		assert.equal(opened, 10_000);
	});
});
