import * as vscode from 'vscode';
import type { BlockSource } from '../services/blocks/blockSource.js';
import type { FixableDiagnostic } from '../ui/findingDiagnostic.js';
import { fixEdit } from '../ui/fixEdit.js';
import { fixTitle } from '../ui/words/findings/findingWords.js';

/** The fixes that fit the document as it stands, which may be newer than what was found in it. */
export async function quickFixesOf(
	blocks: BlockSource,
	document: vscode.TextDocument,
	diagnostics: readonly FixableDiagnostic[],
	token: vscode.CancellationToken,
): Promise<vscode.CodeAction[]> {
	const found = await blocks.blocksOf(document, token);
	return diagnostics.flatMap((diagnostic) => {
		const edit = fixEdit(document, found, diagnostic.fix);
		if (!edit) return [];
		const action = new vscode.CodeAction(fixTitle(diagnostic.fix), vscode.CodeActionKind.QuickFix);
		action.diagnostics = [diagnostic];
		action.isPreferred = true;
		action.edit = edit;
		return [action];
	});
}
