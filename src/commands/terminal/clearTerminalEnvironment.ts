import * as vscode from 'vscode';
import type { CommandContext } from '../command.js';

/** `pki.clearTerminalEnvironment`: new terminals get no connection. */
export async function run({ views }: CommandContext): Promise<undefined> {
	const wasSet = await views.terminal.clear();
	vscode.window.setStatusBarMessage(
		wasSet
			? vscode.l10n.t('$(check) New terminals no longer use a connection')
			: vscode.l10n.t('No connection is used in terminals'),
		5000,
	);
	return undefined;
}
