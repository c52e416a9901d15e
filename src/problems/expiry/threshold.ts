import type * as vscode from 'vscode';
import type { SeverityChoices } from '../../core/diagnostics/severities.js';
import type { ExpiryThreshold } from '../../core/x509/model.js';
import { severitySetting } from '../../ui/findingSettings.js';
import { expiryThreshold } from '../../ui/settings.js';
import type { Asked } from './report.js';

/** What the settings say of a file's findings. */
export interface FindingSettings {
	/** When *expires soon* begins: as the check was asked for, else as the settings say. */
	readonly threshold: ExpiryThreshold;
	readonly severities: SeverityChoices;
}

export function settingsFor(
	uri: vscode.Uri | undefined,
	asked: Asked | undefined,
): FindingSettings {
	const threshold =
		asked?.withinDays === undefined
			? expiryThreshold(uri)
			: { days: asked.withinDays, lifetimeShare: 1 };
	return { threshold, severities: severitySetting(uri) };
}
