import * as vscode from 'vscode';
import { isFixable } from '../../ui/findingDiagnostic.js';
import { fixEdit, inputOf } from '../../ui/fixEdit.js';
import { openDocument } from '../../ui/openDocument.js';
import { fixTitle } from '../../ui/words/findings/findingWords.js';
import { sayDone } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalUri } from '../input/fileUris.js';
import { optionalNumber } from '../input/options.js';

/**
 * `pki.applyFix` `{ uri, line }`, else the cursor's: mends the gravest finding on the block there that has a fix. The
 * document is changed and not saved. Answers whether there was one.
 */
export async function run(
	context: CommandContext,
	{ options }: CommandInput,
): Promise<{ readonly fixed: boolean }> {
	const editor = vscode.window.activeTextEditor;
	const uri = optionalUri(options, 'uri') ?? editor?.document.uri;
	const line = optionalNumber(options, 'line', { min: 0 }) ?? editor?.selection.active.line ?? 0;
	const document = uri && openDocument(uri);
	const fixed = document !== undefined && (await mend(context, document, line));
	if (!fixed) {
		void vscode.window.showInformationMessage(
			vscode.l10n.t('No finding at this line can be fixed automatically.'),
		);
	}
	return { fixed };
}

async function mend(
	{ blocks }: CommandContext,
	document: vscode.TextDocument,
	line: number,
): Promise<boolean> {
	const all = await blocks.blocksOf(document);
	const block = all.find((one) => one.line <= line && line <= one.endLine);
	if (!block) return false;
	const fixable = vscode.languages
		.getDiagnostics(document.uri)
		.filter(isFixable)
		.filter(({ range: { start } }) => block.line <= start.line && start.line <= block.endLine)
		.sort((a, b) => a.severity - b.severity);
	const input = inputOf(document, all);
	for (const finding of fixable) {
		const edit = fixEdit(document, input, finding);
		if (!edit || !(await vscode.workspace.applyEdit(edit))) continue;
		sayDone(fixTitle(finding.fix));
		return true;
	}
	return false;
}
