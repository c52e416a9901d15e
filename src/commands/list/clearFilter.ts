import type { CommandContext, CommandInput } from '../command.js';
import { listChoice } from './listChoice.js';

/** `pki.clearFilter`: shows every certificate that is loaded. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	await context.views.explorer.clearFilter(listChoice(context, input));
}
