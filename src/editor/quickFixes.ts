import * as vscode from 'vscode';
import { FindingDiagnostic, type FixableDiagnostic } from '../ui/findingDiagnostic.js';

/** Offers what mends a finding; the code that does is loaded where there is something to mend. */
export function registerQuickFixes(): vscode.Disposable {
	return vscode.languages.registerCodeActionsProvider(
		'*',
		{
			async provideCodeActions(document, _range, { diagnostics }, token) {
				const fixable = diagnostics.filter(isFixable);
				if (fixable.length === 0) return [];
				const { quickFixesOf } = await import('./quickFixActions.js');
				return quickFixesOf(document, fixable, token);
			},
		},
		{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
	);
}

function isFixable(diagnostic: vscode.Diagnostic): diagnostic is FixableDiagnostic {
	return diagnostic instanceof FindingDiagnostic && diagnostic.fix !== undefined;
}
