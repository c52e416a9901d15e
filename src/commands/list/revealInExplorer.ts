import * as vscode from 'vscode';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalUri } from '../input/fileUris.js';

/** `pki.revealInExplorer` `{ uri }`: the file in VS Code's own tree. */
export async function run(_context: CommandContext, { options }: CommandInput): Promise<void> {
	const uri = optionalUri(options, 'uri') ?? vscode.window.activeTextEditor?.document.uri;
	if (uri) await vscode.commands.executeCommand('revealInExplorer', uri);
}
