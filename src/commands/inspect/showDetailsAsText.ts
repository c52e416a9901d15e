import type { CommandContext, CommandInput } from '../command.js';
import { chooseTargets } from '../input/chosenCertificate.js';

/** `pki.showDetailsAsText`: the same as `pki.showDetails`, as documents to search, compare and read aloud. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const targets = await chooseTargets(context, input);
	for (const target of targets) {
		await context.views.details.showAsText(target, { preview: targets.length === 1 });
	}
}
