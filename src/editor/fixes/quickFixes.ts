import * as vscode from 'vscode';
import type { Services } from '../../services/services.js';
import { FindingDiagnostic } from '../../ui/findingDiagnostic.js';

/** Of the action that applies all fixes of a file, and that may run on save. */
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('pki');

/** Offers what mends a finding; the code that does is loaded where there is something to mend. */
export function registerQuickFixes({ blocks }: Pick<Services, 'blocks'>): vscode.Disposable {
	return vscode.languages.registerCodeActionsProvider(
		'*',
		{
			async provideCodeActions(document, _range, { diagnostics, only }, token) {
				if (only && fixAllKind.intersects(only)) {
					if (!blocks.mayHold(document)) return [];
					const { fixAllOf } = await import('./fixAllAction.js');
					return fixAllOf(document, fixAllKind, token);
				}
				const ours = diagnostics.filter((each) => each instanceof FindingDiagnostic);
				if (ours.length === 0) return [];
				const { quickFixesOf } = await import('./quickFixActions.js');
				return quickFixesOf(blocks, document, ours, token);
			},
		},
		{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] },
	);
}
