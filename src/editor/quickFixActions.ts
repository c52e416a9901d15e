import * as vscode from 'vscode';
import { replacementsOf } from '../core/diagnostics/fixes.js';
import type { BlockSource } from '../services/blocks/blockSource.js';
import type { FixableDiagnostic } from '../ui/findingDiagnostic.js';
import { fixTitle } from '../ui/words/findings/findingWords.js';

/** The fixes that fit the document as it stands, which may be newer than what was found in it. */
export async function quickFixesOf(
	blocks: BlockSource,
	document: vscode.TextDocument,
	diagnostics: readonly FixableDiagnostic[],
	token: vscode.CancellationToken,
): Promise<vscode.CodeAction[]> {
	const found = await blocks.blocksOf(document, token);
	const file = { text: document.getText(), blocks: found };
	return diagnostics.flatMap((diagnostic) => {
		const replacements = replacementsOf(file, diagnostic.fix, document.offsetAt(diagnostic.range.start));
		if (!replacements) return [];
		const action = new vscode.CodeAction(fixTitle(diagnostic.fix), vscode.CodeActionKind.QuickFix);
		action.diagnostics = [diagnostic];
		action.isPreferred = true;
		action.edit = new vscode.WorkspaceEdit();
		for (const { start, end, text: replacement } of replacements) {
			const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
			action.edit.replace(document.uri, range, replacement);
		}
		return [action];
	});
}
