import * as vscode from 'vscode';
import type { Fix } from '../core/diagnostics/analyze.js';
import { replacementsOf } from '../core/diagnostics/fixes.js';
import type { RuleBlock } from '../core/diagnostics/rule.js';

/** What a fix changes in a document as it stands, whose blocks these are; undefined where it does not fit. */
export function fixEdit(
	document: vscode.TextDocument,
	blocks: readonly RuleBlock[],
	fix: Fix,
): vscode.WorkspaceEdit | undefined {
	const replacements = replacementsOf({ text: document.getText(), blocks }, fix);
	if (!replacements) return undefined;
	const edit = new vscode.WorkspaceEdit();
	for (const { start, end, text } of replacements) {
		const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
		edit.replace(document.uri, range, text);
	}
	return edit;
}
