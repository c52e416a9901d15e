/** Decodes a large text in a thread of its own. An entry of its own: nothing here may import `vscode`. */
import { parentPort, workerData } from 'node:worker_threads';
import { decode } from '../../core/decode/decode.js';
import { keptOf } from '../../core/decode/kept.js';

/** So many at a time cost the receiver a few milliseconds. */
const batch = 50;

const text: unknown = workerData;
const blocks = typeof text === 'string' ? decode(text).map(keptOf) : [];
for (let start = 0; start < blocks.length; start += batch) {
	parentPort?.postMessage(blocks.slice(start, start + batch));
}
