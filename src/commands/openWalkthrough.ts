import * as vscode from 'vscode';
import type { CommandContext, CommandInput } from './command.js';

/** `pki.openWalkthrough` */
export async function run(_context: CommandContext, _input: CommandInput): Promise<void> {
	await vscode.commands.executeCommand(
		'workbench.action.openWalkthrough',
		'pki-workbench.pki-workbench#getStarted',
		false,
	);
}
