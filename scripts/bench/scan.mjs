import { rootCertificates } from 'node:tls';
import { compare, ms, percentile, ratioRow } from './measure.mjs';
import { loadSource } from './source.mjs';

/**
 * @typedef {object} Source
 * @property {typeof import('../../src/core/find/markers.js').mayHoldBlocks} mayHoldBlocks
 * @property {typeof import('../../src/core/find/markers.js').blockMarkers} blockMarkers
 * @property {typeof import('../../src/core/find/blockIndex.js').BlockIndex} BlockIndex
 * @property {typeof import('../../src/core/decode/decode.js').decode} decode
 */

/** @type {import('./table.mjs').Section} */
export const scan = {
	id: 'scan',
	measure: async () => {
		/** @type {Source} */
		const source = await loadSource(
			'scan',
			`export { blockMarkers, mayHoldBlocks } from './src/core/find/markers.js';
			export { BlockIndex } from './src/core/find/blockIndex.js';
			export { decode } from './src/core/decode/decode.js';`,
		);
		return [await markers(source), await hover(source), typing(source)];
	},
};

/** @param {Source} source */
async function markers({ mayHoldBlocks, blockMarkers }) {
	const text = flat(yaml(1_000_000));
	if (mayHoldBlocks(text)) throw new Error('the text is to be one without markers');
	const result = await compare({
		ours: () => mayHoldBlocks(text),
		rival: () => blockMarkers.map((marker) => everyIndexOf(text, marker)),
		rounds: 101,
		warmUp: 30,
	});
	return ratioRow(result, {
		what: 'scan a 1 MB YAML without PEM',
		against: '`indexOf` of the same markers',
		limit: 2,
	});
}

/** @param {string} text @param {string} marker */
function everyIndexOf(text, marker) {
	let count = 0;
	for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + 1)) count += 1;
	return count;
}

/** Each round types a character somewhere and asks for a block that was not read before. @param {Source} source */
async function hover({ BlockIndex, decode }) {
	const pems = Array.from({ length: 200 }, (_, index) => root(index));
	const filler = yaml(Math.round(1_000_000 / pems.length - 2000));
	const index = new BlockIndex(
		flat(pems.map((pem) => `${filler}ca: |\n${pem.replace(/^/gm, '  ')}\n`).join('')),
	);
	if (index.at(0).length > 0) throw new Error('the first line is to be none of a block');
	const random = numbers(7);
	let [ours, rival, behind] = [0, 0, 0];
	const length = index.text.length / pems.length;
	const result = await compare({
		ours: () => {
			const at = Math.floor(random() * index.text.length);
			index.edit(at, at, ' ');
			const near = Math.floor(ours * length);
			behind = index.text.indexOf('-----BEGIN', near);
			const blocks = index.at(behind);
			ours += 1;
			if (blocks.length === 0) throw new Error('a block was not found');
			return blocks;
		},
		rival: () => decode(pems[rival++ % pems.length] ?? ''),
		rounds: 140,
		warmUp: 40,
		of: (times) => percentile(times, 0.95),
	});
	return ratioRow(result, {
		what: 'hover in a 1 MB YAML with 200 blocks, after an edit, 95th percentile',
		against: 'decoding that one certificate',
		limit: 3,
	});
}

/**
 * Whatever is done without a pause: each step of the first look, and each character typed with a question at its place.
 *
 * @param {Source} source
 * @returns {import('./table.mjs').Row}
 */
function typing({ BlockIndex }) {
	let text = '';
	for (let index = 0; text.length < 10_000_000; index += 1) text += `${root(index)}\n`;
	const index = new BlockIndex(flat(text));
	let longest = 0;
	const timed = (/** @type {() => unknown} */ work) => {
		const start = performance.now();
		const result = work();
		longest = Math.max(longest, performance.now() - start);
		return result;
	};
	const steps = index.prepare();
	while (!(/** @type {IteratorResult<undefined, void>} */ (timed(() => steps.next())).done));
	const random = numbers(11);
	for (let round = 0; round < 200; round += 1) {
		const at = Math.floor(random() * index.text.length);
		timed(() => {
			index.edit(at, at, random() < 0.5 ? 'x' : '\n');
			return index.at(at);
		});
	}
	const limit = 50;
	return {
		what: 'longest block of the extension host while typing in a 10 MB bundle',
		against: '',
		measured: ms(longest),
		limit: ms(limit),
		ok: longest <= limit,
	};
}

/** Different in each round, as no two of a bundle are the same. @param {number} index */
function root(index) {
	const pem = rootCertificates[index % rootCertificates.length];
	if (pem === undefined) throw new Error('Node has no roots');
	return pem.trimEnd();
}

/** @param {number} size */
function yaml(size) {
	const parts = [
		'kind: Deployment\n',
		'metadata:\n  name: api-server\n',
		'    image: registry.test/team/api:1.2.3\n',
	];
	parts.push(
		'    env:\n    - name: LOG_LEVEL\n      value: "info" # Most of it\n',
		'    path: /var/lib/data/send\n',
	);
	let text = '';
	for (let index = 0; text.length < size; index += 1) text += parts[index % parts.length];
	return text;
}

/** A string that is joined from others is made whole when it is first read, which is not to be measured. @param {string} text */
function flat(text) {
	return Buffer.from(text).toString();
}

/** From 0 up to 1, the same in every run. @param {number} seed */
function numbers(seed) {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}
