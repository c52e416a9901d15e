import { type CallOptions, defaultTimeoutMs } from './call.js';
import { PkiError } from './errors.js';

/**
 * Gives a whole task one signal that carries the caller's cancel and the deadline. The answer rejects at that moment,
 * even if the task does not look at the signal.
 */
export async function withDeadline<T>(
	{ signal, timeoutMs = defaultTimeoutMs }: CallOptions,
	task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const controller = new AbortController();
	const stopped = new Promise<never>((_, reject) => {
		controller.signal.addEventListener('abort', () => {
			reject(controller.signal.reason as PkiError);
		});
	});
	const cancel = () => {
		controller.abort(new PkiError('cancelled', { cause: signal?.reason }));
	};
	const expire = () => {
		controller.abort(new PkiError('timeout', { args: { seconds: timeoutMs / 1000 } }));
	};
	const timer = setTimeout(expire, timeoutMs);
	signal?.addEventListener('abort', cancel, { once: true });
	if (signal?.aborted) cancel();
	try {
		return await Promise.race([stopped, begin(controller.signal, task)]);
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', cancel);
	}
}

/** Nothing begins when it is cancelled already. */
async function begin<T>(
	signal: AbortSignal,
	task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	signal.throwIfAborted();
	return task(signal);
}
