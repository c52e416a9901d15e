import * as vscode from 'vscode';
import { isPkiError } from '../core/common/errors.js';
import type { ExpiryPort } from '../services/ports/expiry.js';
import { checkFor } from './checkExpiry.js';
import { type ExitCode, parseDefinition } from './definition.js';
import { errorLine, faultLine, headLine, reportLines } from './report.js';

/** Of a terminal that fails sooner, VS Code says that it could not be launched. */
export const launchMs = 600;

/** Ctrl+C. */
const interrupt = '\x03';

/** The terminal in which a task says what it finds. Closing it, or Ctrl+C, ends the check. */
export class ExpiryTerminal implements vscode.Pseudoterminal {
	readonly #written = new vscode.EventEmitter<string>();
	readonly #closed = new vscode.EventEmitter<number>();
	readonly #abort = new AbortController();
	readonly onDidWrite = this.#written.event;
	readonly onDidClose = this.#closed.event;

	/** `folder` is where relative paths count from; absent: the workspace folders. */
	constructor(
		private readonly definition: Readonly<Record<string, unknown>>,
		private readonly folder: vscode.WorkspaceFolder | undefined,
		private readonly expiry: ExpiryPort,
	) {}

	open(): void {
		const opened = performance.now();
		this.#run().then(
			(code) => this.#end(code, opened),
			(error: unknown) => {
				const isCancelled = this.#abort.signal.aborted || isPkiError(error, 'cancelled');
				this.#print(isCancelled ? vscode.l10n.t('Cancelled.') : errorLine(error));
				this.#end(2, opened);
			},
		);
	}

	close(): void {
		this.#abort.abort();
	}

	handleInput(data: string): void {
		if (data === interrupt) this.#abort.abort();
	}

	async #run(): Promise<ExitCode> {
		const task = parseDefinition(this.definition);
		if ('fault' in task) {
			this.#print(faultLine(task));
			return 2;
		}
		this.#print(headLine(task), '');
		const outcome = await checkFor(task, this.folder, this.expiry, this.#abort.signal);
		const { lines, code } = reportLines(outcome, task, new Date());
		this.#print(...lines);
		return code;
	}

	#end(code: ExitCode, opened: number): void {
		const wait = code === 0 ? 0 : Math.max(0, launchMs - (performance.now() - opened));
		setTimeout(() => this.#closed.fire(code), wait);
	}

	#print(...lines: readonly string[]): void {
		for (const line of lines) this.#written.fire(`${line}\r\n`);
	}
}
