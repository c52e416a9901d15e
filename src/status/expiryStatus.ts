import * as vscode from 'vscode';
import type { Services } from '../services/services.js';
import type { CheckedExpiry } from './expiry/expirySource.js';

/**
 * What expires, at a glance: in the status bar, in the Explorer, and once a day in a notice. Nothing is loaded for it
 * before something is known.
 */
export function registerExpiryStatus(
	services: Pick<Services, 'context' | 'log' | 'workspace'>,
	checked: CheckedExpiry,
): vscode.Disposable {
	const onError = (error: unknown) => {
		services.log.error(`status: ${error instanceof Error ? error.message : String(error)}`);
	};
	let shown: vscode.Disposable | undefined;
	let isDisposed = false;
	const show = async () => {
		waiting.dispose();
		const { showExpiry } = await import('./expiry/showExpiry.js');
		if (!isDisposed) shown = showExpiry(services, checked, onError);
	};
	const start = () => {
		show().catch(onError);
	};
	const waiting = vscode.Disposable.from(
		checked.onDidChange(start),
		services.workspace.onDidChange(start),
	);
	return new vscode.Disposable(() => {
		isDisposed = true;
		waiting.dispose();
		shown?.dispose();
	});
}
