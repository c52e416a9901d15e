import type { CommandContext, CommandInput } from '../command.js';
import { listChoice } from './listChoice.js';

/** `pki.loadAll`: every page, with progress and cancel. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	await context.views.explorer.loadAll(listChoice(context, input));
}
