import { optionalNumber } from '../input/options.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseWatch } from './chooseWatch.js';
import { showWatch } from './showWatch.js';

/** `pki.showWatchedHandshakes`: the report of a watch; a row of the tree may name one of its connections. */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<void> {
	const watch = await chooseWatch(context, options, interactive);
	await showWatch(context, watch, optionalNumber(options, 'connectionId', { min: 1 }));
}
