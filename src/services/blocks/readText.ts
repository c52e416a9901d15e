/** The blocks of a document's text, without keeping anything else waiting. */
import { Worker } from 'node:worker_threads';
import { PkiError } from '../../core/common/errors.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { type KeptBlock, keptOf } from '../../core/decode/kept.js';

/** UTF-16 units; longer texts are read in a worker. */
const longestHere = 1024 * 1024;

export interface ReadOptions {
	readonly signal: AbortSignal;
	/** The worker's script, a path. */
	readonly workerFile: string;
}

/** Rejects with `cancelled` when the signal is aborted. */
export async function readText(
	text: string,
	{ signal, workerFile }: ReadOptions,
): Promise<readonly KeptBlock[]> {
	if (text.length > longestHere) return readInWorker(text, workerFile, signal);
	return (await decodeInSlices(text, { signal })).map(keptOf);
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
