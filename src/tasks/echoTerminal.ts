import * as vscode from 'vscode';
import type { RunningEntry, RunningPort } from '../services/ports/running.js';
import { visible } from '../ui/words/visible.js';
import { uriOf } from './checkExpiry.js';
import { parseEchoDefinition } from './echoDefinition.js';
import { launchMs } from './expiryTerminal.js';
import { errorLine } from './report.js';

/** Ctrl+C. */
const interrupt = '\x03';

/** The terminal of an echo server: it says when it listens and whom it refuses. Closing it, or Ctrl+C, stops the server. */
export class EchoTerminal implements vscode.Pseudoterminal {
	readonly #written = new vscode.EventEmitter<string>();
	readonly #closed = new vscode.EventEmitter<number>();
	readonly onDidWrite = this.#written.event;
	readonly onDidClose = this.#closed.event;
	#entry: RunningEntry | undefined;
	#isStopped = false;

	/** `folder` is where relative paths count from; absent: the workspace folders. */
	constructor(
		private readonly definition: Readonly<Record<string, unknown>>,
		private readonly folder: vscode.WorkspaceFolder | undefined,
		private readonly running: RunningPort,
	) {}

	open(): void {
		const opened = performance.now();
		this.#run().then(
			() => this.#closed.fire(0),
			(error: unknown) => {
				this.#print(errorLine(error));
				// Of a terminal that fails sooner, VS Code says that it could not be launched.
				const wait = Math.max(0, launchMs - (performance.now() - opened));
				setTimeout(() => this.#closed.fire(1), wait);
			},
		);
	}

	close(): void {
		this.#stop();
	}

	handleInput(data: string): void {
		if (data === interrupt) this.#stop();
	}

	/** A server that is only starting is stopped once it runs. */
	#stop(): void {
		this.#isStopped = true;
		void this.#entry?.stop();
	}

	/** Resolves when the server has ended. */
	async #run(): Promise<void> {
		// The background matcher of package.json reads these two lines.
		this.#print('Starting the echo server');
		const task = parseEchoDefinition(this.definition);
		if ('fault' in task) {
			const shown = visible(task.value);
			const words = vscode.l10n.t(
				'“{0}” is {1}. See the schema for what it takes.',
				task.fault,
				shown,
			);
			throw new Error(words);
		}
		const { certificate, key, ca, options } = task;
		const file = async (path: string | undefined) =>
			path === undefined ? undefined : uriOf(path, this.folder);
		const { id } = await vscode.commands.executeCommand<{ readonly id: string }>(
			'pki.startEchoServer',
			{
				...options,
				certificate: await file(certificate),
				key: await file(key),
				ca: await file(ca),
			},
		);
		const entry = this.running.find(id);
		if (!entry) return;
		this.#entry = entry;
		if (this.#isStopped) return entry.stop();
		const following = entry.onDidLog?.((line) => this.#print(visible(line)));
		this.#print(`Listening on ${entry.label}`);
		await entry.done;
		following?.dispose();
	}

	#print(...lines: readonly string[]): void {
		for (const line of lines) this.#written.fire(`${line}\r\n`);
	}
}
