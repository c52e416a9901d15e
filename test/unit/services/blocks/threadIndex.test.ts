/** The index of a large text, which a thread follows, answers what decoding the text does. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PkiError } from '../../../../src/core/common/errors.js';
import { decode } from '../../../../src/core/decode/decode.js';
import { type KeptBlock, keptOf } from '../../../../src/core/decode/kept.js';
import { checkByItself } from '../../../../src/core/diagnostics/ownRules.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { openIndex } from '../../../../src/services/blocks/openIndex.js';
import type { TextIndex } from '../../../../src/services/blocks/textIndex.js';
import { ThreadIndex } from '../../../../src/services/blocks/threadIndex.js';
import { derOf, pemOf, tornPem } from '../../../support/certificates.js';
import { bundle } from '../../../support/der.js';
import { randomly } from '../../../support/random.js';

const threadFile = join(process.cwd(), 'dist/blocksWorker.js');
const never = new AbortController().signal;
const names = ['a.test', 'b.test', 'c.test', 'd.test'];
const bundled = toPem('PKCS7', bundle(...names.map((name) => derOf({ name }))));
const filler = 'key: some value of it\n'.repeat(7000);
/** Ten blocks and 1.5 MB. */
const large = Array.from({ length: 10 }, (_, index) => {
	const pem = index === 5 ? bundled : pemOf({ name: names[index % names.length] ?? '' });
	return `${filler}${pem}`;
}).join('');
const pieces = ['x', '\n', '-----BEGIN CERTIFICATE-----', '', pemOf({ name: 'new.test' }), bundled];

let index: TextIndex | undefined;
async function opened(text: string): Promise<TextIndex> {
	index = await openIndex(text, { threadFile, signal: never });
	assert.ok(index instanceof ThreadIndex);
	return index;
}

const isCancelled = (error: unknown) => error instanceof PkiError && error.code === 'cancelled';

