/** Where certificates and keys stand: each is found at its exact range, with its name and encoding. */
import assert from 'node:assert/strict';
import { decode, textOf } from '../../../../src/core/decode/decode.js';
import { mayHoldBlocks } from '../../../../src/core/find/markers.js';
import type { DecodedBlock } from '../../../../src/core/x509/block.js';
import { code } from './places/code.js';
import { configuration } from './places/configuration.js';
import { pem, read } from './places/material.js';
import { texts } from './places/texts.js';
import { values } from './places/values.js';

const nameOf = ({ facts, error }: DecodedBlock): string =>
	error?.code ?? (facts?.kind === 'certificate' ? facts.name : facts?.kind) ?? '';

describe('places of blocks', () => {
	for (const [group, places] of Object.entries({ configuration, code, texts, values })) {
		for (const { what, text: marked, names = ['api.test'], encoding } of places) {
			it(`${group}: ${what}`, () => {
				const { text, slices } = read(marked);
				const blocks = decode(text);
				assert.deepEqual(blocks.map(nameOf), names, text);
				assert.deepEqual([...new Set(blocks.map((block) => block.encoding))], [encoding]);
				const found = new Set(blocks.map(({ start, end }) => text.slice(start, end)));
				assert.deepEqual([...found], [...new Set(slices)]);
				for (const { start, line } of blocks) {
					assert.equal(line, text.slice(0, start).split(/\r\n|\n|\r/).length - 1);
				}
				assert.ok(mayHoldBlocks(text));
			});
		}
	}

	it('are more than sixty', () => {
		assert.ok([configuration, code, texts, values].flat().length > 60);
	});

	it('are found in UTF-16, in the text that it means', () => {
		for (const bytes of [Buffer.from(`\ufeff${pem}\n`, 'utf16le')]) {
			for (const input of [bytes, Buffer.from(bytes).swap16()]) {
				const [block, ...others] = decode(input);
				assert.equal(others.length, 0);
				assert.ok(block);
				assert.deepEqual([nameOf(block), block.encoding], ['api.test', 'pem']);
				assert.equal(textOf(input)?.slice(block.start, block.end), pem);
			}
		}
	});
});
