import * as vscode from 'vscode';
import type { KeptBlock } from '../core/decode/kept.js';
import { FindingDiagnostic } from '../ui/findingDiagnostic.js';

/** What Problems says of each block of a document: the same findings in every place where they are shown. */
export class FindingsOf {
	readonly #all: readonly vscode.Diagnostic[];

	constructor(private readonly document: vscode.TextDocument) {
		this.#all = vscode.languages
			.getDiagnostics(document.uri)
			.filter((diagnostic) => diagnostic instanceof FindingDiagnostic)
			.sort((a, b) => a.severity - b.severity);
	}

	/** The gravest first. */
	at(block: Pick<KeptBlock, 'start' | 'end'>): readonly vscode.Diagnostic[] {
		if (this.#all.length === 0) return [];
		const range = rangeOf(this.document, block);
		return this.#all.filter((finding) => range.intersection(finding.range) !== undefined);
	}
}

/** Where a block stands. */
export function rangeOf(
	document: vscode.TextDocument,
	{ start, end }: Pick<KeptBlock, 'start' | 'end'>,
): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export function severityWord(severity: vscode.DiagnosticSeverity): string {
	switch (severity) {
		case vscode.DiagnosticSeverity.Error:
			return vscode.l10n.t('Error');
		case vscode.DiagnosticSeverity.Warning:
			return vscode.l10n.t('Warning');
		case vscode.DiagnosticSeverity.Information:
			return vscode.l10n.t('Information');
		case vscode.DiagnosticSeverity.Hint:
			return vscode.l10n.t('Hint');
	}
}
