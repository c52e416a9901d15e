import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { plainText } from '../words/plainText.js';

/** `percent` is how far the whole task is, 0 to 100. */
export type ProgressReport = (message: string, percent?: number) => void;

/** Quick work ends before it would flicker; a second without a sign of life is too long. */
const quietMs = 400;

/**
 * Runs a task with a cancel button. Nothing is shown for the first 400 ms. Cancelling aborts the signal (its reason is
 * a `PkiError` of code `cancelled`); the outcome stays the task's own, so a write that went through is not called
 * cancelled.
 */
export async function withProgress<T>(
	title: string,
	task: (signal: AbortSignal, report: ProgressReport) => Promise<T>,
	location: vscode.ProgressLocation | { viewId: string } = vscode.ProgressLocation.Notification,
): Promise<T> {
	const controller = new AbortController();
	const relay = new ProgressRelay();
	const work = task(controller.signal, (message, percent) => relay.report(message, percent));
	if (await settlesWithin(work, quietMs)) return work;
	return vscode.window.withProgress(
		{ location, title: plainText(title), cancellable: true },
		(progress, token) => {
			token.onCancellationRequested(() => controller.abort(new PkiError('cancelled')));
			relay.connect(progress);
			return work;
		},
	);
}

/** Keeps the last report until there is something to show it on, and turns percentages into increments. */
class ProgressRelay {
	#progress: vscode.Progress<{ message?: string; increment?: number }> | undefined;
	#last: { readonly message: string; readonly percent?: number } | undefined;
	#shown = 0;

	report(message: string, percent?: number): void {
		this.#last = { message: plainText(message), percent };
		if (!this.#progress) return;
		const { message: text } = this.#last;
		if (percent === undefined) return this.#progress.report({ message: text });
		const increment = Math.max(0, Math.min(100, percent) - this.#shown);
		this.#shown += increment;
		this.#progress.report({ message: text, increment });
	}

	connect(progress: vscode.Progress<{ message?: string; increment?: number }>): void {
		this.#progress = progress;
		if (this.#last) this.report(this.#last.message, this.#last.percent);
	}
}

/** An `AbortSignal` that follows one of VS Code's cancellation tokens. */
export function signalFrom(token: vscode.CancellationToken): AbortSignal {
	const controller = new AbortController();
	if (token.isCancellationRequested) controller.abort(new PkiError('cancelled'));
	token.onCancellationRequested(() => controller.abort(new PkiError('cancelled')));
	return controller.signal;
}

async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<boolean>((resolve) => {
		timer = setTimeout(() => resolve(false), ms);
	});
	const settled = work.then(
		() => true,
		() => true,
	);
	return Promise.race([settled, late]).finally(() => clearTimeout(timer));
}
