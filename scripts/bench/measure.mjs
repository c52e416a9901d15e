/** Two contestants in the same run, in turn, so that what disturbs one disturbs the other. */

/**
 * @typedef {() => unknown} Contestant Answers a promise when it is asynchronous.
 *
 * @typedef {object} Comparison
 * @property {number} ours Median, in milliseconds.
 * @property {number} rival
 * @property {number} ratio
 */

/**
 * Runs each a few times to warm up, then round by round, in changing order; answers the medians and their ratio.
 *
 * @param {{ ours: Contestant, rival: Contestant, rounds: number, warmUp: number }} options
 * @returns {Promise<Comparison>}
 */
export async function compare({ ours, rival, rounds, warmUp }) {
	for (let round = 0; round < warmUp; round++) {
		await ours();
		await rival();
	}
	/** @type {{ ours: number[], rival: number[] }} */
	const times = { ours: [], rival: [] };
	for (let round = 0; round < rounds; round++) {
		if (round % 2 === 0) times.ours.push(await time(ours));
		times.rival.push(await time(rival));
		if (round % 2 === 1) times.ours.push(await time(ours));
	}
	const [a, b] = [median(times.ours), median(times.rival)];
	return { ours: a, rival: b, ratio: a / b };
}

/** @param {Contestant} contestant */
async function time(contestant) {
	const start = performance.now();
	await contestant();
	return performance.now() - start;
}

/** @param {readonly number[]} values */
export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const [low, high] = [sorted[middle - 1], sorted[middle]];
	if (high === undefined) throw new Error('nothing was measured');
	return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}

/**
 * The value that a share of all does not exceed.
 *
 * @param {readonly number[]} values
 * @param {number} share From 0 to 1.
 */
export function percentile(values, share) {
	const sorted = [...values].sort((a, b) => a - b);
	const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
	if (value === undefined) throw new Error('nothing was measured');
	return value;
}

/**
 * @param {Comparison} comparison
 * @param {{ what: string, against: string, limit: number }} row
 * @returns {import('./table.mjs').Row}
 */
export function ratioRow({ ours, rival, ratio }, { what, against, limit }) {
	return {
		what,
		against,
		measured: `${ratio.toFixed(2)}×`,
		limit: `${limit}×`,
		ok: ratio <= limit,
		detail: `${ms(ours)} to ${ms(rival)}`,
	};
}

/** @param {number} value */
export function ms(value) {
	return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
}

/**
 * @param {number} size
 * @param {{ what: string, limit: number }} row Both in bytes; a kB is 1000.
 * @returns {import('./table.mjs').Row}
 */
export function sizeRow(size, { what, limit }) {
	const kB = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;
	return { what, against: '', measured: kB(size), limit: kB(limit), ok: size <= limit };
}
