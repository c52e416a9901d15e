import type { CommandContext, CommandInput } from '../command.js';
import { listChoice } from './listChoice.js';

/** `pki.sortCertificates`: the certificates that are loaded. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	await context.views.explorer.sort(listChoice(context, input));
}
