/** The settings that several features read. */
import * as vscode from 'vscode';
import type { ExpiryThreshold } from '../core/x509/model.js';

/** When *expires soon* begins, for a file or the whole window; nonsense in a settings file falls back to the default. */
export function expiryThreshold(scope?: vscode.Uri): ExpiryThreshold {
	const settings = vscode.workspace.getConfiguration('pki.expiry', scope);
	return {
		days: within(settings.get<unknown>('warnDays'), 0, 36_500, 30),
		lifetimeShare: within(settings.get<unknown>('warnLifetimeShare'), 0, 1, 0.2),
	};
}

function within(value: unknown, minimum: number, maximum: number, fallback: number): number {
	return typeof value === 'number' && value >= minimum && value <= maximum ? value : fallback;
}
