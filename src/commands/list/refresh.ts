import type { CommandContext, CommandInput } from '../command.js';

/** `pki.refresh`: every row that is selected, or the whole tree. */
export function run(context: CommandContext, { selection }: CommandInput): Promise<void> {
	if (selection.length === 0) context.views.explorer.refresh();
	for (const row of selection) context.views.explorer.refresh(row);
	return Promise.resolve();
}
