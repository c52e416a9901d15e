/** How much memory something takes that is kept. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = /** @type {() => void} */ (runInNewContext('gc'));

/** @type {unknown[]} What is being measured, so that it is not collected. */
const kept = [];

/**
 * @param {() => Promise<unknown>} make Answers what is kept.
 * @returns {Promise<number>} Bytes of the heap that it takes.
 */
export async function heapAfter(make) {
	const before = await settled();
	kept.push(await make());
	const bytes = (await settled()) - before;
	kept.pop();
	return bytes;
}

/** A second collection takes what the first one has only made free to go. */
async function settled() {
	for (let round = 0; round < 3; round++) {
		collect();
		await new Promise((resolve) => setImmediate(resolve));
	}
	return process.memoryUsage().heapUsed;
}
