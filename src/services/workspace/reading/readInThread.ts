import { Worker } from 'node:worker_threads';
import { PkiError } from '../../../core/common/errors.js';
import type { BlockRecord } from '../../../core/workspace/record.js';
import {
	type BlocksAhead,
	goOn,
	isSearched,
	type ReadJob,
	type ReadMessage,
	type SearchMessage,
	stop,
} from './job.js';
import { searchFolders } from './searchFolders.js';

/** A thread that is in the middle of a file ends by itself within this time, or is ended. */
const patienceMs = 1000;

/** Resolves when all is told. Rejects with `cancelled`, and where the thread failed. */
export function readInThread(
	program: string,
	job: ReadJob,
	tell: (message: ReadMessage) => void,
	signal: AbortSignal,
): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) {
			reject(new PkiError('cancelled'));
			return;
		}
		const searching = new AbortController();
		// It names the first files by the time that the thread has begun.
		const worker = new Worker(program, { workerData: job, name: 'pki workspace' });
		if (isSearched(job)) {
			const tellThread = (message: SearchMessage) => worker.postMessage(message);
			const searched = searchFolders(job, tellThread, searching.signal);
			searched.catch(reject);
			// It would wait for what nobody names.
			searched.catch(() => void worker.terminate());
		}
		const onAbort = () => {
			reject(new PkiError('cancelled'));
			searching.abort();
			worker.postMessage(stop);
			setTimeout(() => void worker.terminate(), patienceMs).unref();
		};
		signal.addEventListener('abort', onAbort, { once: true });
		let ahead: BlockRecord[] = [];
		worker.on('message', (message: ReadMessage | BlocksAhead) => {
			if (signal.aborted) return;
			if ('ahead' in message) {
				for (const block of message.ahead) ahead.push(block);
				worker.postMessage(goOn);
				return;
			}
			tell(ahead.length > 0 ? joined(ahead, message) : message);
			ahead = [];
			if (!message.isLast) return;
			resolve();
			worker.postMessage(stop);
		});
		worker.on('error', reject);
		worker.on('exit', () => {
			signal.removeEventListener('abort', onAbort);
			searching.abort();
			// Where everything was told, it is settled already.
			reject(new PkiError('unexpected'));
		});
	});
}

function joined(ahead: readonly BlockRecord[], message: ReadMessage): ReadMessage {
	const [first, ...rest] = message.files;
	if (!first) return message;
	return { ...message, files: [{ ...first, blocks: [...ahead, ...first.blocks] }, ...rest] };
}
