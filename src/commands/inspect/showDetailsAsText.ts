import type { CommandContext, CommandInput } from '../command.js';
import { chooseTarget } from '../input/chosenCertificate.js';
import { chosenOnes } from './chosenOnes.js';

/** `pki.showDetailsAsText`: the same as `pki.showDetails`, as documents to search, compare and read aloud. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const chosen = chosenOnes(input);
	for (const options of chosen) {
		const target = await chooseTarget(context, options);
		await context.views.details.showAsText(target, { preview: chosen.length === 1 });
	}
}
