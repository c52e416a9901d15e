import * as vscode from 'vscode';
import type { Services } from '../services/services.js';

/** What is to be renewed, in the status bar. Nothing is loaded where nothing was issued through the extension. */
export function registerRenewals(services: Pick<Services, 'issued' | 'log'>): vscode.Disposable {
	const { issued, log } = services;
	let shown: vscode.Disposable | undefined;
	let isDisposed = false;
	const show = async () => {
		waiting.dispose();
		const { showRenewals } = await import('./expiry/showRenewals.js');
		if (!isDisposed) shown = showRenewals(services);
	};
	const start = () => {
		show().catch((error: unknown) => {
			log.error(`renewals: ${error instanceof Error ? error.message : String(error)}`);
		});
	};
	const waiting = issued.onDidChange(start);
	if (issued.files.length > 0) start();
	return new vscode.Disposable(() => {
		isDisposed = true;
		waiting.dispose();
		shown?.dispose();
	});
}
