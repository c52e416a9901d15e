import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';

export interface ProgressReport {
	(message: string, percent?: number): void;
}

/**
 * Runs a task with a cancel button. Nothing is shown for the first 400 ms, so that quick work does not flicker.
 * Cancelling aborts the signal; the task rejects with `cancelled`.
 */
export async function withProgress<T>(
	title: string,
	task: (signal: AbortSignal, report: ProgressReport) => Promise<T>,
	location: vscode.ProgressLocation | { viewId: string } = vscode.ProgressLocation.Notification,
): Promise<T> {
	const controller = new AbortController();
	let report: ProgressReport = () => undefined;
	let reported = 0;
	const work = task(controller.signal, (message, percent) => report(message, percent));
	const quick = await Promise.race([
		work.then(
			() => true,
			() => true,
		),
		delay(400),
	]);
	if (quick === true) return work;
	return vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
		token.onCancellationRequested(() => controller.abort(new PkiError('cancelled')));
		report = (message, percent) => {
			const increment = percent === undefined ? undefined : Math.max(0, percent - reported);
			if (increment !== undefined) reported += increment;
			progress.report({ message, increment });
		};
		return work;
	});
}

/** An `AbortSignal` that follows one of VS Code's cancellation tokens. */
export function signalFrom(token: vscode.CancellationToken): AbortSignal {
	const controller = new AbortController();
	if (token.isCancellationRequested) controller.abort(new PkiError('cancelled'));
	token.onCancellationRequested(() => controller.abort(new PkiError('cancelled')));
	return controller.signal;
}

function delay(ms: number): Promise<false> {
	return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}
