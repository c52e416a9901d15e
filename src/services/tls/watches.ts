/** The watches that run, each in a thread of its own, and what they have seen. */
import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import {
	keptConnections,
	type WatchedConnection,
	type WatchHeard,
	type WatchInput,
	type WatchTold,
	type WatchAnswer,
} from '../../core/tls/watch/watch.js';
import { type FollowedFile, followFile } from './followFile.js';
import { startTlsJob, type TlsThread } from './thread.js';

export interface WatchRequest extends Omit<WatchInput, 'hasKeyLog'> {
	/** An absolute path: what the clients write as `SSLKEYLOGFILE`. It may not exist yet. */
	readonly keyLogFile?: string;
}

export interface Watch {
	readonly id: string;
	readonly request: WatchRequest;
	/** On 127.0.0.1. */
	readonly port: number;
	/** The latest ones, oldest first. */
	readonly connections: readonly WatchedConnection[];
	readonly isRunning: boolean;
	/** Settles, never with an error, when it is over. */
	readonly ended: Promise<void>;
}

interface Host {
	readonly extensionPath: string;
	readonly log: vscode.LogOutputChannel;
}

export class Watches implements vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<Watch>();
	/** It started, saw something, or ended. */
	readonly onDidChange = this.#changed.event;
	readonly #running = new Map<string, RunningWatch>();
	#last = 0;

	constructor(private readonly host: Host) {}

	/** In the order in which they started. */
	get list(): readonly Watch[] {
		return [...this.#running.values()];
	}

	/** Rejects with `notFound`, reason `notRunning`. */
	get(id: string): Watch {
		return this.#get(id);
	}

	/** Resolves once it listens. Rejects with what the job rejects with. */
	async start(request: WatchRequest): Promise<Watch> {
		this.#last += 1;
		const watch = new RunningWatch(`watch-${this.#last}`, request, this.host);
		watch.onDidChange = () => this.#changed.fire(watch);
		await watch.start();
		this.#running.set(watch.id, watch);
		void watch.ended.then(() => {
			this.#running.delete(watch.id);
			this.#changed.fire(watch);
		});
		this.#changed.fire(watch);
		return watch;
	}

	/** Answers what it has seen. Rejects with `notFound`, reason `notRunning`. */
	async stop(id: string): Promise<readonly WatchedConnection[]> {
		const watch = this.#get(id);
		await watch.stop();
		return watch.connections;
	}

	dispose(): void {
		for (const watch of this.#running.values()) void watch.stop();
		this.#changed.dispose();
	}

	#get(id: string): RunningWatch {
		const watch = this.#running.get(id);
		if (!watch) throw new PkiError('notFound', { reason: 'notRunning', args: { id } });
		return watch;
	}
}

class RunningWatch implements Watch {
	readonly #connections = new Map<number, WatchedConnection>();
	#thread: TlsThread<WatchAnswer, WatchHeard> | undefined;
	#keyLog: FollowedFile | undefined;
	#listening: (port: number) => void = () => {};
	port = 0;
	isRunning = false;
	onDidChange: () => void = () => {};
	ended: Promise<void> = Promise.resolve();

	constructor(
		readonly id: string,
		readonly request: WatchRequest,
		private readonly host: Host,
	) {}

	get connections(): readonly WatchedConnection[] {
		return [...this.#connections.values()];
	}

	async start(): Promise<void> {
		const { keyLogFile, ...input } = this.request;
		const listening = new Promise<number>((resolve) => (this.#listening = resolve));
		const thread = startTlsJob(
			this.host.extensionPath,
			'watch',
			{ ...input, hasKeyLog: keyLogFile !== undefined },
			{ tell: (told) => this.#hear(told) },
		);
		this.#thread = thread;
		// A job that cannot listen ends with the reason.
		await Promise.race([listening, thread.done]);
		this.isRunning = true;
		if (keyLogFile !== undefined) {
			const failed = (error: unknown) => this.host.log.warn(`${this.id}: ${wordsOf(error)}`);
			try {
				this.#keyLog = await followFile(keyLogFile, (keyLog) => thread.send({ keyLog }), failed);
			} catch (error) {
				await thread.stop();
				throw error;
			}
		}
		this.ended = thread.done.then(
			({ connections }) => this.#end(connections),
			(error: unknown) => {
				if (!isPkiError(error, 'cancelled')) this.host.log.error(`${this.id}: ${wordsOf(error)}`);
				this.#end(this.connections);
			},
		);
	}

	async stop(): Promise<void> {
		await this.#thread?.stop();
		await this.ended;
	}

	#hear(told: WatchTold): void {
		if (told.type === 'listening') {
			this.port = told.port;
			this.#listening(told.port);
			return;
		}
		const { connection } = told;
		this.#connections.set(connection.id, connection);
		const [oldest] = this.#connections.keys();
		if (this.#connections.size > keptConnections && oldest !== undefined) {
			this.#connections.delete(oldest);
		}
		this.onDidChange();
	}

	#end(connections: readonly WatchedConnection[]): void {
		this.#keyLog?.stop();
		this.isRunning = false;
		this.#connections.clear();
		for (const connection of connections) this.#connections.set(connection.id, connection);
	}
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
