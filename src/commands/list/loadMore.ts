import type { CommandContext, CommandInput } from '../command.js';
import { listChoice } from './listChoice.js';

/** `pki.loadMore`: the next page of a list of certificates. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	await context.views.explorer.loadMore(listChoice(context, input));
}
