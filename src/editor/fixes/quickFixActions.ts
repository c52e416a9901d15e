import * as vscode from 'vscode';
import type { FindingCode } from '../../core/diagnostics/analyze.js';
import { blockFrom } from '../../core/diagnostics/fixes/placeOfBlock.js';
import { suppressionOf } from '../../core/diagnostics/fixes/suppress.js';
import type { FileInput, RuleBlock } from '../../core/diagnostics/rule.js';
import { knownCodes } from '../../core/diagnostics/severities.js';
import { byLink } from '../../services/ports/links.js';
import type { BlockSource } from '../../services/blocks/blockSource.js';
import { type FindingDiagnostic, isFixable } from '../../ui/findingDiagnostic.js';
import { editOf, fixEdit, inputOf } from '../../ui/fixEdit.js';
import { fixTitle, ruleTitle } from '../../ui/words/findings/findingWords.js';

/** What can be done about findings in the document as it stands, which may be newer than what was found in it. */
export async function quickFixesOf(
	blocks: BlockSource,
	document: vscode.TextDocument,
	diagnostics: readonly FindingDiagnostic[],
	token: vscode.CancellationToken,
): Promise<vscode.CodeAction[]> {
	const found = await blocks.blocksOf(document, token);
	const commands = await vscode.commands.getCommands(true);
	const showsRules = commands.includes('pki.showRule');
	// Once for all of them: a text may be large.
	const input = inputOf(document, found);
	return diagnostics.flatMap((diagnostic) => [
		...textFix(document, input, diagnostic),
		...stepsFor(document, diagnostic),
		...suppression(document, input, diagnostic),
		...(showsRules ? rulePage(diagnostic) : []),
	]);
}

function textFix(
	document: vscode.TextDocument,
	input: ReturnType<typeof inputOf>,
	diagnostic: FindingDiagnostic,
): readonly vscode.CodeAction[] {
	const edit = isFixable(diagnostic) ? fixEdit(document, input, diagnostic) : undefined;
	if (!edit || !diagnostic.fix) return [];
	const action = quickFix(fixTitle(diagnostic.fix), diagnostic);
	action.isPreferred = true;
	action.edit = edit;
	return [action];
}

function suppression(
	document: vscode.TextDocument,
	input: ReturnType<typeof inputOf>,
	diagnostic: FindingDiagnostic,
): readonly vscode.CodeAction[] {
	const { range } = diagnostic;
	const code = codeOf(diagnostic);
	if (!code) return [];
	const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
	const block = blockAt(input, diagnostic, start) ?? { ...lines(range), start, end, label: '' };
	const { languageId } = document;
	const comment = suppressionOf({ ...input, languageId }, { code, start, end, block });
	if (!comment) return [];
	const action = quickFix(vscode.l10n.t('Ignore “{0}” here', ruleTitle(code)), diagnostic);
	action.edit = editOf(document, [comment]);
	return [action];
}

/** What is found of a path stands at no block. */
function blockAt(
	file: FileInput,
	{ range }: vscode.Diagnostic,
	start: number,
): RuleBlock | undefined {
	const block = blockFrom(file, start);
	const { line } = range.start;
	return block && block.line <= line + 1 && line <= block.endLine ? block : undefined;
}

function lines({ start, end }: vscode.Range): Pick<RuleBlock, 'line' | 'endLine'> {
	return { line: start.line, endLine: end.line };
}

function rulePage(diagnostic: FindingDiagnostic): readonly vscode.CodeAction[] {
	const code = codeOf(diagnostic);
	if (!code) return [];
	const title = vscode.l10n.t('Show rule “{0}”', ruleTitle(code));
	const action = quickFix(title, diagnostic);
	action.command = { command: 'pki.showRule', title, arguments: [{ code }, byLink] };
	return [action];
}

function stepsFor(
	{ uri }: vscode.TextDocument,
	diagnostic: FindingDiagnostic,
): readonly vscode.CodeAction[] {
	const step = fileStep(codeOf(diagnostic));
	if (!step) return [];
	const { title, command } = step;
	const action = quickFix(title, diagnostic);
	const { line } = diagnostic.range.start;
	action.command = { command, title, arguments: [{ uri, line }, byLink] };
	return [action];
}

/** What is done to the file, or asks first: no edit of the text. */
function fileStep(
	code: FindingCode | undefined,
): { readonly title: string; readonly command: string } | undefined {
	switch (code) {
		case 'keyModeTooWide':
			return {
				title: vscode.l10n.t('Restrict file to its owner'),
				command: 'pki.restrictKeyFile',
			};
		case 'keyTrackedByGit':
		case 'keyNotIgnored':
			return { title: vscode.l10n.t('Add to .gitignore'), command: 'pki.ignoreKeyFile' };
		case 'outdatedKeyEncryption':
			return { title: vscode.l10n.t('Re-encrypt in terminal…'), command: 'pki.reencryptKey' };
		case 'missingIntermediate':
			return { title: vscode.l10n.t('Add missing issuer…'), command: 'pki.addIssuer' };
		default:
			return undefined;
	}
}

function codeOf({ code }: vscode.Diagnostic): FindingCode | undefined {
	const value = typeof code === 'object' ? code.value : code;
	return knownCodes.find((known) => known.code === value)?.code;
}

function quickFix(title: string, diagnostic: vscode.Diagnostic): vscode.CodeAction {
	const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
	action.diagnostics = [diagnostic];
	return action;
}
