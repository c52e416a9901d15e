/** What a task over sockets is given, wherever it runs: in a thread of its own, or in a test. */
export interface JobControls<Told = never, Heard = never> {
	/** What is passed on while it runs. Structured-clonable. */
	readonly tell: (message: Told) => void;
	/** Aborts when the job is to end: a long one answers then what it has, a short one rejects. */
	readonly signal: AbortSignal;
	/** What is said to it while it runs; what came before is said first. One listener. */
	readonly on: (listener: (message: Heard) => void) => void;
}

/**
 * The module of a job. Input, messages and answer are structured-clonable. Rejects with `PkiError`; anything else arrives
 * as `unexpected`.
 */
export interface TlsJob<Input = never, Told = unknown, Answer = unknown, Heard = never> {
	run(input: Input, controls: JobControls<Told, Heard>): Promise<Answer>;
}
