/** What runs until it is stopped (echo servers, watches), as commands and tasks see it. */
import type * as vscode from 'vscode';
import type { EchoServerInput } from '../../core/tls/echo/echo.js';

/** A row below a running entry: what happened last, the newest first. */
export interface RunningDetail {
	readonly label: string;
	readonly description?: string;
	readonly tooltip?: string;
	/** A codicon. */
	readonly icon?: string;
	/** A theme colour of the icon. */
	readonly color?: string;
	readonly command?: vscode.Command;
}

export interface RunningEntry {
	readonly id: string;
	/** For menus: `echoServer`. */
	readonly kind: string;
	readonly label: string;
	/** A codicon. */
	readonly icon: string;
	/** Read again whenever it has changed. */
	readonly describe: () => {
		readonly description: string;
		readonly tooltip?: string;
		readonly details: readonly RunningDetail[];
	};
	readonly onDidChange: vscode.Event<void>;
	/** What it tells while it runs, one line at a time. */
	readonly onDidLog?: vscode.Event<string>;
	/** Settles when it has ended, however it came about; the entry goes away by itself then. */
	readonly done: Promise<unknown>;
	stop(): Promise<void>;
}

export interface RunningPort {
	/** Shows it in *Running* until it has ended. Everything is stopped when the extension is. */
	add(entry: RunningEntry): Promise<void>;
	/** Opens the log of everything that runs or has run. */
	showLog(): Promise<void>;
	/** Undefined: there is none, or it has ended. */
	find(id: string): RunningEntry | undefined;
	readonly entries: readonly RunningEntry[];
	/** Rejects with `invalid`, `exists`, `forbidden` or `notFound` where it cannot listen. `title` names its certificate. */
	startEchoServer(
		input: EchoServerInput,
		title: string,
	): Promise<{ readonly id: string; readonly port: number }>;
}
