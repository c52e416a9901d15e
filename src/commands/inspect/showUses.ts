import * as vscode from 'vscode';
import type { PathUse } from '../../services/workspace/workspaceIndex.js';
import { activeTabUri } from '../../ui/activeTab.js';
import { withProgress } from '../../ui/ask/progress.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalUri } from '../input/fileUris.js';
import { optionalNumber } from '../input/options.js';

/**
 * `pki.showUses` `{ uri, line }`, else the open file: where the workspace names the file by its path. One place is gone
 * to; several are shown below the line, or in a list where there is no editor for them.
 */
export async function run(
	{ workspace }: CommandContext,
	{ options }: CommandInput,
): Promise<{ readonly uses: number }> {
	const editor = vscode.window.activeTextEditor;
	const uri = optionalUri(options, 'uri') ?? editor?.document.uri ?? activeTabUri();
	if (!uri) {
		void vscode.window.showInformationMessage(
			vscode.l10n.t('Open a certificate or key file first.'),
		);
		return { uses: 0 };
	}
	const line = optionalNumber(options, 'line', { min: 0 }) ?? editor?.selection.active.line ?? 0;
	if (workspace.state !== 'ready') {
		await withProgress(vscode.l10n.t('Searching the workspace'), (signal) =>
			workspace.read({ signal }),
		);
	}
	const uses = workspace.usesOf(uri);
	const [first, ...others] = uses;
	const name = plainText(vscode.workspace.asRelativePath(uri));
	if (!first) {
		const words = vscode.l10n.t('No file in this workspace names {0} by its path.', name);
		void vscode.window.showInformationMessage(words);
	} else if (others.length === 0) {
		await goTo(first);
	} else if (editor) {
		await peek(editor, line, uri, uses);
	} else {
		await choose(name, uses);
	}
	return { uses: uses.length };
}

async function goTo({ uri, range }: PathUse): Promise<void> {
	await vscode.window.showTextDocument(uri, { selection: range, preview: true });
}

/** In the editor that somebody looks at: that of the file, or of a file that names it. */
async function peek(
	{ document, selection }: vscode.TextEditor,
	line: number,
	file: vscode.Uri,
	uses: readonly PathUse[],
): Promise<void> {
	const isItsOwn = document.uri.toString() === file.toString();
	await vscode.commands.executeCommand(
		'editor.action.goToLocations',
		document.uri,
		isItsOwn ? new vscode.Position(line, 0) : selection.active,
		uses.map(({ uri, range }) => new vscode.Location(uri, range)),
		'peek',
	);
}

async function choose(name: string, uses: readonly PathUse[]): Promise<void> {
	const chosen = await vscode.window.showQuickPick(
		uses.map((use) => ({
			label: plainText(vscode.workspace.asRelativePath(use.uri)),
			description: vscode.l10n.t('line {0}', use.range.start.line + 1),
			use,
		})),
		{
			title: vscode.l10n.t('Where {0} is used', name),
			placeHolder: vscode.l10n.t('Choose a place to go to it'),
		},
	);
	if (chosen) await goTo(chosen.use);
}
