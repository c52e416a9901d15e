/** When a request that was refused for now may be sent again. */
import type { IncomingHttpHeaders } from 'node:http';
import { isPkiError } from '../../../common/errors.js';
import type { ScaiRequest } from './request.js';

/** `Retry-After` as seconds or as a date (RFC 9110, 10.2.3), else when the limit is reset; undefined where nothing says it. */
export function retryAfterSeconds(headers: IncomingHttpHeaders, now: Date): number | undefined {
	const after = headers['retry-after']?.trim() ?? '';
	if (/^\d{1,9}$/.test(after)) return Number(after);
	const reset = headers['x-ratelimit-reset'];
	const date = after === '' ? Number(reset) * 1000 : Date.parse(after);
	if (!Number.isFinite(date)) return undefined;
	return Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}

/** Where nothing says how long, and where it is said to be no time at all; doubled at each attempt. */
const unknownWaitMs = 1000;
const mostWaits = 8;

/**
 * Milliseconds to wait before the same request is sent again; undefined: it is not. What changes something is sent once:
 * only the caller knows whether it is still wanted. As the documentation has it: a full bucket after `Retry-After`, a
 * server that is not available after a while, an internal error once.
 */
export function retryDelayMs(
	error: unknown,
	request: ScaiRequest,
	attempt: number,
): number | undefined {
	if (!isPkiError(error) || request.method !== 'GET' || request.isExtra === true) return undefined;
	if (error.code === 'rateLimited') {
		const { seconds } = error.args;
		if (attempt >= mostWaits) return undefined;
		const isSaid = typeof seconds === 'number' && seconds > 0;
		return isSaid ? seconds * 1000 : unknownWaitMs * 2 ** attempt;
	}
	if (error.reason === 'unavailable' && attempt < 2) return 500 * 2 ** attempt;
	if (error.args.serverCode === 'internal_error' && attempt < 1) return 250;
	return undefined;
}

/** Rejects with the signal's reason when it is aborted meanwhile. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const stop = () => {
			clearTimeout(timer);
			reject(signal.reason as Error);
		};
		const timer = setTimeout(() => {
			signal.removeEventListener('abort', stop);
			resolve();
		}, ms);
		signal.addEventListener('abort', stop, { once: true });
	});
}
