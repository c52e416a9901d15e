import type { CommandContext, CommandInput } from '../command.js';
import { chooseTarget } from '../input/chosenCertificate.js';

/** `pki.showDetailsAsText`: the same as `pki.showDetails`, as a document to search, compare and read aloud. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	await context.views.details.showAsText(await chooseTarget(context, input.options));
}
