/** Runs a TLS job in a thread of its own; one thread a job. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PkiError } from '../../core/common/errors.js';
import type { JobControls } from '../../core/tls/job.js';
import type { TlsJobs } from './jobs.js';
import { errorOf, type FromThread, type StartedJob, type ToThread } from './threadMessages.js';

export interface TlsThread<Answer, Heard = never> {
	/** Rejects with the job's error; with `cancelled` or `timeout` at that moment, even if the job does not look at its signal. */
	readonly done: Promise<Answer>;
	/** Says something to the job while it runs; nothing once it has ended. */
	send(message: Heard): void;
	/** Asks the job to end with what it has, which `done` answers; resolves when the thread is gone. */
	stop(): Promise<void>;
}

export interface TlsThreadOptions<Told> {
	readonly tell?: (message: Told) => void;
	/** Aborting rejects `done` with `cancelled`. */
	readonly signal?: AbortSignal | undefined;
	/** Absent: a job that lives until it is stopped. */
	readonly deadlineMs?: number | undefined;
}

type Parts<Kind extends keyof TlsJobs> = TlsJobs[Kind] extends () => Promise<{
	run(input: infer Input, controls: JobControls<infer Told, infer Heard>): Promise<infer Answer>;
}>
	? { readonly input: Input; readonly told: Told; readonly heard: Heard; readonly answer: Answer }
	: never;
export type InputOf<Kind extends keyof TlsJobs> = Parts<Kind>['input'];
export type AnswerOf<Kind extends keyof TlsJobs> = Parts<Kind>['answer'];
export type ToldOf<Kind extends keyof TlsJobs> = Parts<Kind>['told'];
export type HeardOf<Kind extends keyof TlsJobs> = Parts<Kind>['heard'];

/** `extensionPath` is where our `dist` is. Private keys in the input are copied to the thread, and never come back. */
export function startTlsJob<Kind extends keyof TlsJobs>(
	extensionPath: string,
	kind: Kind,
	input: InputOf<Kind>,
	options: TlsThreadOptions<ToldOf<Kind>> = {},
): TlsThread<AnswerOf<Kind>, HeardOf<Kind>> {
	return startThread(join(extensionPath, 'dist/tlsWorker.js'), { kind, input }, options);
}

/** The same with any program that calls `serveJob`. */
export function startThread<Told, Answer, Heard>(
	program: string,
	job: StartedJob,
	options: TlsThreadOptions<Told> = {},
): TlsThread<Answer, Heard> {
	return new JobThread<Told, Answer, Heard>(program, job, options);
}

/** A job that was told to end does so within this time, or is ended. */
const patienceMs = 1000;

class JobThread<Told, Answer, Heard> implements TlsThread<Answer, Heard> {
	readonly done: Promise<Answer>;
	#settle: { resolve: (answer: Answer) => void; reject: (error: PkiError) => void } | undefined;
	readonly #worker: Worker | undefined;
	readonly #exit: Promise<void>;
	#timers: NodeJS.Timeout[] = [];
	readonly #cancel = () => this.#giveUp(new PkiError('cancelled'));

	constructor(
		program: string,
		job: StartedJob,
		private readonly options: TlsThreadOptions<Told>,
	) {
		this.done = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
		// Whoever waits for it sees the failure; a job that nobody waits for must not end the process.
		this.done.catch(() => undefined);
		if (options.signal?.aborted === true) {
			this.#exit = Promise.resolve();
			this.#cancel();
			return;
		}
		const worker = new Worker(program, { workerData: job, name: `pki tls ${job.kind}` });
		this.#worker = worker;
		this.#exit = new Promise((resolve) => worker.once('exit', () => resolve()));
		worker.on('message', (message: FromThread) => this.#hear(message));
		worker.on('error', (cause) => this.#fail(new PkiError('unexpected', { cause })));
		worker.on('exit', () => this.#fail(new PkiError('cancelled')));
		options.signal?.addEventListener('abort', this.#cancel, { once: true });
		this.#startClock(options.deadlineMs);
	}

	send(message: Heard): void {
		this.#post({ type: 'send', message });
	}

	stop(): Promise<void> {
		this.#endSoon();
		return this.#exit;
	}

	#startClock(deadlineMs: number | undefined): void {
		if (deadlineMs === undefined) return;
		const args = { seconds: deadlineMs / 1000 };
		const expire = () => this.#giveUp(new PkiError('timeout', { args }));
		this.#timers.push(setTimeout(expire, deadlineMs));
	}

	#hear(message: FromThread): void {
		switch (message.type) {
			case 'told':
				if (this.#settle) this.options.tell?.(message.message as Told);
				return;
			case 'answer':
				this.#settle?.resolve(message.answer as Answer);
				this.#end();
				return;
			case 'failure':
				this.#fail(errorOf(message.failure));
		}
	}

	#giveUp(error: PkiError): void {
		this.#settle?.reject(error);
		this.#settle = undefined;
		this.#endSoon();
	}

	#fail(error: PkiError): void {
		this.#settle?.reject(error);
		this.#end();
	}

	#endSoon(): void {
		this.#post({ type: 'abort' });
		this.#timers.push(setTimeout(() => this.#fail(new PkiError('cancelled')), patienceMs));
	}

	#end(): void {
		this.#settle = undefined;
		for (const timer of this.#timers.splice(0)) clearTimeout(timer);
		this.options.signal?.removeEventListener('abort', this.#cancel);
		void this.#worker?.terminate();
	}

	#post(message: ToThread): void {
		this.#worker?.postMessage(message);
	}
}
