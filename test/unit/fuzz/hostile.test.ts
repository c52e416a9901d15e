import assert from 'node:assert/strict';
import { isPkiError } from '../../../src/core/common/errors.js';
import { decode } from '../../../src/core/decode/decode.js';
import { BlockIndex } from '../../../src/core/find/blockIndex.js';
import { toPem } from '../../../src/core/find/pem.js';
import { openContainer } from '../../../src/core/x509/containers/openContainer.js';
import { assertWellFormed } from '../../fuzz/invariants.js';
import { exchanged } from '../../fuzz/mutateDer.js';
import { certificateWith } from '../../fuzz/samples.js';
import { storePassword, stores } from '../../fuzz/stores.js';
import { countedWork } from '../../support/countedWork.js';
import * as der from '../../support/der.js';

const deep = 10_000;

function nested(tag: number): Buffer {
	// Inside out, each length true.
	const heads: Buffer[] = [];
	let length = 2;
	for (let level = 0; level < deep; level += 1) {
		const head = Buffer.alloc(6, 0x84);
		head[0] = tag;
		head.writeUInt32BE(length, 2);
		heads.unshift(head);
		length += head.length;
	}
	return Buffer.concat([...heads, Buffer.of(5, 0)]);
}

const endless = Buffer.concat([
	Buffer.alloc(deep * 2, Buffer.of(0x30, 0x80)),
	Buffer.alloc(deep * 2),
]);

describe('hostile input of a size', function () {
	this.timeout(60_000);

	for (const [title, bytes] of [
		['definite', nested(0x30)],
		['indefinite', endless],
		[
			'in an extension',
			certificateWith({ extensions: [der.extension('2.5.29.17', nested(0x30))] }),
		],
		['in a name', certificateWith({ subject: der.sequence(der.set(nested(0x31))) })],
		[
			'in an extension nobody knows',
			certificateWith({ extensions: [der.extension('1.2.3.4', nested(0xa0))] }),
		],
	] as const) {
		it(`is read or refused at once: ASN.1 10,000 deep, ${title}`, async () => {
			for (const input of [bytes, toPem('CERTIFICATE', bytes)]) {
				const work = await countedWork(() => assertWellFormed(decode(input), input.length));
				assert.ok(work < 40 * input.length, `${work} for ${input.length}`);
			}
		});
	}

	it('lists 5,000 alternative names', () => {
		const names = Array.from({ length: 5000 }, (_, index) => der.dns(`host${index}.test`));
		const [block] = decode(certificateWith({ extensions: [der.subjectAltName(...names)] }));
		assert.ok(block?.facts?.kind === 'certificate');
		assert.equal(block.facts.subjectAltNames.length, 5000);
		assert.deepEqual(block.facts.problems, []);
	});

	for (const character of [
		'A',
		'-',
		' ',
		'"',
		'\\',
		'{',
		'=',
		'\u2014',
		'%0A',
		'\\n',
		'> ',
		'MII',
	]) {
		it(`is looked through once: a line of 10 MB of ${JSON.stringify(character)}`, () => {
			const size = 10_000_000;
			const line = character.repeat(size / character.length).slice(0, size);
			const pem = toPem('CERTIFICATE', certificateWith({}));
			const text = `-----BEGIN CERTIFICATE-----${line}\n${pem}`;
			const index = new BlockIndex(text);
			assert.deepEqual(index.blocks.at(-1)?.facts?.kind, 'certificate');
			index.edit(50, 50, 'x');
			assert.deepEqual(index.blocks.at(-1)?.facts?.kind, 'certificate');
		});
	}

	it('believes no length that is larger than what is there', () => {
		const whole = certificateWith({});
		for (const length of ['82ffff', '83ffffff', '847fffffff', '84ffffffff', '88ffffffffffffffff']) {
			for (let at = 0; at < whole.length; at += 1) {
				const lie = Buffer.from(length, 'hex');
				const bytes = Buffer.concat([whole.subarray(0, at), lie, whole.subarray(at + 1)]);
				assertWellFormed(decode(bytes), bytes.length);
			}
		}
	});

	it('derives no key with 2^31 iterations', async () => {
		const [store = Buffer.alloc(0)] = stores;
		const { length } = store;
		assert.equal(
			store.toString('hex', length - 3),
			'020102',
			'the iterations of its MAC stand last',
		);
		const many = exchanged(store, length - 3, length, Buffer.from('02050080000000', 'hex'));
		const opening = openContainer(many, { password: storePassword });
		await assert.rejects(opening, (error) => isPkiError(error, 'tooLarge'));
		const before = await openContainer(store, { password: storePassword });
		assert.equal(before.blocks.length, 2);
	});
});
