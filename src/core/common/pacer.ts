/** Work that could block everything else for too long pauses now and then. */
import { PkiError } from './errors.js';

const sliceMs = 15;

/** When the slice of those who work at this moment ends: they share it, as several of them would take several slices a turn. */
let sliceEnd = 0;

/** Those who pause; one of them goes on each turn of the event loop. */
const waiting: (() => void)[] = [];

export interface Pacer {
	/** Whether others should get a turn; cheap, but no cheaper than the clock. */
	readonly isDue: boolean;
	/** Lets the event loop turn once. Rejects with `cancelled` when the signal is aborted. */
	pause(): Promise<void>;
}

export function createPacer(signal?: AbortSignal): Pacer {
	const now = performance.now();
	if (waiting.length === 0 && now > sliceEnd) sliceEnd = now + sliceMs;
	return {
		get isDue() {
			return performance.now() > sliceEnd;
		},
		async pause() {
			await nextTurn();
			if (signal?.aborted === true) throw new PkiError('cancelled');
		},
	};
}

function nextTurn(): Promise<void> {
	return new Promise((resolve) => {
		waiting.push(resolve);
		if (waiting.length === 1) setImmediate(letOneGoOn);
	});
}

function letOneGoOn(): void {
	const goOn = waiting.shift();
	if (waiting.length > 0) setImmediate(letOneGoOn);
	sliceEnd = performance.now() + sliceMs;
	goOn?.();
}
