/** Work that could block everything else for too long pauses now and then. */
import { PkiError } from './errors.js';

const sliceMs = 15;

export interface Pacer {
	/** Whether others should get a turn; cheap, but no cheaper than the clock. */
	readonly isDue: boolean;
	/** Lets the event loop turn once. Rejects with `cancelled` when the signal is aborted. */
	pause(): Promise<void>;
}

export function createPacer(signal?: AbortSignal): Pacer {
	let end = performance.now() + sliceMs;
	return {
		get isDue() {
			return performance.now() > end;
		},
		async pause() {
			await new Promise((resolve) => setImmediate(resolve));
			if (signal?.aborted === true) throw new PkiError('cancelled');
			end = performance.now() + sliceMs;
		},
	};
}
