/** A TLS job in a real thread: what it tells, answers and throws arrives, and it always ends. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isPkiError, PkiError } from '../../../../src/core/common/errors.js';
import {
	startThread,
	type TlsThread,
	type TlsThreadOptions,
} from '../../../../src/services/tls/thread.js';

const program = join(import.meta.dirname, '../../../support/tlsThreadJobs.js');

function start(
	kind: string,
	input?: unknown,
	options?: TlsThreadOptions<unknown>,
): TlsThread<unknown, string> {
	return startThread(program, { kind, input }, options);
}

describe('a TLS job', () => {
	it('tells while it runs, then answers', async () => {
		const told: unknown[] = [];
		const { done } = start('sum', [1, 2, 3], { tell: (message) => told.push(message) });
		assert.equal(await done, 6);
		assert.deepEqual(told, [1, 2, 3]);
	});

	it('rejects with the error of the job, as the same kind of error', async () => {
		await assert.rejects(start('fails', { code: 'invalid', message: 'x' }).done, (error) => {
			assert.ok(error instanceof PkiError);
			const { code, reason, args } = error;
			assert.deepEqual(
				{ code, reason, args },
				{ code: 'invalid', reason: 'because', args: { at: 'x' } },
			);
			return true;
		});
		await assert.rejects(start('fails', { message: 'plain' }).done, (error) => {
			assert.ok(isPkiError(error, 'unexpected'));
			assert.equal((error.cause as Error).message, 'plain');
			return true;
		});
	});

	it('rejects where the thread dies, and where there is no such job', async () => {
		await assert.rejects(start('throws').done, (error) => isPkiError(error, 'unexpected'));
		await assert.rejects(start('absent').done, (error) => isPkiError(error, 'unsupported'));
	});

	it('hears what was said, also before it listened, and answers once it is stopped', async () => {
		let hear: (message: unknown) => void = () => undefined;
		const second = new Promise((resolve) => {
			hear = (message) => message === 'heard b' && resolve(message);
		});
		const thread = start('listens', undefined, { tell: (message) => hear(message) });
		thread.send('a');
		thread.send('b');
		await second;
		await thread.stop();
		assert.deepEqual(await thread.done, ['a', 'b']);
	});

	it('is cancelled at once, even if it does not look', async () => {
		const controller = new AbortController();
		const thread = start('deaf', undefined, { signal: controller.signal });
		controller.abort();
		await assert.rejects(thread.done, (error) => isPkiError(error, 'cancelled'));
		await thread.stop();
	});

	it('does not begin when it is cancelled already', async () => {
		const thread = start('sum', [1], { signal: AbortSignal.abort() });
		await assert.rejects(thread.done, (error) => isPkiError(error, 'cancelled'));
		await thread.stop();
	});

	it('ends by its deadline', async () => {
		const thread = start('deaf', undefined, { deadlineMs: 50 });
		await assert.rejects(thread.done, (error) => {
			assert.ok(isPkiError(error, 'timeout'));
			assert.equal(error.args.seconds, 0.05);
			return true;
		});
		await thread.stop();
	});

	it('is ended where stopping does not help', async () => {
		const thread = start('deaf');
		await thread.stop();
		await assert.rejects(thread.done, (error) => isPkiError(error, 'cancelled'));
	});
});
