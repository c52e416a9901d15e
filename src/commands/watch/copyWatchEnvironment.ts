import * as vscode from 'vscode';
import { copyText } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseWatch } from './chooseWatch.js';
import { environmentLine } from './environment.js';

/** `pki.copyWatchEnvironment`: the variables that lead a client over a watch. */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<void> {
	const watch = await chooseWatch(context, options, interactive);
	await copyText(environmentLine(watch), vscode.l10n.t('Environment copied'));
}
