/** A thread whose jobs show how a TLS job is run: it is started as the real one is. */
import { once } from 'node:events';
import { PkiError } from '../../src/core/common/errors.js';
import type { JobControls } from '../../src/core/tls/job.js';
import { serveJob } from '../../src/services/tls/serveJob.js';

const neverEnds = () => new Promise<never>(() => setInterval(() => undefined, 1000));

await serveJob({
	sum: () =>
		Promise.resolve({
			run: async (numbers: readonly number[], { tell }: JobControls<number>) => {
				for (const number of numbers) tell(number);
				await Promise.resolve();
				return numbers.reduce((sum, number) => sum + number, 0);
			},
		}),
	fails: () =>
		Promise.resolve({
			run: (error: { code?: 'invalid'; message: string }) =>
				Promise.reject(
					error.code
						? new PkiError(error.code, { reason: 'because', args: { at: error.message } })
						: new Error(error.message),
				),
		}),
	throws: () =>
		Promise.resolve({
			run: () => {
				setImmediate(() => {
					throw new Error('nobody catches this');
				});
				return neverEnds();
			},
		}),
	/** Says that it listens, and answers what it heard until it is stopped. */
	listens: () =>
		Promise.resolve({
			run: async (_: undefined, { tell, signal, on }: JobControls<string, string>) => {
				const heard: string[] = [];
				on((message) => {
					heard.push(message);
					tell(`heard ${message}`);
				});
				if (!signal.aborted) await once(signal, 'abort');
				return heard;
			},
		}),
	/** Looks at nothing. */
	deaf: () => Promise.resolve({ run: neverEnds }),
});
