import * as vscode from 'vscode';
import type { Fix } from '../core/diagnostics/analyze.js';

/** A finding in the Problems panel, with what its quick fix needs: VS Code hands the same object back to code actions. */
export class FindingDiagnostic extends vscode.Diagnostic {
	override source = 'PKI';

	constructor(
		range: vscode.Range,
		message: string,
		severity: vscode.DiagnosticSeverity,
		readonly fix: Fix | undefined,
	) {
		super(range, message, severity);
	}
}

export type FixableDiagnostic = FindingDiagnostic & { readonly fix: Fix };

export function isFixable(diagnostic: vscode.Diagnostic): diagnostic is FixableDiagnostic {
	return diagnostic instanceof FindingDiagnostic && diagnostic.fix !== undefined;
}
