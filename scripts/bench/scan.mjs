import { rootCertificates } from 'node:tls';
import { compare, percentile, ratioRow } from './measure.mjs';
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
		return [await markers(source), hover(source)];
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

/**
 * A character typed somewhere, and a question for a block that was not read before; and that certificate alone. Of several
 * times the same, the shortest counts, as another program may have had the processor.
 *
 * @param {Source} source
 * @returns {import('./table.mjs').Row}
 */
function hover({ BlockIndex, decode }) {
	const pems = Array.from({ length: 200 }, (_, index) => root(index));
	const filler = yaml(Math.round(1_000_000 / pems.length - 2000));
	const parts = pems.map((pem) => `${filler}ca: |\n${pem.replace(/^/gm, '  ')}\n`);
	const text = flat(parts.join(''));
	/** @type {number[]} */
	const ours = [];
	/** @type {number[]} */
	const rival = [];
	for (let run = 0; run < 15; run += 1) {
		const index = new BlockIndex(text);
		Array.from(index.prepare());
		const random = numbers(7);
		let typed = 0;
		let before = 0;
		for (const [each, pem] of pems.entries()) {
			// What is typed stands before the block that is asked for, so that its place is known.
			const at = Math.floor(random() * (before + typed));
			const hovered = before + typed + (parts[each]?.indexOf('-----') ?? 0) + 1;
			keepShortest(ours, each, () => {
				index.edit(at, at, ' ');
				if (index.at(hovered).length === 0) throw new Error('a block was not found');
			});
			keepShortest(rival, each, () => decode(pem));
			typed += 1;
			before += parts[each]?.length ?? 0;
		}
	}
	const [a, b] = [percentile(ours, 0.95), percentile(rival, 0.95)];
	return ratioRow(
		{ ours: a, rival: b, ratio: a / b },
		{
			what: 'hover in a 1 MB YAML with 200 blocks, after an edit, 95th percentile',
			against: 'decoding that one certificate',
			limit: 3,
		},
	);
}

/** @param {number[]} times @param {number} index @param {() => void} work */
function keepShortest(times, index, work) {
	const start = performance.now();
	work();
	const time = performance.now() - start;
	times[index] = Math.min(times[index] ?? time, time);
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
