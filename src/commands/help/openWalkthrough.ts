import * as vscode from 'vscode';
import type { CommandContext, CommandInput } from '../command.js';

/** `pki.openWalkthrough`: the one to begin with, or the one that a link names by its id. */
export async function run(
	{ context }: Pick<CommandContext, 'context'>,
	{ word }: Pick<CommandInput, 'word'>,
): Promise<void> {
	await vscode.commands.executeCommand(
		'workbench.action.openWalkthrough',
		`${context.extension.id}#${word ?? 'getStarted'}`,
		false,
	);
	// The step that leads to the guides is done by one of them, not by the walkthrough that it stands in.
	if (word !== undefined)
		await vscode.commands.executeCommand('setContext', 'pki.guide.done', true);
}
