/** The blocks of a document's text, without keeping anything else waiting. */
import { Worker } from 'node:worker_threads';
import { PkiError } from '../../core/common/errors.js';
import { createPacer } from '../../core/common/pacer.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import { BlockIndex } from '../../core/find/blockIndex.js';

/** UTF-16 units: a file of 1 MB and a little more. Longer texts are read in a worker. */
const longestHere = 1.25 * 1024 * 1024;

export function isForWorker(text: string): boolean {
	return text.length > longestHere;
}

/** Looks a text through, so that it can be edited and asked. Rejects with `cancelled` when the signal is aborted. */
export async function indexOf(text: string, signal: AbortSignal): Promise<BlockIndex> {
	const index = new BlockIndex(text);
	await inSlices(index.prepare(), signal);
	return index;
}

/** All blocks of a text that was looked through. Rejects with `cancelled` when the signal is aborted. */
export async function blocksIn(
	index: BlockIndex,
	signal: AbortSignal,
): Promise<readonly KeptBlock[]> {
	await inSlices(index.read(), signal);
	return index.blocks;
}

async function inSlices(steps: Iterator<undefined, void>, signal: AbortSignal): Promise<void> {
	const pacer = createPacer(signal);
	while (steps.next().done !== true) if (pacer.isDue) await pacer.pause();
}

/** The text is copied to the worker, and private keys never leave it. */
export function readInWorker(
	text: string,
	file: string,
	signal: AbortSignal,
): Promise<readonly KeptBlock[]> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) {
			reject(new PkiError('cancelled'));
			return;
		}
		const worker = new Worker(file, { workerData: text });
		const blocks: KeptBlock[] = [];
		const stop = () => {
			reject(new PkiError('cancelled'));
			void worker.terminate();
		};
		signal.addEventListener('abort', stop, { once: true });
		worker.on('message', (some: readonly KeptBlock[]) => blocks.push(...some));
		worker.on('error', reject);
		worker.on('exit', () => {
			signal.removeEventListener('abort', stop);
			resolve(blocks);
		});
	});
}
