import * as vscode from 'vscode';
import type { Services } from '../services/services.js';
import { isFixable } from '../ui/findingDiagnostic.js';

/** Offers what mends a finding; the code that does is loaded where there is something to mend. */
export function registerQuickFixes({ blocks }: Pick<Services, 'blocks'>): vscode.Disposable {
	return vscode.languages.registerCodeActionsProvider(
		'*',
		{
			async provideCodeActions(document, _range, { diagnostics }, token) {
				const fixable = diagnostics.filter(isFixable);
				if (fixable.length === 0) return [];
				const { quickFixesOf } = await import('./quickFixActions.js');
				return quickFixesOf(blocks, document, fixable, token);
			},
		},
		{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
	);
}
