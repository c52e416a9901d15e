import type { CommandContext, CommandInput } from './command.js';

/** `pki.loadAll`: every page, with progress and cancel. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	await context.views.explorer.loadAll(input.selection[0]);
}
