import type { CommandContext, CommandInput } from '../command.js';

/** `pki.refresh`: a row, or the whole tree. */
export function run(context: CommandContext, input: CommandInput): Promise<void> {
	context.views.explorer.refresh(input.selection[0]);
	return Promise.resolve();
}
