import * as vscode from 'vscode';
import { reencryptCommand } from '../../core/snippets/reencrypt.js';
import type { CommandContext, CommandInput } from '../command.js';
import { localFile } from './keyFile.js';

/**
 * `pki.reencryptKey` `{ uri }`: types a command into a terminal that writes the key anew beside the file, and leaves it to
 * the user to run it, as it asks for passphrases. Answers the command.
 */
export async function run(
	_context: CommandContext,
	{ options }: CommandInput,
): Promise<{ readonly command: string }> {
	const command = reencryptCommand(localFile(options, 'run'), process.platform);
	const terminal = vscode.window.createTerminal({
		name: vscode.l10n.t('Re-encrypt Private Key'),
		// The shell for which the command is quoted.
		shellPath: process.platform === 'win32' ? 'powershell.exe' : '/bin/sh',
	});
	terminal.show();
	terminal.sendText(command, false);
	return Promise.resolve({ command });
}
