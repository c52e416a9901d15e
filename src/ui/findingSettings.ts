import * as vscode from 'vscode';
import { parseSeverities, type SeverityChoices } from '../core/diagnostics/severities.js';

/** `pki.diagnostics.severity`, for a file or the whole window; what is no code or no severity in it is left out. */
export function severitySetting(scope?: vscode.Uri): SeverityChoices {
	const settings = vscode.workspace.getConfiguration('pki.diagnostics', scope);
	return parseSeverities(settings.get<unknown>('severity')).choices;
}
