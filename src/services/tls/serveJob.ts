/** The thread's end of a job: runs the one that it was started for. Nothing here may import `vscode`. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PkiError } from '../../core/common/errors.js';
import type { TlsJob } from '../../core/tls/job.js';
import { failureOf, type FromThread, type StartedJob, type ToThread } from './threadMessages.js';

/** Loads a job when it is asked for. */
export type JobTable = Readonly<Record<string, () => Promise<TlsJob>>>;

export async function serveJob(jobs: JobTable): Promise<void> {
	if (!parentPort) return;
	const port = parentPort;
	const say = (message: FromThread) => port.postMessage(message);
	try {
		const { kind, input } = workerData as StartedJob;
		const { signal, on } = listenTo(port);
		const job = await jobs[kind]?.();
		if (!job) throw new PkiError('unsupported', { reason: 'tlsJob', args: { kind } });
		const tell = (message: unknown) => say({ type: 'told', message });
		const answer = await job.run(input as never, { tell, signal, on });
		say({ type: 'answer', answer });
	} catch (error) {
		say({ type: 'failure', failure: failureOf(error) });
	}
}

function listenTo(port: MessagePort) {
	const controller = new AbortController();
	const early: unknown[] = [];
	let listener: ((message: never) => void) | undefined;
	port.on('message', (message: ToThread) => {
		if (message.type === 'abort') controller.abort(new PkiError('cancelled'));
		else if (listener) listener(message.message as never);
		else early.push(message.message);
	});
	const on = (given: (message: never) => void) => {
		listener = given;
		for (const message of early.splice(0)) given(message as never);
	};
	return { signal: controller.signal, on };
}
