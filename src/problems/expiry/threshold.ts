import type * as vscode from 'vscode';
import type { ExpiryThreshold } from '../../core/x509/model.js';
import { expiryThreshold } from '../../ui/settings.js';
import type { Asked } from './report.js';

/** When *expires soon* begins for a file: as its check was asked for, else as the settings say. */
export function thresholdFor(uri: vscode.Uri, asked: Asked | undefined): ExpiryThreshold {
	return asked?.withinDays === undefined
		? expiryThreshold(uri)
		: { days: asked.withinDays, lifetimeShare: 1 };
}
