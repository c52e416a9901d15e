import * as vscode from 'vscode';
import type { StopWatchResult } from '../../api.js';
import { sayDone } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseWatch } from './chooseWatch.js';
import { watchedItem } from './watchedItem.js';

/** `pki.stopWatch` `{ id }`: stops listening, closes what is open, and answers what was seen. */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<StopWatchResult> {
	const { id } = await chooseWatch(context, options, interactive);
	const watches = await context.watches();
	const connections = await watches.stop(id);
	if (interactive) sayDone(vscode.l10n.t('Watch stopped'));
	return { connections: connections.map(watchedItem) };
}
