import * as vscode from 'vscode';
import { replacementsOf } from '../core/diagnostics/fixes.js';
import type { FileInput, Replacement, RuleBlock } from '../core/diagnostics/rule.js';
import type { FixableDiagnostic } from './findingDiagnostic.js';

/** What a finding's fix changes in a document, as it stands in the input; undefined where it does not fit. */
export function fixEdit(
	document: vscode.TextDocument,
	input: FileInput,
	{ fix, range }: Pick<FixableDiagnostic, 'fix' | 'range'>,
): vscode.WorkspaceEdit | undefined {
	const at = document.offsetAt(range.start);
	const replacements = replacementsOf(input, fix, at);
	return replacements && editOf(document, replacements);
}

/** A document as rules and fixes see it. */
export function inputOf(
	document: vscode.TextDocument,
	blocks: readonly RuleBlock[],
): FileInput & { readonly text: string } {
	const { uri } = document;
	return { text: document.getText(), blocks, ...(uri.scheme !== 'untitled' && { path: uri.path }) };
}

export function editOf(
	document: vscode.TextDocument,
	replacements: readonly Replacement[],
): vscode.WorkspaceEdit {
	const edit = new vscode.WorkspaceEdit();
	for (const { start, end, text } of replacements) {
		const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
		edit.replace(document.uri, range, text);
	}
	return edit;
}
