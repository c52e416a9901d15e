/** What the extension host spends without a pause while somebody types in a large bundle: on what the editor itself asks. */
import { rootCertificates } from 'node:tls';
import { ms } from './measure.mjs';
import { bundleThread, loadSource } from './source.mjs';

/** @typedef {import('../../src/services/blocks/textIndex.js').TextIndex} TextIndex */

const keys = 200;
const runs = 3;
const never = new AbortController().signal;

/** @type {import('./table.mjs').Section} */
export const typing = {
	id: 'typing',
	measure: async () => {
		/** @type {typeof import('../../src/services/blocks/openIndex.js')} */
		const { openIndex } = await loadSource(
			'typing',
			`export { openIndex } from './src/services/blocks/openIndex.js';`,
		);
		const threadFile = await bundleThread('blocksWorker', 'src/services/blocks/worker.ts');
		const text = bundle(10_000_000);
		/** @type {number[]} */
		const shortest = [];
		for (let run = 0; run < runs; run += 1) {
			await type(() => openIndex(text, { threadFile, signal: never }), text.length, shortest);
		}
		const longest = Math.max(...shortest);
		const limit = 50;
		return [
			{
				what: 'longest block of the index of blocks while typing in a 10 MB bundle',
				against: '',
				measured: ms(longest),
				limit: ms(limit),
				ok: longest <= limit,
				detail: `${keys} keys, after each a hover and all blocks`,
			},
		];
	},
};

/**
 * The text is opened and read once. Then a key, a question for the block there, and one for all of them, over and over. Of
 * several runs the shortest counts for each, as another program may have had the processor.
 *
 * @param {() => Promise<TextIndex>} open
 * @param {number} length
 * @param {number[]} times
 */
async function type(open, length, times) {
	const started = performance.now();
	/** @type {TextIndex | undefined} */
	let index;
	const opened = await longestBlock(async () => {
		index = await open();
		const blocks = await index.all(never);
		if (blocks.length < 1000) throw new Error('blocks were not found');
	});
	if (!index) throw new Error('there is no index');
	keep(times, 0, opened);
	process.stderr.write(`opened in ${ms(performance.now() - started)}\n`);
	const followed = index;
	const random = numbers(11);
	for (let key = 1; key <= keys; key += 1) {
		const at = Math.floor(random() * length);
		const change = { rangeOffset: at, rangeLength: 0, text: random() < 0.5 ? 'x' : '\n' };
		const blocked = await longestBlock(async () => {
			if (!followed.edit([change])) throw new Error('the edit was not followed');
			await Promise.all([followed.at(at), followed.all(never)]);
		});
		keep(times, key, blocked);
	}
	index.dispose();
}

/**
 * The longest time for which nothing else had a turn.
 *
 * @param {() => Promise<void>} work
 */
async function longestBlock(work) {
	let longest = 0;
	let isDone = false;
	let last = performance.now();
	const done = work().finally(() => {
		isDone = true;
	});
	while (!isDone) {
		longest = Math.max(longest, performance.now() - last);
		last = performance.now();
		await new Promise((resolve) => setImmediate(resolve));
	}
	await done;
	return Math.max(longest, performance.now() - last);
}

/** @param {number[]} times @param {number} index @param {number} time */
function keep(times, index, time) {
	times[index] = Math.min(times[index] ?? time, time);
}

/** Node's roots, one after the other, over and over. @param {number} size */
function bundle(size) {
	const parts = [];
	for (let index = 0, length = 0; length < size; index += 1) {
		const pem = rootCertificates[index % rootCertificates.length];
		if (pem === undefined) throw new Error('Node has no roots');
		parts.push(`${pem.trimEnd()}\n`);
		length += pem.length;
	}
	// Made whole, as the editor's text is.
	return Buffer.from(parts.join('')).toString();
}

/** From 0 up to 1, the same in every run. @param {number} seed */
function numbers(seed) {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}