describe('the index of a large text', () => {
	afterEach(() => index?.dispose());

	it('answers what decoding does, however it is edited', async () => {
		const followed = await opened(large);
		const random = randomly(41);
		let text = large;
		for (let round = 0; round < 12; round += 1) {
			for (let edits = 1 + random.below(4); edits > 0; edits -= 1) {
				const marks = [...text.matchAll(/BEGIN|END|MII/g)].map(({ index: at }) => at);
				const rangeOffset = random.chance(0.5) ? random.one(marks) : random.below(text.length);
				const rangeLength = random.one([0, 0, 1, 400]);
				const inserted = random.one(pieces);
				assert.ok(followed.edit([{ rangeOffset, rangeLength, text: inserted }]));
				text = text.slice(0, rangeOffset) + inserted + text.slice(rangeOffset + rangeLength);
			}
			assert.ok(followed.matches({ length: text.length, content: text }));
			const expected = decode(text).map(keptOf);
			const { start, end } = random.one(expected);
			const offset = start + random.below(end - start);
			assert.deepEqual(
				await followed.at(offset),
				expected.filter((block) => block.start <= offset && offset <= block.end),
			);
			if (round % 3 !== 2) assert.deepEqual(await followed.all(never), expected);
		}
	});

	it('tells of a block once, however it moves', async () => {
		const followed = await opened(large);
		const before = await followed.all(never);
		followed.edit([{ rangeOffset: 0, rangeLength: 0, text: '# a note\n' }]);
		const after = await followed.all(never);
		assert.ok(before.length > 10);
		for (const [at, block] of after.entries()) {
			assert.equal(block.facts, before[at]?.facts);
			assert.equal(block.line, (before[at]?.line ?? 0) + 1);
		}
		const again = await followed.all(never);
		assert.ok(again.every((block, at) => block === after[at]));
	});

	it('answers a question that was asked before the edits that follow it', async () => {
		const followed = await opened(large);
		const [first] = decode(large).map(keptOf);
		assert.ok(first);
		const asked = followed.at(first.start);
		await Promise.resolve();
		followed.edit([{ rangeOffset: 0, rangeLength: 0, text: 'x' }]);
		assert.deepEqual(await asked, [first]);
		assert.equal((await followed.at(first.start))[0], undefined);
		assert.equal((await followed.at(first.start + 1))[0]?.start, first.start + 1);
	});

	it('judges it as it is judged here, and not once nobody wants it', async () => {
		const own = `${filler.repeat(9)}${pemOf({ name: 'old.test', from: -40, to: -3 })}# pki-ignore: expired\n${pemOf({ from: -40, to: -3 })}`;
		const text = `${own}${pemOf({ name: 'late.test', from: -40, to: -3 }).repeat(500)}${tornPem()}`;
		const followed = await opened(text.slice(1));
		followed.edit([{ rangeOffset: 0, rangeLength: 0, text: text.slice(0, 1) }]);
		const question = {
			file: { path: '/a/bundle.pem', mode: 0o644 },
			context: { now: new Date(), threshold: { days: 30, lifetimeShare: 0.2 } },
		};
		const expected = await checkByItself(
			{ blocks: decode(text).map(keptOf), text },
			question,
			never,
		);
		const codes = new Set(expected.findings.map(({ code }) => code));
		assert.ok(expected.findings.length > 400, String(expected.findings.length));
		assert.ok(codes.has('expired') && codes.has('tornBase64'), [...codes].join());
		assert.deepEqual(await followed.check?.(question, never), expected);
		const blocks = new Set(await followed.all(never));
		const again = await followed.check?.(question, never);
		const readable = again?.findings.flatMap(({ block }) => (block.facts ? [block] : [])) ?? [];
		assert.ok(readable.length > 400);
		assert.ok(readable.every((block) => blocks.has(block as KeptBlock)));
		const abort = new AbortController();
		const given = followed.check?.(question, abort.signal);
		abort.abort();
		await assert.rejects(Promise.resolve(given), isCancelled);
		assert.deepEqual(await followed.check?.(question, never), expected);
	});

	it('begins anew where many edits each cost much', async () => {
		// Nothing in it is exact and whole, so that each edit may change all that follows.
		const text = `${'-----BEGIN CERTIFICATE-----\nMIIB!\n'.repeat(40_000)}${pemOf()}`;
		const followed = await opened(text);
		await followed.at(0);
		let edited = text;
		for (let key = 0; key < 200; key += 1) {
			followed.edit([{ rangeOffset: 40, rangeLength: 0, text: 'M' }]);
			edited = `${edited.slice(0, 40)}M${edited.slice(40)}`;
		}
		const offset = edited.lastIndexOf('MII');
		const found = await followed.at(offset);
		const [expected] = decode(pemOf());
		assert.deepEqual(found[0]?.facts?.kind, expected?.facts?.kind);
		assert.ok(followed.matches({ length: edited.length, content: edited }));
	});

	it('rejects what is asked of it once nobody wants it, and when its thread fails', async () => {
		const followed = await opened(large);
		const asked = followed.at(0);
		followed.dispose();
		await assert.rejects(asked, isCancelled);
		await assert.rejects(followed.all(never), isCancelled);
		const failing = new ThreadIndex(large, join(process.cwd(), 'dist/none.js'));
		await assert.rejects(failing.all(never), /none\.js/);
		await assert.rejects(failing.at(0), /none\.js/);
	});

	it('is read anew rather than here where much is pasted into a small one', async () => {
		const small = await openIndex(pemOf(), { threadFile, signal: never });
		assert.ok(!(small instanceof ThreadIndex));
		assert.ok(small.edit([{ rangeOffset: 0, rangeLength: 0, text: 'a\n' }]));
		assert.equal(small.edit([{ rangeOffset: 0, rangeLength: 0, text: large }]), false);
	});
});
